package echotest

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Row is a row of some table of a server's databases.
type Row struct {
	Database, Table string
	Text            string // all its columns
}

// Database is one of a server's databases, seen from outside.
type Database struct {
	name string
	db   *sqldb.DB
}

// OpenDatabase opens one of the server's databases beside it, "message_db".
func (s *Server) OpenDatabase(t testing.TB, name string) *Database {
	t.Helper()
	url := "sqlite:" + filepath.Join(s.DataDir, name+".sqlite")
	if server := s.setting("ECHO_DATABASE_URL"); server != "" {
		var err error
		if url, err = sqldb.CreateDatabase(t.Context(), server, s.setting("ECHO_DATABASE_PREFIX")+name); err != nil {
			t.Fatal(err)
		}
	}
	db, err := sqldb.Open(t.Context(), sqldb.Config{URL: url, MaxConns: 2})
	if err != nil {
		t.Fatalf("open %s: %v", name, err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &Database{name: name, db: db}
}

// Exec changes the database behind the server's back.
func (d *Database) Exec(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := d.db.Exec(t.Context(), query, args...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// Hold keeps everybody else from reading and writing a table of PostgreSQL until release is called.
func (d *Database) Hold(t testing.TB, table string) (release func()) {
	t.Helper()
	held, let := make(chan error), make(chan struct{})
	done := make(chan error)
	go func() {
		done <- d.db.Tx(context.WithoutCancel(t.Context()), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(t.Context(), `LOCK TABLE `+table+` IN ACCESS EXCLUSIVE MODE`)
			held <- err
			<-let
			return err
		})
	}()
	if err := <-held; err != nil {
		t.Fatal(err)
	}
	return func() {
		close(let)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// setting returns a variable of the server's environment; the last one counts.
func (s *Server) setting(name string) string {
	value := ""
	for _, e := range s.env {
		if v, ok := strings.CutPrefix(e, name+"="); ok {
			value = v
		}
	}
	return value
}

// Grep returns the rows, of whatever table, that hold one of the texts in any column.
func (d *Database) Grep(t testing.TB, texts ...string) []Row {
	t.Helper()
	tables, err := sqldb.Collect(t.Context(), d.db, func(rows *sqldb.Rows) (string, error) {
		var name string
		return name, rows.Scan(&name)
	}, d.db.Dialect().Pick(
		`SELECT name FROM sqlite_master WHERE type = 'table'`,
		`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`))
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) == 0 {
		t.Fatalf("%s has no tables", d.name)
	}
	var found []Row
	for _, table := range tables {
		rows, err := sqldb.Collect(t.Context(), d.db, rowText, `SELECT * FROM `+table) //nolint:unqueryvet // whatever the columns are
		if err != nil {
			t.Fatalf("read %s of %s: %v", table, d.name, err)
		}
		for _, text := range rows {
			if containsAny(text, texts) {
				found = append(found, Row{d.name, table, text})
			}
		}
	}
	return found
}

func rowText(rows *sqldb.Rows) (string, error) {
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	values, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return "", err
	}
	var text strings.Builder
	for i, v := range values {
		if raw, ok := v.([]byte); ok {
			v = string(raw)
		}
		fmt.Fprintf(&text, "%s=%v ", columns[i], v)
	}
	return text.String(), nil
}

func containsAny(text string, of []string) bool {
	for _, s := range of {
		if strings.Contains(text, s) {
			return true
		}
	}
	return false
}
