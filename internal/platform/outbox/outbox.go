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
	"io/fs"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate makes the outbox's tables in a service's database.
func Migrate(ctx context.Context, db *sqldb.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	return sqldb.Migrate(ctx, db, "outbox", files)
}

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

// row is an event on its way into the table.
type row struct {
	ID          id.Event `json:"id"`
	Type        string   `json:"type"`
	Version     int      `json:"version"`
	Subject     string   `json:"subject"`
	Data        string   `json:"data"`
	Traceparent string   `json:"traceparent"`
	CreatedAt   int64    `json:"createdAt"`
	DueAt       int64    `json:"dueAt"`
}

// lease is how long the instance that wrote an event has it to itself, to publish it from memory;
// after that any relay that finds it unpublished takes it.
const lease = 2 * time.Second

// Add writes events in the caller's transaction, in one statement. After the commit the caller
// hands them to the relay.
func Add(ctx context.Context, tx *sqldb.Tx, events ...bus.Event) error {
	if len(events) == 0 {
		return nil
	}
	rows := make([]row, len(events))
	for i, e := range events {
		rows[i] = row{
			ID: e.ID, Type: e.Type, Version: e.Version, Subject: e.Subject, Data: string(e.Data),
			Traceparent: e.Traceparent, CreatedAt: e.Time.UnixMicro(), DueAt: e.Time.Add(lease).UnixMicro(),
		}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO outbox (id, type, version, subject, data, traceparent, created_at, due_at)
		SELECT value->>'id', value->>'type', CAST(value->>'version' AS BIGINT), value->>'subject', value->>'data',
		       value->>'traceparent', CAST(value->>'createdAt' AS BIGINT), CAST(value->>'dueAt' AS BIGINT)
		FROM `+tx.Dialect.Records("$1"), sqldb.JSON(rows))
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
