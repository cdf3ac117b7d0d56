package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldb/move"
)

// movedFile stands in a data folder whose databases were moved to PostgreSQL.
const movedFile = "moved"

// Move copies the databases in the data folder to the PostgreSQL server that cfg names, and tells out what
// it does. No server may run on the folder, so that what is copied is what there is, to the last row; none
// starts on either side until all is there. Each database is copied completely or not at all: after an
// interruption Move with resume goes on with what is missing.
func Move(ctx context.Context, cfg config.Config, resume bool, log *slog.Logger, out io.Writer) error {
	lock, err := lockDataDir(cfg.DataDir)
	if err != nil {
		return fmt.Errorf("%w: stop it first, what is sent meanwhile would be left behind", err)
	}
	defer lock.Close()
	m := mover{cfg: cfg, resume: resume, log: log, out: out}
	m.from.cfg, m.from.log = cfg, log
	m.from.cfg.DatabaseURL = ""
	m.to = databases{cfg, log}
	for _, step := range []func(context.Context) error{m.checkSource, m.prepareTarget, m.copyAll, m.finish} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

type mover struct {
	cfg      config.Config
	resume   bool
	from, to databases
	log      *slog.Logger
	out      io.Writer
}

func (m *mover) checkSource(ctx context.Context) error {
	for _, of := range ownedDatabases() {
		db, err := m.from.openExisting(ctx, of.name)
		if err != nil {
			return err
		}
		err = sqldb.Check(ctx, db, of.schemas...)
		// Closing folds the write-ahead log of a server that was killed into the file.
		if err = errors.Join(err, db.Close()); err != nil {
			return fmt.Errorf("%s in %s: %w", of.name, m.cfg.DataDir, err)
		}
	}
	return nil
}

// prepareTarget makes and marks all databases before anything is copied.
func (m *mover) prepareTarget(ctx context.Context) error {
	for _, of := range ownedDatabases() {
		if err := m.to.migrate(ctx, of); err != nil {
			return err
		}
	}
	return m.eachTarget(ctx, func(name string, db *sqldb.DB) error {
		begun, err := move.Unfinished(ctx, db)
		if err != nil {
			return err
		}
		if begun && !m.resume {
			return fmt.Errorf("an earlier move into %s has not ended: go on with --resume", name)
		}
		return move.Mark(ctx, db)
	})
}

func (m *mover) eachTarget(ctx context.Context, do func(name string, db *sqldb.DB) error) error {
	for _, of := range ownedDatabases() {
		db, err := m.to.openDirect(ctx, of.name)
		if err != nil {
			return err
		}
		if err := errors.Join(do(m.cfg.DBPrefix+of.name, db), db.Close()); err != nil {
			return err
		}
	}
	return nil
}

func (m *mover) copyAll(ctx context.Context) error {
	for _, of := range ownedDatabases() {
		if err := m.copy(ctx, of.name); err != nil {
			return err
		}
	}
	return nil
}

func (m *mover) copy(ctx context.Context, name string) error {
	url, err := sqldb.DatabaseURL(m.to.directURL(), m.cfg.DBPrefix+name)
	if err != nil {
		return err
	}
	tables, err := move.Copy(ctx, move.Config{
		From: m.from.sqlitePath(name), To: url, Resume: m.resume,
		Progress: func(table string, rows int64) { fmt.Fprintf(m.out, "  %s: %d rows\n", table, rows) },
	})
	if errors.Is(err, move.ErrNotEmpty) {
		return fmt.Errorf("%s: %w; --resume would replace it by what is in %s", name, err, m.cfg.DataDir)
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", name, err)
	}
	for _, t := range tables {
		fmt.Fprintf(m.out, "%-24s %-24s %9d rows, both sides %s\n", name, t.Name, t.Digest.Rows, t.Digest.Hash()[:16])
	}
	return nil
}

// finish lets servers start on PostgreSQL, and no longer on the files.
func (m *mover) finish(ctx context.Context) error {
	note := "What was here is on PostgreSQL now. Remove this file to use it again, as it was then.\n"
	if err := os.WriteFile(filepath.Join(m.cfg.DataDir, movedFile), []byte(note), 0o600); err != nil {
		return err
	}
	if err := m.eachTarget(ctx, func(_ string, db *sqldb.DB) error { return move.Unmark(ctx, db) }); err != nil {
		return err
	}
	where := "the secret in " + filepath.Join(m.cfg.DataDir, secretFile) + ", or ECHO_DATA_DIR=" + m.cfg.DataDir
	if m.cfg.Secret != "" {
		where = "the same ECHO_SECRET"
	}
	fmt.Fprintf(m.out, "All is moved, and the same on both sides. Start Echo with ECHO_DATABASE_URL and %s.\n", where)
	return nil
}

// checkMoved refuses to serve what has moved, or is on the way.
func (d databases) checkMoved(ctx context.Context, name string, db *sqldb.DB) error {
	if d.onPostgres() {
		begun, err := move.Unfinished(ctx, db)
		if err == nil && begun {
			err = fmt.Errorf("a move into %s has not ended: run echod migrate --from sqlite --resume", name)
		}
		return err
	}
	_, err := os.Stat(filepath.Join(d.cfg.DataDir, movedFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return fmt.Errorf("this Echo was moved to PostgreSQL: set ECHO_DATABASE_URL, or remove %s to use the files as they were then",
		filepath.Join(d.cfg.DataDir, movedFile))
}
