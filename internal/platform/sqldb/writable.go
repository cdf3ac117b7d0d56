package sqldb

import (
	"context"
	"errors"
	"fmt"
)

var (
	// ErrFull is in the chain of a write that found no room.
	ErrFull = errors.New("the database has no room left")
	// ErrReadOnly is in the chain of a write to a database that takes none.
	ErrReadOnly = errors.New("the database is read-only")
)

// noteWrite remembers whether the last write was turned away.
func (db *DB) noteWrite(err error) {
	if err == nil {
		if db.turnedAway.Load() != nil {
			db.turnedAway.Store(nil)
		}
		return
	}
	if !errors.Is(err, ErrFull) && !errors.Is(err, ErrReadOnly) {
		return
	}
	db.turnedAway.Store(&err)
	if e, ok := db.engine.(*postgresEngine); ok && errors.Is(err, ErrReadOnly) {
		// A session keeps what it was told when it began, and may belong to a server that is the replica
		// now: the next write begins another.
		e.pool.Reset()
	}
}

// Writable tells whether the database takes writes, as far as is known: the reason of the last write that was
// turned away, until one succeeds. On SQLite it tries one then.
func (db *DB) Writable(ctx context.Context) error {
	if db.dialect == Postgres {
		var readOnly string
		if err := db.QueryRow(ctx, `SHOW transaction_read_only`).Scan(&readOnly); err != nil {
			return fmt.Errorf("ask whether it is read-only: %w", err)
		}
		if readOnly == "on" {
			return ErrReadOnly
		}
	}
	away := db.turnedAway.Load()
	if away == nil {
		return nil
	}
	if db.dialect == SQLite {
		// Nobody reads this number, but it is written.
		_, err := db.Exec(ctx, `PRAGMA user_version = 1`)
		return err
	}
	if errors.Is(*away, ErrReadOnly) {
		db.turnedAway.Store(nil)
		return nil
	}
	return *away
}
