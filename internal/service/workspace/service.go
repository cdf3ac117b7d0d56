package workspace

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/slots"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schemas are the tables in the service's database.
func Schemas() []sqldb.Schema {
	return []sqldb.Schema{audit.Schema(), outbox.Schema(), {Owner: "workspace", Files: migrations}}
}

// Migrate makes the service's tables.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schemas()...) }

// Users names people who come here for the first time, and knows their addresses; the user service does.
type Users interface {
	Profiles(ctx context.Context, req user.ProfilesRequest) ([]user.User, error)
	Contacts(ctx context.Context, req user.ContactsRequest) ([]user.Contact, error)
	FindByEmail(ctx context.Context, req user.FindByEmailRequest) (user.Contact, error)
}

// Config says how the service is made.
type Config struct {
	DB     *sqldb.DB
	Users  Users
	Sealer *auth.Sealer // seals the tokens of invites that go by mail
	Clock  clock.Clock
	// Committed is told of events once their transaction has committed: the relay's method.
	Committed func(...bus.Event)
}

// Local is the service in this process. Subscribe its Subscription.
type Local struct {
	db        *sqldb.DB
	users     Users
	sealer    *auth.Sealer
	clock     clock.Clock
	committed func(...bus.Event)
	drawing   *slots.Slots
}

var _ Service = (*Local)(nil)

// New returns the service on a migrated database.
func New(cfg Config) *Local {
	return &Local{
		db: cfg.DB, users: cfg.Users, sealer: cfg.Sealer, clock: cfg.Clock, committed: cfg.Committed,
		drawing: slots.New(maxDrawing, maxDrawingWaits),
	}
}

// change runs fn in a transaction and announces what it announced once that has committed.
func (s *Local) change(ctx context.Context, fn func(c *outbox.Change) error) error {
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, fn)
}

// changeMembers is change for what touches who belongs where in a workspace: such changes take the
// workspace's row first, and so run one after another. What fn reads cannot change under it.
func (s *Local) changeMembers(ctx context.Context, ws id.Workspace, fn func(c *outbox.Change) error) error {
	return s.change(ctx, func(c *outbox.Change) error {
		var name string
		err := c.QueryRow(ctx, `SELECT name FROM workspaces WHERE id = $1 `+c.Dialect.ForUpdate(), ws).Scan(&name)
		if errors.Is(err, sqldb.ErrNoRows) {
			return errWorkspace()
		}
		if err != nil {
			return fmt.Errorf("lock workspace: %w", err)
		}
		return fn(c)
	})
}

func at(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
