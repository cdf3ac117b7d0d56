package e2e_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// sent is a message as the server acknowledged it.
type sent struct {
	ID, Content                string
	MessageNo                  int64
	ClientMessageCorrelationID string `json:"clientMessageCorrelationId"`
}

// TestCrash_NothingAcknowledgedIsLost kills the process under load, again and again, while senders
// repeat what they got no answer for. Rounds come from ECHO_TEST_CRASHES, 3 when it is not set.
func TestCrash_NothingAcknowledgedIsLost(t *testing.T) {
	t.Parallel()
	rounds := 3
	if n, err := strconv.Atoi(os.Getenv("ECHO_TEST_CRASHES")); err == nil {
		rounds = n
	}
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) { crash(t, rounds, on) })
}

func crash(t *testing.T, rounds int, on echotest.Shape) {
	s := on.Start(t)
	people := []*echotest.Client{s.Register(t, "maya"), s.Register(t, "tomas"), s.Register(t, "ines"), s.Register(t, "ravi")}
	w := echotest.Found(t, people[0], people[1:]...)

	load := startLoad(t.Context(), people, w, 4)
	for range rounds {
		load.waitFor(t, 150) // acknowledged since the last start
		s.Kill(syscall.SIGKILL)
		took := s.Restart()
		t.Logf("killed at %d acknowledged, up again after %s", load.total(), took.Round(time.Millisecond))
	}
	load.waitFor(t, 150)
	acknowledged := load.stop()
	assertHistory(t, people[1], w, acknowledged)
}

// TestStop_FailsNoRequest stops the process with SIGTERM under load: what it had taken on it finishes.
func TestStop_FailsNoRequest(t *testing.T) {
	t.Parallel()
	echotest.EachDatabase(t, stop)
}

func stop(t *testing.T, on echotest.Shape) {
	s := on.Start(t)
	people := []*echotest.Client{s.Register(t, "maya"), s.Register(t, "tomas")}
	w := echotest.Found(t, people[0], people[1])
	load := startLoad(t.Context(), people, w, 8)
	load.waitFor(t, 200)
	s.Kill(syscall.SIGTERM)
	if code := s.ExitCode(); code != 0 {
		t.Errorf("ended with %d", code)
	}
	s.Restart()
	load.waitFor(t, 50)
	acknowledged := load.stop()
	assertHistory(t, people[0], w, acknowledged)
	if n := load.failed5xx(); n > 0 {
		t.Errorf("%d requests were answered with 5xx", n)
	}
}

// load is senders that each send one message after another, repeating until acknowledged.
type load struct {
	cancel  context.CancelFunc
	senders sync.WaitGroup

	mu     sync.Mutex
	acked  []sent
	errors []error
	fresh  int
	more   chan struct{}
	server int
}

func startLoad(ctx context.Context, people []*echotest.Client, w echotest.Workspace, each int) *load {
	ctx, cancel := context.WithCancel(ctx)
	l := &load{cancel: cancel, more: make(chan struct{}, 1)}
	for p, c := range people {
		for n := range each {
			l.senders.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					l.send(ctx, c, w, fmt.Sprintf("%d-%d-%d", p, n, i))
				}
			})
		}
	}
	return l
}

// send repeats one message until it is acknowledged, even past the end of the load: its outcome must
// be known.
func (l *load) send(ctx context.Context, c *echotest.Client, w echotest.Workspace, correlation string) {
	for ctx.Err() == nil {
		attempt, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		var m sent
		status, err := c.Call(attempt, "POST", w.Messages(), map[string]string{
			"content": "text of " + correlation, "clientMessageCorrelationId": correlation,
		}, &m)
		cancel()
		l.mu.Lock()
		switch {
		case err == nil:
			l.acked = append(l.acked, m)
			l.fresh++
		case echotest.Refused(err):
			l.errors = append(l.errors, err)
		case status >= 500:
			l.server++
		}
		l.mu.Unlock()
		select {
		case l.more <- struct{}{}:
		default:
		}
		if err == nil || echotest.Refused(err) {
			return
		}
		select { // the server is away: ask again in a moment, as clients do
		case <-ctx.Done():
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// waitFor waits for n more acknowledgements.
func (l *load) waitFor(t *testing.T, n int) {
	t.Helper()
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	for {
		l.mu.Lock()
		if l.fresh >= n {
			l.fresh = 0
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
		select {
		case <-l.more:
		case <-deadline.C:
			t.Fatalf("%d of %d messages were acknowledged within a minute", l.fresh, n)
		}
	}
}

func (l *load) total() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.acked)
}

func (l *load) failed5xx() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.server
}

func (l *load) stop() []sent {
	l.cancel()
	l.senders.Wait()
	return l.acked
}

// assertHistory reads the whole channel and compares it with what was acknowledged: all there, each
// once, as acknowledged, numbered 1, 2, 3 … What was sent and never answered may be there, once.
func assertHistory(t *testing.T, c *echotest.Client, w echotest.Workspace, acknowledged []sent) {
	t.Helper()
	stored := map[string]sent{}
	next := int64(1)
	for after := "0"; after != ""; {
		var page struct {
			Items      []sent
			NextCursor *string
		}
		c.Must(t, "GET", w.Messages()+"?limit=200&after="+after, nil, &page)
		for _, m := range page.Items {
			if m.MessageNo != next {
				t.Fatalf("message %d stands where %d should", m.MessageNo, next)
			}
			next++
			if twice, ok := stored[m.ClientMessageCorrelationID]; ok {
				t.Errorf("%s is there twice, as %d and %d", m.ClientMessageCorrelationID, twice.MessageNo, m.MessageNo)
			}
			stored[m.ClientMessageCorrelationID] = m
		}
		after = ""
		if page.NextCursor != nil {
			after = *page.NextCursor
		}
	}
	lost := 0
	for _, m := range acknowledged {
		if stored[m.ClientMessageCorrelationID] != m {
			lost++
			t.Errorf("acknowledged %+v, stored %+v", m, stored[m.ClientMessageCorrelationID])
		}
	}
	t.Logf("%d acknowledged, %d stored, %d lost", len(acknowledged), len(stored), lost)
}
