package sqldb_test

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// harbour is a schema of so many migrations; each notes that it ran.
func harbour(n int) sqldb.Schema {
	texts := []string{
		"CREATE TABLE ships (id TEXT PRIMARY KEY);\nCREATE TABLE ran (migration BIGINT NOT NULL);\nINSERT INTO ran VALUES (1);",
		"ALTER TABLE ships ADD COLUMN name TEXT;\nINSERT INTO ran VALUES (2);",
		"CREATE INDEX ships_name ON ships (name);\nINSERT INTO ran VALUES (3);",
	}
	files := fstest.MapFS{}
	for i, text := range texts[:n] {
		files["migrations/000"+string(rune('1'+i))+"_harbour.sql"] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + text + "\n")}
	}
	return sqldb.Schema{Owner: "harbour", Files: fs.FS(files)}
}

// assertRan tells whether each of the first n migrations ran once.
func assertRan(t *testing.T, db *sqldb.DB, n int64) {
	t.Helper()
	var rows, different int64
	if err := db.QueryRow(t.Context(), `SELECT COUNT(*), COUNT(DISTINCT migration) FROM ran`).Scan(&rows, &different); err != nil {
		t.Fatal(err)
	}
	if rows != n || different != n {
		t.Errorf("%d migrations ran, %d different ones; want %d", rows, different, n)
	}
}

func migrateAtOnce(t *testing.T, url string, pooled bool) {
	t.Helper()
	var all sync.WaitGroup
	for range 4 {
		db, err := sqldb.Open(t.Context(), sqldb.Config{URL: url, Pooled: pooled})
		if err != nil {
			t.Fatal(err)
		}
		all.Go(func() {
			if err := sqldb.Migrate(t.Context(), db, harbour(3)); err != nil {
				t.Errorf("migrate: %v", err)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
}

func TestMigrate_FourAtOnce(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			url := sqldbtest.URL(t, dialect)
			migrateAtOnce(t, url, false)
			assertRan(t, sqldbtest.OpenURL(t, url), 3)
		})
	}
}

func TestMigrate_OlderAndNewer(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		ctx := t.Context()
		if err := sqldb.Migrate(ctx, db, harbour(2)); err != nil {
			t.Fatal(err)
		}
		if err := sqldb.Check(ctx, db, harbour(2)); err != nil {
			t.Errorf("up to date: %v", err)
		}
		var older *sqldb.OlderError
		if err := sqldb.Check(ctx, db, harbour(3)); !errors.As(err, &older) || older.Have != 2 || older.Want != 3 {
			t.Errorf("older: %v", err)
		}
		var newer *sqldb.NewerError
		if err := sqldb.Check(ctx, db, harbour(1)); !errors.As(err, &newer) {
			t.Errorf("newer: %v", err)
		}
		if err := sqldb.Migrate(ctx, db, harbour(1)); !errors.As(err, &newer) || newer.Owner != "harbour" {
			t.Errorf("migrate to an older version: %v", err)
		}
		if err := sqldb.Migrate(ctx, db, harbour(3)); err != nil {
			t.Fatal(err)
		}
		assertRan(t, db, 3)
	})
}

// TestMigrate_WaitsForWhoMigrates holds the lock as another instance would: nobody migrates meanwhile, and who
// waits gives up with their context.
func TestMigrate_WaitsForWhoMigrates(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			url := sqldbtest.URL(t, dialect)
			one, two := sqldbtest.OpenURL(t, url), sqldbtest.OpenURL(t, url)
			unlock, err := sqldb.LockMigrations(t.Context(), one)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			done := make(chan error)
			go func() { done <- sqldb.Migrate(ctx, two, harbour(1)) }()
			cancel()
			if err := <-done; !errors.Is(err, context.Canceled) {
				t.Errorf("migrated beside another: %v", err)
			}
			unlock()
			if err := sqldb.Migrate(t.Context(), two, harbour(1)); err != nil {
				t.Error(err)
			}
		})
	}
}
