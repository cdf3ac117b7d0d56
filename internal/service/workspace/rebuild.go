package workspace

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Projections are what the service keeps of events: the copies of people. All else in its database is its own.
// Compared are the people whom something here speaks of; the others may be forgotten at any time (forget.go).
func Projections() []projection.Table {
	return []projection.Table{{
		Consumer: Follows().Name, Name: "people", Key: []string{"id"}, Rank: []string{"as_of", "COALESCE(deleted_at, 0)"},
		Rest: []string{"username", "display_name", "COALESCE(avatar_url, '')", "search"},
		From: func(d sqldb.Dialect) string {
			return `people WHERE deleted_at IS NOT NULL OR id IN (SELECT value FROM ` + d.List("$1") + `)`
		},
		Scope: func(ctx context.Context, live *sqldb.DB, _ time.Time) (any, error) { return referredTo(ctx, live) },
		Mend: func(sqldb.Dialect) string {
			return `
			INSERT INTO people (id, as_of, deleted_at, username, display_name, avatar_url, search)
			VALUES ($1, $2, NULLIF(CAST($3 AS BIGINT), 0), $4, $5, NULLIF(CAST($6 AS TEXT), ''), $7)
			ON CONFLICT (id) DO UPDATE SET as_of = excluded.as_of, deleted_at = COALESCE(people.deleted_at, excluded.deleted_at),
				username = excluded.username, display_name = excluded.display_name, avatar_url = excluded.avatar_url, search = excluded.search
			WHERE people.as_of <= excluded.as_of`
		},
	}}
}

// referredTo returns the ids of everybody whom a row or an audit here speaks of, as JSON.
func referredTo(ctx context.Context, db *sqldb.DB) (string, error) {
	people, err := sqldb.Collect(ctx, db, scanText, `
		SELECT user_id FROM workspace_members UNION SELECT user_id FROM channel_members
		UNION SELECT invited_by FROM invites UNION SELECT created_by FROM emoji`)
	if err != nil {
		return "", fmt.Errorf("look for people here: %w", err)
	}
	others, err := spokenOf(ctx, db)
	if err != nil {
		return "", err
	}
	for who := range others {
		people = append(people, who)
	}
	return sqldb.JSON(people), nil
}

// Rebuild makes the copies of people anew, of their events and of their joinings, in a database that has nothing else.
type Rebuild struct{ local *Local }

// NewRebuild makes one on an empty, migrated database.
func NewRebuild(db *sqldb.DB) *Rebuild {
	return &Rebuild{New(Config{DB: db, Clock: clock.System{}, Committed: func(...bus.Event) {}})}
}

var _ projection.Projector = (*Rebuild)(nil)

// Tables are Projections.
func (r *Rebuild) Tables() []projection.Table { return Projections() }

// Begin has nothing to take over.
func (r *Rebuild) Begin(context.Context, *sqldb.DB, time.Time) error { return nil }

// Handle deals with events. Who joins is remembered, as in the transaction in which they did.
func (r *Rebuild) Handle(ctx context.Context, events []bus.Event, refused func(bus.Event, error)) error {
	for _, e := range events {
		var err error
		switch e.Type {
		case user.EventUpdated, user.EventDeleted:
			err = r.local.follow(ctx, e)
		case EventMemberJoined:
			err = read(e, func(data MemberChange) error {
				return r.local.change(ctx, func(c *outbox.Change) error { return remember(ctx, c.Tx, data.User) })
			})
			if errs.Is(err, "user_not_found") { // their account is gone
				err = nil
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			refused(e, err)
		}
	}
	return nil
}
