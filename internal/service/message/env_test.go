package message

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/rpc/rpctest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// env is a message service on a real database, with neighbours that say what a test tells them.
type env struct {
	Service // what the test talks to: local or remote
	local   *Local
	db      *sqldb.DB
	clock   *clock.Manual
	ws      id.Workspace

	mu     sync.Mutex
	access map[seat]workspace.Access
	events []bus.Event

	hides map[id.User]bool // who keeps their receipts to themselves

	named  map[string]workspace.Named // what names mean
	groups map[id.User][]id.Group

	closed      map[id.Channel]error // what asking about a channel fails with
	afterAccess func()               // runs once, when somebody was just let in
	fails       error                // of asking about people
}

type seat struct {
	channel id.Channel
	user    id.User
}

// each runs a test on SQLite and PostgreSQL, and over HTTP.
func each(t *testing.T, test func(t *testing.T, e *env)) {
	t.Helper()
	for _, shape := range []struct {
		name    string
		dialect sqldb.Dialect
		remote  bool
	}{{"sqlite", sqldb.SQLite, false}, {"postgres", sqldb.Postgres, false}, {"sqlite over http", sqldb.SQLite, true}} {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, sqldbtest.Open(t, shape.dialect, Migrate))
			if shape.remote {
				e.Service = Client(rpctest.Dial(t, "message", func(d *rpc.Door) *rpc.Server { return Handler(e.local, d) }))
			}
			test(t, e)
		})
	}
}

func newEnv(t testing.TB, db *sqldb.DB) *env {
	return newEnvAt(t, db, clock.NewManual(clock.System{}.Now()))
}

// newEnvAt is newEnv by a clock, which several instances can share.
func newEnvAt(t testing.TB, db *sqldb.DB, now *clock.Manual) *env {
	e := &env{
		db: db, clock: now, ws: id.New[id.Workspace](),
		access: map[seat]workspace.Access{}, hides: map[id.User]bool{}, named: map[string]workspace.Named{}, groups: map[id.User][]id.Group{},
	}
	e.start(t)
	return e
}

// start starts the service, once more after it was closed.
func (e *env) start(t testing.TB) {
	e.local = New(Config{
		DB: e.db, Access: e, Profiles: e, Contacts: e, Clock: e.clock, Log: slog.New(slog.DiscardHandler),
		Committed: func(events ...bus.Event) {
			bustest.Keeps(t, Announces(), events...)
			e.mu.Lock()
			defer e.mu.Unlock()
			e.events = append(e.events, events...)
		},
	})
	t.Cleanup(e.local.Close)
	e.local.sender.close() // tests say when
	e.Service = e.local
}

// Access is the workspace service's part.
func (e *env) Access(_ context.Context, req workspace.AccessRequest) (workspace.Access, error) {
	e.mu.Lock()
	a, ok := e.access[seat{req.ChannelID, req.UserID}]
	then, fails := e.afterAccess, e.closed[req.ChannelID]
	e.afterAccess = nil
	e.mu.Unlock()
	if then != nil {
		then()
	}
	if fails != nil {
		return workspace.Access{}, fails
	}
	if !ok || req.WorkspaceID != e.ws {
		return workspace.Access{}, errs.NotFound("channel_not_found", "no such channel")
	}
	return a, nil
}

func (e *env) MyChannels(_ context.Context, req workspace.MyChannelsRequest) ([]id.Channel, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []id.Channel
	for s, a := range e.access {
		if s.user == req.UserID && a.ChannelRole != workspace.NoMember {
			out = append(out, s.channel)
		}
	}
	return out, nil
}

// HasEmoji says that each workspace has :crane:.
func (e *env) HasEmoji(_ context.Context, req workspace.EmojiRequest) (bool, error) {
	return req.Name == "crane", nil
}

func (e *env) ResolveNames(_ context.Context, req workspace.ResolveNamesRequest) (map[string]workspace.Named, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	out := map[string]workspace.Named{}
	for _, name := range req.Names {
		if is, ok := e.named[name]; ok {
			out[name] = is
		}
	}
	return out, nil
}

func (e *env) GroupsOf(_ context.Context, req workspace.GroupsOfRequest) ([]id.Group, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.groups[req.UserID], nil
}

// Profiles is the user service's part.
func (e *env) Profiles(_ context.Context, ids []id.User) (map[id.User]user.Author, error) {
	out := map[id.User]user.Author{}
	for _, u := range ids {
		out[u] = user.Author{ID: u, Username: "u" + u.String()[30:], DisplayName: "Somebody"}
	}
	return out, nil
}

func (e *env) Contacts(_ context.Context, req user.ContactsRequest) ([]user.Contact, error) {
	if len(req.IDs) > user.MaxIDs {
		return nil, errs.Invalid("validation_failed", "too many")
	}
	if e.fails != nil {
		return nil, e.fails
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []user.Contact
	for _, u := range req.IDs {
		out = append(out, user.Contact{ID: u, ShowReadReceipts: !e.hides[u]})
	}
	return out, nil
}

func (e *env) allow(ch id.Channel, who id.User, a workspace.Access) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.access[seat{ch, who}] = a
}

// person is a user with a context of theirs.
type person struct {
	id.User
	ctx context.Context
}

// join makes a new member of a channel.
func (e *env) join(t testing.TB, ch id.Channel) person {
	p := person{User: id.New[id.User]()}
	p.ctx = auth.WithCaller(t.Context(), auth.Caller{UserID: p.User, SessionID: id.New[id.Session]()})
	e.allow(ch, p.User, member())
	return p
}

// member is what a member of a channel may do.
func member() workspace.Access {
	return workspace.Access{
		WorkspaceRole: workspace.Member, ChannelRole: workspace.ChannelMember, ChannelType: workspace.Public, MayRead: true, MayPost: true,
		LinkPreviews: true,
	}
}

func (e *env) joinedEvent(t testing.TB, ch id.Channel, p person) bus.Event {
	t.Helper()
	data := fmt.Sprintf(`{"workspaceId":%q,"channelId":%q,"userId":%q}`, e.ws, ch, p.User)
	return bus.Event{ID: id.New[id.Event](), Type: workspace.EventChannelMemberJoined, Subject: ch.String(), Time: e.clock.Now(), Data: []byte(data)}
}

func (e *env) sendRequest(ch id.Channel, content string) SendRequest {
	return SendRequest{WorkspaceID: e.ws, ChannelID: ch, Content: content, ClientMessageCorrelationID: id.New[id.Event]().String()}
}

func (e *env) send(t testing.TB, p person, ch id.Channel, content string) Message {
	t.Helper()
	res, err := e.Send(p.ctx, e.sendRequest(ch, content))
	if err != nil {
		t.Fatalf("send: %v", err)
	}
	return res.Message
}
