package user_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/rpc/rpctest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
)

const (
	secret = "a secret for tests, 32 bytes or more"
)

// env is the service with what a test wants to see of it.
type env struct {
	user.Service
	local  *user.Local // what Service leads to
	db     *sqldb.DB
	clock  *clock.Manual
	tokens *auth.Tokens
	hasher *countingHasher

	keeps  func(...bus.Event) // fails the test for events that are not as promised
	mu     sync.Mutex
	events []bus.Event
	news   chan struct{} // closed when there are more events
}

// countingHasher counts how often a password was hashed or verified.
type countingHasher struct {
	*auth.Hasher
	hashed atomic.Int64
}

func (h *countingHasher) Hash(ctx context.Context, password string) (string, error) {
	h.hashed.Add(1)
	return h.Hasher.Hash(ctx, password)
}

func (h *countingHasher) Verify(ctx context.Context, encoded, password string) (bool, error) {
	h.hashed.Add(1)
	return h.Hasher.Verify(ctx, encoded, password)
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
		db:     sqldbtest.Open(t, dialect, user.Migrate),
		clock:  clock.NewManual(time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)),
		hasher: &countingHasher{Hasher: auth.NewHasher(fast())},
		news:   make(chan struct{}),
		keeps:  func(events ...bus.Event) { bustest.Keeps(t, user.Announces(), events...) },
	}
	e.tokens = must(auth.NewTokens([]byte(secret), e.clock))(t)
	e.local = e.instance(t, []byte(secret), e.hasher)
	e.Service = e.local
	if remote {
		e.Service = overHTTP(t, e.Service)
	}
	return e
}

func fast() auth.HashParams { return auth.HashParams{MemoryKiB: 8, Time: 1, Threads: 1} }

// instance makes another instance of the service on the same database.
func (e *env) instance(t testing.TB, secret []byte, passwords user.Passwords) *user.Local {
	t.Helper()
	s := must(user.New(user.Config{
		DB: e.db, Passwords: passwords, Tokens: e.tokens, Secret: secret, Sealer: sealer(),
		Clock: e.clock, Log: slog.New(slog.DiscardHandler), Committed: e.committed,
	}))(t)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { s.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
	return s
}

func sealer() *auth.Sealer { return auth.NewSealer([]byte(secret)) }

// overHTTP puts a real HTTP server between the caller and s.
func overHTTP(t *testing.T, s user.Service) user.Service {
	t.Helper()
	return user.Client(rpctest.Dial(t, "user", func(d *rpc.Door) *rpc.Server { return user.Handler(s, d) }))
}

func (e *env) committed(events ...bus.Event) {
	e.keeps(events...)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.events = append(e.events, events...)
	close(e.news)
	e.news = make(chan struct{})
}

// await returns the data of the events of a type as soon as there are n.
func await[T any](t *testing.T, e *env, eventType string, n int) []T {
	t.Helper()
	late := time.After(30 * time.Second)
	for {
		e.mu.Lock()
		news := e.news
		e.mu.Unlock()
		if data := announced[T](t, e, eventType); len(data) >= n {
			return data
		}
		select {
		case <-news:
		case <-late:
			t.Fatalf("no %d events %s", n, eventType)
		}
	}
}

// token opens what a link carries.
func token(t *testing.T, eventType string, link user.SealedLink) string {
	t.Helper()
	return string(must(sealer().Open(eventType, link.SealedToken))(t))
}

// actions returns what the audit log says was done, the last first, and checks its chain.
func (e *env) actions(t *testing.T) []string {
	t.Helper()
	if err := audit.Verify(t.Context(), e.db, user.AuditScope); err != nil {
		t.Error(err)
	}
	var out []string
	for _, r := range must(audit.List(t.Context(), e.db, user.AuditScope, "", 200))(t).Items {
		out = append(out, r.Action)
	}
	return out
}

// announced returns the data of the events of a type, so far.
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

const password = "correct horse battery"

// register makes an account with a name.
func (e *env) register(t *testing.T, name string) user.SignedIn {
	t.Helper()
	return must(e.Register(t.Context(), user.RegisterRequest{
		Email: name + "@example.org", Username: name, Password: password,
	}))(t)
}

// signIn signs in, and tells how it went.
func (e *env) signIn(t *testing.T, identifier, password string) (user.SignedIn, error) {
	t.Helper()
	return e.Login(t.Context(), user.LoginRequest{Identifier: identifier, Password: password, Device: user.Device{Address: "192.0.2.1"}})
}

// as returns a context on behalf of whoever an access token is for.
func (e *env) as(t *testing.T, in user.SignedIn) context.Context {
	t.Helper()
	return auth.WithCaller(t.Context(), must(e.tokens.Verify(in.AccessToken))(t))
}

func (e *env) refresh(t *testing.T, token string) (user.SignedIn, error) {
	t.Helper()
	return e.Refresh(t.Context(), user.RefreshRequest{RefreshToken: token})
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
	if !errs.Is(err, code) {
		t.Errorf("error %v, want %s", err, code)
	}
}
