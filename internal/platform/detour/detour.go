// Package detour brings events to broadcast consumers while the bus does not: when it is away, or hangs, events
// wait in the outboxes of their services, and each process reads there what its consumers want. So live delivery
// goes on, and what is cached about rights stays true, with the broker gone; when it is back there is nothing to
// catch up on.
//
// Durable groups have no part in it: their events are kept, and come with the bus.
package detour

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/eventlog"
)

const (
	// waitsLong is how long an event waits for a bus that is not well: relays take milliseconds, and a busy machine
	// some more. Of a machine whose clock is behind by as much, events come later; of one that is ahead, twice.
	waitsLong = time.Second
	lookEvery = 500 * time.Millisecond
	// lateCommits is how much later than its id says an event may be committed to be found.
	lateCommits = time.Second
)

// Detour is the way round the bus, for the consumers of one process.
type Detour struct {
	clock     clock.Clock
	log       *slog.Logger
	taken     prometheus.Counter
	consumers []bus.Subscription
	logs      []*waiting
	had       recent
}

// waiting is the log of one service.
type waiting struct {
	eventlog.Log

	newest time.Time // event that was read
}

// New makes a detour for nobody.
func New(metrics prometheus.Registerer, now clock.Clock, log *slog.Logger) *Detour {
	d := &Detour{clock: now, log: log, taken: prometheus.NewCounter(prometheus.CounterOpts{
		Name: "echo_bus_detoured_total", Help: "Events that were read from an outbox, because they waited for the bus.",
	})}
	metrics.MustRegister(d.taken)
	return d
}

// Around gives a broadcast consumer its events by detour, too. It returns the subscription for the bus. The handler
// gets each event once, whichever way it comes first, and one event at a time.
func (d *Detour) Around(s bus.Subscription) bus.Subscription {
	var one sync.Mutex
	var seen recent
	handle := s.Handler
	s.Handler = func(ctx context.Context, e bus.Event) error {
		one.Lock()
		defer one.Unlock()
		if !seen.add(e.ID) {
			return nil
		}
		return handle(ctx, e)
	}
	d.Only(s)
	return s
}

// Only gives a consumer, by detour, what another instance gets when the bus is well.
func (d *Detour) Only(s bus.Subscription) { d.consumers = append(d.consumers, s) }

// Run looks for events that wait in the logs, until ctx ends. The logs are read in their order, and where one
// cannot be read, those after it are not: what is said in a channel must not be shown to somebody whose removal
// is not known.
func (d *Detour) Run(ctx context.Context, logs ...eventlog.Log) {
	if len(d.consumers) == 0 {
		return
	}
	d.read(logs...)
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	failed := false
	for {
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
		err := d.round(ctx)
		if err != nil && !failed && ctx.Err() == nil {
			d.log.WarnContext(ctx, "go round the bus", "error", err)
		}
		failed = err != nil
	}
}

func (d *Detour) read(logs ...eventlog.Log) {
	for _, l := range logs {
		d.logs = append(d.logs, &waiting{Log: l, newest: d.clock.Now()})
	}
}

func (d *Detour) round(ctx context.Context) error {
	for _, l := range d.logs {
		late, err := l.NextEvents(ctx, eventlog.Filter{State: eventlog.Waiting, Until: d.clock.Now().Add(-waitsLong)})
		if err != nil {
			return fmt.Errorf("look for events that wait: %w", err)
		}
		if len(late.Items) == 0 {
			continue
		}
		if err := d.follow(ctx, l); err != nil {
			return fmt.Errorf("read events that wait: %w", err)
		}
	}
	return nil
}

// follow delivers all that waits, from a little before what was read last.
func (d *Detour) follow(ctx context.Context, l *waiting) error {
	f := eventlog.Filter{State: eventlog.Waiting, After: id.At[id.Event](l.newest.Add(-lateCommits))}
	for {
		seen, err := l.NextEvents(ctx, f)
		if err != nil {
			return err
		}
		for _, e := range seen.Items {
			if e.Time.After(l.newest) {
				l.newest = e.Time
			}
			if d.had.add(e.ID) {
				d.deliver(ctx, e.Event)
			}
		}
		if !seen.More {
			return nil
		}
		f.After = seen.Last
	}
}

func (d *Detour) deliver(ctx context.Context, e bus.Event) {
	d.taken.Inc()
	for _, s := range d.consumers {
		if !s.Wants(e.Type) {
			continue
		}
		if err := delivery.Call(ctx, s, e); err != nil {
			d.log.ErrorContext(ctx, "broadcast consumer failed", "consumer", s.Name, "event", e.Type, "event_id", e.ID, "error", err)
		}
	}
}
