package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// DatabaseVersions is how far the tables of one database are. A database that is not there has version 0
// of everything.
type DatabaseVersions struct {
	Name     string
	Versions []sqldb.Version
}

// Migrate makes the databases of the roles in cfg that are missing and brings them up to date;
// with Demo it makes the demo data, too. Several may run at once,
// beside running servers: the tables stay fit for the version before.
func Migrate(ctx context.Context, cfg config.Config, log *slog.Logger) ([]DatabaseVersions, error) {
	d := databases{cfg, log}
	if !d.onPostgres() {
		if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
			return nil, fmt.Errorf("make data folder: %w", err)
		}
	}
	for _, of := range d.wanted() {
		if err := d.migrate(ctx, of); err != nil {
			return nil, err
		}
	}
	if cfg.Demo {
		if err := seedOnly(ctx, cfg, log); err != nil {
			return nil, err
		}
	}
	return Versions(ctx, cfg, log)
}

// seedOnly makes the demo data, which takes all services, and ends.
func seedOnly(ctx context.Context, cfg config.Config, log *slog.Logger) error {
	a, err := Open(ctx, cfg, log)
	if err != nil {
		return err
	}
	return a.Close()
}

// Versions reads how far the databases are, and changes nothing.
func Versions(ctx context.Context, cfg config.Config, log *slog.Logger) ([]DatabaseVersions, error) {
	d := databases{cfg, log}
	var out []DatabaseVersions
	for _, of := range d.wanted() {
		versions, err := d.versions(ctx, of)
		if err != nil {
			return nil, err
		}
		out = append(out, DatabaseVersions{Name: cfg.DBPrefix + of.name, Versions: versions})
	}
	return out, nil
}

func (d databases) versions(ctx context.Context, of ownedDatabase) ([]sqldb.Version, error) {
	db, err := d.openExisting(ctx, of.name)
	if errors.Is(err, fs.ErrNotExist) || sqldb.IsMissing(err) {
		return sqldb.NoVersions(of.schemas...)
	}
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return sqldb.Versions(ctx, db, of.schemas...)
}
