package message

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Save keeps a message for the caller.
func (s *Local) Save(ctx context.Context, req SaveRequest) (Saved, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Saved{}, err
	}
	shown := make([]Message, 1)
	if shown[0], err = s.readOne(ctx, s.db, req.ChannelID, req.MessageID); err != nil {
		return Saved{}, err
	}
	if err := s.show(ctx, caller.UserID, shown); err != nil {
		return Saved{}, err
	}
	var out Saved
	err = outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		before, err := savedBy(ctx, c, caller.UserID, req.MessageID)
		if err != nil {
			return err
		}
		m, err := s.readOne(ctx, c.Tx, req.ChannelID, req.MessageID) // held: it cannot be deleted under this
		if err != nil {
			return err
		}
		if m.IsDeleted {
			return errDeleted()
		}
		out = req.apply(before, c.At)
		out.Message, out.ChannelID, out.WorkspaceID = shown[0], m.ChannelID, m.WorkspaceID
		out.Message.IsSaved = true
		if before != nil && sameSaved(*before, out) {
			return nil
		}
		if err := writeSaved(ctx, c, caller.UserID, out); err != nil {
			return err
		}
		return c.Announce(ctx, EventSavedUpdated, 1, m.ChannelID.String(), SavedChange{
			UserID: caller.UserID, WorkspaceID: m.WorkspaceID, MessageID: m.ID, Saved: &out,
		})
	})
	s.reminder.wakeUp()
	return out, err
}

// apply is how a message is saved after the request. A reminder that is set anew will come again.
func (req SaveRequest) apply(before *Saved, now time.Time) Saved {
	out := Saved{SavedAt: now}
	if before != nil {
		out = *before
	}
	if req.SetReminder {
		out.RemindAt, out.RemindedAt = nil, nil
		if req.RemindAt != nil {
			at := req.RemindAt.UTC().Truncate(time.Microsecond)
			out.RemindAt = &at
			if before != nil && before.RemindAt != nil && before.RemindAt.Equal(at) {
				out.RemindedAt = before.RemindedAt
			}
		}
	}
	if req.IsDone != nil {
		out.IsDone = *req.IsDone
	}
	return out
}

func sameSaved(a, b Saved) bool {
	same := func(a, b *time.Time) bool { return a == nil && b == nil || a != nil && b != nil && a.Equal(*b) }
	return a.IsDone == b.IsDone && same(a.RemindAt, b.RemindAt) && same(a.RemindedAt, b.RemindedAt)
}

func writeSaved(ctx context.Context, c *outbox.Change, who id.User, v Saved) error {
	micros := func(t *time.Time) *int64 {
		if t == nil {
			return nil
		}
		n := t.UnixMicro()
		return &n
	}
	var done *int64
	if v.IsDone {
		done = micros(&c.At)
	}
	_, err := c.Exec(ctx, `
		INSERT INTO saved_messages (user_id, message_id, channel_id, workspace_id, saved_at, remind_at, reminded_at, done_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (user_id, message_id) DO UPDATE SET remind_at = excluded.remind_at, reminded_at = excluded.reminded_at, done_at = excluded.done_at`,
		who, v.Message.ID, v.ChannelID, v.WorkspaceID, v.SavedAt.UnixMicro(), micros(v.RemindAt), micros(v.RemindedAt), done)
	if err != nil {
		return fmt.Errorf("save message: %w", err)
	}
	return nil
}

const savedColumns = `s.saved_at, s.remind_at, s.reminded_at, s.done_at IS NOT NULL, s.channel_id, s.workspace_id, s.message_id`

func scanSaved(rows *sqldb.Rows) (Saved, error) {
	var v Saved
	var at int64
	var remind, reminded *int64
	err := rows.Scan(&at, &remind, &reminded, &v.IsDone, &v.ChannelID, &v.WorkspaceID, &v.Message.ID)
	v.SavedAt, v.RemindAt, v.RemindedAt = time.UnixMicro(at).UTC(), timeOf(remind), timeOf(reminded)
	return v, err
}

// savedBy reads how somebody has saved a message, nil when they have not. It takes the message's row first, as
// whoever deletes it does.
func savedBy(ctx context.Context, c *outbox.Change, who id.User, messageID id.Message) (*Saved, error) {
	_, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (id.Message, error) {
		var m id.Message
		return m, rows.Scan(&m)
	}, `SELECT id FROM messages WHERE id = $1 `+c.Dialect.Pick("", "FOR SHARE"), messageID)
	if err != nil {
		return nil, fmt.Errorf("hold message: %w", err)
	}
	found, err := sqldb.Collect(ctx, c, scanSaved, `
		SELECT `+savedColumns+` FROM saved_messages s WHERE s.user_id = $1 AND s.message_id = $2 `+c.Dialect.ForUpdate(), who, messageID)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// Unsave forgets that the caller keeps a message.
func (s *Local) Unsave(ctx context.Context, req GetRequest) (rpc.None, error) {
	none := rpc.None{}
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return none, err
	}
	if _, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID); err != nil {
		return none, err
	}
	return none, outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		n, err := c.Exec(ctx, `DELETE FROM saved_messages WHERE user_id = $1 AND message_id = $2`, caller.UserID, req.MessageID)
		if err != nil {
			return fmt.Errorf("forget saved message: %w", err)
		}
		if n == 0 {
			return nil
		}
		return c.Announce(ctx, EventSavedUpdated, 1, req.ChannelID.String(), SavedChange{
			UserID: caller.UserID, WorkspaceID: req.WorkspaceID, MessageID: req.MessageID,
		})
	})
}

type savedPlace struct {
	At int64      `json:"at"`
	ID id.Message `json:"id"`
}

// SavedMessages reads one run of the caller's list, and leaves out what they may not see any more.
func (s *Local) SavedMessages(ctx context.Context, req SavedRequest) (page.List[Saved], error) {
	none := page.List[Saved]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	after := savedPlace{At: 1 << 62}
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanSaved, savedQuery,
		caller.UserID, workspaceText(req.WorkspaceID), req.Done, after.At, after.ID.String(), limit+1)
	if err != nil {
		return none, fmt.Errorf("list saved messages: %w", err)
	}
	list := page.Cut(rows, limit, func(v Saved) any { return savedPlace{v.SavedAt.UnixMicro(), v.Message.ID} })
	list.Items, err = s.showSaved(ctx, caller.UserID, list.Items)
	return list, err
}

const savedQuery = `
	SELECT ` + savedColumns + ` FROM saved_messages s
	WHERE s.user_id = $1 AND ($2 = '' OR s.workspace_id = $2) AND (s.done_at IS NOT NULL) = $3
	  AND (s.saved_at < $4 OR s.saved_at = $4 AND s.message_id < $5)
	ORDER BY s.saved_at DESC, s.message_id DESC LIMIT $6`

func workspaceText(ws id.Workspace) string {
	if ws.IsZero() {
		return ""
	}
	return ws.String()
}

// showSaved reads the messages of what somebody has saved, where they may still see them.
func (s *Local) showSaved(ctx context.Context, who id.User, rows []Saved) ([]Saved, error) {
	sees := map[id.Channel]bool{}
	var ids []id.Message
	for _, v := range rows {
		if _, asked := sees[v.ChannelID]; !asked {
			may, err := s.mayRead(ctx, who, v.WorkspaceID, v.ChannelID)
			if err != nil {
				return nil, err
			}
			sees[v.ChannelID] = may
		}
		if sees[v.ChannelID] {
			ids = append(ids, v.Message.ID)
		}
	}
	messages, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages WHERE id IN (SELECT value FROM `+s.db.Dialect().List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return nil, wrapRead(err)
	}
	if err := s.show(ctx, who, messages); err != nil {
		return nil, err
	}
	byID := make(map[id.Message]Message, len(messages))
	for _, m := range messages {
		byID[m.ID] = m
	}
	out := []Saved{}
	for _, v := range rows {
		if m, ok := byID[v.Message.ID]; ok {
			v.Message = m
			out = append(out, v)
		}
	}
	return out, nil
}

// mayRead tells whether somebody still sees a channel.
func (s *Local) mayRead(ctx context.Context, who id.User, ws id.Workspace, ch id.Channel) (bool, error) {
	_, err := s.access.Access(ctx, workspace.AccessRequest{UserID: who, WorkspaceID: ws, ChannelID: ch})
	if errs.KindOf(err) == errs.KindNotFound {
		return false, nil
	}
	return err == nil, err
}
