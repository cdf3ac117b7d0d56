package rpc_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// instance is one of the oracle, which counts and can be told how to fail.
type instance struct {
	*httptest.Server

	hits   atomic.Int64
	before atomic.Pointer[func(w http.ResponseWriter, r *http.Request) (done bool)]
	unfit  atomic.Bool
}

func newInstance(t *testing.T) *instance {
	t.Helper()
	i := &instance{}
	fn := func(context.Context, question) (answer, error) {
		i.hits.Add(1)
		return answer{Text: i.URL}, nil
	}
	s := rpc.Handler("oracle", &rpc.Door{
		Credential: rpc.NewCredential(clock.System{}, []byte(secret)), Log: slog.New(slog.DiscardHandler),
		Fit: func(context.Context) error {
			if i.unfit.Load() {
				return errors.New("the oracle sleeps")
			}
			return nil
		},
	}, rpc.Serve(ask, fn), rpc.Serve(tell, fn))
	i.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if before := i.before.Load(); before != nil && !strings.Contains(r.URL.Path, "-ready") && (*before)(w, r) {
			return
		}
		s.ServeHTTP(w, r)
	}))
	t.Cleanup(i.Close)
	return i
}

// does makes every call go wrong.
func (i *instance) does(fn func(w http.ResponseWriter, r *http.Request) bool) { i.before.Store(&fn) }

func hangUp(w http.ResponseWriter, _ *http.Request) bool {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err == nil {
		_ = conn.Close()
	}
	return true
}

func garbage(w http.ResponseWriter, _ *http.Request) bool {
	_, _ = w.Write([]byte("<html>"))
	return true
}

type logText struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logText) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logText) has(s string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Contains(l.text.String(), s)
}

func dial(t *testing.T, log *logText, metrics *rpc.Metrics, secret string, urls ...string) *rpc.Conn {
	t.Helper()
	conn, err := rpc.Dial(rpc.Config{
		Service: "oracle", URLs: urls, Credential: rpc.NewCredential(clock.System{}, []byte(secret)),
		Clock: clock.System{}, Log: slog.New(slog.NewTextHandler(log, nil)), Metrics: metrics,
	})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// watch runs what looks after the instances.
func watch(t *testing.T, conn *rpc.Conn) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { conn.Run(ctx) })
	t.Cleanup(func() { stop(); running.Wait() })
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	end := time.NewTimer(30 * time.Second)
	defer end.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-end.C:
			t.Fatalf("in vain waited until %s", what)
		}
	}
}

func TestConn_CallsInstancesInTurn(t *testing.T) {
	t.Parallel()
	a, b := newInstance(t), newInstance(t)
	call := rpc.Caller(dial(t, &logText{}, nil, secret, a.URL, b.URL), tell)
	for range 10 {
		if _, err := call(t.Context(), question{}); err != nil {
			t.Fatal(err)
		}
	}
	if a.hits.Load() != 5 || b.hits.Load() != 5 {
		t.Errorf("%d and %d", a.hits.Load(), b.hits.Load())
	}
}

// What must not be sent twice is not, and what was not sent at all goes to the next one.
func TestConn_RetriesOnlyWhatMayBeSentAgain(t *testing.T) { //nolint:tparallel // the cases count the calls of one instance
	t.Parallel()
	bad, good := newInstance(t), newInstance(t)
	gone := newInstance(t)
	gone.Close()
	bad.does(func(w http.ResponseWriter, r *http.Request) bool { bad.hits.Add(1); return hangUp(w, r) })
	for _, c := range []struct {
		name       string
		first      *instance
		idempotent bool
		fail       bool
	}{{"hangs up, again", bad, true, false}, {"hangs up, once", bad, false, true}, {"not there, again", gone, true, false}, {"not there, once", gone, false, false}} {
		t.Run(c.name, func(t *testing.T) {
			conn := dial(t, &logText{}, nil, secret, c.first.URL, good.URL)
			call := rpc.Caller(conn, tell)
			if c.idempotent {
				call = rpc.Caller(conn, ask)
			}
			failures := 0
			before := bad.hits.Load()
			for range 4 {
				_, err := call(t.Context(), question{})
				if err != nil {
					failures++
				}
			}
			if (failures > 0) != c.fail {
				t.Errorf("%d of 4 failed", failures)
			}
			if c.first == bad && bad.hits.Load()-before != 2 {
				t.Errorf("the bad one was called %d times in 4", bad.hits.Load()-before)
			}
		})
	}
}

func TestConn_BreakerOpensAndSaysWhenToComeBack(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func(http.ResponseWriter, *http.Request) bool{"garbage": garbage, "hangs up": hangUp} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := newInstance(t)
			var calls atomic.Int64
			i.does(func(w http.ResponseWriter, r *http.Request) bool { calls.Add(1); return fault(w, r) })
			metrics := rpc.NewMetrics()
			call := rpc.Caller(dial(t, &logText{}, metrics, secret, i.URL), tell)
			var err error
			for range 20 {
				if _, err = call(t.Context(), question{}); !errs.Is(err, "unavailable") || errs.From(err).RetryAfter <= 0 {
					t.Fatalf("%v", err)
				}
			}
			if n := calls.Load(); n > 7 { // one more a second, to see
				t.Errorf("was called %d times", n)
			}
			reg := prometheus.NewRegistry()
			reg.MustRegister(metrics)
			if faults, err := testutil.GatherAndLint(reg); err != nil || len(faults) > 0 {
				t.Errorf("metrics: %v, %v", faults, err)
			}
			if n, err := testutil.GatherAndCount(reg, "echo_circuit_state", "echo_call_rejected_total"); err != nil || n != 3 {
				t.Errorf("metrics: %d, %v", n, err)
			}
			none := func(http.ResponseWriter, *http.Request) bool { return false }
			i.before.Store(&none)
			eventually(t, "it is called again", func() bool { _, err := call(t.Context(), question{}); return err == nil })
		})
	}
}

// A slow instance costs a caller its deadline, not more, and is told of it.
func TestConn_CarriesTheDeadline(t *testing.T) {
	t.Parallel()
	told := make(chan bool, 1)
	conn := rpctestDial(t, func(ctx context.Context, _ question) (answer, error) {
		_, has := ctx.Deadline()
		<-ctx.Done()
		told <- has
		return answer{}, ctx.Err()
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := rpc.Caller(conn, ask)(ctx, question{}); !errs.Is(err, "unavailable") {
		t.Errorf("%v", err)
	}
	if !<-told {
		t.Error("the called knows no deadline")
	}
}

func rpctestDial(t *testing.T, fn func(context.Context, question) (answer, error)) *rpc.Conn {
	t.Helper()
	s := httptest.NewServer(rpc.Handler("oracle", &rpc.Door{
		Credential: rpc.NewCredential(clock.System{}, []byte(secret)), Log: slog.New(slog.DiscardHandler),
	}, rpc.Serve(ask, fn)))
	t.Cleanup(s.Close)
	return dial(t, &logText{}, nil, secret, s.URL)
}

func TestConn_LeavesAloneWhoIsNotWell(t *testing.T) {
	t.Parallel()
	a, b := newInstance(t), newInstance(t)
	log := &logText{}
	conn := dial(t, log, nil, secret, a.URL, b.URL)
	if conn.Check(t.Context()) == nil {
		t.Error("well before anybody was asked")
	}
	watch(t, conn)
	call := rpc.Caller(conn, tell)
	eventually(t, "it is ready", func() bool { return conn.Check(t.Context()) == nil })
	a.unfit.Store(true)
	eventually(t, "that is known", func() bool { return log.has("the oracle sleeps") })
	before := a.hits.Load()
	for range 10 {
		if _, err := call(t.Context(), question{}); err != nil {
			t.Fatal(err)
		}
	}
	if a.hits.Load() != before {
		t.Error("called who said that it is not well")
	}
	b.unfit.Store(true)
	eventually(t, "none is well", func() bool { return conn.Check(t.Context()) != nil })
	if _, err := call(t.Context(), question{}); err != nil {
		t.Errorf("none is well, and nobody was tried: %v", err)
	}
	a.unfit.Store(false)
	eventually(t, "one is well again", func() bool { return conn.Check(t.Context()) == nil })
}

func TestConn_AnotherSecretIsSaid(t *testing.T) {
	t.Parallel()
	a := newInstance(t)
	log := &logText{}
	conn := dial(t, log, nil, "another secret", a.URL)
	watch(t, conn)
	eventually(t, "it is logged", func() bool { return log.has("level=ERROR") && log.has("ECHO_SERVICE_SECRET") })
	if err := conn.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "refuses") {
		t.Errorf("ready with another secret: %v", err)
	}
}

func TestConn_ComesBackWhenTheInstanceDoes(t *testing.T) {
	t.Parallel()
	a := newInstance(t)
	conn := dial(t, &logText{}, nil, secret, a.URL)
	watch(t, conn)
	call := rpc.Caller(conn, tell)
	eventually(t, "it is ready", func() bool { return conn.Check(t.Context()) == nil })
	a.Close()
	for range 10 { // enough to open the breaker
		if _, err := call(t.Context(), question{}); !errs.Is(err, "unavailable") {
			t.Fatalf("nobody there: %v", err)
		}
	}
	l, err := net.Listen("tcp", a.Listener.Addr().String())
	if err != nil {
		t.Skip("somebody took the port meanwhile")
	}
	again := &http.Server{Handler: a.Config.Handler, ReadHeaderTimeout: time.Second}
	go func() { _ = again.Serve(l) }()
	t.Cleanup(func() { _ = again.Close() })
	eventually(t, "it answers again", func() bool { _, err := call(t.Context(), question{}); return err == nil })
}
