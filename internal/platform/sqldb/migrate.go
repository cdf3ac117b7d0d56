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
	"github.com/pressly/goose/v3/lock"
)

// Migrate brings the tables of one owner (a service, or a platform package such as outbox) to the
// newest version. The files are goose migrations (NNNN_name.sql), the same for both databases, with
// {{if .SQLite}}…{{else}}…{{end}} where they must differ. Each owner has its own history. Instances
// that start at once wait for each other.
func Migrate(ctx context.Context, db *DB, owner string, files fs.FS) error {
	rendered, err := render(files, db.dialect)
	if err != nil {
		return fmt.Errorf("read migrations of %s: %w", owner, err)
	}
	dialect, handle := database.DialectSQLite3, (*sql.DB)(nil)
	var opts []goose.ProviderOption
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
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	store, err := database.NewStore(dialect, "schema_"+owner)
	if err != nil {
		return err
	}
	opts = append(opts, goose.WithStore(store), goose.WithDisableGlobalRegistry(true))
	provider, err := goose.NewProvider("", handle, rendered, opts...)
	if err != nil {
		return fmt.Errorf("read migrations of %s: %w", owner, err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate %s: %w", owner, err)
	}
	return nil
}

func render(files fs.FS, d Dialect) (fs.FS, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	out := fstest.MapFS{}
	for _, name := range names {
		text, err := fs.ReadFile(files, name)
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
		out[name] = &fstest.MapFile{Data: buf.Bytes()}
	}
	return out, nil
}
