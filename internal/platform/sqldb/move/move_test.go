package move_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldb/move"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

var fleet = sqldb.Schema{Owner: "fleet", Files: fs.FS(fstest.MapFS{"migrations/0001_fleet.sql": &fstest.MapFile{Data: []byte(`-- +goose Up
CREATE TABLE ships (
	id       TEXT PRIMARY KEY,
	tons     BIGINT,
	is_afloat BOOLEAN NOT NULL,
	picture  {{if .SQLite}}BLOB{{else}}BYTEA{{end}}
);
CREATE TABLE crew (
	name TEXT PRIMARY KEY,
	ship TEXT NOT NULL REFERENCES ships (id)
);
`)}})}

// sides are a database with this and that in it, and an empty one.
type sides struct {
	from, to         *sqldb.DB
	fromPath, toPath string
}

func open(t *testing.T) sides {
	t.Helper()
	s := sides{fromPath: filepath.Join(t.TempDir(), "fleet.sqlite"), toPath: sqldbtest.URL(t, sqldb.Postgres)}
	migrate := func(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, fleet) }
	s.from, s.to = sqldbtest.OpenURL(t, "sqlite:"+s.fromPath, migrate), sqldbtest.OpenURL(t, s.toPath, migrate)
	for i := range 50 {
		exec(t, s.from, `INSERT INTO ships (id, tons, is_afloat, picture) VALUES ($1, $2, $3, $4)`,
			fmt.Sprintf("ship-%d", i), int64(i)<<40, i%2 == 0, []byte{0, byte(i), 255})
		exec(t, s.from, `INSERT INTO crew (name, ship) VALUES ($1, $2)`, fmt.Sprintf("Jörg 🚢 %d\n", i), fmt.Sprintf("ship-%d", i))
	}
	exec(t, s.from, `INSERT INTO ships (id, tons, is_afloat, picture) VALUES ('', NULL, FALSE, NULL)`)
	return s
}

func exec(t *testing.T, db *sqldb.DB, query string, args ...any) {
	t.Helper()
	if _, err := db.Exec(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

func (s sides) copy(t *testing.T, resume bool) ([]move.Table, error) {
	t.Helper()
	return move.Copy(t.Context(), move.Config{From: s.fromPath, To: s.toPath, Resume: resume})
}

func (s sides) count(t *testing.T, table string) (n int64) {
	t.Helper()
	if err := s.to.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCopy_EverythingOnce(t *testing.T) {
	t.Parallel()
	s := open(t)
	tables, err := s.copy(t, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) != 2 || tables[0].Name != "ships" || tables[0].Digest.Rows != 51 || tables[1].Digest.Rows != 50 {
		t.Errorf("copied %v", tables)
	}
	var tons *int64
	var afloat bool
	var picture []byte
	err = s.to.QueryRow(t.Context(), `SELECT tons, is_afloat, picture FROM ships WHERE id = 'ship-7'`).Scan(&tons, &afloat, &picture)
	if err != nil || tons == nil || *tons != 7<<40 || afloat || string(picture) != "\x00\x07\xff" {
		t.Errorf("ship-7 is %v %v %v, %v", tons, afloat, picture, err)
	}
	if _, err := s.copy(t, false); !errors.Is(err, move.ErrNotEmpty) {
		t.Errorf("copied onto what was there: %v", err)
	}
}

// TestCopy_Resume replaces whatever differs, in whatever way, and leaves what is the same.
func TestCopy_Resume(t *testing.T) {
	t.Parallel()
	s := open(t)
	first, err := s.copy(t, false)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]string{
		"nothing":        `SELECT 1`,
		"one more":       `INSERT INTO ships (id, is_afloat) VALUES ('extra', TRUE)`,
		"one fewer":      `DELETE FROM crew WHERE ship = 'ship-3'`,
		"one bit":        `UPDATE ships SET is_afloat = NOT is_afloat WHERE id = 'ship-9'`,
		"null":           `UPDATE ships SET picture = NULL WHERE id = 'ship-9'`,
		"empty, no null": `UPDATE ships SET picture = '' WHERE picture IS NULL`,
		"swapped":        `UPDATE crew SET ship = CASE ship WHEN 'ship-1' THEN 'ship-2' ELSE 'ship-1' END WHERE ship IN ('ship-1', 'ship-2')`,
	} {
		exec(t, s.to, change)
		again, err := s.copy(t, true)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(again) != 2 || again[0] != first[0] || again[1] != first[1] || s.count(t, "ships") != 51 || s.count(t, "crew") != 50 {
			t.Errorf("%s: %v, want %v", name, again, first)
		}
		var mixed int64
		err = s.to.QueryRow(t.Context(), `SELECT COUNT(*) FROM crew WHERE name <> 'Jörg 🚢 ' || substr(ship, 6) || chr(10)`).Scan(&mixed)
		if err != nil || mixed != 0 {
			t.Errorf("%s: %d on the wrong ship, %v", name, mixed, err)
		}
	}
}

// TestCopy_AllOrNothing meets what PostgreSQL cannot hold, or is not alike: nothing is copied.
func TestCopy_AllOrNothing(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, says string }{
		"text with a zero byte":      {`INSERT INTO crew (name, ship) VALUES ('a' || char(0) || 'b', 'ship-1')`, `SELECT 1`, "crew"},
		"text in a number's column":  {`UPDATE ships SET tons = 'many' WHERE id = 'ship-1'`, `SELECT 1`, "tons"},
		"a column of one side":       {`SELECT 1`, `ALTER TABLE ships ADD COLUMN flag TEXT`, "columns of ships differ"},
		"a table of one side":        {`CREATE TABLE docks (id TEXT)`, `SELECT 1`, "tables differ"},
		"a rule that changes rows":   {`SELECT 1`, `CREATE FUNCTION sink() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.is_afloat = FALSE; RETURN NEW; END'; CREATE TRIGGER sink BEFORE INSERT ON ships FOR EACH ROW EXECUTE FUNCTION sink()`, "the copy differs"},
		"a rule that leaves one out": {`SELECT 1`, `CREATE FUNCTION drop_one() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN IF NEW.name LIKE ''%17%'' THEN RETURN NULL; END IF; RETURN NEW; END'; CREATE TRIGGER drop_one BEFORE INSERT ON crew FOR EACH ROW EXECUTE FUNCTION drop_one()`, "the copy differs"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			exec(t, s.from, c.from)
			exec(t, s.to, c.to)
			if _, err := s.copy(t, false); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("copied with %v, want %q", err, c.says)
			}
			if n := s.count(t, "ships"); n != 0 {
				t.Errorf("%d ships were left behind", n)
			}
		})
	}
}
