package sqldbtest

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// template is a database with its tables, which the tests of a process copy: that costs less than to make them
// anew for each. A test's own migrations find everything done.
type template struct {
	once  sync.Once
	file  []byte // of SQLite
	admin *sqldb.DB
	name  string // on PostgreSQL
	err   error
}

var templates sync.Map // by what makes them

// key names what the migrations make. Closures may make something else each time: for them there is no template.
func key(dialect sqldb.Dialect, migrations []Migration) string {
	names := []string{string(dialect)}
	for _, m := range migrations {
		f := runtime.FuncForPC(reflect.ValueOf(m).Pointer()).Name()
		if strings.Contains(f, ".func") {
			return ""
		}
		names = append(names, f)
	}
	return strings.Join(names, " ")
}

// prepared returns the address of a new database, with its tables if that is possible.
func prepared(t testing.TB, dialect sqldb.Dialect, migrations []Migration) string {
	t.Helper()
	k := key(dialect, migrations)
	if k == "" || len(migrations) == 0 {
		return URL(t, dialect)
	}
	made, _ := templates.LoadOrStore(k, &template{})
	tmpl, _ := made.(*template)
	if dialect == sqldb.SQLite {
		tmpl.once.Do(func() { tmpl.err = tmpl.makeFile(migrations) })
	} else {
		server := PostgresURL(t)
		tmpl.once.Do(func() { tmpl.err = tmpl.makeDatabase(server, migrations) })
	}
	if tmpl.err != nil {
		t.Fatalf("make a database to copy: %v", tmpl.err)
	}
	return tmpl.copy(t, dialect)
}

func (tmpl *template) copy(t testing.TB, dialect sqldb.Dialect) string {
	t.Helper()
	if dialect == sqldb.SQLite {
		path := filepath.Join(t.TempDir(), "test.db")
		if err := os.WriteFile(path, tmpl.file, 0o600); err != nil {
			t.Fatal(err)
		}
		return "sqlite:" + path
	}
	name := newName()
	if _, err := tmpl.admin.Exec(t.Context(), `CREATE DATABASE `+name+` TEMPLATE `+tmpl.name); err != nil {
		t.Fatalf("copy PostgreSQL database: %v", err)
	}
	url, err := sqldb.DatabaseURL(PostgresURL(t), name)
	if err != nil {
		t.Fatal(err)
	}
	return url
}

func (tmpl *template) makeFile(migrations []Migration) error {
	dir, err := os.MkdirTemp("", "echo-template-")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, "template.db")
	if err := build("sqlite:"+path, migrations); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	tmpl.file, err = os.ReadFile(path)
	return errors.Join(err, os.RemoveAll(dir))
}

func (tmpl *template) makeDatabase(server string, migrations []Migration) error {
	ctx := context.Background()
	tmpl.name = newName()
	url, err := sqldb.CreateDatabase(ctx, server, tmpl.name)
	if err != nil {
		return err
	}
	if err := build(url, migrations); err != nil {
		return err
	}
	tmpl.admin, err = sqldb.Open(ctx, sqldb.Config{URL: server, MaxConns: 4, Log: slog.New(slog.DiscardHandler)})
	return err
}

// build makes the tables and closes the database: what is open cannot be copied.
func build(url string, migrations []Migration) error {
	ctx := context.Background()
	db, err := sqldb.Open(ctx, sqldb.Config{URL: url, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	for _, migrate := range migrations {
		if err := migrate(ctx, db); err != nil {
			return errors.Join(fmt.Errorf("migrate: %w", err), db.Close())
		}
	}
	return db.Close()
}
