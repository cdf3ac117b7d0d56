package delivery

import (
	"context"
	"log/slog"
	"sync"

	"github.com/echo-chat/echo/internal/platform/bus"
)

// backlog is how many events a broadcast consumer may be behind before the others wait for it.
const backlog = 4096

// Fanout hands events to the broadcast consumers of a process: each sees all that it wants, in order,
// and none waits for another that is less than the backlog behind.
type Fanout struct {
	metrics   *Metrics
	log       *slog.Logger
	consumers []*listener
	running   sync.WaitGroup
	offering  sync.RWMutex // held for writing to close
	closed    bool
}

type listener struct {
	bus.Subscription
	events chan bus.Event // the zero Event stands for a gap
}

// NewFanout returns a fan-out to nobody.
func NewFanout(m *Metrics, log *slog.Logger) *Fanout { return &Fanout{metrics: m, log: log} }

// Add makes a consumer hear; call it before Start.
func (f *Fanout) Add(s bus.Subscription) {
	f.consumers = append(f.consumers, &listener{s, make(chan bus.Event, backlog)})
}

// Types are what anybody wants, without repetition.
func (f *Fanout) Types() []string {
	var types []string
	seen := map[string]bool{}
	for _, c := range f.consumers {
		for _, t := range c.Types {
			if !seen[t] {
				seen[t] = true
				types = append(types, t)
			}
		}
	}
	return types
}

// Start begins delivery. Handlers get the values of ctx, not its end.
func (f *Fanout) Start(ctx context.Context) {
	ctx = context.WithoutCancel(ctx)
	for _, c := range f.consumers {
		f.running.Go(func() {
			for e := range c.events {
				f.deliver(ctx, c.Subscription, e)
			}
		})
	}
}

func (f *Fanout) deliver(ctx context.Context, s bus.Subscription, e bus.Event) {
	if e.Type == "" {
		s.Missed(ctx)
		return
	}
	if err := Call(ctx, s, e); err != nil {
		f.metrics.failed(s.Name)
		f.log.ErrorContext(ctx, "broadcast consumer failed", "consumer", s.Name, "event", e.Type, "event_id", e.ID, "error", err)
		return
	}
	f.metrics.delivered(s.Name)
}

// Offer hands an event to who wants it. It waits while one of them is too far behind. One goroutine at a
// time calls it, for the order of events to be that of the calls.
func (f *Fanout) Offer(ctx context.Context, e bus.Event) error {
	f.offering.RLock()
	defer f.offering.RUnlock()
	if f.closed {
		return bus.ErrClosed
	}
	for _, c := range f.consumers {
		if !c.Wants(e.Type) {
			continue
		}
		select {
		case c.events <- e:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Gap tells the consumers that events may have passed them by.
func (f *Fanout) Gap(ctx context.Context) error {
	f.offering.RLock()
	defer f.offering.RUnlock()
	if f.closed {
		return bus.ErrClosed
	}
	for _, c := range f.consumers {
		if c.Missed == nil {
			continue
		}
		select {
		case c.events <- bus.Event{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// Close lets the consumers finish what they have, and takes nothing more.
func (f *Fanout) Close(ctx context.Context) error {
	f.offering.Lock()
	if !f.closed {
		f.closed = true
		for _, c := range f.consumers {
			close(c.events)
		}
	}
	f.offering.Unlock()
	done := make(chan struct{})
	go func() { f.running.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
