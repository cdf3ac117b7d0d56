package outbox

import (
	"context"
	"errors"
	"fmt"
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

// States of an event in the log.
const (
	Waiting   = "waiting" // for the bus
	Published = "published"
)

// Filter chooses from the log. Its zero value chooses all.
type Filter struct {
	Since   time.Time `json:"since,omitzero"`
	Until   time.Time `json:"until,omitzero"`  // leaves out what is of this time or later
	Types   []string  `json:"types,omitempty"` // a trailing ".*" takes all that begin so
	Subject string    `json:"subject,omitempty"`
	State   string    `json:"state,omitempty"` // Waiting or Published; "" is both
	After   id.Event  `json:"after,omitzero"`  // leaves out this and what is older
	Before  id.Event  `json:"before,omitzero"` // leaves out this and what is newer
	Rows    int       `json:"rows,omitempty"`  // how many rows Next looks at, at most; 0 is as many as it may
}

func (f Filter) takes(e Logged) bool {
	return (f.Subject == "" || e.Subject == f.Subject) && (len(f.Types) == 0 || bus.Group{Types: f.Types}.Wants(e.Type)) &&
		!e.Time.Before(f.Since) && (f.Until.IsZero() || e.Time.Before(f.Until)) &&
		(f.State == "" || (f.State == Waiting) == e.PublishedAt.IsZero())
}

// pending is the condition that the log's index of what waits answers.
func (f Filter) pending() string {
	if f.State == Waiting {
		return `published_at IS NULL AND parked_at IS NULL AND `
	}
	return ""
}

const logPage = 500

const logColumns = `SELECT id, type, version, subject, data, traceparent, created_at, COALESCE(published_at, 0), COALESCE(failure, '') FROM outbox `

// Seen is a piece of a log: what a filter takes of the rows that were looked at.
type Seen struct {
	Items []Logged `json:"items"`
	// Last is the row that was looked at last, and More whether there are others after it.
	Last id.Event `json:"last"`
	More bool     `json:"more"`
}

// Next looks at so many rows of a service's log, or at f.Rows if that is less, on from f.After, and returns
// what the filter takes, oldest first. It reads beside the writer.
func Next(ctx context.Context, db *sqldb.DB, source string, f Filter, rows int) (Seen, error) {
	after := f.After
	if after.IsZero() && !f.Since.IsZero() {
		after = id.At[id.Event](f.Since)
	}
	if f.Rows > 0 {
		rows = min(rows, f.Rows)
	}
	page, err := readLog(ctx, db, source, logColumns+`WHERE `+f.pending()+`id > $1 ORDER BY id LIMIT $2`, after.String(), rows)
	if err != nil {
		return Seen{}, err
	}
	seen := Seen{Last: after, More: len(page) == rows}
	for _, e := range page {
		if seen.Last = e.ID; f.takes(e) {
			seen.Items = append(seen.Items, e)
		}
	}
	// Ids rise with time, but for what was committed late.
	seen.More = seen.More && (f.Until.IsZero() || page[len(page)-1].Time.Before(f.Until.Add(time.Minute)))
	return seen, nil
}

// Log calls each with the events of a service's log that the filter takes, oldest first, until there are no
// more.
func Log(ctx context.Context, db *sqldb.DB, source string, f Filter, each func(Logged) error) error {
	for {
		seen, err := Next(ctx, db, source, f, logPage)
		if err != nil {
			return err
		}
		for _, e := range seen.Items {
			if err := each(e); err != nil {
				return err
			}
		}
		if !seen.More {
			return nil
		}
		f.After = seen.Last
	}
}

// Newest returns the last n events that the filter takes, newest first, of at most so many rows that it looks at,
// back from f.Before.
func Newest(ctx context.Context, db *sqldb.DB, source string, f Filter, n, rows int) (Seen, error) {
	before := "g" // above every id
	if !f.Before.IsZero() {
		before = f.Before.String()
	}
	seen := Seen{Last: f.Before}
	for looked := 0; looked < rows; looked += logPage {
		page, err := readLog(ctx, db, source, logColumns+`WHERE `+f.pending()+`id < $1 ORDER BY id DESC LIMIT $2`, before, logPage)
		if err != nil {
			return Seen{}, err
		}
		for _, e := range page {
			if len(seen.Items) == n {
				seen.More = true
				return seen, nil
			}
			if seen.Last = e.ID; f.takes(e) {
				seen.Items = append(seen.Items, e)
			}
		}
		seen.More = len(page) == logPage && !page[logPage-1].Time.Before(f.Since.Add(-time.Minute))
		if !seen.More {
			return seen, nil
		}
		before = seen.Last.String()
	}
	return seen, nil
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
