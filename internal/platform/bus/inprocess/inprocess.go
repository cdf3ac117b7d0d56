// Package inprocess is the bus of an Echo that is one process. Publish returns when each group has
// handled the events; what one of them has not handled is in the bus's own database by then, in its
// waiting room or parking lot. Nothing else is kept: an event that is published and not yet handled is
// in the publisher's outbox.
package inprocess

import (
	"context"
	"embed"
	"log/slog"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schemas are the bus's tables, in a database of its own.
func Schemas() []sqldb.Schema { return []sqldb.Schema{{Owner: "bus", Files: migrations}} }

// Migrate makes them.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schemas()...) }

// Config says how a bus is made.
type Config struct {
	DB      *sqldb.DB     // migrated
	Groups  []bus.Group   // all there are; those that are subscribed here need not be named
	Wait    time.Duration // in the waiting room; 0 is bus.RetryAfter
	Clock   clock.Clock
	Metrics *delivery.Metrics // may be nil
	Log     *slog.Logger
}

// Bus is a bus.Bus. At most one process works on its database; commands may look at it, and replay.
type Bus struct {
	cfg    Config
	subs   []bus.Subscription
	groups map[string]bus.Group
	fanout *delivery.Fanout

	closing   sync.RWMutex // held for reading while publishing
	closed    bool
	consumers map[string]*delivery.Consumer
	stop      context.CancelFunc
	waiting   sync.WaitGroup
}

// New makes a bus.
func New(cfg Config) *Bus {
	if cfg.Wait == 0 {
		cfg.Wait = bus.RetryAfter
	}
	b := &Bus{
		cfg: cfg, groups: map[string]bus.Group{}, fanout: delivery.NewFanout(cfg.Metrics, cfg.Log),
		consumers: map[string]*delivery.Consumer{}, stop: func() {},
	}
	for _, g := range cfg.Groups {
		b.groups[g.Name] = g
	}
	return b
}

// Subscribe registers a consumer. Call it before Start.
func (b *Bus) Subscribe(s bus.Subscription) {
	if s.Broadcast {
		b.fanout.Add(s)
		return
	}
	b.subs = append(b.subs, s)
	b.groups[s.Name] = s.Group()
}

// Start begins delivery, of what waits from an earlier run too.
func (b *Bus) Start(ctx context.Context) error {
	b.fanout.Start(ctx)
	for _, s := range b.subs {
		b.consumers[s.Name] = delivery.NewConsumer(ctx, s, b.cfg.Metrics, b.cfg.Log)
	}
	if len(b.subs) > 0 {
		ctx, b.stop = context.WithCancel(context.WithoutCancel(ctx))
		b.waiting.Go(func() { b.retry(ctx) })
	}
	return nil
}

// Publish hands the events to broadcast consumers and waits until every group has handled them, or they
// wait for it. Events of one subject are handled in the order given; one that failed comes again later,
// after those that followed it.
func (b *Bus) Publish(ctx context.Context, events []bus.Event) error {
	b.closing.RLock()
	defer b.closing.RUnlock()
	if b.closed {
		return bus.ErrClosed
	}
	for _, e := range events {
		if err := b.fanout.Offer(ctx, e); err != nil {
			return err
		}
	}
	var batch []entry
	for _, e := range events {
		for _, s := range b.subs {
			if s.Wants(e.Type) {
				batch = append(batch, entry{consumer: s.Name, event: e})
			}
		}
	}
	// What was handed over is settled, whatever becomes of the caller.
	unkept, err := b.settle(context.WithoutCancel(ctx), b.deliver(batch), nil)
	b.cfg.Metrics.Published(len(events)-len(unkept), len(unkept))
	if err != nil {
		return &bus.PartialError{Failed: failures(unkept, err)}
	}
	return nil
}

func failures(entries []entry, err error) map[id.Event]error {
	failed := map[id.Event]error{}
	for _, e := range entries {
		failed[e.event.ID] = err
	}
	return failed
}

// entry is an event on its way to one consumer.
type entry struct {
	consumer string
	event    bus.Event
	retries  int
	outcome  delivery.Outcome
}

// deliver returns the entries with what became of them.
func (b *Bus) deliver(batch []entry) []entry {
	var settled sync.WaitGroup
	for i := range batch {
		e := &batch[i]
		c, ok := b.consumers[e.consumer]
		if !ok {
			e.outcome = delivery.Outcome{Verdict: delivery.Park, Reason: "there is no consumer " + e.consumer}
			continue
		}
		settled.Add(1)
		c.Take(e.event, e.retries, delivery.Mine, func(o delivery.Outcome) {
			e.outcome = o
			settled.Done()
		})
	}
	settled.Wait()
	return batch
}

// Check asks the database.
func (b *Bus) Check(ctx context.Context) error { return b.cfg.DB.Ping(ctx) }

// Close stops taking events, lets the consumers finish what they have, and returns.
func (b *Bus) Close(ctx context.Context) error {
	b.closing.Lock()
	defer b.closing.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	b.stop()
	for _, c := range b.consumers {
		c.Close(ctx)
	}
	b.waiting.Wait()
	return b.fanout.Close(ctx)
}
