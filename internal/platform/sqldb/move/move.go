// Package move copies a database of SQLite into one of PostgreSQL that has the same tables, exactly: all
// of it or nothing, in one transaction, which commits only when both sides hold the same rows by number
// and by hash.
package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// ErrNotEmpty is a target that holds rows already.
var ErrNotEmpty = errors.New("there is something in the target already")

// Table is a table that both sides hold alike.
type Table struct {
	Name   string
	Digest Digest
}

// Config says what goes where.
type Config struct {
	From string // a file of SQLite that nobody writes to meanwhile
	To   string // the address of a migrated PostgreSQL database
	// Resume takes a target that is not empty: what is the same already is left, everything else is
	// replaced.
	Resume bool
	// Progress is told now and then how many rows of a table have been copied; nil for nobody.
	Progress func(table string, rows int64)
}

// Copy copies the whole database and returns its tables. After an error the target is as it was.
func Copy(ctx context.Context, cfg Config) ([]Table, error) {
	if cfg.Progress == nil {
		cfg.Progress = func(string, int64) {}
	}
	source, err := openSource(ctx, cfg.From)
	if err != nil {
		return nil, err
	}
	defer source.close()
	conn, err := pgx.Connect(ctx, cfg.To)
	if err != nil {
		return nil, fmt.Errorf("reach PostgreSQL: %w", err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	tx, err := conn.Begin(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
	m := mover{cfg: cfg, source: source, target: tx}
	tables, err := m.run(ctx)
	if err != nil {
		return nil, err
	}
	return tables, tx.Commit(ctx)
}

type mover struct {
	cfg    Config
	source *source
	target pgx.Tx
}

func (m *mover) run(ctx context.Context) ([]Table, error) {
	// The owner may ask for less elsewhere; what is moved is on disk when this ends.
	if _, err := m.target.Exec(ctx, `SET LOCAL synchronous_commit = on`); err != nil {
		return nil, err
	}
	layout, err := readLayout(ctx, m.source, m.target)
	if err != nil {
		return nil, err
	}
	if err := m.hold(ctx, layout); err != nil {
		return nil, err
	}
	empty, err := m.isEmpty(ctx, layout)
	if err != nil {
		return nil, err
	}
	if !empty {
		if !m.cfg.Resume {
			return nil, ErrNotEmpty
		}
		tables, same, err := m.compare(ctx, layout)
		if err != nil || same {
			return tables, err
		}
		if err := m.clear(ctx, layout); err != nil {
			return nil, err
		}
	}
	tables := make([]Table, 0, len(layout))
	for _, l := range layout {
		t, err := m.copyTable(ctx, l)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", l.name, err)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// hold keeps everybody else from writing until the end of the transaction.
func (m *mover) hold(ctx context.Context, layout []layout) error {
	for _, l := range layout {
		if _, err := m.target.Exec(ctx, `LOCK TABLE `+l.quoted()+` IN ACCESS EXCLUSIVE MODE`); err != nil {
			return fmt.Errorf("hold table %s: %w", l.name, err)
		}
	}
	return nil
}

func (m *mover) isEmpty(ctx context.Context, layout []layout) (bool, error) {
	for _, l := range layout {
		var found bool
		if err := m.target.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM `+l.quoted()+`)`).Scan(&found); err != nil || found {
			return false, err
		}
	}
	return true, nil
}

func (m *mover) clear(ctx context.Context, layout []layout) error {
	for _, l := range layout {
		if _, err := m.target.Exec(ctx, `TRUNCATE `+l.quoted()+` CASCADE`); err != nil {
			return fmt.Errorf("empty table %s: %w", l.name, err)
		}
	}
	return nil
}

// compare tells whether both sides hold the same already.
func (m *mover) compare(ctx context.Context, layout []layout) (tables []Table, same bool, err error) {
	for _, l := range layout {
		there, err := m.digestTarget(ctx, l)
		if err != nil {
			return nil, false, err
		}
		var here Digest
		err = m.source.each(ctx, l, func(row []any) error {
			here.add(l, row)
			return nil
		})
		if err != nil {
			return nil, false, err
		}
		if here != there {
			return nil, false, nil
		}
		tables = append(tables, Table{l.name, here})
	}
	return tables, true, nil
}

// copyTable streams a table over, and reads it back.
func (m *mover) copyTable(ctx context.Context, l layout) (Table, error) {
	rows := &stream{ctx: ctx, layout: l, source: m.source, progress: m.cfg.Progress}
	defer rows.close()
	if _, err := m.target.CopyFrom(ctx, pgx.Identifier{l.name}, l.columnNames(), rows); err != nil {
		return Table{}, err
	}
	m.cfg.Progress(l.name, rows.digest.Rows)
	there, err := m.digestTarget(ctx, l)
	if err != nil {
		return Table{}, err
	}
	if there != rows.digest {
		return Table{}, fmt.Errorf("the copy differs: %s here, %s there", rows.digest, there)
	}
	return Table{l.name, there}, nil
}

func (m *mover) digestTarget(ctx context.Context, l layout) (Digest, error) {
	rows, err := m.target.Query(ctx, `SELECT `+l.list()+` FROM `+l.quoted())
	if err != nil {
		return Digest{}, err
	}
	defer rows.Close()
	var d Digest
	for rows.Next() {
		values, err := rows.Values()
		if err != nil {
			return Digest{}, err
		}
		d.add(l, values)
	}
	return d, rows.Err()
}

// The mark stands in every target from before the first row until all databases are moved.
const mark = "unfinished_move"

// Mark says that a move into the database has begun.
func Mark(ctx context.Context, db *sqldb.DB) error {
	_, err := db.Exec(ctx, `CREATE TABLE IF NOT EXISTS `+mark+` (move BIGINT)`)
	return err
}

// Unmark says that it has ended.
func Unmark(ctx context.Context, db *sqldb.DB) error {
	_, err := db.Exec(ctx, `DROP TABLE IF EXISTS `+mark)
	return err
}

// Unfinished tells whether a move into the database has begun and not ended.
func Unfinished(ctx context.Context, db *sqldb.DB) (bool, error) {
	var name sql.NullString
	err := db.QueryRow(ctx, `SELECT to_regclass($1)::text`, mark).Scan(&name)
	return name.Valid, err
}
