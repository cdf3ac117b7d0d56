// Package eventlog is what operators do with events, at the command line and on the web: they read the logs
// of all services, see what is parked, and have events handled again. It asks nobody who they are: whoever
// calls it has seen to that.
package eventlog

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Entry is an event in a log.
type Entry = outbox.Logged

// Filter chooses from a log.
type Filter = outbox.Filter

// Seen is a piece of a log.
type Seen = outbox.Seen

// Backlog is what waits for the bus.
type Backlog = outbox.Backlog

// States of an entry.
const (
	Waiting   = outbox.Waiting
	Published = outbox.Published
)

// Log is the event log of one service, which may run elsewhere.
type Log interface {
	// NewestEvents returns the last events that a filter takes, newest first. It looks at a bounded number of
	// rows, and says where it stopped.
	NewestEvents(ctx context.Context, req NewestRequest) (Seen, error)
	// NextEvents returns what a filter takes of the next rows of the log, oldest first.
	NextEvents(ctx context.Context, req Filter) (Seen, error)
	// FindEvent returns one event. Codes: event_not_found.
	FindEvent(ctx context.Context, req FindRequest) (Entry, error)
	// PendingEvents tells how much waits for the bus.
	PendingEvents(ctx context.Context, req rpc.None) (Backlog, error)
}

// NewestRequest asks for the end of a log.
type NewestRequest struct {
	Filter
	Limit int `json:"limit"`
}

// FindRequest asks for one event.
type FindRequest struct {
	EventID id.Event `json:"eventId"`
}

const (
	// rowsPerLook bounds what a filter that takes nothing costs.
	rowsPerLook = 20_000
	// rowsPerPage keeps an answer below what a call between services may carry.
	rowsPerPage = 200
)

// table is a log in a database of this process.
type table struct {
	db     *sqldb.DB
	source string
}

// Of returns the log of the service whose database this is.
func Of(db *sqldb.DB, source string) Log { return table{db, source} }

func (t table) NewestEvents(ctx context.Context, req NewestRequest) (Seen, error) {
	return outbox.Newest(ctx, t.db, t.source, req.Filter, req.Limit, rowsPerLook)
}

func (t table) NextEvents(ctx context.Context, req Filter) (Seen, error) {
	return outbox.Next(ctx, t.db, t.source, req, rowsPerPage)
}

func (t table) FindEvent(ctx context.Context, req FindRequest) (Entry, error) {
	return outbox.Find(ctx, t.db, t.source, req.EventID)
}

func (t table) PendingEvents(ctx context.Context, _ rpc.None) (Backlog, error) {
	return outbox.Pending(ctx, t.db)
}
