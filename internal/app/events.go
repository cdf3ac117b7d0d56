package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Events is what an operator's command sees of events: the services' logs, and the bus. It works beside a
// running server or without one; what it replays is handled by a server.
type Events struct {
	Bus bus.Bus

	cfg       config.Config
	databases map[string]*sqldb.DB
}

// eventLogs says in which database a source's log is.
var eventLogs = map[string]string{"user": usersDB, "workspace": workspacesDB, "message": messagesDB}

// OpenEvents opens the databases of an Echo that has been started before, and its bus. Close it.
func OpenEvents(ctx context.Context, cfg config.Config, log *slog.Logger) (_ *Events, err error) {
	e := &Events{cfg: cfg, databases: map[string]*sqldb.DB{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, e.closeDatabases())
		}
	}()
	for _, of := range ownedDatabases() {
		if of.name == busDB && cfg.Bus() != config.BusInProcess {
			continue
		}
		db, err := databases{cfg, log}.openExisting(ctx, of.name)
		if errors.Is(err, fs.ErrNotExist) || sqldb.IsMissing(err) {
			return nil, fmt.Errorf("database %s is not there: was this Echo ever started? %w", of.name, err)
		}
		if err != nil {
			return nil, err
		}
		e.databases[of.name] = db
	}
	if e.Bus, err = newBus(cfg, e.databases[busDB], clock.System{}, nil, log); err != nil {
		return nil, err
	}
	return e, e.Bus.Start(ctx)
}

// Groups are the consumers that events can be replayed to.
func (e *Events) Groups() []bus.Group { return groups(e.cfg) }

// Log calls each with the events of all logs that the filter takes, by id.
func (e *Events) Log(ctx context.Context, f outbox.Filter, each func(outbox.Logged) error) error {
	var all []outbox.Logged
	for source, name := range eventLogs {
		err := outbox.Log(ctx, e.databases[name], source, f, func(l outbox.Logged) error {
			all = append(all, l)
			return nil
		})
		if err != nil {
			return err
		}
	}
	return inOrder(all, each)
}

// Newest calls each with the last n events that the filter takes, by id.
func (e *Events) Newest(ctx context.Context, f outbox.Filter, n int, each func(outbox.Logged) error) error {
	var all []outbox.Logged
	for source, name := range eventLogs {
		found, err := outbox.Newest(ctx, e.databases[name], source, f, n)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, byID)
	return inOrder(all[max(0, len(all)-n):], each)
}

func byID(x, y outbox.Logged) int { return slices.Compare(x.ID[:], y.ID[:]) }

func inOrder(all []outbox.Logged, each func(outbox.Logged) error) error {
	slices.SortFunc(all, byID)
	for _, l := range all {
		if err := each(l); err != nil {
			return err
		}
	}
	return nil
}

// Find returns an event of any log. It returns errs event_not_found.
func (e *Events) Find(ctx context.Context, eventID id.Event) (outbox.Logged, error) {
	for source, name := range eventLogs {
		l, err := outbox.Find(ctx, e.databases[name], source, eventID)
		if err == nil || !errs.Is(err, "event_not_found") {
			return l, err
		}
	}
	return outbox.Logged{}, errs.NotFound("event_not_found", "No log has this event.")
}

const replayBatch = 200

// Replay gives those of the events that it wants to one group, or with consumer "" to each that keeps
// something (the gateway's would show people old news), and returns how many deliveries that makes. Other
// groups, and broadcast consumers, hear nothing of it.
func (e *Events) Replay(ctx context.Context, consumer string, events []outbox.Logged) (int, error) {
	known, given := false, 0
	for _, g := range groups(e.cfg) {
		if consumer != "" && consumer != g.Name || consumer == "" && strings.HasPrefix(g.Name, "gateway.") {
			continue
		}
		known = true
		var wanted []bus.Event
		for _, l := range events {
			if g.Wants(l.Type) {
				wanted = append(wanted, l.Event)
			}
		}
		for batch := range slices.Chunk(wanted, replayBatch) {
			if err := e.Bus.Redeliver(ctx, g.Name, batch); err != nil {
				return given, err
			}
			given += len(batch)
		}
	}
	if !known {
		return 0, fmt.Errorf("%w: %s", bus.ErrUnknownConsumer, consumer)
	}
	return given, nil
}

// Settle waits until no group has anything to do.
func (e *Events) Settle(ctx context.Context) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for quiet := 0; quiet < 2; {
		depths, err := e.Bus.Depths(ctx)
		if err != nil {
			return err
		}
		quiet++
		for _, d := range depths {
			if d.Ready+d.Waiting > 0 {
				quiet = 0
			}
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return errors.New("events were still waiting: is a server running, and does it handle them?")
		}
	}
	return nil
}

// projections are the tables that groups write of events, and what of their rows events decide. What
// services write there by themselves (how far somebody has read, whether a mail was sent) is left out.
var projections = []struct{ name, database, query string }{
	{"workspace: people", workspacesDB, `
		SELECT id || '|' || username || '|' || display_name || '|' || COALESCE(avatar_url, '') || '|' || as_of FROM people ORDER BY id`},
	{"message: receipts", messagesDB, `SELECT channel_id || '|' || user_id || '|' || last_read_no FROM read_receipts ORDER BY channel_id, user_id`},
	{"message: channels", messagesDB, `SELECT channel_id || '|' || workspace_id FROM channel_heads ORDER BY channel_id`},
	{"notification: mails", notificationsDB, `SELECT effect_key || '|' || kind FROM notifications ORDER BY effect_key`},
}

// Checksum is what a projection holds, in short.
type Checksum struct {
	Name, Sum string
	Rows      int
}

// Checksums reads all projections.
func (e *Events) Checksums(ctx context.Context) ([]Checksum, error) {
	var sums []Checksum
	for _, p := range projections {
		hash, rows := sha256.New(), 0
		lines, err := e.databases[p.database].Query(ctx, p.query)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", p.name, err)
		}
		for lines.Next() {
			var line string
			if err := lines.Scan(&line); err != nil {
				return nil, errors.Join(err, lines.Close())
			}
			_, _ = fmt.Fprintln(hash, line)
			rows++
		}
		if err := errors.Join(lines.Err(), lines.Close()); err != nil {
			return nil, fmt.Errorf("read %s: %w", p.name, err)
		}
		sums = append(sums, Checksum{p.name, hex.EncodeToString(hash.Sum(nil))[:16], rows})
	}
	return sums, nil
}

// Close closes all that was opened.
func (e *Events) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	return errors.Join(e.Bus.Close(ctx), e.closeDatabases())
}

func (e *Events) closeDatabases() error {
	var err error
	for _, db := range e.databases {
		err = errors.Join(err, db.Close())
	}
	return err
}
