package sqldb

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"testing/fstest"
	"text/template"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

// Schema is the tables of one owner: a service, or a platform package such as outbox. Files holds a folder
// "migrations" of goose migrations (NNNN_name.sql), the same for both databases, with
// {{if .SQLite}}…{{else}}…{{end}} where they must differ. Each owner has its own history.
type Schema struct {
	Owner string
	Files fs.FS
}

// Migrate brings the tables of the schemas to the newest version, in their order. Instances that start at
// once wait for each other. Where nothing is to be done, nothing is written. *NewerError for tables that a
// newer program made.
func Migrate(ctx context.Context, db *DB, schemas ...Schema) error {
	current, err := isCurrent(ctx, db, schemas)
	if err != nil || current {
		return err
	}
	unlock, err := db.engine.lockMigrations(ctx)
	if err != nil {
		return fmt.Errorf("wait for other migrations: %w", mapError(ctx, err))
	}
	defer unlock()
	// Whoever held the lock may have been a newer program.
	if _, err := isCurrent(ctx, db, schemas); err != nil {
		return err
	}
	for _, s := range schemas {
		if err := s.up(ctx, db); err != nil {
			return fmt.Errorf("migrate %s: %w", s.Owner, mapError(ctx, err))
		}
	}
	return nil
}

func isCurrent(ctx context.Context, db *DB, schemas []Schema) (bool, error) {
	versions, err := Versions(ctx, db, schemas...)
	if err != nil {
		return false, err
	}
	current := true
	for _, v := range versions {
		if v.Have > v.Want {
			return false, &NewerError{v}
		}
		current = current && v.Have == v.Want
	}
	return current, nil
}

// up runs what is missing. The caller holds the lock.
func (s Schema) up(ctx context.Context, db *DB) error {
	rendered, err := s.render(db.dialect)
	if err != nil {
		return err
	}
	dialect, handle := database.DialectSQLite3, (*sql.DB)(nil)
	switch e := db.engine.(type) {
	case *sqliteEngine:
		// goose wants a pool; the writer's is taken, so it gets one of its own for the moment.
		tmp, err := sql.Open("sqlite", e.dsn)
		if err != nil {
			return err
		}
		tmp.SetMaxOpenConns(1)
		defer tmp.Close()
		handle = tmp
	case *postgresEngine:
		dialect, handle = database.DialectPostgres, e.DB
	}
	store, err := database.NewStore(dialect, s.table())
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider("", handle, rendered, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// table is where the history of the owner is kept.
func (s Schema) table() string { return "schema_" + s.Owner }

func (s Schema) render(d Dialect) (fs.FS, error) {
	names, err := fs.Glob(s.Files, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(s.Files, name)
		if err != nil {
			return nil, err
		}
		tmpl, err := template.New(name).Parse(string(text))
		if err != nil {
			return nil, err
		}
		var buf bytes.Buffer
		if err := tmpl.Execute(&buf, map[string]bool{"SQLite": d == SQLite}); err != nil {
			return nil, err
		}
		out[name[len("migrations/"):]] = &fstest.MapFile{Data: buf.Bytes()}
	}
	return out, nil
}
