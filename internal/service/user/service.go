package user

import (
	"context"
	"embed"
	"io/fs"
	"log/slog"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate makes the service's tables.
func Migrate(ctx context.Context, db *sqldb.DB) error {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	if err := outbox.Migrate(ctx, db); err != nil {
		return err
	}
	return sqldb.Migrate(ctx, db, "user", files)
}

// Config says how the service is made.
type Config struct {
	DB     *sqldb.DB
	Hasher *auth.Hasher
	Tokens *auth.Tokens
	// Secret is mixed into refresh tokens; 32 bytes or more, the same for all instances. Changing it
	// signs nobody out: it only makes a refresh whose answer got lost at that moment end its session.
	Secret []byte
	Clock  clock.Clock
	Log    *slog.Logger
	// Committed is told of events once their transaction has committed: the relay's method.
	Committed func(...bus.Event)
}

// Local is the service in this process.
type Local struct {
	db        *sqldb.DB
	hasher    *auth.Hasher
	tokens    *auth.Tokens
	secret    []byte
	clock     clock.Clock
	log       *slog.Logger
	committed func(...bus.Event)
}
