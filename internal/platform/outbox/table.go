package outbox

import (
	"context"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// refusedAfter is when an event that the bus refused, and not others of its batch, is offered again.
const refusedAfter = time.Second

// publishLeftBatch publishes up to most events that are due in the table, and returns how many.
// Once published, the end of ctx no longer keeps it from noting so.
func (r *Relay) publishLeftBatch(ctx context.Context, most int) (int, error) {
	settle := func(tx *sqldb.Tx, events []bus.Event, failed map[id.Event]error) error {
		return r.settle(context.WithoutCancel(ctx), tx, events, failed)
	}
	// On SQLite nobody else takes them, so the only writer need not be held while publishing.
	if r.db.Dialect() == sqldb.SQLite {
		events, err := r.due(ctx, r.db, most, "")
		if err != nil || len(events) == 0 {
			return 0, err
		}
		failed, err := r.publish(ctx, events)
		if err != nil {
			return 0, err
		}
		return len(events), r.db.Tx(context.WithoutCancel(ctx), func(tx *sqldb.Tx) error { return settle(tx, events, failed) })
	}
	taken := 0
	err := r.db.Tx(ctx, func(tx *sqldb.Tx) error {
		events, err := r.due(ctx, tx, most, "FOR UPDATE SKIP LOCKED")
		taken = len(events)
		if err != nil || taken == 0 {
			return err
		}
		failed, err := r.publish(ctx, events)
		if err != nil {
			return err
		}
		return settle(tx, events, failed)
	})
	return taken, err
}

// due reads what is unpublished. Behind, it reads what is still leased as well: it must go before what
// comes now.
func (r *Relay) due(ctx context.Context, q sqldb.Querier, most int, lock string) ([]bus.Event, error) {
	before := r.clock.Now()
	if r.behind.Load() {
		before = before.Add(max(lease, refusedAfter))
	}
	return sqldb.Collect(ctx, q, func(rows *sqldb.Rows) (bus.Event, error) {
		e := bus.Event{Source: r.source}
		var at int64
		err := rows.Scan(&e.ID, &e.Type, &e.Version, &e.Subject, (*[]byte)(&e.Data), &e.Traceparent, &at)
		e.Time = time.UnixMicro(at).UTC()
		return e, err
	}, `
		SELECT id, type, version, subject, data, traceparent, created_at FROM outbox
		WHERE published_at IS NULL AND parked_at IS NULL AND due_at <= $1
		ORDER BY id LIMIT $2 `+lock, before.UnixMicro(), most)
}

// settle notes the outcome of a batch.
func (r *Relay) settle(ctx context.Context, tx *sqldb.Tx, events []bus.Event, failed map[id.Event]error) error {
	delivered := make([]id.Event, 0, len(events))
	for _, e := range events {
		why := failed[e.ID]
		if why == nil {
			delivered = append(delivered, e.ID)
		} else if err := r.fail(ctx, tx, e, why); err != nil {
			return err
		}
	}
	return r.markPublished(ctx, tx, delivered)
}

// noteDelivered writes down what was published from memory. Until then a crash means that it is
// published again, never that it is lost.
func (r *Relay) noteDelivered(ctx context.Context) {
	if len(r.delivered) == 0 {
		return
	}
	err := r.db.Tx(ctx, func(tx *sqldb.Tx) error { return r.markPublished(ctx, tx, r.delivered) })
	if err != nil {
		r.complain(ctx, err)
		return
	}
	r.delivered = r.delivered[:0]
}

func (r *Relay) markPublished(ctx context.Context, tx *sqldb.Tx, ids []id.Event) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := tx.Exec(ctx, `UPDATE outbox SET published_at = $1 WHERE id IN (SELECT value FROM `+tx.Dialect.List("$2")+`)`,
		r.clock.Now().UnixMicro(), sqldb.JSON(ids))
	return err
}

// postpone makes the refused events of a batch due again in a moment.
func (r *Relay) postpone(ctx context.Context, events []bus.Event, failed map[id.Event]error) {
	err := r.db.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, e := range events {
			if why := failed[e.ID]; why != nil {
				if err := r.fail(ctx, tx, e, why); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		r.complain(ctx, err)
	}
}

// fail notes that the bus refused an event; it is offered again, for ever.
func (r *Relay) fail(ctx context.Context, tx *sqldb.Tx, e bus.Event, why error) error {
	r.log.WarnContext(ctx, "the bus refused an event", "event", e.Type, "event_id", e.ID, "error", why)
	_, err := tx.Exec(ctx, `UPDATE outbox SET attempts = attempts + 1, due_at = $1, failure = $2 WHERE id = $3`,
		r.clock.Now().Add(refusedAfter).UnixMicro(), failureText(why), e.ID)
	return err
}

func failureText(err error) string {
	const limit = 2000
	text := err.Error()
	return strings.ToValidUTF8(text[:min(len(text), limit)], "")
}
