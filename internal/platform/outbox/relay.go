package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// How the relay works.
const (
	batchSize   = 500
	maxInMemory = 20_000                 // events beyond this are left for the scan
	scanEvery   = 300 * time.Millisecond // finds what a crash, a failure or another process left behind
	markDelay   = 50 * time.Millisecond  // deliveries are noted together, this much later
	markAtOnce  = 2_000                  // or when there are this many
)

// Relay publishes one service's events. Several relays on one database (several instances) share what
// was left behind: on PostgreSQL by locking what they take, on SQLite there is only ever one process.
//
// What was left behind is found by published_at IS NULL; never by a high-water mark, which would skip
// the events of a transaction that took its ids early and committed late.
//
// While the bus is away, events wait in the table for as long as it takes. When it is back they go
// first: until they have gone, nothing is published from memory, so that the events of a subject keep
// their order.
type Relay struct {
	db     *sqldb.DB
	source string
	to     bus.Publisher
	clock  clock.Clock
	keep   time.Duration
	log    *slog.Logger

	mu    sync.Mutex
	fresh []bus.Event // committed here, not yet published
	wake  chan struct{}

	behind atomic.Bool // there is something in the table that must go before what is fresh
	away   bool        // the bus took nothing at the last try; Run's own

	delivered []id.Event // published from memory, not yet noted; Run's own
}

// Config says how a relay is made.
type Config struct {
	DB     *sqldb.DB
	Source string // the service whose events these are
	To     bus.Publisher
	Keep   time.Duration // how long delivered events stay in the event log
	Clock  clock.Clock
	Log    *slog.Logger
}

// NewRelay makes a relay. Run starts it.
func NewRelay(cfg Config) *Relay {
	return &Relay{
		db: cfg.DB, source: cfg.Source, to: cfg.To, clock: cfg.Clock, keep: cfg.Keep, log: cfg.Log,
		wake: make(chan struct{}, 1),
	}
}

// Committed hands over events that Add wrote, after their transaction has committed. It never blocks;
// what does not fit is read back from the table.
func (r *Relay) Committed(events ...bus.Event) {
	if len(events) == 0 {
		return
	}
	r.mu.Lock()
	if len(r.fresh)+len(events) <= maxInMemory {
		r.fresh = append(r.fresh, events...)
	} else {
		r.behind.Store(true)
	}
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// Run publishes until ctx ends, then publishes what was committed by then and notes all deliveries.
// It first takes up what an earlier process left.
func (r *Relay) Run(ctx context.Context) {
	scan := time.NewTicker(scanEvery)
	defer scan.Stop()
	mark := time.NewTimer(markDelay)
	defer mark.Stop()
	prune := time.NewTicker(pruneEvery)
	defer prune.Stop()
	for {
		select {
		case <-ctx.Done():
			last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			r.publishFresh(last)
			r.noteDelivered(last)
			return
		case <-r.wake:
			r.publishFresh(ctx)
			if len(r.delivered) >= markAtOnce {
				r.noteDelivered(ctx)
			} else {
				mark.Reset(markDelay)
			}
		case <-mark.C:
			r.noteDelivered(ctx)
		case <-scan.C:
			r.noteDelivered(ctx)
			r.publishLeft(ctx)
		case <-prune.C:
			if err := Prune(ctx, r.db, r.clock.Now(), r.keep); err != nil {
				r.complain(ctx, err)
			}
		}
	}
}

// publishFresh publishes what is in memory. What fails stays in the table for the scan; and so does
// everything while there is something older.
func (r *Relay) publishFresh(ctx context.Context) {
	for {
		batch := r.takeFresh()
		if len(batch) == 0 {
			return
		}
		if r.behind.Load() {
			continue
		}
		failed, err := r.publish(ctx, batch)
		if err != nil {
			r.behind.Store(true)
			continue
		}
		for _, e := range batch {
			if failed[e.ID] == nil {
				r.delivered = append(r.delivered, e.ID)
			}
		}
		if len(failed) > 0 {
			r.postpone(ctx, batch, failed)
		}
	}
}

func (r *Relay) takeFresh() []bus.Event {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := min(batchSize, len(r.fresh))
	batch := r.fresh[:n:n]
	r.fresh = r.fresh[n:]
	for i := range batch {
		batch[i].Source = r.source
	}
	return batch
}

// publishLeft publishes what is due in the table. While the bus is away, one event asks whether it is back:
// that costs little, so it is asked at each scan.
func (r *Relay) publishLeft(ctx context.Context) {
	for ctx.Err() == nil {
		behind, most := r.behind.Load(), batchSize
		if r.away {
			most = 1
		}
		n, err := r.publishLeftBatch(ctx, most)
		if err != nil {
			if !r.away {
				r.complain(ctx, err)
			}
			return
		}
		if n < most {
			if behind {
				r.behind.Store(false)
			}
			return
		}
	}
}

func (r *Relay) complain(ctx context.Context, err error) {
	if ctx.Err() == nil && !errors.Is(err, bus.ErrClosed) {
		r.log.ErrorContext(ctx, "relay events", "source", r.source, "error", err)
	}
}

// publish returns the events that the bus refused, with the reason.
func (r *Relay) publish(ctx context.Context, events []bus.Event) (map[id.Event]error, error) {
	err := r.to.Publish(ctx, events)
	if partial, ok := errors.AsType[*bus.PartialError](err); ok {
		return partial.Failed, nil
	}
	if err != nil && !r.away {
		r.complain(ctx, fmt.Errorf("events wait in the outbox: %w", err))
	}
	if err == nil && r.away {
		r.log.InfoContext(ctx, "the bus takes events again", "source", r.source)
	}
	r.away = err != nil
	return nil, err
}
