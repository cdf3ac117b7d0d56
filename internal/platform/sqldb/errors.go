package sqldb

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// ErrUnique is in the chain of a violated uniqueness.
var ErrUnique = errors.New("already there")

// errRetry is in the chain of what the database asks to be run again.
var errRetry = errors.New("transaction must be run again")

func isRetryable(err error) bool { return errors.Is(err, errRetry) }

// mapError gives driver errors their meaning, once for both databases: ErrUnique, errs.Unavailable for
// a database that cannot be reached or is full, and everything else as it is (internal).
func mapError(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if ctx.Err() != nil {
		// The caller went away or ran out of time; the driver's words for it differ.
		return errs.Unavailable(errors.Join(ctx.Err(), err))
	}
	if lite, ok := errors.AsType[*sqlite.Error](err); ok {
		return mapSQLite(lite)
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok {
		return mapPostgres(pg)
	}
	if isBroken(err) {
		return errs.Unavailable(err)
	}
	return err
}

// isBroken tells that the connection to PostgreSQL ended, or was never there, in the words of whichever layer
// saw it first.
func isBroken(err error) bool {
	var netErr net.Error
	var connErr *pgconn.ConnectError
	return errors.As(err, &netErr) || errors.As(err, &connErr) || pgconn.SafeToRetry(err) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) ||
		errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET)
}

func mapSQLite(err *sqlite.Error) error {
	switch err.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
		return errors.Join(ErrUnique, err)
	}
	switch err.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return errs.Unavailable(errors.Join(ErrFull, err))
	case sqlite3.SQLITE_READONLY:
		return errs.Unavailable(errors.Join(ErrReadOnly, err))
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN:
		return errs.Unavailable(err)
	}
	return err
}

// mapPostgres goes by SQLSTATE (PostgreSQL manual, appendix A).
func mapPostgres(err *pgconn.PgError) error {
	switch err.Code {
	case "23505": // unique_violation
		return errors.Join(ErrUnique, err)
	case "40001", "40P01": // serialization_failure, deadlock_detected
		return errors.Join(errRetry, errs.Unavailable(err))
	case "53100": // disk_full
		return errs.Unavailable(errors.Join(ErrFull, err))
	case "25006": // read_only_sql_transaction
		return errs.Unavailable(errors.Join(ErrReadOnly, err))
	}
	switch err.Code[:2] {
	case "08", "53", "57", "25": // connection, resources, operator intervention, read-only
		return errs.Unavailable(err)
	}
	return err
}
