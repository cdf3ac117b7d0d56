package sqldb_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// pooled returns the address of a new database through a pooler.
func pooled(t *testing.T) string {
	t.Helper()
	return sqldbtest.Pooler(t, sqldbtest.URL(t, sqldb.Postgres))
}

func TestPooler_MigratesFourAtOnce(t *testing.T) {
	t.Parallel()
	direct := sqldbtest.URL(t, sqldb.Postgres)
	migrateAtOnce(t, sqldbtest.Pooler(t, direct), true)
	assertRan(t, sqldbtest.OpenURL(t, direct), 3)
}

var insertShips = sqldb.NewInsert("ships", "ON CONFLICT (id) DO NOTHING", "id text", "name text")

// TestPooler_NothingIsKeptInASession writes and reads from more connections than the pooler has, so that
// the statements of one land on the session of another.
func TestPooler_NothingIsKeptInASession(t *testing.T) {
	t.Parallel()
	db, err := sqldb.Open(t.Context(), sqldb.Config{URL: pooled(t), Pooled: true, MaxConns: 16})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := sqldb.Migrate(t.Context(), db, harbour(3)); err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for w := range 16 {
		all.Go(func() {
			for i := range 25 {
				if err := sailOnce(t.Context(), db, fmt.Sprintf("%d-%d", w, i)); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	var n int64
	if err := db.QueryRow(t.Context(), `SELECT COUNT(*) FROM ships`).Scan(&n); err != nil || n != 2*16*25 {
		t.Errorf("%d ships, %v", n, err)
	}
}

func sailOnce(ctx context.Context, db *sqldb.DB, name string) error {
	err := db.Tx(ctx, func(tx *sqldb.Tx) error {
		err := tx.Insert(ctx, insertShips, 2, func(i int) []any { return []any{fmt.Sprintf("%s-%d", name, i), name} })
		if err != nil {
			return err
		}
		var n int64
		err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM ships WHERE name IN (SELECT value FROM `+tx.Dialect.List("$1")+`)`,
			sqldb.JSON([]string{name})).Scan(&n)
		if err == nil && n != 2 {
			err = fmt.Errorf("%d rows of %s, want 2", n, name)
		}
		return err
	})
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, `UPDATE ships SET name = $1 WHERE id = $2`, name, name+"-0")
	return err
}

func TestPooler_SaysWhichSettingIsMissing(t *testing.T) {
	t.Parallel()
	_, err := sqldb.Open(t.Context(), sqldb.Config{URL: pooled(t)})
	if err == nil || !strings.Contains(err.Error(), "ECHO_DATABASE_POOLER") {
		t.Errorf("opened with %v", err)
	}
}

func TestPooler_RefusesCommitsThatAreNotOnDisk(t *testing.T) {
	t.Parallel()
	direct := sqldbtest.URL(t, sqldb.Postgres)
	db := sqldbtest.OpenURL(t, direct)
	var name string
	if err := db.QueryRow(t.Context(), `SELECT current_database()`).Scan(&name); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(t.Context(), `ALTER DATABASE `+name+` SET synchronous_commit = off`); err != nil {
		t.Fatal(err)
	}
	_, err := sqldb.Open(t.Context(), sqldb.Config{URL: sqldbtest.Pooler(t, direct), Pooled: true})
	if err == nil || !strings.Contains(err.Error(), "synchronous_commit") {
		t.Errorf("opened with %v", err)
	}
	// Without a pooler each connection asks for it.
	var mode string
	if err := sqldbtest.OpenURL(t, direct).QueryRow(t.Context(), `SHOW synchronous_commit`).Scan(&mode); err != nil || mode != "on" {
		t.Errorf("synchronous_commit is %q, %v", mode, err)
	}
}
