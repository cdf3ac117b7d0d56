package user

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"runtime"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/slots"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schemas are the tables in the service's database.
func Schemas() []sqldb.Schema {
	return []sqldb.Schema{outbox.Schema(), {Owner: "user", Files: migrations}, audit.Schema()}
}

// Migrate makes the service's tables.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schemas()...) }

// Passwords hashes passwords and verifies them; *auth.Hasher does.
type Passwords interface {
	Hash(ctx context.Context, password string) (string, error)
	Verify(ctx context.Context, encoded, password string) (bool, error)
	NeedsRehash(encoded string) bool
}

// Config says how the service is made.
type Config struct {
	DB        *sqldb.DB
	Passwords Passwords
	Tokens    *auth.Tokens
	// Secret is mixed into refresh tokens, and into the names that failures are counted by: auth.MinSecret bytes or more, the same for all instances.
	// Changing it signs nobody out; it only ends sessions whose last refresh is being retried at that
	// moment.
	Secret []byte
	Sealer *auth.Sealer
	Clock  clock.Clock
	Log    *slog.Logger
	// Committed is told of events once their transaction has committed: the relay's method.
	Committed func(...bus.Event)
}

// Local is the service in this process.
type Local struct {
	db        *sqldb.DB
	passwords Passwords
	tokens    *auth.Tokens
	secret    []byte
	sealer    *auth.Sealer
	clock     clock.Clock
	log       *slog.Logger
	committed func(...bus.Event)
	forgotten chan struct{} // wakes Run
	guessing  *slots.Slots
	drawing   *slots.Slots
}

var _ Service = (*Local)(nil)

// New returns the service on a migrated database.
func New(cfg Config) (*Local, error) {
	if len(cfg.Secret) < auth.MinSecret {
		return nil, fmt.Errorf("the secret for refresh tokens has %d bytes; at least %d are needed", len(cfg.Secret), auth.MinSecret)
	}
	return &Local{
		db: cfg.DB, passwords: cfg.Passwords, tokens: cfg.Tokens, secret: cfg.Secret, sealer: cfg.Sealer,
		clock: cfg.Clock, log: cfg.Log, committed: cfg.Committed, forgotten: make(chan struct{}, 1),
		guessing: slots.New(runtime.GOMAXPROCS(0), maxGuessing), drawing: slots.New(maxDrawing, maxDrawingWaits),
	}, nil
}

// change runs fn in a transaction and announces what it announced once that has committed.
func (s *Local) change(ctx context.Context, fn func(c *outbox.Change) error) error {
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, fn)
}
