package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// The services' databases, as they are called in the data folder and on PostgreSQL.
const (
	usersDB         = "users_db"
	workspacesDB    = "workspace_channels_db"
	messagesDB      = "message_db"
	notificationsDB = "notification_db"
	busDB           = "bus_db" // what the in-process bus keeps
)

// ownedDatabase is the database of a service.
type ownedDatabase struct {
	name, role string
	schemas    []sqldb.Schema
}

func ownedDatabases() []ownedDatabase {
	return []ownedDatabase{
		{usersDB, config.RoleUser, user.Schemas()},
		{workspacesDB, config.RoleWorkspace, workspace.Schemas()},
		{messagesDB, config.RoleMessage, message.Schemas()},
		{notificationsDB, config.RoleNotification, notification.Schemas()},
		{busDB, "bus", inprocess.Schemas()},
	}
}

// databases opens what the settings name.
type databases struct {
	cfg config.Config
	log *slog.Logger
}

// wanted are the databases of the services that run here, and of the bus that keeps something.
func (d databases) wanted() []ownedDatabase {
	return slices.DeleteFunc(ownedDatabases(), func(of ownedDatabase) bool {
		if of.name == busDB {
			return d.cfg.Bus() != config.BusInProcess
		}
		return !d.cfg.Has(of.role)
	})
}

func (d databases) onPostgres() bool { return d.cfg.DatabaseURL != "" }

func (d databases) sqlitePath(name string) string {
	return filepath.Join(d.cfg.DataDir, name+".sqlite")
}

// open opens a database that is there; a file of SQLite is made.
func (d databases) open(ctx context.Context, name string) (*sqldb.DB, error) {
	return d.openAt(ctx, d.cfg.DatabaseURL, d.cfg.Pooler == "transaction", name)
}

func (d databases) openAt(ctx context.Context, server string, pooled bool, name string) (*sqldb.DB, error) {
	url := "sqlite:" + d.sqlitePath(name)
	if d.onPostgres() {
		var err error
		if url, err = sqldb.DatabaseURL(server, d.cfg.DBPrefix+name); err != nil {
			return nil, err
		}
	}
	db, err := sqldb.Open(ctx, sqldb.Config{
		URL: url, MaxConns: d.maxConns(), Pooled: pooled, Synchronous: d.cfg.Synchronous, Log: d.log.With("database", name),
	})
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", name, err)
	}
	return db, nil
}

// openReplica opens the replica of a database.
func (d databases) openReplica(ctx context.Context, name string) (*sqldb.Replica, error) {
	url, err := sqldb.DatabaseURL(d.cfg.ReplicaURL, d.cfg.DBPrefix+name)
	if err != nil {
		return nil, err
	}
	return sqldb.OpenReplica(ctx, sqldb.Config{
		URL: url, MaxConns: d.cfg.DBConns, Pooled: d.cfg.Pooler == "transaction", Log: d.log.With("database", name),
	})
}

// maxConns is for PostgreSQL; how many read a file of SQLite depends on the processors.
func (d databases) maxConns() int {
	if d.onPostgres() {
		return d.cfg.DBConns
	}
	return 0
}

// openExisting opens a database without making anything.
func (d databases) openExisting(ctx context.Context, name string) (*sqldb.DB, error) {
	if !d.onPostgres() {
		if _, err := os.Stat(d.sqlitePath(name)); err != nil {
			return nil, fmt.Errorf("there is no Echo in %s: %w", d.cfg.DataDir, err)
		}
	}
	return d.open(ctx, name)
}

// directURL is the server past any pooler, if it is known.
func (d databases) directURL() string {
	if d.cfg.DirectURL != "" {
		return d.cfg.DirectURL
	}
	return d.cfg.DatabaseURL
}

// openDirect opens a database past any pooler, and makes it if it is missing.
func (d databases) openDirect(ctx context.Context, name string) (*sqldb.DB, error) {
	server, pooled := d.directURL(), d.cfg.Pooler == "transaction" && d.cfg.DirectURL == ""
	if d.onPostgres() {
		if _, err := sqldb.CreateDatabase(ctx, server, d.cfg.DBPrefix+name); err != nil {
			return nil, fmt.Errorf("make database %s: %w", name, err)
		}
	}
	return d.openAt(ctx, server, pooled, name)
}

// migrate makes and migrates a database.
func (d databases) migrate(ctx context.Context, of ownedDatabase) error {
	db, err := d.openDirect(ctx, of.name)
	if err != nil {
		return err
	}
	if err := sqldb.Migrate(ctx, db, of.schemas...); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", of.name, err), db.Close())
	}
	return db.Close()
}

// openCurrent opens a database whose tables are as this program needs them; with ECHO_MIGRATE=auto it sees
// to that itself.
func (d databases) openCurrent(ctx context.Context, of ownedDatabase) (*sqldb.DB, error) {
	if d.cfg.Migrate != "auto" {
		db, err := d.openExisting(ctx, of.name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%w (ECHO_MIGRATE is off: run echod migrate)", err)
		}
		if err != nil {
			return nil, err
		}
		if err := sqldb.Check(ctx, db, of.schemas...); err != nil {
			return nil, errors.Join(fmt.Errorf("%s: %w", of.name, err), db.Close())
		}
		return db, nil
	}
	if d.onPostgres() {
		if err := d.migrate(ctx, of); err != nil {
			return nil, err
		}
		return d.open(ctx, of.name)
	}
	db, err := d.open(ctx, of.name)
	if err != nil {
		return nil, err
	}
	if err := sqldb.Migrate(ctx, db, of.schemas...); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", of.name, err), db.Close())
	}
	return db, nil
}

func (a *App) openDatabases(ctx context.Context) error {
	for _, of := range (databases{a.cfg, a.log}).wanted() {
		db, err := databases{a.cfg, a.log}.openCurrent(ctx, of)
		if err != nil {
			return err
		}
		a.databases[of.name] = db
		if err := (databases{a.cfg, a.log}).checkMoved(ctx, of.name, db); err != nil {
			return err
		}
		a.health.Require(of.name, db.Ping)
		a.health.Watch(of.name+" writes", db.Writable)
	}
	return a.openReplica(ctx)
}

// openReplica opens the replica of the messages, and counts what it is good for. Nothing depends on it.
func (a *App) openReplica(ctx context.Context) (err error) {
	if a.cfg.ReplicaURL == "" || !a.cfg.Has(config.RoleMessage) {
		return nil
	}
	if a.replica, err = (databases{a.cfg, a.log}).openReplica(ctx, messagesDB); err != nil {
		return fmt.Errorf("open replica of %s: %w", messagesDB, err)
	}
	for outcome, count := range map[string]func(sqldb.ReplicaReads) int64{
		"served": func(r sqldb.ReplicaReads) int64 { return r.Served },
		"behind": func(r sqldb.ReplicaReads) int64 { return r.Behind },
		"failed": func(r sqldb.ReplicaReads) int64 { return r.Failed },
	} {
		a.metrics.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "echo_database_replica_reads_total", ConstLabels: prometheus.Labels{"outcome": outcome},
			Help: "Pages asked of the replica: served by it; behind, or failed, and read from the database itself.",
		}, func() float64 { return float64(count(a.replica.Reads())) }))
	}
	return nil
}
