package bustest

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func groupGetsWhatItWants(t *testing.T, open world) {
	exact, prefix := newSink(), newSink()
	b := open()
	b.Subscribe(group("exact", exact.handle, "thing.made"))
	b.Subscribe(group("prefix", prefix.handle, "thing.*"))
	Start(t, b)
	made, gone, other := Event("thing.made", "a", 1), Event("thing.part.gone", "a", 2), Event("other.made", "a", 3)
	made.Traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	Publish(t, b, made, gone, other)
	got := prefix.wait(t, 2)
	if len(got) != 2 || got[0].ID != made.ID || got[1].ID != gone.ID {
		t.Errorf("prefix got %+v", got)
	}
	got = exact.wait(t, 1)
	if len(got) != 1 || got[0].ID != made.ID || string(got[0].Data) != string(made.Data) || !got[0].Time.Equal(made.Time) ||
		got[0].Source != "test" || got[0].Subject != "a" || got[0].Version != 1 || got[0].Traceparent != made.Traceparent {
		t.Errorf("exact got %+v", got)
	}
}

func subjectKeepsOrder(t *testing.T, open world) {
	s := newSink()
	b := open()
	b.Subscribe(group("order", s.handle, "n"))
	Start(t, b)
	const subjects, each = 10, 50
	var batch []bus.Event
	for no := range each {
		for subject := range subjects {
			batch = append(batch, Event("n", fmt.Sprint(subject), no))
		}
	}
	Publish(t, b, batch[:200]...)
	Publish(t, b, batch[200:]...)
	inOrder(t, s.wait(t, subjects*each))
}

// inOrder fails when an event came after a later one of its subject.
func inOrder(t *testing.T, events []bus.Event) {
	t.Helper()
	last := map[string]id.Event{}
	for _, e := range events {
		if prev, ok := last[e.Subject]; ok && prev.String() >= e.ID.String() {
			t.Errorf("subject %s: %s came after %s", e.Subject, e.ID, prev)
		}
		last[e.Subject] = e.ID
	}
}

func broadcastReachesAll(t *testing.T, open world) {
	one, two := newSink(), newSink()
	b := open()
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: one.handle})
	b.Subscribe(bus.Subscription{Name: "caches", Types: []string{"n", "m.*"}, Broadcast: true, Handler: two.handle})
	Start(t, b)
	hears(t, b, one)
	begin := one.count()
	for no := range 100 {
		Publish(t, b, Event("n", "same", no))
	}
	for i, e := range one.wait(t, begin+100)[begin:] {
		if want := fmt.Sprintf(`{"no":%d}`, i); string(e.Data) != want {
			t.Fatalf("at %d came %s", i, e.Data)
		}
	}
	two.wait(t, begin+100)
}

// hears publishes until a broadcast consumer of "n" hears: a broadcast begins when the broker knows of it.
func hears(t *testing.T, b bus.Bus, s *sink) {
	t.Helper()
	Eventually(t, "a broadcast consumer hears", func() bool {
		Publish(t, b, Event("n", "hello", -1))
		return s.count() > 0
	})
	mark := Event("n", "hello", -2)
	Publish(t, b, mark)
	Eventually(t, "a broadcast consumer has heard all", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.got[len(s.got)-1].ID == mark.ID
	})
}

func poisonIsParked(t *testing.T, open world) {
	s := newSink()
	poison := Event("n", "a", 0)
	var tries atomic.Int32
	b := open()
	b.Subscribe(group("picky", func(ctx context.Context, e bus.Event) error {
		if e.ID == poison.ID {
			tries.Add(1)
			return errors.New("cannot digest")
		}
		return s.handle(ctx, e)
	}, "n"))
	Start(t, b)
	Publish(t, b, poison, Event("n", "a", 1), Event("n", "b", 2))
	s.wait(t, 2)
	Eventually(t, "the poison is parked", func() bool { return len(parkedIDs(t, b, "picky")) == 1 })
	p := parkedIDs(t, b, "")[poison.ID]
	if p.Consumer != "picky" || p.Reason != "cannot digest" || p.Retries != 3 || p.ParkedAt.IsZero() ||
		p.Event.Type != "n" || string(p.Event.Data) != string(poison.Data) {
		t.Errorf("parked as %+v", p)
	}
	if n := tries.Load(); n != 4 {
		t.Errorf("tried %d times, want once and 3 retries", n)
	}
}

func hangingBlocksNone(t *testing.T, open world) {
	s := newSink()
	hanging, release := make(chan struct{}), make(chan struct{})
	b := open()
	b.Subscribe(group("slow", func(ctx context.Context, e bus.Event) error {
		if e.Subject == "stuck" {
			close(hanging)
			<-release
		}
		return s.handle(ctx, e)
	}, "n"))
	Start(t, b)
	var others []bus.Event
	for i := range 64 { // at least one of which is in another lane
		others = append(others, Event("n", fmt.Sprint(i), i))
	}
	published := make(chan struct{})
	go func() {
		defer close(published)
		Publish(t, b, append([]bus.Event{Event("n", "stuck", 0)}, others...)...)
	}()
	<-hanging
	s.wait(t, 32)
	close(release)
	s.wait(t, 65)
	<-published
}

func panicComesAgain(t *testing.T, open world) {
	s := newSink()
	var tries atomic.Int32
	b := open()
	b.Subscribe(group("fragile", func(ctx context.Context, e bus.Event) error {
		if tries.Add(1) < 3 {
			panic("oh")
		}
		return s.handle(ctx, e)
	}, "n"))
	Start(t, b)
	Publish(t, b, Event("n", "a", 0))
	s.wait(t, 1)
	if n := tries.Load(); n != 3 {
		t.Errorf("tried %d times", n)
	}
	if parked := parkedIDs(t, b, ""); len(parked) != 0 {
		t.Errorf("parked all the same: %+v", parked)
	}
}

func failureIsOneGroups(t *testing.T, open world) {
	fine := newSink()
	var failed atomic.Int32
	b := open()
	b.Subscribe(group("fine", fine.handle, "n"))
	b.Subscribe(group("failing", func(context.Context, bus.Event) error {
		failed.Add(1)
		return errors.New("no")
	}, "n"))
	Start(t, b)
	Publish(t, b, Event("n", "a", 0))
	Eventually(t, "the event is parked", func() bool { return len(parkedIDs(t, b, "failing")) == 1 })
	if n := fine.count(); n != 1 {
		t.Errorf("the group that handled it got it %d times", n)
	}
	if n := failed.Load(); n != 4 {
		t.Errorf("the group that did not got it %d times", n)
	}
}

func duplicateHasEffectOnce(t *testing.T, open world) {
	db := sqldbtest.Open(t, sqldb.SQLite, outbox.Migrate)
	var calls, effects atomic.Int32
	b := open()
	b.Subscribe(group("once", func(ctx context.Context, e bus.Event) error {
		defer calls.Add(1)
		return db.Tx(ctx, func(tx *sqldb.Tx) error {
			first, err := outbox.Once(ctx, tx, "once", e, e.Time)
			if first {
				effects.Add(1)
			}
			return err
		})
	}, "n"))
	Start(t, b)
	e := Event("n", "a", 0)
	Publish(t, b, e)
	Publish(t, b, e)
	Eventually(t, "it comes twice", func() bool { return calls.Load() >= 2 })
	if n := effects.Load(); n != 1 {
		t.Errorf("%d effects", n)
	}
}
