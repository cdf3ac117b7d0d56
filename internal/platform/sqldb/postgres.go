package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

type postgresEngine struct {
	*sql.DB
	pool *pgxpool.Pool
}

func openPostgres(ctx context.Context, cfg Config) (*DB, error) {
	db, err := newPostgres(ctx, cfg)
	if err != nil {
		return nil, err
	}
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach PostgreSQL: %w", explain(err)), db.Close())
	}
	if err := db.checkDurable(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// newPostgres makes the pool; it connects when it is first used.
func newPostgres(ctx context.Context, cfg Config) (*DB, error) {
	pc, err := pgxpool.ParseConfig(cfg.URL)
	if err != nil {
		// The parse error would repeat the password.
		return nil, errors.New("the PostgreSQL address cannot be read")
	}
	pc.MaxConns = 20
	if cfg.MaxConns > 0 {
		pc.MaxConns = int32(cfg.MaxConns) // bounded by configuration
	}
	pc.MaxConnIdleTime = 5 * time.Minute
	pc.ConnConfig.RuntimeParams["application_name"] = "echod"
	if cfg.Pooled {
		// Each statement brings its text along; only what its parameters are is remembered.
		pc.ConnConfig.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	} else {
		// A commit must reach the disk whatever the server's default is.
		pc.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	}
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return nil, mapError(ctx, err)
	}
	e := &postgresEngine{DB: stdlib.OpenDBFromPool(pool), pool: pool}
	return &DB{engine: e, dialect: Postgres}, nil
}

// explain adds what to do about errors that have one cause.
func explain(err error) error {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	switch {
	case ok && pg.Code == "08P01" && strings.Contains(pg.Message, "startup parameter"):
		return fmt.Errorf("%w (is there a pooler? Then set ECHO_DATABASE_POOLER=transaction)", err)
	case IsMissing(err):
		return fmt.Errorf("%w (run echod migrate)", err)
	}
	return err
}

// IsMissing tells that there is no such database on the server.
func IsMissing(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && pg.Code == "3D000" // invalid_catalog_name
}

// checkDurable refuses a server that acknowledges commits before they are on disk: through a pooler Echo
// cannot ask for better itself.
func (db *DB) checkDurable(ctx context.Context) error {
	var mode string
	if err := db.QueryRow(ctx, `SHOW synchronous_commit`).Scan(&mode); err != nil {
		return fmt.Errorf("read synchronous_commit: %w", err)
	}
	if mode == "off" {
		return errors.New("PostgreSQL has synchronous_commit=off and would lose acknowledged messages in a power cut: " +
			"run ALTER DATABASE … SET synchronous_commit = on, and reconnect the pooler")
	}
	return nil
}

func (e *postgresEngine) begin(ctx context.Context) (transaction, error) {
	tx, err := e.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return nil, err
	}
	return tx, nil
}

func (e *postgresEngine) close() error {
	err := e.DB.Close()
	e.pool.Close()
	return err
}

// DatabaseURL returns the address of the database called name on the server of serverURL.
func DatabaseURL(serverURL, name string) (string, error) {
	u, err := url.Parse(serverURL)
	if err != nil {
		return "", errors.New("the PostgreSQL address cannot be read")
	}
	u.Path = "/" + name
	return u.String(), nil
}

// CreateDatabase makes the database called name on the server of adminURL if it is missing, and
// returns the address of that database. Two callers at once are fine. Only who makes one needs the right to.
func CreateDatabase(ctx context.Context, adminURL, name string) (string, error) {
	target, err := DatabaseURL(adminURL, name)
	if err != nil {
		return "", err
	}
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return "", mapError(ctx, err)
	}
	defer func() { _ = conn.Close(ctx) }()
	var there bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)`, pgx.QueryExecModeExec, name).Scan(&there)
	if err != nil {
		return "", mapError(ctx, err)
	}
	if there {
		return target, nil
	}
	if _, err := conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()); err != nil && !exists(err) {
		return "", mapError(ctx, err)
	}
	return target, nil
}

// exists tells that CREATE DATABASE found it there, or lost the race to make it.
func exists(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "42P04" || pg.Code == "23505" && strings.Contains(pg.ConstraintName, "pg_database"))
}
