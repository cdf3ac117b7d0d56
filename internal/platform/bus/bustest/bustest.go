// Package bustest is the test that every driver of the bus must pass.
package bustest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// Run tests a driver; open returns a new, unstarted bus.
func Run(t *testing.T, open func(t *testing.T) bus.Bus) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, bus.Bus){
		"a group gets what it wants":         groupGetsWhatItWants,
		"one subject keeps its order":        subjectKeepsOrder,
		"a broadcast reaches every consumer": broadcastReachesAll,
		"a failure is told and blocks none":  failureBlocksNone,
		"a panic is a failure":               panicIsFailure,
		"nothing is taken after close":       nothingAfterClose,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// sink remembers what a consumer handled.
type sink struct {
	mu  sync.Mutex
	got []bus.Event
	new chan struct{}
}

func newSink() *sink { return &sink{new: make(chan struct{}, 10_000)} }

func (s *sink) handle(_ context.Context, e bus.Event) error {
	s.mu.Lock()
	s.got = append(s.got, e)
	s.mu.Unlock()
	s.new <- struct{}{}
	return nil
}

// wait returns what was handled once there are n of them.
func (s *sink) wait(t *testing.T, n int) []bus.Event {
	t.Helper()
	deadline := time.NewTimer(20 * time.Second)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		got := append([]bus.Event(nil), s.got...)
		s.mu.Unlock()
		if len(got) >= n {
			return got
		}
		select {
		case <-s.new:
		case <-deadline.C:
			t.Fatalf("%d of %d events came", len(got), n)
		}
	}
}

func event(eventType, subject string, no int) bus.Event {
	return bus.Event{
		ID: id.New[id.Event](), Source: "test", Type: eventType, Subject: subject, Version: 1, Time: clock.System{}.Now(),
		Data: fmt.Appendf(nil, `{"no":%d}`, no),
	}
}

func start(t *testing.T, b bus.Bus) {
	t.Helper()
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := b.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
	})
}

func publish(t *testing.T, b bus.Bus, events ...bus.Event) {
	t.Helper()
	if err := b.Publish(t.Context(), events); err != nil {
		t.Fatalf("publish: %v", err)
	}
}

func groupGetsWhatItWants(t *testing.T, b bus.Bus) {
	exact, prefix := newSink(), newSink()
	b.Subscribe(bus.Subscription{Name: "exact", Types: []string{"thing.made"}, Handler: exact.handle})
	b.Subscribe(bus.Subscription{Name: "prefix", Types: []string{"thing.*"}, Handler: prefix.handle})
	start(t, b)
	made, gone, other := event("thing.made", "a", 1), event("thing.gone", "a", 2), event("other.made", "a", 3)
	publish(t, b, made, gone, other)
	got := prefix.wait(t, 2)
	if len(got) != 2 || got[0].ID != made.ID || got[1].ID != gone.ID {
		t.Errorf("prefix got %+v", got)
	}
	got = exact.wait(t, 1)
	if len(got) != 1 || got[0].ID != made.ID || string(got[0].Data) != string(made.Data) || !got[0].Time.Equal(made.Time) {
		t.Errorf("exact got %+v", got)
	}
}

func subjectKeepsOrder(t *testing.T, b bus.Bus) {
	s := newSink()
	b.Subscribe(bus.Subscription{Name: "order", Types: []string{"n"}, Handler: s.handle})
	start(t, b)
	const subjects, each = 10, 50
	var batch []bus.Event
	for no := range each {
		for subject := range subjects {
			batch = append(batch, event("n", fmt.Sprint(subject), no))
		}
	}
	publish(t, b, batch...)
	last := map[string]id.Event{}
	for _, e := range s.wait(t, subjects*each) {
		if prev, ok := last[e.Subject]; ok && prev.String() >= e.ID.String() {
			t.Errorf("subject %s: %s came after %s", e.Subject, e.ID, prev)
		}
		last[e.Subject] = e.ID
	}
}

func broadcastReachesAll(t *testing.T, b bus.Bus) {
	one, two := newSink(), newSink()
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: one.handle})
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: two.handle})
	start(t, b)
	for no := range 100 {
		publish(t, b, event("n", "same", no))
	}
	for _, s := range []*sink{one, two} {
		for i, e := range s.wait(t, 100) {
			if want := fmt.Sprintf(`{"no":%d}`, i); string(e.Data) != want {
				t.Fatalf("at %d came %s", i, e.Data)
			}
		}
	}
}

func failureBlocksNone(t *testing.T, b bus.Bus) {
	s := newSink()
	poison := event("n", "a", 0)
	b.Subscribe(bus.Subscription{Name: "picky", Types: []string{"n"}, Handler: func(ctx context.Context, e bus.Event) error {
		if e.ID == poison.ID {
			return errors.New("cannot digest")
		}
		return s.handle(ctx, e)
	}})
	start(t, b)
	fine := event("n", "a", 1)
	err := b.Publish(t.Context(), []bus.Event{poison, fine})
	var partial *bus.PartialError
	if !errors.As(err, &partial) || len(partial.Failed) != 1 || partial.Failed[poison.ID] == nil {
		t.Errorf("publish: %v", err)
	}
	if got := s.wait(t, 1); got[0].ID != fine.ID {
		t.Errorf("got %+v", got)
	}
}

func panicIsFailure(t *testing.T, b bus.Bus) {
	b.Subscribe(bus.Subscription{Name: "fragile", Types: []string{"n"}, Handler: func(context.Context, bus.Event) error { panic("oh") }})
	start(t, b)
	var partial *bus.PartialError
	if err := b.Publish(t.Context(), []bus.Event{event("n", "a", 0)}); !errors.As(err, &partial) {
		t.Errorf("publish: %v", err)
	}
}

func nothingAfterClose(t *testing.T, b bus.Bus) {
	s := newSink()
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: s.handle})
	start(t, b)
	publish(t, b, event("n", "a", 1))
	if err := b.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.wait(t, 1); len(got) != 1 {
		t.Errorf("close dropped what was under way: %+v", got)
	}
	if err := b.Publish(t.Context(), []bus.Event{event("n", "a", 2)}); !errors.Is(err, bus.ErrClosed) {
		t.Errorf("publish after close: %v", err)
	}
}
