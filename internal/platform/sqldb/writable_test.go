package sqldb_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// TestWritable_SQLiteFull lets a file grow no further, and then again: reads go on, writes are turned away as
// unavailable, and nothing is left half-done.
func TestWritable_SQLiteFull(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := sqldbtest.Open(t, sqldb.SQLite)
	if err := sqldb.Migrate(ctx, db, harbour(3)); err != nil {
		t.Fatal(err)
	}
	limit := func(pages int) {
		t.Helper()
		if _, err := db.Exec(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)); err != nil {
			t.Fatal(err)
		}
	}
	ships := 0
	write := func() error {
		err := db.Tx(ctx, func(tx *sqldb.Tx) error {
			return tx.Insert(ctx, insertShips, 2, func(i int) []any { return []any{fmt.Sprintf("%d-%d", ships, i), strings.Repeat("x", 2000)} })
		})
		if err == nil {
			ships += 2
		}
		return err
	}
	limit(40)
	var err error
	for range 100 {
		if err = write(); err != nil {
			break
		}
	}
	if !errors.Is(err, sqldb.ErrFull) || errs.KindOf(err) != errs.KindUnavailable || errs.From(err).RetryAfter == 0 {
		t.Fatalf("a full database: %v", err)
	}
	assertShips := func() {
		t.Helper()
		var n int
		if err := db.QueryRow(ctx, `SELECT COUNT(*) FROM ships`).Scan(&n); err != nil || n != ships {
			t.Errorf("%d ships, want %d; %v", n, ships, err)
		}
	}
	assertShips()
	limit(100_000)
	if err := write(); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := db.Writable(ctx); err != nil {
		t.Errorf("with room again: %v", err)
	}
	assertShips()
}

func TestWritable_PostgresReadOnly(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	db := sqldbtest.Open(t, sqldb.Postgres)
	if err := sqldb.Migrate(ctx, db, harbour(3)); err != nil {
		t.Fatal(err)
	}
	if err := db.Writable(ctx); err != nil {
		t.Errorf("at first: %v", err)
	}
	err := db.Tx(ctx, func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(ctx, `SET TRANSACTION READ ONLY`); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO ships (id) VALUES ('a')`)
		return err
	})
	if !errors.Is(err, sqldb.ErrReadOnly) || errs.KindOf(err) != errs.KindUnavailable {
		t.Errorf("written to what is read-only: %v", err)
	}
}
