// Package sqldbtest gives tests real databases: Each runs a test on SQLite and on PostgreSQL, every time.
package sqldbtest

import (
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Migration makes tables; outbox.Migrate is one.
type Migration func(ctx context.Context, db *sqldb.DB) error

// Each runs test as a parallel subtest on a new, migrated database of each kind.
func Each(t *testing.T, test func(t *testing.T, db *sqldb.DB), migrations ...Migration) {
	t.Helper()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			test(t, Open(t, dialect, migrations...))
		})
	}
}

// Open returns a new, migrated database that goes when the test ends.
func Open(t testing.TB, dialect sqldb.Dialect, migrations ...Migration) *sqldb.DB {
	t.Helper()
	return OpenURL(t, prepared(t, dialect, migrations), migrations...)
}

// attempts is how often a server may fail to answer in time: a machine that runs all tests at once is busier than
// any that Echo should run on.
const attempts = 6

// OpenURL opens and migrates the database at an address from URL; a second one may be opened on it.
func OpenURL(t testing.TB, url string, migrations ...Migration) *sqldb.DB {
	t.Helper()
	var db *sqldb.DB
	var err error
	for range attempts {
		if db, err = sqldb.Open(t.Context(), sqldb.Config{URL: url, Log: slog.New(slog.DiscardHandler)}); err == nil || !errs.Is(err, "unavailable") {
			break
		}
	}
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	for _, migrate := range migrations {
		if err := migrate(t.Context(), db); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// OpenDurable is Open for measurements: commits wait for the disk on both.
func OpenDurable(t testing.TB, dialect sqldb.Dialect, migrations ...Migration) *sqldb.DB {
	t.Helper()
	if dialect == sqldb.SQLite {
		return Open(t, dialect, migrations...)
	}
	return OpenURL(t, newDatabase(t, durablePostgresURL(t)), migrations...)
}

var count atomic.Int64

// URL returns the address of a new, empty database.
func URL(t testing.TB, dialect sqldb.Dialect) string {
	t.Helper()
	if dialect == sqldb.SQLite {
		return "sqlite:" + filepath.Join(t.TempDir(), "test.db")
	}
	return newDatabase(t, PostgresURL(t))
}

func newDatabase(t testing.TB, server string) string {
	t.Helper()
	url, err := sqldb.CreateDatabase(t.Context(), server, newName())
	if err != nil {
		t.Fatalf("make PostgreSQL database: %v", err)
	}
	return url
}

func newName() string {
	return fmt.Sprintf("test_%s_%d", strings.ReplaceAll(id.New[id.Event]().String(), "-", ""), count.Add(1))
}
