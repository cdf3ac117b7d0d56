package bus

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// Bounds of the in-process driver. Events of one subject go to one of groupLanes in turn; a broadcast
// consumer may be broadcastBacklog events behind before publishing waits for it.
const (
	groupLanes       = 8
	broadcastBacklog = 4096
)

// InProcess delivers within this process. It keeps nothing itself: Publish returns when every group
// has handled the events, so the publisher's outbox is what survives a crash.
type InProcess struct {
	log        *slog.Logger
	groups     []Subscription
	broadcasts []*broadcast

	closing sync.RWMutex // held for reading while publishing
	closed  bool
	running sync.WaitGroup
}

type broadcast struct {
	Subscription
	events chan Event
}

// NewInProcess returns a bus for one process.
func NewInProcess(log *slog.Logger) *InProcess { return &InProcess{log: log} }

// Subscribe registers a consumer. Call it before Start.
func (b *InProcess) Subscribe(s Subscription) {
	if s.Broadcast {
		b.broadcasts = append(b.broadcasts, &broadcast{Subscription: s, events: make(chan Event, broadcastBacklog)})
		return
	}
	b.groups = append(b.groups, s)
}

// Start begins delivery to broadcast consumers; groups are called by Publish.
func (b *InProcess) Start(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	for _, c := range b.broadcasts {
		b.running.Go(func() {
			for e := range c.events {
				if err := b.handle(ctx, c.Subscription, e); err != nil {
					b.log.ErrorContext(ctx, "broadcast consumer failed", "consumer", c.Name, "event", e.Type, "event_id", e.ID, "error", err)
				}
			}
		})
	}
	return nil
}

// Publish hands the events to broadcast consumers and waits until every group has handled them. Events
// of one subject are handled in the order given, different subjects side by side; an event that failed
// comes again later, after those that followed it.
func (b *InProcess) Publish(ctx context.Context, events []Event) error {
	b.closing.RLock()
	defer b.closing.RUnlock()
	if b.closed {
		return ErrClosed
	}
	for _, e := range events {
		for _, c := range b.broadcasts {
			if !c.Wants(e.Type) {
				continue
			}
			select {
			case c.events <- e:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return b.publishToGroups(ctx, events)
}

func (b *InProcess) publishToGroups(ctx context.Context, events []Event) error {
	var (
		mu     sync.Mutex
		failed map[id.Event]error
		wg     sync.WaitGroup
	)
	for _, g := range b.groups {
		for _, lane := range lanes(g, events) {
			wg.Go(func() {
				for _, e := range lane {
					err := b.handle(ctx, g, e)
					if err == nil {
						continue
					}
					mu.Lock()
					if failed == nil {
						failed = map[id.Event]error{}
					}
					failed[e.ID] = fmt.Errorf("%s: %w", g.Name, err)
					mu.Unlock()
				}
			})
		}
	}
	wg.Wait()
	if failed != nil {
		return &PartialError{Failed: failed}
	}
	return nil
}

// lanes splits the events that s wants so that those of one subject stay together, in order.
func lanes(s Subscription, events []Event) [][]Event {
	var out [groupLanes][]Event
	for _, e := range events {
		if s.Wants(e.Type) {
			lane := hash(e.Subject) % groupLanes
			out[lane] = append(out[lane], e)
		}
	}
	used := make([][]Event, 0, groupLanes)
	for _, lane := range out {
		if len(lane) > 0 {
			used = append(used, lane)
		}
	}
	return used
}

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func (b *InProcess) handle(ctx context.Context, s Subscription, e Event) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			b.log.ErrorContext(ctx, "consumer panicked", "consumer", s.Name, "event", e.Type, "event_id", e.ID, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	return s.Handler(ctx, e)
}

// Close stops taking events, lets the broadcast consumers finish what they have, and returns.
func (b *InProcess) Close(ctx context.Context) error {
	b.closing.Lock()
	if !b.closed {
		b.closed = true
		for _, c := range b.broadcasts {
			close(c.events)
		}
	}
	b.closing.Unlock()
	done := make(chan struct{})
	go func() { b.running.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
