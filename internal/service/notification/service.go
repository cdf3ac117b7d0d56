package notification

import (
	"context"
	"embed"
	"fmt"
	"log/slog"
	"net/url"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Schemas are the tables in the service's database. It announces nothing, so it has no outbox.
func Schemas() []sqldb.Schema { return []sqldb.Schema{{Owner: "notification", Files: migrations}} }

// Migrate makes the service's tables.
func Migrate(ctx context.Context, db *sqldb.DB) error { return sqldb.Migrate(ctx, db, Schemas()...) }

// Seals opens the tokens that come with events; *auth.Sealer does.
type Seals interface {
	Open(purpose, sealed string) ([]byte, error)
}

// Config says how the service is made.
type Config struct {
	DB *sqldb.DB
	// Sender sends mail; nil when no mail server is configured.
	Sender mail.Sender
	// Keep shows mails in the developer's mailbox when there is no Sender.
	Keep  bool
	Seals Seals
	// PublicURL is where people reach Echo, without a slash at the end: links are made of it.
	PublicURL string
	Clock     clock.Clock
	Log       *slog.Logger
}

// Local is the service in this process. Subscribe its Subscription, and Run it.
type Local struct {
	db        *sqldb.DB
	sender    mail.Sender
	keep      bool
	seals     Seals
	publicURL string
	host      string // of publicURL
	clock     clock.Clock
	log       *slog.Logger
	wake      chan struct{}
}

var _ Service = (*Local)(nil)

// New returns the service on a migrated database.
func New(cfg Config) (*Local, error) {
	public, err := url.Parse(cfg.PublicURL)
	if err != nil || public.Hostname() == "" {
		return nil, fmt.Errorf("mails need an address to lead to, not %q", cfg.PublicURL)
	}
	return &Local{
		db: cfg.DB, sender: cfg.Sender, keep: cfg.Keep && cfg.Sender == nil, seals: cfg.Seals,
		publicURL: strings.TrimSuffix(cfg.PublicURL, "/"), host: public.Hostname(),
		clock: cfg.Clock, log: cfg.Log, wake: make(chan struct{}, 1),
	}, nil
}
