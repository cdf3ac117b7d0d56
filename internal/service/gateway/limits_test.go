package gateway

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/kv"
)

// edge is a gateway with the default limits and nothing behind them.
type edge struct {
	*Gateway
	clock *clock.Manual
	next  http.Handler
}

func newEdge(counters func(*clock.Manual) kv.Store) *edge {
	clk := clock.NewManual(clock.System{}.Now())
	g := &Gateway{
		counters: counters(clk), log: slog.New(slog.DiscardHandler),
		limits: Limits{
			Anonymous: kv.Rate{Count: 10, Per: time.Second, Burst: 20}, Auth: kv.Rate{Count: 100, Per: 15 * time.Minute, Burst: 100},
			User: kv.Rate{Count: 50, Per: time.Second, Burst: 200},
		},
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "limited_total", Help: "Refused."}, []string{"scope"}),
	}
	return &edge{Gateway: g, clock: clk, next: g.limitRates(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))}
}

func memory(clk *clock.Manual) kv.Store { return kv.NewMemory(clk) }

// let counts how many of n requests are let through.
func (e *edge) let(t *testing.T, n int, path, address string, by id.User) int {
	t.Helper()
	through := 0
	for range n {
		ctx := context.WithValue(t.Context(), clientAddressKey{}, address)
		if by != (id.User{}) {
			ctx = auth.WithCaller(ctx, auth.Caller{UserID: by})
		}
		w := httptest.NewRecorder()
		e.next.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodPost, path, nil))
		switch {
		case w.Code == http.StatusOK:
			through++
		case w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") == "":
			t.Errorf("%s: %d, Retry-After %q", path, w.Code, w.Header().Get("Retry-After"))
		}
	}
	return through
}

func TestLimits_Anonymous(t *testing.T) {
	t.Parallel()
	e := newEdge(memory)
	if n := e.let(t, 50, "/api/version", "203.0.113.7", id.User{}); n != 20 {
		t.Errorf("%d of 50 at once", n)
	}
	e.clock.Advance(time.Second)
	if n := e.let(t, 50, "/api/version", "203.0.113.7", id.User{}); n != 10 {
		t.Errorf("%d of 50 a second later", n)
	}
	if n := e.let(t, 5, "/api/version", "203.0.113.8", id.User{}); n != 5 {
		t.Errorf("a neighbour gets %d of 5", n)
	}
	counted := prometheus.NewPedanticRegistry()
	counted.MustRegister(e.limited)
	if found, err := counted.Gather(); err != nil || found[0].GetMetric()[0].GetCounter().GetValue() != 70 {
		t.Errorf("counted %v, %v", found, err)
	}
}

// However slowly somebody asks, a hundred guesses in a quarter of an hour are the end.
func TestLimits_Auth(t *testing.T) {
	t.Parallel()
	e := newEdge(memory)
	through := 0
	for range 20 {
		through += e.let(t, 10, "/api/auth/login", "203.0.113.7", id.User{})
		e.clock.Advance(time.Second)
	}
	if through < 100 || through > 103 {
		t.Errorf("%d of 200 sign-ins in 20 s", through)
	}
	if n := e.let(t, 5, "/api/auth/login", "203.0.113.7", id.New[id.User]()); n != 0 {
		t.Errorf("a token of one's own lets %d of 5 through", n)
	}
	if n := e.let(t, 5, "/api/auth/register", "203.0.113.7", id.User{}); n != 0 {
		t.Errorf("another route lets %d of 5 through", n)
	}
	if n := e.let(t, 5, "/api/auth/refresh", "203.0.113.7", id.User{}); n != 5 {
		t.Errorf("%d of 5 refreshes", n)
	}
}

// TestLimits_Office shows that people behind one address do not shut each other out.
func TestLimits_Office(t *testing.T) {
	t.Parallel()
	e := newEdge(memory)
	for range 100 {
		of := id.New[id.User]()
		for path, by := range map[string]id.User{"/api/auth/refresh": {}, "/socket.io/": {}, "/api/users/me": of, "/api/workspaces/me/memberships": of} {
			if e.let(t, 1, path, "203.0.113.7", by) != 1 {
				t.Fatalf("%s is refused", path)
			}
		}
	}
}

func TestLimits_User(t *testing.T) {
	t.Parallel()
	e := newEdge(memory)
	maya, liam := id.New[id.User](), id.New[id.User]()
	if n := e.let(t, 300, "/api/users/me", "203.0.113.7", maya); n != 200 {
		t.Errorf("%d of 300 at once", n)
	}
	if n := e.let(t, 5, "/api/users/me", "198.51.100.1", maya); n != 0 {
		t.Errorf("another address lets %d through", n)
	}
	if n := e.let(t, 5, "/api/users/me", "203.0.113.7", liam); n != 5 {
		t.Errorf("another user gets %d of 5", n)
	}
}

func TestLimits_FilesAndSocketsAreFree(t *testing.T) {
	t.Parallel()
	e := newEdge(memory)
	for _, path := range []string{"/", "/assets/app.js", "/healthz", "/readyz", "/avatars/a.png", "/custom-emoji/a.png", "/socket.io/?EIO=4&transport=polling&sid=a"} {
		if n := e.let(t, 1000, path, "203.0.113.7", id.User{}); n != 1000 {
			t.Errorf("%s: %d of 1000", path, n)
		}
	}
	if n := e.let(t, 1000, "/socket.io/?EIO=4&transport=websocket", "203.0.113.7", id.User{}); n != 200 {
		t.Errorf("%d of 1000 new sockets at once", n)
	}
}

// away is a store whose server does not answer.
type away struct{ kv.Store }

func (away) Take(context.Context, string, kv.Rate) (time.Duration, error) {
	return 0, errors.New("no route to host")
}

func TestLimits_LetThroughWhenTheyCannotBeCounted(t *testing.T) {
	t.Parallel()
	e := newEdge(func(*clock.Manual) kv.Store { return away{} })
	if n := e.let(t, 100, "/api/auth/login", "203.0.113.7", id.User{}); n != 100 {
		t.Errorf("%d of 100", n)
	}
}
