package outbox

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Logged is a row of the event log.
type Logged struct {
	bus.Event

	PublishedAt time.Time `json:"publishedAt,omitzero"` // zero while it waits for the bus
	Failure     string    `json:"failure,omitempty"`    // why the bus refused it at the last try
}

// Filter chooses from the log. Its zero value chooses all.
type Filter struct {
	Since   time.Time
	Types   []string // a trailing ".*" takes all that begin so
	Subject string
	After   id.Event // leaves out this and what is older
}

func (f Filter) takes(e bus.Event) bool {
	return (f.Subject == "" || e.Subject == f.Subject) && (len(f.Types) == 0 || bus.Group{Types: f.Types}.Wants(e.Type))
}

const logPage = 500

const logColumns = `SELECT id, type, version, subject, data, traceparent, created_at, COALESCE(published_at, 0), COALESCE(failure, '') FROM outbox `

// Log calls each with the events of a service's log that the filter takes, oldest first, until there are no
// more. It reads beside the writer, a page at a time.
func Log(ctx context.Context, db *sqldb.DB, source string, f Filter, each func(Logged) error) error {
	after := f.After
	if after.IsZero() && !f.Since.IsZero() {
		after = id.At[id.Event](f.Since)
	}
	for {
		page, err := readLog(ctx, db, source, logColumns+`WHERE id > $1 ORDER BY id LIMIT $2`, after.String(), logPage)
		if err != nil {
			return err
		}
		for _, e := range page {
			if f.takes(e.Event) && !e.Time.Before(f.Since) {
				if err := each(e); err != nil {
					return err
				}
			}
		}
		if len(page) < logPage {
			return nil
		}
		after = page[len(page)-1].ID
	}
}

// Newest returns the last n events that the filter takes, oldest first.
func Newest(ctx context.Context, db *sqldb.DB, source string, f Filter, n int) ([]Logged, error) {
	var found []Logged
	before := "g" // above every id
	for len(found) < n {
		page, err := readLog(ctx, db, source, logColumns+`WHERE id < $1 ORDER BY id DESC LIMIT $2`, before, logPage)
		if err != nil {
			return nil, err
		}
		for _, e := range page {
			if f.takes(e.Event) && !e.Time.Before(f.Since) && len(found) < n {
				found = append(found, e)
			}
		}
		if len(page) < logPage || page[len(page)-1].Time.Before(f.Since) {
			break
		}
		before = page[len(page)-1].ID.String()
	}
	slices.Reverse(found)
	return found, nil
}

// Find returns one event of a service's log. It returns errs event_not_found.
func Find(ctx context.Context, db *sqldb.DB, source string, eventID id.Event) (Logged, error) {
	found, err := readLog(ctx, db, source, logColumns+`WHERE id = $1`, eventID)
	if err != nil {
		return Logged{}, err
	}
	if len(found) == 0 {
		return Logged{}, errs.NotFound("event_not_found", "This event is not in the log.")
	}
	return found[0], nil
}

func readLog(ctx context.Context, db *sqldb.DB, source, query string, args ...any) ([]Logged, error) {
	page, err := sqldb.Collect(ctx, db, func(rows *sqldb.Rows) (Logged, error) {
		e := Logged{Event: bus.Event{Source: source}}
		var at, published int64
		err := rows.Scan(&e.ID, &e.Type, &e.Version, &e.Subject, (*[]byte)(&e.Data), &e.Traceparent, &at, &published, &e.Failure)
		e.Time = time.UnixMicro(at).UTC()
		if published > 0 {
			e.PublishedAt = time.UnixMicro(published).UTC()
		}
		return e, err
	}, query, args...)
	if err != nil && !errors.Is(err, context.Canceled) {
		return nil, fmt.Errorf("read event log of %s: %w", source, err)
	}
	return page, err
}
