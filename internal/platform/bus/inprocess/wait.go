package inprocess

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

const (
	retryBatch = 200
	retryEvery = time.Second // at most; also finds what a command replayed
)

// retry gives what is due in the waiting room to its consumers again, until ctx ends.
func (b *Bus) retry(ctx context.Context) {
	tick := time.NewTicker(min(retryEvery, max(b.cfg.Wait/4, time.Millisecond)))
	defer tick.Stop()
	for {
		for ctx.Err() == nil {
			n, err := b.retryBatch(ctx)
			if err != nil && ctx.Err() == nil {
				b.cfg.Log.ErrorContext(ctx, "retry events", "error", err)
			}
			if n < retryBatch || err != nil {
				break
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (b *Bus) retryBatch(ctx context.Context) (int, error) {
	due, err := sqldb.Collect(ctx, b.cfg.DB, func(rows *sqldb.Rows) (entry, error) {
		var (
			e   entry
			raw []byte
		)
		if err := rows.Scan(&e.consumer, &raw, &e.retries); err != nil {
			return e, err
		}
		return e, json.Unmarshal(raw, &e.event)
	}, `SELECT consumer, event, retries FROM waiting_events WHERE due_at <= $1 ORDER BY due_at, event_id LIMIT $2`,
		b.cfg.Clock.Now().UnixMicro(), retryBatch)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	// Once handled, the end of ctx no longer keeps that from being noted.
	_, err = b.settle(context.WithoutCancel(ctx), b.deliver(due), due)
	return len(due), err
}

// settle writes down what became of entries; those of waited were in the waiting room. It returns the
// entries that it could not keep, with the reason.
func (b *Bus) settle(ctx context.Context, entries, waited []entry) ([]entry, error) {
	var kept []entry
	for _, e := range entries {
		if e.outcome.Verdict == delivery.Retry || e.outcome.Verdict == delivery.Park {
			kept = append(kept, e)
		}
	}
	if len(kept) == 0 && len(waited) == 0 {
		return nil, nil
	}
	err := b.cfg.DB.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, e := range waited {
			if e.outcome.Verdict == delivery.Abandoned {
				continue
			}
			if _, err := tx.Exec(ctx, `DELETE FROM waiting_events WHERE consumer = $1 AND event_id = $2`, e.consumer, e.event.ID); err != nil {
				return err
			}
		}
		for _, e := range kept {
			if err := b.keep(ctx, tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return kept, fmt.Errorf("keep events that were not handled: %w", err)
	}
	return nil, nil
}

func (b *Bus) keep(ctx context.Context, tx *sqldb.Tx, e entry) error {
	now := b.cfg.Clock.Now()
	if e.outcome.Verdict == delivery.Park {
		return park(ctx, tx, delivery.ParkedEvent(e.consumer, e.event, e.retries, e.outcome.Reason, now))
	}
	return wait(ctx, tx, e.consumer, e.event, e.retries+1, now.Add(b.cfg.Wait))
}

func wait(ctx context.Context, tx *sqldb.Tx, consumer string, e bus.Event, retries int, due time.Time) error {
	raw, err := delivery.Encode(e)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO waiting_events (consumer, event_id, event, retries, due_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (consumer, event_id) DO UPDATE SET retries = excluded.retries, due_at = excluded.due_at`,
		consumer, e.ID, string(raw), retries, due.UnixMicro())
	if err != nil {
		return fmt.Errorf("put event into the waiting room: %w", err)
	}
	return nil
}

// Redeliver gives events to one group only, at once.
func (b *Bus) Redeliver(ctx context.Context, consumer string, events []bus.Event) error {
	if _, ok := b.groups[consumer]; !ok {
		return fmt.Errorf("%w: %s", bus.ErrUnknownConsumer, consumer)
	}
	return b.cfg.DB.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, e := range events {
			if err := wait(ctx, tx, consumer, e, 0, time.UnixMicro(0)); err != nil {
				return err
			}
		}
		return nil
	})
}
