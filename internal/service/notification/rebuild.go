package notification

import (
	"context"
	"log/slog"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Projections are what the service keeps of events: which mails they call for, and what is gone. What became of a
// mail no event tells. Compared is what is surely kept still.
func Projections() []projection.Table {
	kept := func(_ context.Context, _ *sqldb.DB, now time.Time) (any, error) {
		return now.Add(24*time.Hour - RecordRetention).UnixMicro(), nil
	}
	consumer := Follows().Name
	return []projection.Table{
		{
			Consumer: consumer, Name: "notifications", Key: []string{"effect_key"},
			Rest:  []string{"kind", "COALESCE(user_id, '')", "COALESCE(workspace_id, '')", "about", "occurred_at"},
			From:  func(sqldb.Dialect) string { return `notifications WHERE occurred_at > $1` },
			Scope: kept,
			// A record that is put back would keep a mail from being sent that is on its way, or send one again.
			Advice: "echod events replay --consumer " + consumer + " --event EVENT makes a missing mail anew, and sends it if it is still of use",
		},
		{
			Consumer: consumer, Name: "gone", Key: []string{"id"}, Rank: []string{"at"}, Rest: []string{"reason"},
			From:  func(sqldb.Dialect) string { return `gone WHERE at > $1` },
			Scope: kept,
			Mend: func(sqldb.Dialect) string {
				return `INSERT INTO gone (id, at, reason) VALUES ($1, $2, $3)
				ON CONFLICT (id) DO UPDATE SET at = excluded.at, reason = excluded.reason WHERE gone.at <= excluded.at`
			},
			Outlives: true, // a deleted workspace takes the events about its invites along
		},
	}
}

// Rebuild makes the Projections anew in a database that has nothing else. It sends nothing. The clock stands at the
// event.
type Rebuild struct {
	local *Local
	clock *clock.Manual
	group bus.Group
}

// NewRebuild makes one on an empty, migrated database.
func NewRebuild(db *sqldb.DB) *Rebuild {
	then := clock.NewManual(time.UnixMicro(0))
	s := &Local{db: db, clock: then, log: slog.New(slog.DiscardHandler), wake: make(chan struct{}, 1)}
	return &Rebuild{local: s, clock: then, group: Follows()}
}

var _ projection.Projector = (*Rebuild)(nil)

// Tables are Projections.
func (r *Rebuild) Tables() []projection.Table { return Projections() }

// Begin has nothing to take over.
func (r *Rebuild) Begin(context.Context, *sqldb.DB, time.Time) error { return nil }

// Handle deals with events as the service does.
func (r *Rebuild) Handle(ctx context.Context, events []bus.Event, refused func(bus.Event, error)) error {
	for _, e := range events {
		if !r.group.Wants(e.Type) {
			continue
		}
		r.clock.Advance(e.Time.Sub(r.clock.Now()))
		if err := r.local.handle(ctx, e); err != nil {
			if ctx.Err() != nil {
				return err
			}
			refused(e, err)
		}
	}
	return nil
}
