package sqldb

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// migrationLock is a number of no meaning; the same for every Echo. Advisory locks of PostgreSQL are those of
// one database.
const migrationLock = 0x4563686f // "Echo"

// lockPatience is how long who waits for the migrations of another sleeps between two looks.
const lockPatience = 50 * time.Millisecond

// lockMigrations takes a lock that lasts as long as a transaction of its own, so that it holds through a
// pooler that hands out connections by the transaction. Who does not get it ends the transaction and tries
// again later: waiting, it would keep a connection that who migrates may need, and a statement that waits
// would hold up CREATE INDEX CONCURRENTLY.
func (e *postgresEngine) lockMigrations(ctx context.Context) (unlock func(), err error) {
	err = waitFor(ctx, func() (bool, error) {
		tx, err := e.BeginTx(context.WithoutCancel(ctx), nil)
		if err != nil {
			return false, err
		}
		var taken bool
		err = tx.QueryRowContext(ctx, `SELECT pg_try_advisory_xact_lock($1)`, int64(migrationLock)).Scan(&taken)
		if err == nil && taken {
			// It is idle while the migrations run, on purpose.
			_, err = tx.ExecContext(ctx, `SET LOCAL idle_in_transaction_session_timeout = 0`)
		}
		if err != nil || !taken {
			return false, errors.Join(err, tx.Rollback())
		}
		unlock = func() { _ = tx.Rollback() }
		return true, nil
	})
	return unlock, err
}

// lockMigrations locks the folder of the file, which leaves nothing behind. The lock goes with the process.
func (e *sqliteEngine) lockMigrations(ctx context.Context) (unlock func(), err error) {
	dir, err := os.Open(filepath.Dir(e.path))
	if err != nil {
		return nil, err
	}
	err = waitFor(ctx, func() (bool, error) {
		err := syscall.Flock(int(dir.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return false, nil
		}
		if err != nil {
			return false, fmt.Errorf("lock %s: %w", dir.Name(), err)
		}
		return true, nil
	})
	if err != nil {
		_ = dir.Close()
		return nil, err
	}
	return func() { _ = dir.Close() }, nil
}

func waitFor(ctx context.Context, try func() (bool, error)) error {
	again := time.NewTicker(lockPatience)
	defer again.Stop()
	for {
		if ok, err := try(); err != nil || ok {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-again.C:
		}
	}
}
