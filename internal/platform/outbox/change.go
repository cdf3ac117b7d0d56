package outbox

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Change is a transaction that announces what it does.
type Change struct {
	*sqldb.Tx
	// At is when the change happens; its events carry it.
	At     time.Time
	events []bus.Event
}

// Announce adds an event to the change. data must be encodable as JSON.
func (c *Change) Announce(ctx context.Context, eventType string, version int, subject string, data any) error {
	e, err := Event(eventType, version, subject, c.At, data)
	if err != nil {
		return err
	}
	e.Traceparent = obs.Traceparent(ctx)
	c.events = append(c.events, e)
	return nil
}

// Apply runs fn in a transaction, as sqldb.DB.Tx does (fn may run more than once), writes the events it
// announces beside its data, and hands them to committed, the relay's method, after the commit.
func Apply(ctx context.Context, db *sqldb.DB, at time.Time, committed func(...bus.Event), fn func(c *Change) error) error {
	var events []bus.Event
	err := db.Tx(ctx, func(tx *sqldb.Tx) error {
		c := &Change{Tx: tx, At: at}
		if err := fn(c); err != nil {
			return err
		}
		events = c.events
		return Add(ctx, tx, events...)
	})
	if err != nil {
		return err
	}
	committed(events...)
	return nil
}
