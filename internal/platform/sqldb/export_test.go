package sqldb

import "context"

// LockMigrations takes the lock that Migrate takes.
func LockMigrations(ctx context.Context, db *DB) (unlock func(), err error) {
	return db.engine.lockMigrations(ctx)
}
