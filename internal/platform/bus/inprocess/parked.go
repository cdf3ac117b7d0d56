package inprocess

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Parked lists the parking lot.
func (b *Bus) Parked(ctx context.Context, consumer string) ([]bus.Parked, error) {
	return parked(ctx, b.cfg.DB, consumer)
}

func parked(ctx context.Context, q sqldb.Querier, consumer string) ([]bus.Parked, error) {
	return sqldb.Collect(ctx, q, func(rows *sqldb.Rows) (bus.Parked, error) {
		var (
			p   bus.Parked
			raw []byte
		)
		if err := rows.Scan(&raw); err != nil {
			return p, err
		}
		return p, json.Unmarshal(raw, &p)
	}, `SELECT entry FROM parked_events WHERE $1 = '' OR consumer = $1 ORDER BY parked_at, event_id`, consumer)
}

// Replay gives parked events to their group again.
func (b *Bus) Replay(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.unpark(ctx, consumer, ids, func(tx *sqldb.Tx, p bus.Parked) (bool, error) {
		if p.Event.Type == "" {
			return false, nil
		}
		return true, wait(ctx, tx, p.Consumer, p.Event, 0, time.UnixMicro(0))
	})
}

// Drop forgets parked events.
func (b *Bus) Drop(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.unpark(ctx, consumer, ids, func(*sqldb.Tx, bus.Parked) (bool, error) { return true, nil })
}

// unpark takes out what is selected and what take wants.
func (b *Bus) unpark(ctx context.Context, consumer string, ids []id.Event, take func(*sqldb.Tx, bus.Parked) (bool, error)) (int, error) {
	var taken int
	err := b.cfg.DB.Tx(ctx, func(tx *sqldb.Tx) error {
		taken = 0
		all, err := parked(ctx, tx, consumer)
		if err != nil {
			return err
		}
		for _, p := range all {
			if !delivery.Selected(p, consumer, ids) {
				continue
			}
			wanted, err := take(tx, p)
			if err != nil {
				return err
			}
			if !wanted {
				continue
			}
			taken++
			if _, err := tx.Exec(ctx, `DELETE FROM parked_events WHERE consumer = $1 AND event_id = $2`, p.Consumer, p.ID); err != nil {
				return fmt.Errorf("take event out of the parking lot: %w", err)
			}
		}
		return nil
	})
	return taken, err
}

// Depths counts what waits and what is parked. What is ready is in the publishers' outboxes.
func (b *Bus) Depths(ctx context.Context) ([]bus.Depth, error) {
	byName := map[string]*bus.Depth{}
	depths := make([]bus.Depth, 0, len(b.groups))
	for name := range b.groups {
		depths = append(depths, bus.Depth{Consumer: name})
	}
	for i := range depths {
		byName[depths[i].Consumer] = &depths[i]
	}
	rows, err := sqldb.Collect(ctx, b.cfg.DB, func(rows *sqldb.Rows) (bus.Depth, error) {
		var d bus.Depth
		return d, rows.Scan(&d.Consumer, &d.Waiting, &d.Parked)
	}, `SELECT consumer, SUM(waiting), SUM(parked) FROM (
			SELECT consumer, 1 AS waiting, 0 AS parked FROM waiting_events
			UNION ALL SELECT consumer, 0 AS waiting, 1 AS parked FROM parked_events) AS kept
		GROUP BY consumer`)
	if err != nil {
		return nil, err
	}
	for _, d := range rows {
		if known := byName[d.Consumer]; known != nil {
			known.Waiting, known.Parked = d.Waiting, d.Parked
		} else {
			depths = append(depths, d)
		}
	}
	return depths, nil
}

func park(ctx context.Context, tx *sqldb.Tx, p bus.Parked) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO parked_events (consumer, event_id, entry, parked_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (consumer, event_id) DO UPDATE SET entry = excluded.entry, parked_at = excluded.parked_at`,
		p.Consumer, p.ID, sqldb.JSON(p), p.ParkedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("park event: %w", err)
	}
	return nil
}
