// Package realtime shows people what happens while it happens: it turns events of the bus into
// Socket.IO emissions to rooms, and decides who may be in which room.
//
// Live delivery is a hint. The truth is "what comes after messageNo N": a client that was away, or sees
// a hole in the numbers, asks the REST contract for what it lacks.
//
// A socket is in the room of its user and of its session from the start. With join:workspace it enters
// the rooms of the workspace and of every channel there that the user is a member of, and follows
// memberships from then on; with join:channel that of a public channel the user only looks at. Who lost the
// connection and comes back is in the same rooms again, as far as that is still allowed (see recover.go).
package realtime

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Access answers what a person may see. It must not answer from a cache: a stale yes would leave a
// socket in a room that it was just taken out of.
type Access interface {
	Access(ctx context.Context, req workspace.AccessRequest) (workspace.Access, error)
	MyChannels(ctx context.Context, req workspace.MyChannelsRequest) ([]id.Channel, error)
	Memberships(ctx context.Context, req workspace.MembershipsRequest) (page.List[workspace.Membership], error)
	GetChannel(ctx context.Context, req workspace.ChannelRequest) (workspace.MyChannel, error)
	MembersAmong(ctx context.Context, req workspace.MembersAmongRequest) ([]id.User, error)
}

// Own shows people themselves, and how they are to others; it notes when they were last seen.
type Own interface {
	Me(ctx context.Context, req rpc.None) (user.OwnUser, error)
	Beings(ctx context.Context, req user.BeingsRequest) ([]user.Being, error)
	Seen(ctx context.Context, req user.SeenRequest) (rpc.None, error)
}

// Heads tells where channels end, and where people stand in threads.
type Heads interface {
	Head(ctx context.Context, req message.ChannelRequest) (message.Head, error)
	ThreadStates(ctx context.Context, req message.ThreadStatesRequest) ([]message.FollowerState, error)
}

// Profiles names people.
type Profiles interface {
	Profiles(ctx context.Context, ids []id.User) (map[id.User]user.Author, error)
}

// Config is what the real-time gateway stands on.
type Config struct {
	Access   Access
	Heads    Heads
	Profiles Profiles
	Own      Own
	Unsent   Unsent
	// Adapter joins this gateway to others; nil: it is alone, or others are reached by the bus only.
	Adapter socketio.Adapter
	// Shared is the store of all gateways that the adapter joins, by which they know who is at the others; nil:
	// each knows only who is here.
	Shared kv.Store
	// Verify checks an access token: errs missing_token, invalid_token, token_expired.
	Verify func(token string) (auth.Caller, error)
	// AllowOrigin decides on requests of browsers; nil allows the server's own origin.
	AllowOrigin func(r *http.Request) bool
	// Driver says how connections are read and written.
	Driver engineio.Driver
	Clock  clock.Clock // nil: the system's
	Log    *slog.Logger
}

// Gateway is the real-time half of the gateway; an http.Handler for /socket.io/.
type Gateway struct {
	access   Access
	heads    Heads
	profiles Profiles
	own      Own
	unsent   Unsent
	verify   func(string) (auth.Caller, error)
	log      *slog.Logger

	server *socketio.Server
	main   *socketio.Namespace
	joined bool // to other gateways, which hear what is emitted here
	late   lateness
	// memberships counts membership events, so that a join that ran beside one looks again.
	memberships atomic.Uint64

	clock   clock.Clock
	roster  *roster
	watches *watches
	gossip  *gossip // nil: nobody to tell
}

// New makes the gateway. Subscribe its Subscriptions before the bus starts.
func New(cfg Config) *Gateway {
	if cfg.Clock == nil {
		cfg.Clock = clock.System{}
	}
	g := &Gateway{
		access: cfg.Access, heads: cfg.Heads, profiles: cfg.Profiles, own: cfg.Own, unsent: cfg.Unsent, verify: cfg.Verify, log: cfg.Log,
		server: socketio.New(socketio.Config{
			Driver: cfg.Driver, AllowOrigin: cfg.AllowOrigin, Adapter: cfg.Adapter, Logger: cfg.Log, Recovery: &socketio.Recovery{},
		}),
		joined: cfg.Adapter != nil, clock: cfg.Clock, late: lateness{clock: cfg.Clock}, roster: newRoster(), watches: newWatches(),
	}
	if cfg.Shared != nil {
		g.gossip = newGossip(cfg.Shared, g.roster, cfg.Log)
	}
	g.main = g.server.Of("/")
	g.main.OnConnect(g.connect)
	g.main.OnDisconnect(g.leave)
	g.main.OnIdentify(identify)
	g.main.OnRecover(g.comeBack)
	handle(g, "join:workspace", g.joinWorkspace)
	handle(g, "leave:workspace", g.leaveWorkspace)
	handle(g, "join:channel", g.joinChannel)
	handle(g, "leave:channel", g.leaveChannel)
	handle(g, "typing:start", g.typingStart)
	handle(g, "typing:stop", g.typingStop)
	handle(g, "presence:set", g.setPresence)
	handle(g, "presence:get", g.getPresence)
	g.main.OnMissed(g.missed)
	return g
}

// ServeHTTP serves Socket.IO.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.server.ServeHTTP(w, r) }

// Stats counts connections and deliveries.
func (g *Gateway) Stats() socketio.Stats { return g.server.Stats() }

// Drain tells the clients that the server is stopping and when to come back. They spread themselves
// over that time.
func (g *Gateway) Drain(comeBackIn time.Duration) {
	_ = g.main.Emit("server:stopping", struct {
		ReconnectInMs int64 `json:"reconnectInMs"`
	}{comeBackIn.Milliseconds()})
}

// Close ends all connections so that clients reconnect.
func (g *Gateway) Close(ctx context.Context) error {
	return g.server.Close(ctx)
}

// connect lets a client in by its access token.
func (g *Gateway) connect(_ context.Context, s *socketio.Socket, handshake json.RawMessage) error {
	var given struct {
		Token string `json:"token"`
	}
	_ = json.Unmarshal(handshake, &given) // what is not there, or no text, is a missing token
	caller, err := g.verify(given.Token)
	if err != nil {
		code := errs.From(err).Code
		return &socketio.ConnectError{Message: code, Data: map[string]string{"code": code}}
	}
	m := &member{caller: caller, workspaces: map[id.Workspace]bool{}, visits: map[id.Channel]id.Workspace{}}
	s.SetValue(m)
	s.Join(userRoom(caller.UserID), sessionRoom(caller.SessionID))
	// A session that was revoked between the check and the join would be missed by the event.
	if _, err := g.verify(given.Token); err != nil {
		return &socketio.ConnectError{Message: errs.From(err).Code}
	}
	g.arrive(m)
	return nil
}

// ack is the answer to an event of a client.
type ack struct {
	OK            bool   `json:"ok"`
	Code          string `json:"code,omitempty"`
	Detail        string `json:"detail,omitempty"`
	LastMessageNo *int64 `json:"lastMessageNo,omitempty"`
	LastChangeNo  *int64 `json:"lastChangeNo,omitempty"`

	People []presence `json:"people,omitzero"` // of presence:get
}

// handle registers what answers an event whose argument is a P.
func handle[P any](g *Gateway, event string, fn func(ctx context.Context, s *socketio.Socket, m *member, p P) (ack, error)) {
	g.main.On(event, func(ctx context.Context, s *socketio.Socket, args socketio.Args, reply socketio.Ack) {
		m, _ := s.Value().(*member)
		ctx = auth.WithCaller(ctx, m.caller)
		var p P
		answer, err := ack{}, args.Decode(0, &p)
		if err != nil {
			err = errs.Invalid("malformed_event", "The event does not have the shape it should.").Because(err)
		} else {
			answer, err = fn(ctx, s, m, p)
		}
		if err != nil {
			e := errs.From(err)
			if e.Kind == errs.KindInternal {
				g.log.ErrorContext(ctx, "event of a client failed", "event", event, "error", err)
			}
			answer = ack{Code: e.Code, Detail: e.Message}
		} else {
			answer.OK = true
		}
		if reply == nil {
			return
		}
		if err := reply(answer); err != nil && !errors.Is(err, socketio.ErrDisconnected) {
			g.log.WarnContext(ctx, "acknowledge event", "event", event, "error", err)
		}
	})
}
