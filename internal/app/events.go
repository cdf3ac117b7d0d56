package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Events is what an operator's command sees of events: the services' logs, and the bus. It works beside a
// running server or without one; what it replays is handled by a server.
type Events struct {
	*eventlog.Desk

	Bus bus.Bus

	databases map[string]*sqldb.DB
	retention time.Duration
}

// eventLogs says in which database a source's log is.
var eventLogs = map[string]string{"user": usersDB, "workspace": workspacesDB, "message": messagesDB}

// OpenEvents opens the databases of an Echo that has been started before, and its bus. Close it.
func OpenEvents(ctx context.Context, cfg config.Config, log *slog.Logger) (_ *Events, err error) {
	e := &Events{databases: map[string]*sqldb.DB{}, retention: cfg.EventRetention}
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
	logs := map[string]eventlog.Log{}
	for source, name := range eventLogs {
		logs[source] = eventlog.Of(e.databases[name], source)
	}
	e.Desk = eventlog.NewDesk(logs, e.Bus, groups(cfg))
	return e, e.Bus.Start(ctx)
}

// Note writes into the audit log what the command line is about to do with events.
func (e *Events) Note(ctx context.Context, action, consumer string, events []id.Event) error {
	details, err := json.Marshal(map[string]any{"eventIds": events[:min(len(events), maxNoted)], "count": len(events)})
	if err != nil {
		return fmt.Errorf("encode details: %w", err)
	}
	return user.NoteCommand(ctx, e.databases[usersDB], clock.System{}.Now(), user.NoteOperationRequest{
		Action: action, TargetID: consumer, Details: details,
	})
}

const maxNoted = 200 // ids in one entry

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

// Checksums reads all that consumers keep of events.
func (e *Events) Checksums(ctx context.Context) ([]projection.Checksum, error) {
	var sums []projection.Checksum
	for _, k := range keepers {
		for _, t := range k.tables() {
			sum, err := projection.Sum(ctx, t, e.databases[k.database], clock.System{}.Now())
			if err != nil {
				return nil, err
			}
			sums = append(sums, sum)
		}
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
