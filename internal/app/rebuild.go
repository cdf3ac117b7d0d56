package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// keepers are the services that keep something of events.
var keepers = []struct {
	database string
	tables   func() []projection.Table
	schemas  func() []sqldb.Schema
	rebuild  func(db *sqldb.DB) projection.Projector
}{
	{workspacesDB, workspace.Projections, workspace.Schemas, func(db *sqldb.DB) projection.Projector { return workspace.NewRebuild(db) }},
	{messagesDB, message.Projections, message.Schemas, func(db *sqldb.DB) projection.Projector { return message.NewRebuild(db) }},
	{notificationsDB, notification.Projections, notification.Schemas, func(db *sqldb.DB) projection.Projector { return notification.NewRebuild(db) }},
}

// Rebuild makes what consumers keep of events anew, from nothing, in files of its own, and compares and mends what is
// in use. Close removes the files.
type Rebuild struct {
	// From is when the log begins; zero when it goes back to the beginning of this Echo.
	From     time.Time
	Handled  int       // events
	Refused  []Refusal // the first of those that no handler could deal with
	Refusals int

	events *Events
	folder string
	reader *eventlog.Reader
	parts  []*part
	mu     sync.Mutex // Refused
}

// Refusal is an event that could not be handled.
type Refusal struct {
	Event id.Event
	Why   error
}

// part is one service's.
type part struct {
	live, scratch *sqldb.DB
	projector     projection.Projector
	tables        []projection.Table
	found         map[string]*projection.Result // by table, at the last comparison
}

// Rebuild begins to make anew what the consumer keeps, or all do for "". Close it. bus.ErrUnknownConsumer is in the
// chain when there is no such consumer, or it keeps nothing.
func (e *Events) Rebuild(ctx context.Context, consumer string) (_ *Rebuild, err error) {
	r := &Rebuild{events: e}
	defer func() {
		if err != nil {
			err = errors.Join(err, r.Close())
		}
	}()
	logs := map[string]eventlog.Log{}
	for source, database := range eventLogs {
		logs[source] = eventlog.Of(e.databases[database], source)
		begins, err := e.logBegins(ctx, source)
		if err != nil {
			return nil, err
		}
		if begins.After(r.From) {
			r.From = begins
		}
	}
	r.reader = eventlog.NewReader(logs, r.From)
	if r.folder, err = os.MkdirTemp("", "echo-rebuild-"); err != nil {
		return nil, err
	}
	for _, k := range keepers {
		var tables []projection.Table
		for _, t := range k.tables() {
			if consumer == "" || t.Consumer == consumer {
				tables = append(tables, t)
			}
		}
		if len(tables) == 0 {
			continue
		}
		p := &part{live: e.databases[k.database], tables: tables, found: map[string]*projection.Result{}}
		r.parts = append(r.parts, p)
		// A file of SQLite, whatever is in use: it needs no rights, and leaves nothing behind on a server.
		if p.scratch, err = sqldb.Open(ctx, sqldb.Config{URL: "sqlite:" + filepath.Join(r.folder, k.database), Synchronous: "normal"}); err != nil {
			return nil, err
		}
		if err := sqldb.Migrate(ctx, p.scratch, k.schemas()...); err != nil {
			return nil, err
		}
		p.projector = k.rebuild(p.scratch)
		if err := p.projector.Begin(ctx, p.live, r.From); err != nil {
			return nil, err
		}
	}
	if len(r.parts) == 0 {
		return nil, fmt.Errorf("%w, or one that keeps nothing: %s", bus.ErrUnknownConsumer, consumer)
	}
	return r, nil
}

// firstOf is the first thing that each service made which is still there: its log must tell of it to be whole.
var firstOf = map[string]string{
	"user":      `SELECT COALESCE(MIN(created_at), 0) FROM users`,
	"workspace": `SELECT COALESCE(MIN(created_at), 0) FROM workspaces`,
	"message":   `SELECT COALESCE(MIN(created_at), 0) FROM messages`,
}

// pruneLag is how much earlier one service may have pruned its log than another.
const pruneLag = 2 * time.Hour

// logBegins tells from when on a log has everything, zero when it has all since its service's beginning. What waits
// does not count: it may be much older than the rest.
func (e *Events) logBegins(ctx context.Context, source string) (time.Time, error) {
	db := e.databases[eventLogs[source]]
	var first, logged int64
	if err := db.QueryRow(ctx, firstOf[source]).Scan(&first); err != nil {
		return time.Time{}, fmt.Errorf("look for the beginning of %s: %w", source, err)
	}
	err := db.QueryRow(ctx, `SELECT created_at FROM outbox ORDER BY published_at IS NULL, id LIMIT 1`).Scan(&logged)
	begins := time.UnixMicro(logged).UTC()
	if errors.Is(err, sqldb.ErrNoRows) { // nothing happened for as long as the log goes back
		begins, err = clock.System{}.Now().Add(min(0, pruneLag-e.retention)), nil
	}
	switch {
	case err != nil:
		return time.Time{}, fmt.Errorf("look for the beginning of the log of %s: %w", source, err)
	case first == 0 || !time.UnixMicro(first).Before(begins.Add(-sameMoment)):
		return time.Time{}, nil
	case source == "user": // nothing of it takes away what others' events made
		return time.UnixMicro(first).UTC(), nil
	}
	return begins, nil
}

// sameMoment is how much the first thing and its event may be apart, by clocks and by what was done at once.
const sameMoment = 100 * time.Millisecond

// ReadOn handles the log to its end; again, what has come since.
func (r *Rebuild) ReadOn(ctx context.Context) error {
	for {
		page, err := r.reader.Next(ctx)
		if err != nil || len(page) == 0 {
			return err
		}
		events := make([]bus.Event, len(page))
		for i, e := range page {
			events[i] = e.Event
		}
		if err := r.each(func(p *part) error { return p.projector.Handle(ctx, events, r.refuse) }); err != nil {
			return err
		}
		r.Handled += len(events)
	}
}

// each runs fn for all parts at once.
func (r *Rebuild) each(fn func(p *part) error) error {
	failures := make([]error, len(r.parts))
	var all sync.WaitGroup
	for i, p := range r.parts {
		all.Go(func() { failures[i] = fn(p) })
	}
	all.Wait()
	return errors.Join(failures...)
}

const maxRefused = 5

func (r *Rebuild) refuse(e bus.Event, why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.Refusals++; len(r.Refused) < maxRefused {
		r.Refused = append(r.Refused, Refusal{e.ID, why})
	}
}

// How long differences are given to go away by themselves: consumers may be behind the log.
const (
	settleTries = 20
	settleWait  = 500 * time.Millisecond
)

// Verify reads the log to its end, and compares. What is different in one comparison only was on its way; as long as
// events wait for their consumers it looks again, for a while.
func (r *Rebuild) Verify(ctx context.Context) ([]projection.Result, error) {
	for _, p := range r.parts {
		clear(p.found)
	}
	for try := 0; ; try++ {
		if err := r.ReadOn(ctx); err != nil {
			return nil, err
		}
		results, err := r.compare(ctx, false)
		if err != nil || same(results) || try > 0 && (try == settleTries || !r.Waits(ctx)) {
			return results, err
		}
		select {
		case <-time.After(settleWait):
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Mend puts back what Verify has just found to be missing or older than the log, and returns how many rows that were.
func (r *Rebuild) Mend(ctx context.Context) (int, error) {
	results, err := r.compare(ctx, true)
	rows := 0
	for _, result := range results {
		rows += result.Mended
	}
	return rows, err
}

func (r *Rebuild) compare(ctx context.Context, mend bool) ([]projection.Result, error) {
	var results []projection.Result
	for _, p := range r.parts {
		for _, t := range p.tables {
			result, err := projection.Compare(ctx, t, projection.Comparison{
				Live: p.live, Rebuilt: p.scratch, From: r.From, Now: clock.System{}.Now(), Before: p.found[t.Name], Mend: mend,
			})
			if err != nil {
				return nil, err
			}
			p.found[t.Name] = &result
			results = append(results, result)
		}
	}
	return results, nil
}

func same(results []projection.Result) bool {
	for _, r := range results {
		if !r.Same() {
			return false
		}
	}
	return true
}

// Waits tells whether events are known to wait: for the bus, or for their consumers.
func (r *Rebuild) Waits(ctx context.Context) bool {
	for _, box := range r.events.Outboxes(ctx) {
		if box.Events > 0 {
			return true
		}
	}
	depths, err := r.events.Bus.Depths(ctx)
	if err != nil {
		return false
	}
	for _, d := range depths {
		if d.Ready+d.Waiting > 0 {
			return true
		}
	}
	return false
}

// Close removes what was made.
func (r *Rebuild) Close() error {
	var err error
	for _, p := range r.parts {
		if p.scratch != nil {
			err = errors.Join(err, p.scratch.Close())
		}
	}
	if r.folder == "" {
		return err
	}
	return errors.Join(err, os.RemoveAll(r.folder))
}
