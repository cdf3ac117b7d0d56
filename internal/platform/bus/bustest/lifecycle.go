package bustest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

func nothingAfterClose(t *testing.T, open world) {
	s := newSink()
	b := open()
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: s.handle})
	Start(t, b)
	hears(t, b, s)
	if err := b.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), []bus.Event{Event("n", "a", 2)}); !errors.Is(err, bus.ErrClosed) {
		t.Errorf("publish after close: %v", err)
	}
	if err := b.Close(t.Context()); err != nil {
		t.Errorf("close again: %v", err)
	}
}

func closeLetsHandlersFinish(t *testing.T, open world) {
	began, finish := make(chan struct{}), make(chan struct{})
	s := newSink()
	first := open()
	first.Subscribe(group("slow", func(ctx context.Context, e bus.Event) error {
		if e.Subject == "slow" {
			close(began)
			<-finish
		}
		return s.handle(ctx, e)
	}, "n"))
	Start(t, first)
	slow := Event("n", "slow", 1)
	published := make(chan struct{})
	go func() {
		defer close(published)
		Publish(t, first, slow)
	}()
	<-began
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		stop(t, first)
	}()
	select {
	case <-closed:
		t.Error("closed while a handler was running")
	default:
	}
	close(finish)
	<-closed
	<-published
	if got := s.wait(t, 1); got[0].ID != slow.ID {
		t.Errorf("handled %+v", got)
	}
	second := open()
	second.Subscribe(group("slow", s.handle, "n"))
	Start(t, second)
	after := Event("n", "after", 2)
	Publish(t, second, after)
	if got := s.wait(t, 2); got[1].ID != after.ID {
		t.Errorf("what was handled came again: %+v", got)
	}
}

// severalInstances are the tests of drivers that carry events between processes.
func severalInstances(d Driver) map[string]func(*testing.T, world) {
	return map[string]func(*testing.T, world){
		"instances of a group share its events":        instancesShare,
		"a broadcast reaches every instance":           broadcastReachesInstances,
		"events wait for a group that has not started": waitsForGroup,
		"another instance takes over after a crash": func(t *testing.T, open world) {
			takesOver(t, open, d.Crash)
		},
	}
}

func instancesShare(t *testing.T, open world) {
	s := newSink()
	for range 3 {
		b := open()
		b.Subscribe(group("shared", s.handle, "n"))
		Start(t, b)
	}
	publisher := open(bus.Group{Name: "shared", Types: []string{"n"}})
	Start(t, publisher)
	var batch []bus.Event
	for i := range 200 {
		batch = append(batch, Event("n", fmt.Sprint(i%7), i))
	}
	Publish(t, publisher, batch...)
	inOrder(t, s.wait(t, len(batch)))
	if n := s.count(); n != len(batch) {
		t.Errorf("%d events were handled %d times", len(batch), n)
	}
}

func broadcastReachesInstances(t *testing.T, open world) {
	publisher := open()
	Start(t, publisher)
	var sinks []*sink
	for range 2 {
		s, b := newSink(), open()
		sinks = append(sinks, s)
		b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: s.handle})
		Start(t, b)
		hears(t, publisher, s)
	}
	mark := Event("n", "a", 1)
	Publish(t, publisher, mark)
	for _, s := range sinks {
		Eventually(t, "each instance hears", func() bool {
			s.mu.Lock()
			defer s.mu.Unlock()
			return s.got[len(s.got)-1].ID == mark.ID
		})
	}
}

func waitsForGroup(t *testing.T, open world) {
	publisher := open(bus.Group{Name: "late", Types: []string{"n"}})
	Start(t, publisher)
	e := Event("n", "a", 1)
	Publish(t, publisher, e)
	s, b := newSink(), open()
	b.Subscribe(group("late", s.handle, "n"))
	Start(t, b)
	if got := s.wait(t, 1); got[0].ID != e.ID {
		t.Errorf("came %+v", got)
	}
}

// takesOver lets an instance die with events in its hands.
func takesOver(t *testing.T, open world, crash func(bus.Bus)) {
	holds := make(chan struct{})
	var once sync.Once
	release := make(chan struct{})
	defer close(release)
	dying := open()
	dying.Subscribe(group("mortal", func(context.Context, bus.Event) error {
		once.Do(func() { close(holds) })
		<-release
		return errors.New("dead men settle nothing")
	}, "n"))
	if err := dying.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	publisher := open(bus.Group{Name: "mortal", Types: []string{"n"}})
	Start(t, publisher)
	var batch []bus.Event
	for i := range 20 {
		batch = append(batch, Event("n", "same", i))
	}
	Publish(t, publisher, batch...)
	<-holds
	s, heir := newSink(), open()
	heir.Subscribe(group("mortal", s.handle, "n"))
	Start(t, heir)
	crash(dying)
	got := s.wait(t, len(batch))
	seen := map[id.Event]bool{}
	for _, e := range got {
		seen[e.ID] = true
	}
	for _, e := range batch {
		if !seen[e.ID] {
			t.Errorf("%s was lost", e.ID)
		}
	}
	inOrder(t, got)
}
