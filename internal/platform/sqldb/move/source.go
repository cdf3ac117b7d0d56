package move

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // the SQLite driver
)

// source is a file of SQLite as of one moment.
type source struct {
	db *sql.DB
	tx *sql.Tx
}

func openSource(ctx context.Context, path string) (*source, error) {
	q := url.Values{"_pragma": {"busy_timeout(10000)", "query_only(1)"}}
	db, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), db.Close())
	}
	return &source{db, tx}, nil
}

func (s *source) close() {
	_ = s.tx.Rollback()
	_ = s.db.Close()
}

// tables returns the columns of each table.
func (s *source) tables(ctx context.Context) (map[string][]string, error) {
	rows, err := s.tx.QueryContext(ctx, `
		SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\_%' ESCAPE '\'`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string][]string{}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return nil, err
		}
		if !isHistory(table) {
			out[table] = append(out[table], column)
		}
	}
	return out, rows.Err()
}

func (s *source) query(ctx context.Context, l layout) (*sql.Rows, error) {
	return s.tx.QueryContext(ctx, `SELECT `+l.list()+` FROM `+l.quoted())
}

// each reads all rows of a table, as PostgreSQL will have them.
func (s *source) each(ctx context.Context, l layout, do func(row []any) error) error {
	rows, err := s.query(ctx, l)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		row, err := scan(rows, l)
		if err != nil {
			return err
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scan(rows *sql.Rows, l layout) ([]any, error) {
	row, into := make([]any, len(l.columns)), make([]any, len(l.columns))
	for i := range row {
		into[i] = &row[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	for i, c := range l.columns {
		v, ok := as(c.kind, row[i])
		if !ok {
			return nil, fmt.Errorf("%s holds a %T where PostgreSQL wants %s", c.name, row[i], c.kind)
		}
		row[i] = v
	}
	return row, nil
}

// as returns a value of SQLite, which takes any type in any column, as one of PostgreSQL.
func as(kind string, v any) (any, bool) {
	switch v := v.(type) {
	case nil:
		return nil, true
	case string:
		return v, kind == "text"
	case int64:
		if kind == "bool" {
			return v != 0, v == 0 || v == 1
		}
		return v, kind == "int8"
	case bool:
		return v, kind == "bool"
	case []byte:
		if kind == "text" {
			return string(v), true
		}
		return v, kind == "bytea"
	}
	return nil, false
}

// progressEvery is how many rows pass between two words of progress.
const progressEvery = 20_000

// stream is the rows of a table for COPY; it adds them up as they pass.
type stream struct {
	ctx      context.Context //nolint:containedctx // COPY asks for rows without one
	layout   layout
	source   *source
	progress func(table string, rows int64)

	rows   *sql.Rows
	row    []any
	err    error
	digest Digest
}

// Next moves to the next row.
func (s *stream) Next() bool {
	if s.rows == nil {
		if s.rows, s.err = s.source.query(s.ctx, s.layout); s.err != nil {
			return false
		}
	}
	if !s.rows.Next() {
		s.err = s.rows.Err()
		return false
	}
	if s.row, s.err = scan(s.rows, s.layout); s.err != nil {
		return false
	}
	s.digest.add(s.layout, s.row)
	if s.digest.Rows%progressEvery == 0 {
		s.progress(s.layout.name, s.digest.Rows)
	}
	return true
}

// Values returns the row.
func (s *stream) Values() ([]any, error) { return s.row, nil }

// Err returns what ended the rows early.
func (s *stream) Err() error { return s.err }

func (s *stream) close() {
	if s.rows != nil {
		_ = s.rows.Close()
	}
}
