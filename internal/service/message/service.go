package message

import (
	"context"
	"embed"
	"log/slog"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schemas are the tables in the service's database.
func Schemas() []sqldb.Schema {
	return []sqldb.Schema{outbox.Schema(), {Owner: "message", Files: migrations}}
}

// Migrate makes the service's tables.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schemas()...) }

// Access answers who may do what, and who is meant by a name; the workspace service does.
type Access interface {
	Access(ctx context.Context, req workspace.AccessRequest) (workspace.Access, error)
	MyChannels(ctx context.Context, req workspace.MyChannelsRequest) ([]id.Channel, error)
	ResolveNames(ctx context.Context, req workspace.ResolveNamesRequest) (map[string]workspace.Named, error)
	HasEmoji(ctx context.Context, req workspace.EmojiRequest) (bool, error)
	GroupsOf(ctx context.Context, req workspace.GroupsOfRequest) ([]id.Group, error)
}

// Profiles names the authors; the user service does.
type Profiles interface {
	Profiles(ctx context.Context, ids []id.User) (map[id.User]user.Author, error)
}

// Contacts tells who shows what they have read; the user service does.
type Contacts interface {
	Contacts(ctx context.Context, req user.ContactsRequest) ([]user.Contact, error)
}

// Config says how the service is made.
type Config struct {
	DB       *sqldb.DB
	Replica  *sqldb.Replica // of DB, for history; nil for none
	Access   Access
	Profiles Profiles
	Contacts Contacts
	Clock    clock.Clock
	Log      *slog.Logger
	// Fetch gets the pages that messages link to; nil: there are no link previews.
	Fetch Fetcher
	// PublicURL is where people reach Echo: links there have no previews.
	PublicURL string
	// Committed is told of events once their transaction has committed: the relay's method.
	Committed func(...bus.Event)
	// MaxBatch bounds how many sends share one transaction; 0 is the default. 1 turns group commit off,
	// for comparison.
	MaxBatch int
}

// Local is the service in this process.
type Local struct {
	db        *sqldb.DB
	replica   *sqldb.Replica
	access    Access
	profiles  Profiles
	contacts  Contacts
	clock     clock.Clock
	log       *slog.Logger
	committed func(...bus.Event)
	lanes     *lanes
	eraser    *eraser
	sender    *loop // of what is scheduled
	reminder  *loop
	previewer *previewer // nil: there are no link previews
}

var _ Service = (*Local)(nil)

// New starts the service on a migrated database. Close ends it.
func New(cfg Config) *Local {
	s := &Local{
		db: cfg.DB, replica: cfg.Replica, access: cfg.Access, profiles: cfg.Profiles, contacts: cfg.Contacts,
		clock: cfg.Clock, log: cfg.Log, committed: cfg.Committed,
	}
	s.lanes = startLanes(&committer{db: cfg.DB, clock: cfg.Clock, profiles: cfg.Profiles, committed: cfg.Committed}, cfg.MaxBatch)
	s.eraser = newEraser(cfg.DB, cfg.Clock, cfg.Log)
	s.eraser.start()
	s.sender = newLoop(s.sendScheduled)
	s.reminder = newLoop(s.remindAll)
	s.sender.start()
	s.reminder.start()
	if cfg.Fetch != nil {
		s.previewer = newPreviewer(s, cfg.Fetch, cfg.PublicURL)
		s.previewer.start()
	}
	return s
}

// Close commits what is waiting, and returns; sends after it are refused as unavailable.
func (s *Local) Close() {
	if s.previewer != nil {
		s.previewer.close()
	}
	s.sender.close()
	s.reminder.close()
	s.lanes.close()
	s.eraser.close()
}

// enter returns the caller and what they may do in the channel; errs channel_not_found when they may
// not read it.
func (s *Local) enter(ctx context.Context, ws id.Workspace, ch id.Channel) (auth.Caller, workspace.Access, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return auth.Caller{}, workspace.Access{}, err
	}
	access, err := s.access.Access(ctx, workspace.AccessRequest{UserID: caller.UserID, WorkspaceID: ws, ChannelID: ch})
	if err != nil {
		return auth.Caller{}, workspace.Access{}, err
	}
	return caller, access, nil
}
