package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"runtime"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the SQLite driver, in pure Go
)

// sqliteEngine is one writer connection, used by one transaction at a time, and a pool of readers
// that see the last commit while the writer writes (WAL).
type sqliteEngine struct {
	readers *preparedDB
	writing sync.Mutex
	writer  *preparedConn
	owner   *sql.DB // the pool of one that the writer connection was taken from
	path    string
	dsn     string // the writer's
	log     *slog.Logger

	checkpointer *checkpointer
}

func openSQLite(ctx context.Context, cfg Config) (*DB, error) {
	path := strings.TrimPrefix(cfg.URL, "sqlite:")
	synchronous := strings.ToUpper(cfg.Synchronous)
	if synchronous == "" {
		synchronous = "FULL"
	}
	// The writer never checkpoints: the checkpointer does, on a connection of its own, so that no
	// commit waits for the database file.
	dsn := sqliteDSN(path, "synchronous("+synchronous+")", "wal_autocheckpoint(0)", "foreign_keys(1)")
	owner, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	owner.SetMaxOpenConns(1)
	conn, err := owner.Conn(ctx)
	if err != nil {
		_ = owner.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	readers, err := sql.Open("sqlite", sqliteDSN(path, "query_only(1)", "mmap_size(268435456)"))
	if err != nil {
		_ = owner.Close()
		return nil, err
	}
	maxReaders := cfg.MaxConns
	if maxReaders == 0 {
		maxReaders = max(4, 2*runtime.GOMAXPROCS(0))
	}
	readers.SetMaxOpenConns(maxReaders)
	readers.SetMaxIdleConns(maxReaders)
	e := &sqliteEngine{
		readers: &preparedDB{db: readers},
		writer:  &preparedConn{conn: conn, stmts: map[string]*sql.Stmt{}},
		owner:   owner,
		path:    path,
		dsn:     dsn,
		log:     cfg.Log,
	}
	e.checkpointer, err = startCheckpointer(path, cfg.Log)
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	db := &DB{engine: e, dialect: SQLite}
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, err), e.close())
	}
	return db, nil
}

func sqliteDSN(path string, pragmas ...string) string {
	q := url.Values{}
	for _, p := range append([]string{"journal_mode(wal)", "busy_timeout(10000)", "temp_store(memory)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	return "file:" + path + "?" + q.Encode()
}

// ExecContext runs one statement as a transaction of its own.
func (e *sqliteEngine) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	e.writing.Lock()
	defer e.writing.Unlock()
	return e.writer.ExecContext(ctx, query, args...)
}

// QueryContext reads the last commit.
func (e *sqliteEngine) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return e.readers.QueryContext(ctx, query, args...)
}

func (e *sqliteEngine) begin(ctx context.Context) (transaction, error) {
	e.writing.Lock()
	if err := ctx.Err(); err != nil {
		e.writing.Unlock()
		return nil, err
	}
	if _, err := e.writer.ExecContext(context.WithoutCancel(ctx), `BEGIN IMMEDIATE`); err != nil {
		e.writing.Unlock()
		return nil, err
	}
	return &sqliteTx{preparedConn: e.writer, engine: e}, nil
}

func (e *sqliteEngine) close() error {
	if e.checkpointer != nil {
		e.checkpointer.stop()
	}
	err := e.readers.close()
	e.writing.Lock()
	defer e.writing.Unlock()
	if _, perr := e.writer.conn.ExecContext(context.Background(), `PRAGMA wal_checkpoint(TRUNCATE)`); perr != nil {
		e.log.Warn("fold write-ahead log", "error", perr)
	}
	return errors.Join(err, e.writer.close(), e.owner.Close())
}

type sqliteTx struct {
	*preparedConn
	engine *sqliteEngine
	done   bool
}

func (tx *sqliteTx) Commit() error { return tx.end(`COMMIT`) }

func (tx *sqliteTx) Rollback() error { return tx.end(`ROLLBACK`) }

func (tx *sqliteTx) end(how string) error {
	if tx.done {
		return nil
	}
	// A commit that failed (disk full) leaves the transaction open: the caller's Rollback ends it.
	if _, err := tx.ExecContext(context.Background(), how); err != nil && how == `COMMIT` {
		return err
	} else if err != nil {
		tx.engine.log.Error("roll back", "error", err)
	}
	tx.done = true
	tx.engine.writing.Unlock()
	return nil
}
