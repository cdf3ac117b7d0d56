package sqldb

import (
	"context"
	"database/sql"
)

// ErrNoRows is what scanning a row that is not there returns.
var ErrNoRows = sql.ErrNoRows

// Rows is a result being read. Close it, or read it to the end with Each or Collect.
type Rows struct {
	*sql.Rows
	ctx context.Context
}

// Err returns what ended the reading early, mapped.
func (r *Rows) Err() error { return mapError(r.ctx, r.Rows.Err()) }

// Row is a result of at most one row.
type Row struct {
	rows *Rows
	err  error
}

// Scan reads the row; ErrNoRows when there is none.
func (r *Row) Scan(dest ...any) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return ErrNoRows
	}
	if err := r.rows.Scan(dest...); err != nil {
		return err
	}
	return r.rows.Err()
}

// Collect reads all rows of a query, one scan a row.
func Collect[T any](ctx context.Context, q Querier, scan func(*Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := q.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, rows.Err()
}

func exec(ctx context.Context, r runner, query string, args []any) (int64, error) {
	res, err := r.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, mapError(ctx, err)
	}
	return res.RowsAffected()
}

func queryRows(ctx context.Context, r runner, query string, args []any) (*Rows, error) {
	rows, err := r.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, mapError(ctx, err)
	}
	return &Rows{Rows: rows, ctx: ctx}, nil
}

func queryRow(ctx context.Context, r runner, query string, args []any) *Row {
	rows, err := queryRows(ctx, r, query, args)
	return &Row{rows: rows, err: err}
}
