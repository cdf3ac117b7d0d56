package bustest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// fussy handles what it is told to like.
type fussy struct {
	*sink
	likes atomic.Bool
	asked atomic.Int32
}

func newFussy() *fussy { return &fussy{sink: newSink()} }

func (f *fussy) handle(ctx context.Context, e bus.Event) error {
	f.asked.Add(1)
	if !f.likes.Load() {
		return bus.Unknown("not to my taste")
	}
	return f.sink.handle(ctx, e)
}

func unknownIsParked(t *testing.T, open world) {
	s := newSink()
	b := open()
	sub := group("reader", s.handle, "n")
	sub.Versions = map[string]int{"n": 3}
	b.Subscribe(sub)
	Start(t, b)
	version := func(v int) bus.Event {
		e := Event("n", "a", v)
		e.Version = v
		return e
	}
	old, previous, current, next, future := version(1), version(2), version(3), version(4), version(5)
	stranger := Event("unheard.of", "a", 0)
	Publish(t, b, old, previous, current, next, future)
	if err := b.Redeliver(t.Context(), "reader", []bus.Event{stranger}); err != nil {
		t.Fatal(err)
	}
	s.wait(t, 3)
	Eventually(t, "three are parked", func() bool { return len(parkedIDs(t, b, "reader")) >= 3 })
	parked := parkedIDs(t, b, "reader")
	for _, e := range []bus.Event{old, future, stranger} {
		if p, ok := parked[e.ID]; !ok || p.Retries != 0 || p.Reason == "" {
			t.Errorf("%s version %d: %+v", e.Type, e.Version, p)
		}
	}
	for i, e := range []bus.Event{previous, current, next} {
		if got := s.wait(t, 3); got[i].ID != e.ID || len(got) != 3 {
			t.Errorf("handled %+v", got)
		}
	}
}

func parkedIsReplayedAndDropped(t *testing.T, open world) {
	one, two := newFussy(), newFussy()
	b := open()
	b.Subscribe(group("one", one.handle, "n"))
	b.Subscribe(group("two", two.handle, "n"))
	Start(t, b)
	first, second, third := Event("n", "a", 1), Event("n", "b", 2), Event("n", "c", 3)
	Publish(t, b, first, second, third)
	Eventually(t, "all are parked, of both", func() bool { return len(parkedIDs(t, b, "one")) == 3 && len(parkedIDs(t, b, "two")) == 3 })
	one.likes.Store(true)
	if n, err := b.Replay(t.Context(), "one", second.ID); err != nil || n != 1 {
		t.Fatalf("replayed %d: %v", n, err)
	}
	if got := one.wait(t, 1); got[0].ID != second.ID || string(got[0].Data) != string(second.Data) {
		t.Errorf("came %+v", got)
	}
	if n, err := b.Drop(t.Context(), "one", first.ID); err != nil || n != 1 {
		t.Fatalf("dropped %d: %v", n, err)
	}
	if left := parkedIDs(t, b, "one"); len(left) != 1 || left[third.ID].Consumer != "one" {
		t.Errorf("left for one: %+v", left)
	}
	if n, err := b.Replay(t.Context(), "one"); err != nil || n != 1 {
		t.Fatalf("replayed all: %d, %v", n, err)
	}
	one.wait(t, 2)
	if n, err := b.Drop(t.Context(), "two"); err != nil || n != 3 {
		t.Fatalf("dropped all: %d, %v", n, err)
	}
	if left := parkedIDs(t, b, ""); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if n := two.asked.Load(); n != 3 {
		t.Errorf("the other group was asked %d times", n)
	}
}

func redeliveryReachesOne(t *testing.T, open world) {
	one, two := newSink(), newSink()
	b := open()
	b.Subscribe(group("one", one.handle, "n"))
	b.Subscribe(group("two", two.handle, "n"))
	Start(t, b)
	e := Event("n", "a", 1)
	Publish(t, b, e)
	one.wait(t, 1)
	two.wait(t, 1)
	if err := b.Redeliver(t.Context(), "two", []bus.Event{e}); err != nil {
		t.Fatal(err)
	}
	if got := two.wait(t, 2); got[1].ID != e.ID {
		t.Errorf("came %+v", got)
	}
	if n := one.count(); n != 1 {
		t.Errorf("the other got it %d times", n)
	}
}

func keptOverRestarts(t *testing.T, open world) {
	refuse := group("moody", func(_ context.Context, e bus.Event) error {
		if e.Subject == "never" {
			return bus.Unknown("never")
		}
		return errors.New("not now")
	}, "n")
	first := open()
	first.Subscribe(refuse)
	Start(t, first)
	waits, parked := Event("n", "later", 1), Event("n", "never", 2)
	Publish(t, first, waits, parked)
	Eventually(t, "one is parked", func() bool { return len(parkedIDs(t, first, "moody")) >= 1 })
	stop(t, first)

	s := newSink()
	second := open()
	second.Subscribe(group("moody", s.handle, "n"))
	Start(t, second)
	Eventually(t, "the parking lot is there", func() bool {
		list, err := second.Parked(t.Context(), "moody")
		return err == nil && len(list) >= 1
	})
	// On a slow machine the first one may have parked what waits, too.
	if _, err := second.Replay(t.Context(), "moody"); err != nil {
		t.Fatal(err)
	}
	seen := map[id.Event]bool{}
	for _, e := range s.wait(t, 2) {
		seen[e.ID] = true
	}
	if !seen[waits.ID] || !seen[parked.ID] {
		t.Errorf("came %v", seen)
	}
}

func depthsTell(t *testing.T, open world) {
	refuse := newFussy()
	b := open(bus.Group{Name: "absent", Types: []string{"m"}})
	b.Subscribe(group("picky", refuse.handle, "n"))
	Start(t, b)
	Publish(t, b, Event("n", "a", 1), Event("n", "b", 2))
	Eventually(t, "two are parked, and the absent group is known", func() bool {
		depths, err := b.Depths(t.Context())
		if err != nil {
			return false
		}
		byName := map[string]bus.Depth{}
		for _, d := range depths {
			byName[d.Consumer] = d
		}
		_, known := byName["absent"]
		return known && byName["picky"] == bus.Depth{Consumer: "picky", Parked: 2}
	})
}

func unknownConsumers(t *testing.T, open world) {
	b := open()
	b.Subscribe(group("known", newSink().handle, "n"))
	Start(t, b)
	if err := b.Redeliver(t.Context(), "nobody", []bus.Event{Event("n", "a", 1)}); !errors.Is(err, bus.ErrUnknownConsumer) {
		t.Errorf("redeliver: %v", err)
	}
	Eventually(t, "the bus answers", func() bool { return b.Check(t.Context()) == nil })
	if n, err := b.Replay(t.Context(), "", id.New[id.Event]()); n != 0 || err != nil {
		t.Errorf("replay what is not there: %d, %v", n, err)
	}
	if n, err := b.Drop(t.Context(), "known", id.New[id.Event]()); n != 0 || err != nil {
		t.Errorf("drop what is not there: %d, %v", n, err)
	}
}
