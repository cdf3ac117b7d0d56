package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// The SQLite driver compiles a statement each time it sees its text; these two keep the compiled form.
// Statements are constants of the program, so what is kept is as small as the program.

// preparedConn is one connection with its compiled statements. It belongs to whoever holds the writer.
type preparedConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (c *preparedConn) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(context.WithoutCancel(ctx), query)
	if err == nil {
		c.stmts[query] = s
	}
	return s, err
}

func (c *preparedConn) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	s, err := c.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (c *preparedConn) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s, err := c.stmt(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (c *preparedConn) close() error {
	var err error
	for _, s := range c.stmts {
		err = errors.Join(err, s.Close())
	}
	return errors.Join(err, c.conn.Close())
}

// preparedDB is a pool whose connections each compile a statement once. Safe for concurrent use.
type preparedDB struct {
	db    *sql.DB
	stmts sync.Map // query text -> *sql.Stmt
}

func (p *preparedDB) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	kept, ok := p.stmts.Load(query)
	if !ok {
		s, err := p.db.PrepareContext(ctx, query)
		if err != nil {
			return nil, err
		}
		if kept, ok = p.stmts.LoadOrStore(query, s); ok {
			_ = s.Close()
		}
	}
	return kept.(*sql.Stmt).QueryContext(ctx, args...)
}

func (p *preparedDB) close() error {
	var err error
	p.stmts.Range(func(_, s any) bool {
		err = errors.Join(err, s.(*sql.Stmt).Close())
		return true
	})
	return errors.Join(err, p.db.Close())
}
