// Package socketio is a server of the Socket.IO protocol, revision 5: what the JavaScript clients of versions 3 and 4
// speak. Clients connect to namespaces, send events with or without binary data, acknowledge, and are sent events one
// by one or by the rooms they are in.
//
//	srv := socketio.New(socketio.Config{})
//	chat := srv.Of("/")
//	chat.OnConnect(func(ctx context.Context, s *socketio.Socket, auth json.RawMessage) error {
//		s.Join("lobby")
//		return nil
//	})
//	chat.On("say", func(ctx context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
//		chat.To("lobby").Emit("said", args.Values()...)
//	})
//	http.Handle("/socket.io/", srv)
//
// # Concurrency and order
//
// Everything may be called from any goroutine; only handlers are registered before the server is used. For one client,
// OnConnect, event handlers and OnDisconnect run one after the other, in the order in which the client sent what they
// are about, on a goroutine that exists only while there is work. Clients do not wait for each other. What a client sent
// before it left is still handled, and OnDisconnect comes last.
//
// Two events emitted by the same goroutine reach a client in that order. Emitting never blocks: what cannot be written
// is queued by reference, and a client that does not read is disconnected when a bound is exceeded (package engineio).
//
// # Delivery
//
// At most once: what is emitted while a client is away does not reach it, unless Config.Recovery is set. Then a client that
// lost its connection and comes back in time keeps its id and the rooms it may still be in, and gets what it has missed,
// once and in order, before what is live; see Namespace.OnIdentify and Namespace.OnRecover. Every event carries an offset
// for that, as one more argument at its end.
package socketio

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// Reasons given to OnDisconnect, in the words of the reference server, beside those of package engineio.
const (
	ReasonClient    = "client namespace disconnect" // the client left the namespace
	ReasonServer    = "server namespace disconnect" // Socket.Disconnect
	ReasonRateLimit = "rate limit exceeded"         // too many events (not in the reference)
	ReasonPanic     = "handler panic"               // a handler of this client panicked (likewise)
)

// Config sets up a Server. Zero values mean the defaults given.
type Config struct {
	PingInterval    time.Duration // between a pong and the next ping; 25 s
	PingTimeout     time.Duration // for the pong to come; 20 s
	UpgradeTimeout  time.Duration // for a client to complete an upgrade; 10 s
	ConnectTimeout  time.Duration // for a client to connect to a namespace; 45 s
	WriteTimeout    time.Duration // for a stalled connection to take anything; 15 s
	MaxPayload      int           // bytes in a message, or in the body of a POST; 1,000,000
	MaxQueuedFrames int           // waiting for a client that does not read; 256
	MaxQueuedBytes  int           // likewise; 512 KiB

	MaxConnections int // more are answered with 503 and Retry-After; zero: no limit

	// MaxEventsPerSecond is how many events, acknowledgements and other packets a client may send in the long run,
	// over all its namespaces; 100. EventBurst is how many it may send at once; 5 seconds' worth. A client that
	// exceeds them is disconnected. Negative: no limit.
	MaxEventsPerSecond int
	EventBurst         int

	// Driver says how WebSocket connections are read and written. The default suits each connection best.
	Driver engineio.Driver

	// AllowOrigin decides about requests with an Origin header, on both transports. Nil allows the host the request
	// is addressed to.
	AllowOrigin func(r *http.Request) bool

	// Handshake picks what to remember of the request that opens a connection, such as the client's address:
	// Socket.Handshake returns it. Nothing else of the request is kept.
	Handshake func(r *http.Request) any

	// Recovery lets clients go on after they have lost their connection. Nil: they begin anew.
	Recovery *Recovery

	// Adapter joins the server to others. Nil: it is alone.
	Adapter Adapter

	// Logger gets what a handler cannot be told: panics. Nil discards it.
	Logger *slog.Logger
}

// Server is an http.Handler for Socket.IO clients. Mount it at "/socket.io/".
type Server struct {
	engine     *engineio.Server
	log        *slog.Logger
	cluster    *cluster
	recovery   *recovery // nil: there is none
	rate       atomic.Pointer[rate]
	began      time.Time
	connecting *deadline.List[*client] // connected to nothing yet

	ctx     context.Context //nolint:containedctx // of all handlers; ends with the server
	cancel  context.CancelFunc
	work    sync.WaitGroup // clients whose last handler has not returned
	workers *workers

	mu         sync.RWMutex
	namespaces map[string]*Namespace
}

// New returns a server without namespaces.
func New(cfg Config) *Server {
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 45 * time.Second
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	srv := &Server{
		log:        cfg.Logger,
		began:      time.Now(),
		namespaces: make(map[string]*Namespace),
	}
	srv.ctx, srv.cancel = context.WithCancel(context.Background())
	srv.workers = newWorkers(srv.ctx.Done())
	srv.recovery = newRecovery(cfg)
	srv.cluster = newCluster(srv, cfg.Adapter)
	srv.connecting = deadline.New(cfg.ConnectTimeout, (*client).connectTimeout)
	srv.engine = engineio.New(engineio.Config{
		PingInterval:    cfg.PingInterval,
		PingTimeout:     cfg.PingTimeout,
		UpgradeTimeout:  cfg.UpgradeTimeout,
		WriteTimeout:    cfg.WriteTimeout,
		MaxPayload:      cfg.MaxPayload,
		MaxQueuedFrames: cfg.MaxQueuedFrames,
		MaxQueuedBytes:  cfg.MaxQueuedBytes,
		MaxSessions:     cfg.MaxConnections,
		Node:            srv.cluster.node(),
		Driver:          cfg.Driver,
		AllowOrigin:     cfg.AllowOrigin,
		Handshake:       cfg.Handshake,
	}, clientHandler{srv})
	srv.setRate(cfg.MaxEventsPerSecond, cfg.EventBurst)
	return srv
}

// Of returns the namespace of that name, making it if there is none. Clients can connect only to namespaces that exist.
// Names begin with a slash; the main one is "/".
func (srv *Server) Of(name string) *Namespace {
	srv.mu.Lock()
	defer srv.mu.Unlock()
	ns := srv.namespaces[name]
	if ns == nil {
		ns = newNamespace(srv, name)
		srv.namespaces[name] = ns
		srv.cluster.watch(name, everyRoom)
	}
	return ns
}

func (srv *Server) namespace(name string) *Namespace {
	srv.mu.RLock()
	defer srv.mu.RUnlock()
	return srv.namespaces[name]
}

// ServeHTTP serves both transports. WebSocket needs HTTP/1.1 and a ResponseWriter that can be hijacked.
func (srv *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { srv.engine.ServeHTTP(w, r) }

// Stats is a snapshot of a server's counters.
type Stats = engineio.Stats

// Stats returns the counters of the connections.
func (srv *Server) Stats() Stats { return srv.engine.Stats() }

// Close refuses new clients, sends the present ones what is queued for them and closes their connections in a way that
// makes them connect again. It returns when all handlers have returned; if the context ends first, with its error, and
// with the contexts of the handlers cancelled.
func (srv *Server) Close(ctx context.Context) error {
	defer srv.cancel()
	if err := srv.engine.Close(ctx); err != nil {
		return err
	}
	srv.connecting.Stop()
	srv.stopAwaiting()
	done := make(chan struct{})
	go func() {
		srv.work.Wait()
		close(done)
	}()
	select {
	case <-done:
		return srv.cluster.close(ctx)
	case <-ctx.Done():
		return ctx.Err()
	}
}
