// Package redisstream is the bus on Redis Streams (Redis 6.2 or newer).
//
// Each group has a stream of its own, its queue. An event is added to the stream of each group that
// wants it and, for broadcast consumers, to one stream more, which alone is trimmed. An event that was
// handled is acknowledged and deleted; so a queue is as long as what is left to do, and nothing is ever
// trimmed away unseen. The waiting room is a sorted set by due time, the parking lot a stream. Where an
// event moves from one to another, it does so in one transaction or script of Redis.
//
// To keep the order of a subject, one instance of a group works at a time: the one that holds the
// group's lease. Whoever takes a lease over first claims what its predecessor left unacknowledged.
//
// What Redis has taken is as safe as Redis keeps it: with "appendonly yes" and "appendfsync always"
// it outlives a power cut, with "everysec" the last second may be gone, and without persistence a restart
// loses what was published and not yet handled. The outbox's log still has it (echod events replay).
package redisstream

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const (
	timeout      = 3 * time.Second // of one command
	defaultLease = 10 * time.Second
	// liveLength is how many events a broadcast consumer may be behind. It is told when it was more.
	liveLength = 20_000
)

// Config says how a bus is made.
type Config struct {
	URL     string        // redis:// or rediss://
	Prefix  string        // of all keys; "" is "echo"
	Groups  []bus.Group   // all there are; those that are subscribed here need not be named
	Wait    time.Duration // in the waiting room; 0 is bus.RetryAfter
	Lease   time.Duration // how long a group waits for an instance that has died; 0 is 10 s
	Clock   clock.Clock
	Metrics *delivery.Metrics // may be nil
	Log     *slog.Logger
}

// Bus is a bus.Bus.
type Bus struct {
	cfg     Config
	client  *redis.Client
	groups  []bus.Group
	subs    []bus.Subscription
	fanout  *delivery.Fanout
	hearing bool
	name    string // of this instance

	consumers []*delivery.Consumer
	taking    context.Context //nolint:containedctx // ends when nothing is to be taken from Redis any more
	stop      context.CancelFunc
	running   sync.WaitGroup
	closing   sync.RWMutex // held for reading while publishing
	closed    bool
}

// The driver logs to standard error what it also returns.
var quiet = sync.OnceFunc(logging.Disable)

// New makes a bus. The error does not repeat the address.
func New(cfg Config) (*Bus, error) {
	quiet()
	opts, err := redis.ParseURL(cfg.URL)
	if err != nil {
		return nil, errors.New("the address of Redis must be like rediss://user:password@host:6379/0")
	}
	opts.DialTimeout, opts.ReadTimeout, opts.WriteTimeout, opts.PoolTimeout = timeout, timeout, timeout, timeout
	opts.MaxRetries, opts.DialerRetries = -1, 1 // what is tried again is decided here
	opts.Protocol, opts.DisableIdentity = 2, true
	if cfg.Wait == 0 {
		cfg.Wait = bus.RetryAfter
	}
	if cfg.Lease == 0 {
		cfg.Lease = defaultLease
	}
	if cfg.Prefix == "" {
		cfg.Prefix = "echo"
	}
	cfg.Log = cfg.Log.With("broker", "redis")
	b := &Bus{
		cfg: cfg, client: redis.NewClient(opts), groups: slices.Clone(cfg.Groups), name: id.New[id.Event]().String(),
		fanout: delivery.NewFanout(cfg.Metrics, cfg.Log),
	}
	b.taking, b.stop = context.WithCancel(context.Background())
	return b, nil
}

// Subscribe registers a consumer. Call it before Start.
func (b *Bus) Subscribe(s bus.Subscription) {
	if s.Broadcast {
		b.hearing = true
		b.fanout.Add(s)
		return
	}
	b.subs = append(b.subs, s)
	b.groups = slices.DeleteFunc(b.groups, func(g bus.Group) bool { return g.Name == s.Name })
	b.groups = append(b.groups, s.Group())
}

// Start begins delivery, as soon as Redis answers.
func (b *Bus) Start(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	b.fanout.Start(ctx)
	if b.hearing {
		b.running.Go(func() { b.listen(b.taking) })
	}
	for _, s := range b.subs {
		c := delivery.NewConsumer(ctx, s, b.cfg.Metrics, b.cfg.Log)
		b.consumers = append(b.consumers, c)
		b.running.Go(func() { b.consume(b.taking, c) })
	}
	b.running.Go(func() { b.warn(b.taking) })
	return nil
}

// Keys. The braces keep the keys of a group together on a Redis Cluster.
func (b *Bus) live() string                  { return b.cfg.Prefix + ":events" }
func (b *Bus) key(group, what string) string { return b.cfg.Prefix + ":{" + group + "}:" + what }
func (b *Bus) queue(group string) string     { return b.key(group, "queue") }
func (b *Bus) waiting(group string) string   { return b.key(group, "waiting") }
func (b *Bus) parked(group string) string    { return b.key(group, "parked") }

// Fields of an entry.
const (
	fieldEvent   = "event"
	fieldRetries = "retries"
)

// Publish adds the events to the streams, in one round trip.
func (b *Bus) Publish(ctx context.Context, events []bus.Event) error {
	b.closing.RLock()
	defer b.closing.RUnlock()
	if b.closed {
		return bus.ErrClosed
	}
	pipe := b.client.Pipeline()
	var whose []id.Event
	for _, e := range events {
		raw, err := delivery.Encode(e)
		if err != nil {
			return err
		}
		for _, g := range b.groups {
			if g.Wants(e.Type) {
				pipe.XAdd(ctx, &redis.XAddArgs{Stream: b.queue(g.Name), Values: []any{fieldEvent, raw}})
				whose = append(whose, e.ID)
			}
		}
		pipe.XAdd(ctx, &redis.XAddArgs{Stream: b.live(), MaxLen: liveLength, Approx: true, Values: []any{fieldEvent, raw}})
		whose = append(whose, e.ID)
	}
	commands, _ := pipe.Exec(ctx) // each command has its own error
	failed := map[id.Event]error{}
	for i, c := range commands {
		if c.Err() != nil {
			failed[whose[i]] = c.Err()
		}
	}
	b.cfg.Metrics.Published(len(events)-len(failed), len(failed))
	switch {
	case len(failed) == 0:
		return nil
	case len(failed) == len(events) || len(commands) == 0:
		return fmt.Errorf("%w: Redis: %w", bus.ErrUnavailable, firstError(failed))
	}
	return &bus.PartialError{Failed: failed}
}

func firstError(failed map[id.Event]error) error {
	for _, err := range failed {
		return err
	}
	return errors.New("no answer")
}

// Check asks Redis.
func (b *Bus) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := b.client.Ping(ctx).Err(); err != nil {
		return fmt.Errorf("%w: Redis: %w", bus.ErrUnavailable, err)
	}
	return nil
}

// warn says once how safe events are with this Redis.
func (b *Bus) warn(ctx context.Context) {
	var backoff delivery.Backoff
	for ctx.Err() == nil {
		info, err := b.client.Info(ctx, "persistence", "memory").Result()
		if err != nil {
			backoff.Wait(ctx)
			continue
		}
		if strings.Contains(info, "aof_enabled:0") {
			b.cfg.Log.WarnContext(ctx, "Redis does not keep what it was given (appendonly no): events that wait there are lost when it restarts")
		}
		if strings.Contains(info, "maxmemory_policy:") && !strings.Contains(info, "maxmemory_policy:noeviction") {
			b.cfg.Log.WarnContext(ctx, "Redis may evict queues when its memory is full: set maxmemory-policy noeviction")
		}
		return
	}
}

// Close stops taking events, lets handlers finish and settle what they have, and disconnects.
func (b *Bus) Close(ctx context.Context) error {
	b.closing.Lock()
	if b.closed {
		b.closing.Unlock()
		return nil
	}
	b.closed = true
	b.closing.Unlock()
	for _, c := range b.consumers {
		c.Close(ctx)
	}
	b.stop()
	b.running.Wait()
	return errors.Join(b.fanout.Close(ctx), b.client.Close())
}
