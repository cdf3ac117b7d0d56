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
	// A commit must reach the disk whatever the server's default is (RELIABILITY T12).
	pc.ConnConfig.RuntimeParams["synchronous_commit"] = "on"
	pc.ConnConfig.RuntimeParams["application_name"] = "echod"
	pool, err := pgxpool.NewWithConfig(ctx, pc)
	if err != nil {
		return nil, mapError(ctx, err)
	}
	e := &postgresEngine{DB: stdlib.OpenDBFromPool(pool), pool: pool}
	db := &DB{engine: e, dialect: Postgres}
	if err := db.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach PostgreSQL: %w", err), e.close())
	}
	return db, nil
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

// CreateDatabase makes the database called name on the server of adminURL if it is missing, and
// returns the address of that database. Two callers at once are fine.
func CreateDatabase(ctx context.Context, adminURL, name string) (string, error) {
	u, err := url.Parse(adminURL)
	if err != nil {
		return "", errors.New("the PostgreSQL address cannot be read")
	}
	conn, err := pgx.Connect(ctx, adminURL)
	if err != nil {
		return "", mapError(ctx, err)
	}
	defer func() { _ = conn.Close(ctx) }()
	if _, err := conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()); err != nil && !exists(err) {
		return "", mapError(ctx, err)
	}
	u.Path = "/" + name
	return u.String(), nil
}

// exists tells that CREATE DATABASE found it there, or lost the race to make it.
func exists(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "42P04" || pg.Code == "23505" && strings.Contains(pg.ConstraintName, "pg_database"))
}
