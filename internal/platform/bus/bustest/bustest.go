// Package bustest is the test that every driver of the bus must pass.
package bustest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// Wait is the time in the waiting room that drivers are opened with.
const Wait = 100 * time.Millisecond

// patience bounds how long a test waits for what should happen.
const patience = 40 * time.Second

// Driver is what is tested.
type Driver struct {
	// World makes a place of its own for a test, and returns what opens a new, unstarted instance there.
	// groups are those that instances elsewhere may subscribe to.
	World func(t *testing.T) func(groups ...bus.Group) bus.Bus
	// Crash ends an instance as kill -9 does: nothing is settled any more. Drivers for a single process
	// have none, and are not tested with several instances.
	Crash func(b bus.Bus)
}

type world func(groups ...bus.Group) bus.Bus

// Run tests a driver.
func Run(t *testing.T, d Driver) {
	t.Helper()
	tests := map[string]func(*testing.T, world){
		"a group gets what it wants":                     groupGetsWhatItWants,
		"one subject keeps its order":                    subjectKeepsOrder,
		"a broadcast reaches every consumer":             broadcastReachesAll,
		"a poison event is parked and blocks none":       poisonIsParked,
		"a handler that hangs blocks no other subject":   hangingBlocksNone,
		"a panic is a failure, and it comes again":       panicComesAgain,
		"one group's failure is not another's":           failureIsOneGroups,
		"unknown types and versions are parked at once":  unknownIsParked,
		"what is parked can be replayed and dropped":     parkedIsReplayedAndDropped,
		"a redelivery reaches one group only":            redeliveryReachesOne,
		"waiting and parked are kept over restarts":      keptOverRestarts,
		"a duplicate has its effect once":                duplicateHasEffectOnce,
		"nothing is taken after close":                   nothingAfterClose,
		"close lets handlers finish":                     closeLetsHandlersFinish,
		"depths tell what lies where":                    depthsTell,
		"unknown consumers and entries are told as such": unknownConsumers,
	}
	if d.Crash != nil {
		maps.Copy(tests, severalInstances(d))
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, d.World(t))
		})
	}
}

// sink remembers what a consumer handled.
type sink struct {
	mu  sync.Mutex
	got []bus.Event
	new chan struct{}
}

func newSink() *sink { return &sink{new: make(chan struct{}, 100_000)} }

func (s *sink) handle(_ context.Context, e bus.Event) error {
	s.mu.Lock()
	s.got = append(s.got, e)
	s.mu.Unlock()
	s.new <- struct{}{}
	return nil
}

func (s *sink) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.got)
}

// wait returns what was handled once there are n of them.
func (s *sink) wait(t *testing.T, n int) []bus.Event {
	t.Helper()
	deadline := time.NewTimer(patience)
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

// Eventually waits until ok; what says what for.
func Eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("it never happened: %s", what)
		}
	}
}

// Event makes one of version 1.
func Event(eventType, subject string, no int) bus.Event {
	return bus.Event{
		ID: id.New[id.Event](), Source: "test", Type: eventType, Subject: subject, Version: 1, Time: clock.System{}.Now(),
		Data: fmt.Appendf(nil, `{"no":%d}`, no),
	}
}

// Start starts a bus, and closes it when the test ends.
func Start(t *testing.T, b bus.Bus) {
	t.Helper()
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(t, b) })
}

func stop(t *testing.T, b bus.Bus) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if err := b.Close(ctx); err != nil {
		t.Errorf("close: %v", err)
	}
}

// Publish publishes as a relay does: again and again, until all is safe.
func Publish(t *testing.T, b bus.Bus, events ...bus.Event) {
	t.Helper()
	var last error
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		err := b.Publish(t.Context(), events)
		if err == nil {
			return
		}
		last = err
		if partial, ok := errors.AsType[*bus.PartialError](err); ok {
			var left []bus.Event
			for _, e := range events {
				if partial.Failed[e.ID] != nil {
					left = append(left, e)
				}
			}
			events = left
		}
	}
	t.Fatalf("publish: %v", last)
}

// parkedIDs are what lies in the parking lot of a consumer.
func parkedIDs(t *testing.T, b bus.Bus, consumer string) map[id.Event]bus.Parked {
	t.Helper()
	list, err := b.Parked(t.Context(), consumer)
	if err != nil {
		t.Fatalf("list the parking lot: %v", err)
	}
	byID := map[id.Event]bus.Parked{}
	for _, p := range list {
		byID[p.ID] = p
	}
	return byID
}

func group(name string, handler bus.Handler, types ...string) bus.Subscription {
	return bus.Subscription{Name: name, Types: types, Handler: handler}
}

// Refuse is a handler that does not handle some events.
func Refuse(ids ...id.Event) bus.Handler {
	return func(_ context.Context, e bus.Event) error {
		if slices.Contains(ids, e.ID) {
			return errors.New("cannot digest")
		}
		return nil
	}
}
