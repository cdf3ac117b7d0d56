// Package outbox makes announcing an event part of the transaction that it is about: Add writes the
// event beside the data, a Relay publishes it after the commit, and again after any failure, until the
// bus says it is safe. Rows stay as the event log.
//
// The relay publishes from memory what its own process has just committed, and notes many deliveries
// in one statement a little later; the table is read only for what that missed: a crash, a bus that
// was away, a handler that failed.
package outbox

import (
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schema is the outbox's tables in a service's database.
func Schema() sqldb.Schema { return sqldb.Schema{Owner: "outbox", Files: migrations} }

// Migrate makes them.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schema()) }

// Event makes an event of a service. data must be encodable as JSON; a json.RawMessage is taken as it is.
func Event(eventType string, version int, subject string, at time.Time, data any) (bus.Event, error) {
	raw, ok := data.(json.RawMessage)
	if !ok {
		var err error
		if raw, err = json.Marshal(data); err != nil {
			return bus.Event{}, fmt.Errorf("encode %s: %w", eventType, err)
		}
	}
	return bus.Event{ID: id.New[id.Event](), Type: eventType, Version: version, Subject: subject, Time: at, Data: raw}, nil
}

// lease is how long the instance that wrote an event has it to itself, to publish it from memory;
// after that any relay that finds it unpublished takes it.
const lease = 2 * time.Second

var insertEvents = sqldb.NewInsert("outbox", "",
	"id text", "type text", "version bigint", "subject text", "data text", "traceparent text", "created_at bigint", "due_at bigint")

// Add writes events in the caller's transaction. After the commit the caller
// hands them to the relay.
func Add(ctx context.Context, tx *sqldb.Tx, events ...bus.Event) error {
	if len(events) == 0 {
		return nil
	}
	err := tx.Insert(ctx, insertEvents, len(events), func(i int) []any {
		e := events[i]
		return []any{
			e.ID, e.Type, int64(e.Version), e.Subject, string(e.Data), e.Traceparent,
			e.Time.UnixMicro(), e.Time.Add(lease).UnixMicro(),
		}
	})
	if err != nil {
		return fmt.Errorf("add to outbox: %w", err)
	}
	return nil
}

// Once notes, in the caller's transaction, that consumer handles the event, and tells whether it is the
// first time. An effect written in the same transaction happens once, however often the event comes.
func Once(ctx context.Context, tx *sqldb.Tx, consumer string, e bus.Event, now time.Time) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO handled_events (consumer, event_id, handled_at) VALUES ($1, $2, $3)
		ON CONFLICT (consumer, event_id) DO NOTHING`, consumer, e.ID, now.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("note handled event: %w", err)
	}
	return n == 1, nil
}
