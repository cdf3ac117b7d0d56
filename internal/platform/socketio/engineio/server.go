// Package engineio is a server of the Engine.IO protocol, revision 4: sessions that carry text and binary messages in
// order, over HTTP long-polling, over WebSocket, or beginning on the first and moving to the second.
//
// # Sending
//
// A Frame is encoded once and queued, by reference, on any number of sessions. Send never blocks and never writes: it
// puts the frame into the session's queue and lines the connection up. Sessions are spread over shards, one for each
// processor, and each shard has one goroutine that writes what is queued; everything that waits for a connection at that
// moment leaves in one write. There is no delay to configure: the busier the server, the longer a round and the more
// each write carries.
//
// A queue is bounded in frames, bytes and time without progress. A session that exceeds a bound is closed and counted;
// others do not notice.
//
// # Memory
//
// On Linux, plain TCP connections are read and written by the epoll loop of their shard: an idle session is two small
// structs and a descriptor. Elsewhere, and on TLS, it also has a goroutine waiting to read. Either way it holds no
// buffer where the system allows it, no timer, and nothing of the HTTP request.
package engineio

import (
	"context"
	"encoding/json"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
)

// Reasons with which a session ends, in the words of the reference server.
const (
	ReasonTransportClose = "transport close"      // the client closed the connection, or it was lost
	ReasonTransportError = "transport error"      // the client broke the rules of the transport
	ReasonPingTimeout    = "ping timeout"         // the client did not answer a ping
	ReasonParseError     = "parse error"          // the client sent a malformed packet
	ReasonShutdown       = "server shutting down" // Server.Close
	ReasonSlow           = "slow reader"          // the client did not read what it was sent (not in the reference)
)

// Handler is told what happens to sessions.
type Handler interface {
	// Open is called before anything is received. It may send.
	Open(s *Session)
	// Message hands over one message, valid only during the call. Calls for one session are serial and in order.
	// It must not block; Session.Pause keeps more from being read.
	Message(s *Session, data []byte, binary bool)
	// Close is called exactly once for each opened session; a call of Message may still be under way. It must not
	// block.
	Close(s *Session, reason string)
}

// Config sets up a Server. Zero values mean the defaults given.
type Config struct {
	PingInterval    time.Duration // between a pong and the next ping; 25 s
	PingTimeout     time.Duration // for the pong to come; 20 s
	UpgradeTimeout  time.Duration // for a client to complete an upgrade; 10 s
	WriteTimeout    time.Duration // for a stalled connection to take anything; 15 s
	MaxPayload      int           // bytes in a message, or in the body of a POST; 1,000,000
	MaxQueuedFrames int           // waiting for a client that does not read; 256
	MaxQueuedBytes  int           // likewise; 512 KiB

	// MaxSessions is how many sessions there may be: who comes then is answered with 503 and Retry-After. Zero: no limit.
	MaxSessions int

	// Node, if not nil, is asked for the number of this server among several, 0 to 4095, when a session is opened:
	// session ids begin with it, so that whoever spreads requests can send those of a session to where it is.
	Node func() int

	// Driver says how WebSocket connections are read and written. The default suits each connection best.
	Driver Driver

	// AllowOrigin decides about requests with an Origin header, on both transports. Nil allows the host the request
	// is addressed to.
	AllowOrigin func(r *http.Request) bool

	// Handshake picks what to remember of the request that opens a session, such as the client's address:
	// Session.Handshake returns it. Nothing else of the request is kept.
	Handshake func(r *http.Request) any
}

// Defaults of Config.
const (
	DefaultQueuedFrames = 256
	DefaultQueuedBytes  = 512 << 10
)

// Driver is a way to read and write WebSocket connections.
type Driver uint8

// The drivers.
const (
	DriverAuto      Driver = iota // epoll where it can be, else a goroutine
	DriverEpoll                   // the same: plain TCP on Linux is read and written by an epoll loop a shard
	DriverGoroutine               // every connection has a goroutine
)

// maxShards bounds what looking through a room once for each shard costs.
const maxShards = 16

// Server is an http.Handler for Engine.IO. Mount it where clients look for it: "/engine.io/" or "/socket.io/".
type Server struct {
	cfg     Config
	handler Handler
	pings   *deadline.List[*Session] // sessions that are due a ping
	pongs   *deadline.List[*Session] // sessions that owe a pong
	timers  timers
	shards  []shard
	next    atomic.Uint32 // shard for the next session
	buffers sync.Pool     // of *readBuffer
	stats   counters
	limits  atomic.Pointer[Limits]
	pingPkt *Frame
	began   time.Time

	mu       sync.Mutex
	sessions map[sid]*Session
	closed   bool
	work     sync.WaitGroup // open sessions and connections
}

// New returns a server. It has no goroutines while it has no sessions.
func New(cfg Config, h Handler) *Server {
	setDefault(&cfg.PingInterval, 25*time.Second)
	setDefault(&cfg.PingTimeout, 20*time.Second)
	setDefault(&cfg.UpgradeTimeout, 10*time.Second)
	setDefault(&cfg.WriteTimeout, 15*time.Second)
	setDefault(&cfg.MaxPayload, 1_000_000)
	setDefault(&cfg.MaxQueuedFrames, DefaultQueuedFrames)
	setDefault(&cfg.MaxQueuedBytes, DefaultQueuedBytes)
	srv := &Server{
		cfg:      cfg,
		handler:  h,
		shards:   make([]shard, min(runtime.GOMAXPROCS(0), maxShards)),
		buffers:  sync.Pool{New: func() any { return new(readBuffer) }},
		sessions: make(map[sid]*Session),
		pingPkt:  packetFrame(packetPing, nil),
		began:    time.Now(),
	}
	for i := range srv.shards {
		srv.shards[i].srv, srv.shards[i].number = srv, i
	}
	srv.SetLimits(Limits{cfg.MaxSessions, cfg.MaxQueuedFrames, cfg.MaxQueuedBytes})
	srv.pings = deadline.New(cfg.PingInterval, (*Session).ping)
	srv.pongs = deadline.New(cfg.PingTimeout, (*Session).pongMissing)
	srv.timers = newTimers(cfg)
	return srv
}

func setDefault[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// Close refuses new sessions and ends the present ones: what is queued is sent, then the connection is closed in a way
// that makes clients connect again. It returns when all are gone, or with the error of the context when that ends first.
func (srv *Server) Close(ctx context.Context) error {
	srv.mu.Lock()
	srv.closed = true
	sessions := make([]*Session, 0, len(srv.sessions))
	for _, s := range srv.sessions {
		sessions = append(sessions, s)
	}
	srv.mu.Unlock()
	for _, s := range sessions {
		s.end(ReasonShutdown, endFlush)
	}
	gone := make(chan struct{})
	go func() {
		srv.work.Wait()
		close(gone)
	}()
	select {
	case <-gone:
		srv.pings.Stop()
		srv.pongs.Stop()
		srv.timers.stop()
		for i := range srv.shards {
			srv.shards[i].stop()
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// open makes a session of one that has a shard and a transport: it tells the handler and registers the session. It
// reports whether it did, as the server may be closed.
func (srv *Server) open(r *http.Request, s *Session) bool {
	s.id = srv.newID()
	s.beat.Value = s
	if srv.cfg.Handshake != nil {
		s.handshake = srv.cfg.Handshake(r)
	}
	if !srv.begin() { // done when the handler has been told of the end
		return false
	}
	srv.stats.connections.Add(1)
	s.expires = srv.now() + srv.cfg.PingInterval + srv.cfg.PingTimeout
	srv.handler.Open(s)
	srv.mu.Lock()
	srv.sessions[s.id] = s // the client does not know the id yet
	closed := srv.closed
	srv.mu.Unlock()
	if closed {
		s.end(ReasonShutdown, endFlush)
	}
	s.shard.lock()
	_, isPolling := s.transport.(*polling)
	ended := s.state != stateOpen
	if !ended {
		srv.pings.Add(&s.beat)
	}
	s.shard.unlock()
	if ended && !isPolling { // the handler closed it; by polling the client has yet to fetch the rest
		srv.forget(s)
	}
	return true
}

// begin counts a session or a read loop, unless the server is closed.
func (srv *Server) begin() bool {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	if srv.closed {
		return false
	}
	srv.work.Add(1)
	return true
}

func (srv *Server) session(id string) *Session {
	key, ok := parseID(id)
	if !ok {
		return nil
	}
	srv.mu.Lock()
	defer srv.mu.Unlock()
	return srv.sessions[key]
}

func (srv *Server) nextShard() *shard {
	sh := &srv.shards[int(srv.next.Add(1))%len(srv.shards)]
	sh.open()
	return sh
}

// now is the time on the server's own clock, which takes a third of a time.Time to keep.
func (srv *Server) now() time.Duration { return time.Since(srv.began) }

func (srv *Server) forget(s *Session) {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	delete(srv.sessions, s.id)
}

// openPacket is the first packet a client gets.
func (srv *Server) openPacket(s *Session, upgrades []string) []byte {
	data, err := json.Marshal(struct {
		SID          string   `json:"sid"`
		Upgrades     []string `json:"upgrades"`
		PingInterval int64    `json:"pingInterval"`
		PingTimeout  int64    `json:"pingTimeout"`
		MaxPayload   int      `json:"maxPayload"`
	}{s.ID(), upgrades, srv.cfg.PingInterval.Milliseconds(), srv.cfg.PingTimeout.Milliseconds(), srv.cfg.MaxPayload})
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return data
}
