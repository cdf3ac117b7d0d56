package message

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Rebuild makes the Projections anew in a database that has nothing else: of what happens to channels as the service
// always does, and of its own events instead of what it writes when it announces them. The clock stands at the event.
// Of messages it keeps the places, which say where a channel ended when somebody joined.
type Rebuild struct {
	local *Local
	clock *clock.Manual
	group bus.Group
}

// NewRebuild makes one on an empty, migrated database.
func NewRebuild(db *sqldb.DB) *Rebuild {
	then, log := clock.NewManual(time.UnixMicro(0)), slog.New(slog.DiscardHandler)
	s := &Local{db: db, clock: then, log: log, committed: func(...bus.Event) {}}
	s.eraser = newEraser(db, then, log) // it is not started
	return &Rebuild{local: s, clock: then, group: Follows()}
}

var _ projection.Projector = (*Rebuild)(nil)

// Tables are Projections.
func (r *Rebuild) Tables() []projection.Table { return Projections() }

// Begin takes over where channels ended when the log begins.
func (r *Rebuild) Begin(ctx context.Context, live *sqldb.DB, from time.Time) error {
	if from.IsZero() {
		return nil
	}
	type end struct {
		created
		lastChange int64
	}
	ends, err := sqldb.Collect(ctx, live, func(rows *sqldb.Rows) (end, error) {
		var e end
		var at int64
		err := rows.Scan(&e.ChannelID, &e.WorkspaceID, &e.MessageNo, &at, &e.lastChange)
		e.ID, e.CreatedAt = id.New[id.Message](), time.UnixMicro(at)
		return e, err
	}, `SELECT channel_id, MAX(workspace_id), MAX(message_no), MAX(created_at), MAX(change_no) FROM messages WHERE created_at < $1 GROUP BY channel_id`,
		from.UnixMicro())
	if err != nil {
		return fmt.Errorf("read where channels ended: %w", err)
	}
	return r.local.db.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, e := range ends {
			if err := e.place(ctx, tx); err != nil {
				return err
			}
			if err := changed(ctx, tx, e.ChannelID, e.lastChange); err != nil {
				return err
			}
		}
		return nil
	})
}

// Handle deals with events, a run of its own ones in one transaction.
func (r *Rebuild) Handle(ctx context.Context, events []bus.Event, refused func(bus.Event, error)) error {
	for len(events) > 0 {
		n := 0
		for n < len(events) && !r.group.Wants(events[n].Type) {
			n++
		}
		err := r.local.db.Tx(ctx, func(tx *sqldb.Tx) error {
			for _, e := range events[:n] {
				if err := own(ctx, tx, e, refused); err != nil {
					return fmt.Errorf("%s %s: %w", e.Type, e.ID, err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if events = events[n:]; len(events) == 0 {
			return nil
		}
		r.clock.Advance(events[0].Time.Sub(r.clock.Now()))
		if err := r.local.follow(ctx, events[0]); err != nil {
			if ctx.Err() != nil {
				return err
			}
			refused(events[0], err)
		}
		events = events[1:]
	}
	return nil
}

// own deals with an event of this service.
func own(ctx context.Context, tx *sqldb.Tx, e bus.Event, refused func(bus.Event, error)) error {
	switch e.Type {
	case EventCreated:
		return readOwn(e, refused, func(m created) error {
			if err := m.place(ctx, tx); err != nil {
				return err
			}
			read := Receipt{ChannelID: m.ChannelID, UserID: m.Author.ID, LastReadMessageNo: m.MessageNo}
			return advanceReceipts(ctx, tx, []Receipt{read}, m.CreatedAt)
		})
	case EventReceiptAdvanced:
		return readOwn(e, refused, func(r Receipt) error { return setReceipt(ctx, tx, r) })
	case EventUpdated, EventDeleted, EventReactionAdded, EventReactionRemoved, EventPinAdded, EventPinRemoved, EventThreadUpdated:
		return readOwn(e, refused, func(c struct {
			ChannelID id.Channel `json:"channelId"`
			ChangeNo  int64      `json:"changeNo"`
			Message   struct {
				ChangeNo int64 `json:"changeNo"`
			} `json:"message"`
		},
		) error {
			return changed(ctx, tx, c.ChannelID, max(c.ChangeNo, c.Message.ChangeNo))
		})
	}
	return nil
}

func readOwn[T any](e bus.Event, refused func(bus.Event, error), fn func(T) error) error {
	var data T
	if err := json.Unmarshal(e.Data, &data); err != nil {
		refused(e, err)
		return nil
	}
	return fn(data)
}

// created is what of a new message says where its channel ends.
type created struct {
	ID          id.Message   `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageNo   int64        `json:"messageNo"`
	CreatedAt   time.Time    `json:"createdAt"`
	Author      user.Author  `json:"author"`
}

var (
	insertPlace = sqldb.NewInsert("messages", "ON CONFLICT (channel_id, message_no) DO NOTHING",
		"channel_id text", "message_no bigint", "id text", "workspace_id text", "author_id text", "correlation_id text",
		"content text", "created_at bigint")
	moveHead = sqldb.NewInsert("channel_heads", `ON CONFLICT (channel_id) DO UPDATE
		SET last_message_no = excluded.last_message_no, last_activity_at = excluded.last_activity_at
		WHERE channel_heads.last_message_no < excluded.last_message_no AND channel_heads.deleted_at IS NULL`,
		"channel_id text", "workspace_id text", "last_message_no bigint", "last_activity_at bigint")
)

// place notes where a message stands, without its words and its author, and moves the end of the channel there.
func (m created) place(ctx context.Context, tx *sqldb.Tx) error {
	err := tx.Insert(ctx, insertPlace, 1, func(int) []any {
		return []any{m.ChannelID, m.MessageNo, m.ID, m.WorkspaceID, "", m.ID.String(), "", m.CreatedAt.UnixMicro()}
	})
	if err != nil {
		return err
	}
	return tx.Insert(ctx, moveHead, 1, func(int) []any {
		return []any{m.ChannelID, m.WorkspaceID, m.MessageNo, m.CreatedAt.UnixMicro()}
	})
}

func changed(ctx context.Context, tx *sqldb.Tx, ch id.Channel, no int64) error {
	_, err := tx.Exec(ctx, `UPDATE channel_heads SET last_change_no = $1 WHERE channel_id = $2 AND last_change_no < $1`, no, ch)
	return err
}

// setReceipt takes over how far somebody has read, or marked unread, unless what they did later was read before.
func setReceipt(ctx context.Context, tx *sqldb.Tx, r Receipt) error {
	if r.LastReadAt == nil {
		return nil
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO read_receipts (channel_id, user_id, last_read_no, last_read_at, revision) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (channel_id, user_id) DO UPDATE SET last_read_no = excluded.last_read_no, last_read_at = excluded.last_read_at
		WHERE read_receipts.last_read_at <= excluded.last_read_at`, r.ChannelID, r.UserID, r.LastReadMessageNo, r.LastReadAt.UnixMicro(), r.Revision)
	return err
}
