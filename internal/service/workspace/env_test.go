package workspace_test

import (
	"context"
	"encoding/json"
	"slices"
	"sync"
	"testing"
	"time"

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

var sealer = auth.NewSealer([]byte("a key of tests that is long enough"))

// env is the service with what a test wants to see of it. It stands in for the user service.
type env struct {
	workspace.Service
	local *workspace.Local
	db    *sqldb.DB
	clock *clock.Manual

	mu     sync.Mutex
	people map[id.User]user.User
	events []bus.Event
}

// each runs a test against the service in this process and across HTTP, on SQLite and on PostgreSQL.
func each(t *testing.T, test func(t *testing.T, e *env)) {
	t.Helper()
	for _, shape := range []struct {
		name    string
		dialect sqldb.Dialect
		remote  bool
	}{
		{"sqlite/local", sqldb.SQLite, false},
		{"sqlite/remote", sqldb.SQLite, true},
		{"postgres/local", sqldb.Postgres, false},
	} {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			test(t, newEnv(t, shape.dialect, shape.remote))
		})
	}
}

func newEnv(t *testing.T, dialect sqldb.Dialect, remote bool) *env {
	t.Helper()
	e := &env{
		db:     sqldbtest.Open(t, dialect, workspace.Migrate),
		clock:  clock.NewManual(time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)),
		people: map[id.User]user.User{},
	}
	e.local = workspace.New(workspace.Config{
		DB: e.db, Users: e, Sealer: sealer, Clock: e.clock,
		Committed: func(events ...bus.Event) {
			bustest.Keeps(t, workspace.Announces(), events...)
			e.committed(events...)
		},
	})
	e.Service = e.local
	if remote {
		e.Service = workspace.Client(rpctest.Dial(t, "workspace", func(d *rpc.Door) *rpc.Server { return workspace.Handler(e.local, d) }))
	}
	return e
}

// Profiles is the user service.
func (e *env) Profiles(_ context.Context, req user.ProfilesRequest) ([]user.User, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []user.User
	for _, userID := range req.IDs {
		if u, ok := e.people[userID]; ok {
			out = append(out, u)
		}
	}
	return out, nil
}

// Contacts is the user service: everyone's address is their name's at example.org.
func (e *env) Contacts(_ context.Context, req user.ContactsRequest) ([]user.Contact, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []user.Contact
	for _, userID := range req.IDs {
		if u, ok := e.people[userID]; ok {
			out = append(out, user.Contact{ID: u.ID, Username: u.Username, Email: u.Username + "@example.org"})
		}
	}
	return out, nil
}

// FindByEmail is the user service.
func (e *env) FindByEmail(_ context.Context, req user.FindByEmailRequest) (user.Contact, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, u := range e.people {
		if u.Username+"@example.org" == req.Email {
			return user.Contact{ID: u.ID, Username: u.Username, Email: req.Email}, nil
		}
	}
	return user.Contact{}, errs.NotFound("user_not_found", "Nobody has this address.")
}

func (e *env) committed(events ...bus.Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = append(e.events, events...)
}

// person is someone with an account, and a context on their behalf.
type person struct {
	user.Author
	ctx context.Context
}

func (e *env) person(t *testing.T, name string) person {
	t.Helper()
	u := user.User{ID: id.New[id.User](), Username: name, DisplayName: name + " Example"}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.people[u.ID] = u
	return person{u.Author(), auth.WithCaller(t.Context(), auth.Caller{UserID: u.ID, SessionID: id.New[id.Session]()})}
}

// announced returns the data of the events of a type since the last forget.
func announced[T any](t *testing.T, e *env, eventType string) []T {
	t.Helper()
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []T
	for _, ev := range e.events {
		if ev.Type != eventType {
			continue
		}
		var data T
		if err := json.Unmarshal(ev.Data, &data); err != nil {
			t.Fatal(err)
		}
		out = append(out, data)
	}
	return out
}

// types returns the types of the events since the last forget, in order.
func (e *env) types() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	var out []string
	for _, ev := range e.events {
		out = append(out, ev.Type)
	}
	return out
}

func (e *env) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = nil
}

// house is a workspace with someone in each role, and someone who is not in it.
type house struct {
	id                                   id.Workspace
	general                              id.Channel
	owner, admin, member, guest, outside person
}

func (e *env) house(t *testing.T, name string) house {
	t.Helper()
	h := house{
		owner: e.person(t, name+"-owner"), admin: e.person(t, name+"-admin"), member: e.person(t, name+"-member"),
		guest: e.person(t, name+"-guest"), outside: e.person(t, name+"-outside"),
	}
	h.id = must(e.Create(h.owner.ctx, workspace.CreateRequest{Name: name}))(t).ID
	h.general = must(e.Memberships(h.owner.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t).Items[0].Channels[0].ID
	for role, p := range map[workspace.Role]person{workspace.Admin: h.admin, workspace.Member: h.member, workspace.Guest: h.guest} {
		e.admit(t, h, p, role)
	}
	e.forget()
	return h
}

// admit lets p in, a second after those before.
func (e *env) admit(t *testing.T, h house, p person, role workspace.Role) {
	t.Helper()
	e.clock.Advance(time.Second)
	invite := must(e.CreateInvite(h.owner.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id, Role: role, MaxUses: 1}))(t)
	must(e.AcceptInvite(p.ctx, workspace.InviteTokenRequest{Token: invite.Token}))(t)
}

// channel makes a channel.
func (e *env) channel(t *testing.T, h house, by person, kind workspace.ChannelType, name string) workspace.MyChannel {
	t.Helper()
	return must(e.CreateChannel(by.ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: kind, Name: name}))(t)
}

// setRole makes a member something else.
func (e *env) setRole(t *testing.T, h house, p person, role workspace.Role) {
	t.Helper()
	must(e.UpdateMember(h.owner.ctx, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: p.ID, Role: role}))(t)
}

func (e *env) setChannelRole(t *testing.T, ch id.Channel, p person, role workspace.ChannelRole) {
	t.Helper()
	n, err := e.db.Exec(t.Context(), `UPDATE channel_members SET role = $1 WHERE channel_id = $2 AND user_id = $3`, role, ch, p.ID)
	if err != nil || n != 1 {
		t.Fatalf("set channel role: %d, %v", n, err)
	}
}

func (e *env) archive(t *testing.T, ch id.Channel) {
	t.Helper()
	if _, err := e.db.Exec(t.Context(), `UPDATE channels SET archived_at = 1 WHERE id = $1`, ch); err != nil {
		t.Fatal(err)
	}
}

// must fails the test on an error: must(f())(t).
func must[T any](v T, err error) func(t testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if code == "" && err != nil || code != "" && !errs.Is(err, code) {
		t.Errorf("error %v, want %q", err, code)
	}
}

// usernames of the members of a list, in order.
func usernames[R ~string](list []workspace.Person[R]) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.User.Username)
	}
	return out
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}
