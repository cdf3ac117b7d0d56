// Package sqldb is the one door to a service's database: SQLite (one file) or PostgreSQL (one
// database). Both take the same SQL text with $1 placeholders; where the dialects truly differ, Pick
// and a few helpers in dialect.go choose.
//
// Ids are TEXT made in Go, times BIGINT microseconds, JSON is TEXT; there are no sequences, triggers
// or now(). Transactions are short: on SQLite there is one writer, and it holds the lock from its
// first statement (BEGIN IMMEDIATE), so a transaction never fails half-way for want of the lock.
package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"
)

// Config says which database to open.
type Config struct {
	// URL is postgres://user:password@host:port/database or sqlite:path/to/file.db.
	URL string
	// MaxConns bounds the connections to PostgreSQL, and the readers of SQLite; 0 is a default of 20
	// and 8.
	MaxConns int
	// Synchronous is how hard SQLite's commits try: "full" (default) waits for the disk before a commit
	// counts; "normal" may lose the last commits in a power cut, never the database.
	Synchronous string
	// Pooled says that connections to PostgreSQL lead through a pooler that hands them out by the
	// transaction (pgbouncer): no statement is prepared in one transaction to be used in another, and no
	// setting is made for a session.
	Pooled bool
	Log    *slog.Logger
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine  engine
	dialect Dialect

	turnedAway atomic.Pointer[error] // why the last write was; nil when it was not
}

// engine is what SQLite and PostgreSQL each do their own way.
type engine interface {
	runner // reads, and single statements outside of transactions
	begin(ctx context.Context) (transaction, error)
	lockMigrations(ctx context.Context) (unlock func(), err error)
	close() error
}

// runner runs statements; *sql.DB and *sql.Tx are runners.
type runner interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

type transaction interface {
	runner
	Commit() error
	Rollback() error
}

// Open opens the database and checks that it answers. A SQLite file that does not exist is made; a
// PostgreSQL database must exist (see CreateDatabase).
func Open(ctx context.Context, cfg Config) (*DB, error) {
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	switch {
	case strings.HasPrefix(cfg.URL, "sqlite:"):
		return openSQLite(ctx, cfg)
	case strings.HasPrefix(cfg.URL, "postgres://"), strings.HasPrefix(cfg.URL, "postgresql://"):
		return openPostgres(ctx, cfg)
	}
	return nil, fmt.Errorf("database address must start with sqlite: or postgres://")
}

// Close closes all connections; on SQLite it folds the write-ahead log into the database first.
func (db *DB) Close() error { return db.engine.close() }

// Ping answers whether the database can be read now.
func (db *DB) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	var one int
	return db.QueryRow(ctx, `SELECT 1`).Scan(&one)
}

// Querier is what a transaction and a database have in common: statements that take and give the
// types of database/sql. Errors are mapped as mapError says.
type Querier interface {
	Exec(ctx context.Context, query string, args ...any) (int64, error)
	Query(ctx context.Context, query string, args ...any) (*Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) *Row
}

// Query reads rows outside of any transaction. On SQLite it runs beside the writer, and sees the last
// commit.
func (db *DB) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	return queryRows(ctx, db.engine, query, args)
}

// QueryRow reads one row outside of any transaction.
func (db *DB) QueryRow(ctx context.Context, query string, args ...any) *Row {
	return queryRow(ctx, db.engine, query, args)
}

// Exec runs one statement in a transaction of its own and returns how many rows it touched.
func (db *DB) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	n, err := exec(ctx, db.engine, query, args)
	db.noteWrite(err)
	return n, err
}

// Tx is a transaction. It belongs to one goroutine.
type Tx struct {
	transaction
	Dialect Dialect
}

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	return exec(ctx, tx.transaction, query, args)
}

// Query reads rows; they must be closed before the next statement.
func (tx *Tx) Query(ctx context.Context, query string, args ...any) (*Rows, error) {
	return queryRows(ctx, tx.transaction, query, args)
}

// QueryRow reads one row.
func (tx *Tx) QueryRow(ctx context.Context, query string, args ...any) *Row {
	return queryRow(ctx, tx.transaction, query, args)
}

// txAttempts bounds how often a transaction is run again after a deadlock or a serialisation failure.
const txAttempts = 4

// Tx runs fn in a transaction and commits when fn returns nil. fn may run more than once, when the
// database asks for it (deadlock, serialisation failure), so its effects must all be in tx.
//
// A transaction that has begun is not cut short by the end of ctx: fn's statements see to that
// themselves, and a commit is never abandoned half-way.
func (db *DB) Tx(ctx context.Context, fn func(tx *Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := db.txOnce(ctx, fn)
		db.noteWrite(err)
		if err == nil || attempt == txAttempts || !isRetryable(err) {
			return err
		}
	}
}

func (db *DB) txOnce(ctx context.Context, fn func(tx *Tx) error) error {
	inner, err := db.engine.begin(ctx)
	if err != nil {
		return mapError(ctx, err)
	}
	// After Commit, Rollback does nothing; after a failure or a panic in fn it frees the writer.
	defer func() { _ = inner.Rollback() }()
	if err := fn(&Tx{transaction: inner, Dialect: db.dialect}); err != nil {
		return err
	}
	return mapError(ctx, inner.Commit())
}
