// Package redisadapter joins Socket.IO servers through Redis.
//
// Each room of a namespace is a channel, and a node listens to those where it has members; on Redis 7 they are sharded
// channels, on older servers plain ones. A message is the packet that clients get behind a short binary header: nodes
// pass it on without parsing it. What is not volatile is also kept in a short stream a room, for clients that were away
// and for nodes that lost their connection.
//
// # When Redis is away
//
// Publishing never blocks and never fails. Messages wait in a bounded buffer for a few seconds, and then are dropped;
// when Redis is back, every node with members in the rooms concerned is told so (Receiver.Missed). A node whose own
// connection was interrupted looks into the streams of its rooms for what it did not hear, and reports those rooms
// missed where something was said, or where nobody can tell any more because Redis has lost its memory.
//
// A message reaches each node at most once, and messages of one node arrive in the order of their publication.
package redisadapter

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

// Config sets up an Adapter. Zero values mean the defaults given; Redis is required.
type Config struct {
	Redis  *redis.Options // where the server is; the adapter opens connections of its own
	Prefix string         // of all keys and channels; "socketio:"
	Plain  bool           // use PUBLISH and SUBSCRIBE even where the server has sharded channels

	Timeout        time.Duration // for an answer of the server; 2 s
	Linger         time.Duration // how long to listen to a room after its last member left; 30 s
	BufferAge      time.Duration // how long a message waits for the server; 5 s
	BufferMessages int           // how many wait at most; 20,000
	BufferBytes    int           // and of what size together; 16 MiB

	Logger *slog.Logger // nil discards
}

// Adapter is a socketio.Adapter. It is safe for concurrent use.
type Adapter struct {
	cfg      Config
	client   *redis.Client
	log      *slog.Logger
	ids      *socketio.IDs
	origin   origin // of this adapter, unlike that of all others
	receiver socketio.Receiver
	sharded  atomic.Bool
	server   serverClock
	queue    queue
	rooms    rooms
	lastSeen map[origin]seen // by the reader alone

	ctx    context.Context //nolint:containedctx // of everything that runs on its own; ends with the adapter
	cancel context.CancelFunc
	work   sync.WaitGroup
	sent   chan struct{} // closed when the publisher has ended

	published, received, echoes, dropped, missed, failed, connects atomic.Uint64
	connected                                                      atomic.Bool
	came, heard                                                    atomic.Int64 // Unix nanoseconds: when something came; until when all has
}

var (
	_ socketio.Adapter   = (*Adapter)(nil)
	_ socketio.Numbering = (*Adapter)(nil)
)

// New returns an adapter, which connects when it is attached. The server need not be there yet.
func New(cfg Config) *Adapter {
	orDefault(&cfg.Prefix, "socketio:")
	orDefault(&cfg.Timeout, 2*time.Second)
	orDefault(&cfg.Linger, 30*time.Second)
	orDefault(&cfg.BufferAge, 5*time.Second)
	orDefault(&cfg.BufferMessages, 20_000)
	orDefault(&cfg.BufferBytes, 16<<20)
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	opts := *cfg.Redis
	opts.Protocol = 2
	opts.DialTimeout, opts.ReadTimeout, opts.WriteTimeout, opts.PoolTimeout = cfg.Timeout, cfg.Timeout, cfg.Timeout, cfg.Timeout
	opts.MaxRetries, opts.DialerRetries = -1, 1 // what is tried again is tried here
	opts.ContextTimeoutEnabled = true
	a := &Adapter{
		cfg: cfg, client: redis.NewClient(&opts), log: cfg.Logger, ids: socketio.NewIDs(),
		queue:    queue{wake: make(chan struct{}, 1), maxMessages: cfg.BufferMessages, maxBytes: cfg.BufferBytes, lost: map[string]bool{}},
		rooms:    rooms{all: map[string]*room{}, wake: make(chan struct{}, 1)},
		lastSeen: map[origin]seen{}, sent: make(chan struct{}),
	}
	_, _ = rand.Read(a.origin[:]) // never fails
	now := time.Now().UnixNano()
	a.came.Store(now)
	a.heard.Store(now)
	a.sharded.Store(!cfg.Plain)
	a.ctx, a.cancel = context.WithCancel(context.Background())
	return a
}

func orDefault[T comparable](value *T, def T) {
	var zero T
	if *value == zero {
		*value = def
	}
}

// Attach sets what takes messages from other nodes, and connects. Deliver and Missed are called one at a time; while
// Deliver does not return, Redis keeps what comes, and after some megabytes ends the connection.
func (a *Adapter) Attach(r socketio.Receiver) {
	a.receiver = r
	a.work.Go(a.listen)
	a.work.Go(a.number)
	go func() {
		defer close(a.sent)
		a.send()
	}()
}

// IDs returns the generator of ids; its node is unlike that of other live nodes once Redis has been reached.
func (a *Adapter) IDs() *socketio.IDs { return a.ids }

// Publish hands a message to the other nodes that watch one of its rooms.
func (a *Adapter) Publish(m socketio.Message) {
	if m.Volatile && !a.connected.Load() {
		a.dropped.Add(1)
		return
	}
	if m.ID == 0 {
		m.ID = a.ids.Next()
	}
	e := &entry{payload: encode(a.origin, m), volatile: m.Volatile, at: time.Now()}
	if len(m.Rooms) == 0 {
		e.channels = []string{a.channel(m.Namespace, "")}
	}
	for _, name := range m.Rooms {
		e.channels = append(e.channels, a.channel(m.Namespace, name))
	}
	if !a.queue.add(e) {
		a.dropped.Add(1)
	}
}

// channel names what carries the messages to a room. The braces keep it and its history on one server of a cluster.
func (a *Adapter) channel(namespace, name string) string {
	return a.cfg.Prefix + "{" + namespace + "#" + name + "}"
}

// history names the stream of what was said on a channel.
func (a *Adapter) history(channel string) string {
	return a.cfg.Prefix + "h:" + channel[len(a.cfg.Prefix):]
}

// everywhere is the channel that all nodes listen to.
func (a *Adapter) everywhere() string { return a.cfg.Prefix + "everywhere" }

// Close sends what is left to send, until ctx ends, and ends.
func (a *Adapter) Close(ctx context.Context) error {
	a.queue.close()
	var err error
	if a.receiver != nil {
		select {
		case <-a.sent:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	a.cancel()
	a.work.Wait()
	if a.receiver != nil {
		<-a.sent
	}
	return errors.Join(err, a.client.Close())
}

// Stats is a snapshot of an adapter's counters.
type Stats struct {
	Published  uint64 // messages handed to Redis
	Received   uint64 // messages of other nodes
	Echoes     uint64 // messages of one's own that came back, or came twice
	Dropped    uint64 // messages given up, volatile ones too
	Missed     uint64 // times that a room was reported missed
	Failed     uint64 // commands that Redis refused
	Reconnects uint64 // times that the connection was lost
	Buffered   int    // messages waiting
	Rooms      int    // channels that matter here
	Listening  int    // of these, those that are listened to
	Connected  bool   // whether Redis answers
	Sharded    bool   // whether channels are sharded
}

// Stats returns the counters.
func (a *Adapter) Stats() Stats {
	s := Stats{
		Published: a.published.Load(), Received: a.received.Load(), Echoes: a.echoes.Load(), Dropped: a.dropped.Load(),
		Missed: a.missed.Load(), Failed: a.failed.Load(), Connected: a.connected.Load(), Sharded: a.sharded.Load(),
	}
	if n := a.connects.Load(); n > 0 {
		s.Reconnects = n - 1
	}
	s.Buffered = a.queue.len()
	a.rooms.mu.Lock()
	s.Rooms = len(a.rooms.all)
	for _, r := range a.rooms.all {
		if r.checked {
			s.Listening++
		}
	}
	a.rooms.mu.Unlock()
	return s
}
