// Package detour brings events to broadcast consumers while the bus does not: when it is away, or hangs, events
// wait in the outboxes of their services, and each process reads there what its consumers want. So live delivery
// goes on, and what is cached about rights stays true, with the broker gone; when it is back there is nothing to
// catch up on. The same serves what one process hears and others are told of, while they cannot be.
//
// Durable groups have no part in it: their events are kept, and come with the bus.
package detour

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
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
	clock  clock.Clock
	log    *slog.Logger
	taken  prometheus.Counter
	around []bus.Subscription
	told   []bus.Subscription
	deaf   func() (heard time.Time, deaf bool) // of those that are told; nil for none
	logs   []*source
}

// source is the log of one service.
type source struct {
	eventlog.Log

	waiting, all time.Time // when the newest event happened that was read
}

// New makes a detour for nobody.
func New(metrics prometheus.Registerer, now clock.Clock, log *slog.Logger) *Detour {
	d := &Detour{clock: now, log: log, taken: prometheus.NewCounter(prometheus.CounterOpts{
		Name: "echo_bus_detoured_total", Help: "Times that an event was handed to a broadcast consumer from an outbox.",
	})}
	metrics.MustRegister(d.taken)
	return d
}

// Around gives a broadcast consumer its events by detour, too. It returns the subscription for the bus. The handler
// gets each event once, whichever way it comes first, and one event at a time.
func (d *Detour) Around(s bus.Subscription) bus.Subscription {
	s = once(s)
	d.around = append(d.around, s)
	return s
}

// Told gives consumers, by detour only, what another process hears over the bus and tells this one. They get it while
// the bus is away, and while deaf says that this process is not told, on from when all had been heard.
func (d *Detour) Told(deaf func() (heard time.Time, deaf bool), consumers ...bus.Subscription) {
	d.deaf = deaf
	for _, s := range consumers {
		d.told = append(d.told, once(s))
	}
}

// once hands each event on when it first comes.
func once(s bus.Subscription) bus.Subscription {
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
	return s
}

// Run looks for events that wait in the logs, until ctx ends. The logs are read in their order, and where one
// cannot be read, those after it are not: what is said in a channel must not be shown to somebody whose removal
// is not known.
func (d *Detour) Run(ctx context.Context, logs ...eventlog.Log) {
	if len(d.around)+len(d.told) == 0 {
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
	now := d.clock.Now()
	for _, l := range logs {
		d.logs = append(d.logs, &source{Log: l, waiting: now, all: now})
	}
}

func (d *Detour) round(ctx context.Context) error {
	for _, l := range d.logs {
		if err := d.bringWaiting(ctx, l); err != nil {
			return fmt.Errorf("read events that wait: %w", err)
		}
		if err := d.tell(ctx, l); err != nil {
			return fmt.Errorf("read what happens: %w", err)
		}
	}
	return nil
}

// bringWaiting hands on all that waits for the bus, once something has waited for long.
func (d *Detour) bringWaiting(ctx context.Context, l *source) error {
	late, err := l.NextEvents(ctx, eventlog.Filter{State: eventlog.Waiting, Until: d.clock.Now().Add(-waitsLong), Rows: 1})
	if err != nil || len(late.Items) == 0 {
		return err
	}
	return d.follow(ctx, l, eventlog.Waiting, &l.waiting, slices.Concat(d.around, d.told))
}

// tell hands on all that happens, while this process is deaf.
func (d *Detour) tell(ctx context.Context, l *source) error {
	if d.deaf == nil {
		return nil
	}
	heard, deaf := d.deaf()
	if !deaf {
		return nil
	}
	if l.all.Before(heard) {
		l.all = heard
	}
	return d.follow(ctx, l, "", &l.all, d.told)
}

// follow hands on what is in a log, from a little before the newest that was read: an event may be committed after
// others with greater ids.
func (d *Detour) follow(ctx context.Context, l *source, state string, newest *time.Time, to []bus.Subscription) error {
	f := eventlog.Filter{State: state, After: id.At[id.Event](newest.Add(-lateCommits))}
	for {
		seen, err := l.NextEvents(ctx, f)
		if err != nil {
			return err
		}
		for _, e := range seen.Items {
			if e.Time.After(*newest) {
				*newest = e.Time
			}
			d.deliver(ctx, e.Event, to)
		}
		if !seen.More {
			return nil
		}
		f.After = seen.Last
	}
}

func (d *Detour) deliver(ctx context.Context, e bus.Event, to []bus.Subscription) {
	for _, s := range to {
		if !s.Wants(e.Type) {
			continue
		}
		d.taken.Inc()
		if err := delivery.Call(ctx, s, e); err != nil {
			d.log.ErrorContext(ctx, "broadcast consumer failed", "consumer", s.Name, "event", e.Type, "event_id", e.ID, "error", err)
		}
	}
}
