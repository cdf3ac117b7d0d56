package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Admin is what an operator's command works on, beside a running server or without one. It publishes no
// events: the server does, within a second, or when it starts.
type Admin struct {
	Users     *user.Local
	PublicURL string

	databases map[string]*sqldb.DB
}

// OpenAdmin opens the databases of an Echo that has been started before. Close them.
func OpenAdmin(ctx context.Context, cfg config.Config, log *slog.Logger) (_ *Admin, err error) {
	if _, err := os.Stat(cfg.DataDir); errors.Is(err, fs.ErrNotExist) && (cfg.DatabaseURL == "" || cfg.Secret == "") {
		return nil, fmt.Errorf("there is no Echo in %s", cfg.DataDir)
	}
	a := &App{cfg: cfg, log: log, clock: clock.System{}, databases: map[string]*sqldb.DB{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.closeStores())
		}
	}()
	secret, err := loadSecret(cfg.Secret, cfg.DataDir)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{usersDB, workspacesDB} {
		db, err := databases{cfg, log}.openExisting(ctx, name)
		if err != nil {
			return nil, err
		}
		a.databases[name] = db
	}
	users, err := a.localUsers(secret, func(events ...bus.Event) {
		if err := outbox.Release(ctx, a.databases[usersDB], events...); err != nil {
			log.WarnContext(ctx, "a running server hears of this two seconds later", "error", err)
		}
	})
	if err != nil {
		return nil, err
	}
	return &Admin{Users: users, PublicURL: a.publicURL(), databases: a.databases}, nil
}

// VerifyAudit checks every chain of every log, and calls each with what it found: nil, or a *audit.BrokenError.
func (a *Admin) VerifyAudit(ctx context.Context, each func(database, scope string, broken error)) error {
	for _, name := range []string{usersDB, workspacesDB} {
		scopes, err := audit.Scopes(ctx, a.databases[name])
		if err != nil {
			return err
		}
		for _, scope := range scopes {
			err := audit.Verify(ctx, a.databases[name], scope)
			if _, broken := errors.AsType[*audit.BrokenError](err); err != nil && !broken {
				return err
			}
			each(name, scope, err)
		}
	}
	return nil
}

// Close closes the databases.
func (a *Admin) Close() error {
	var err error
	for _, db := range a.databases {
		err = errors.Join(err, db.Close())
	}
	return err
}
