package message

import (
	"context"
	"fmt"
	"strings"
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

// Schedule checks what sending checks, keeps the message, and tells its author's devices.
func (s *Local) Schedule(ctx context.Context, req ScheduleRequest) (ScheduleResult, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return ScheduleResult{}, err
	}
	if err := access.CheckPost(); err != nil {
		return ScheduleResult{}, err
	}
	now := s.clock.Now()
	waits := Scheduled{
		ID: id.New[id.Scheduled](), WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID,
		ParentMessageID: req.ParentMessageID, AlsoSendToChannel: req.AlsoSendToChannel && req.ParentMessageID != nil,
		Content: strings.TrimSpace(req.Content), ClientMessageCorrelationID: req.ClientMessageCorrelationID,
		SendAt: req.SendAt.UTC().Truncate(time.Microsecond), CreatedAt: now, State: ScheduledWaiting,
	}
	if err := checkMessage(waits.Content, waits.ClientMessageCorrelationID); err != nil {
		return ScheduleResult{}, err
	}
	if err := checkSendAt(waits.SendAt, now); err != nil {
		return ScheduleResult{}, err
	}
	if req.ParentMessageID != nil {
		if err := messageIsIn(ctx, s.db, req.ChannelID, *req.ParentMessageID); err != nil {
			return ScheduleResult{}, err
		}
	}
	var result ScheduleResult
	err = outbox.Apply(ctx, s.db, now, s.committed, func(c *outbox.Change) error {
		result = ScheduleResult{Scheduled: waits}
		if err := openChannel(ctx, c.Tx, req.WorkspaceID, req.ChannelID); err != nil {
			return err
		}
		added, err := addScheduled(ctx, c.Tx, caller.UserID, waits)
		if err != nil {
			return err
		}
		if !added {
			result.Repeated = true
			result.Scheduled, err = scheduledBy(ctx, c.Tx, `channel_id = $2 AND correlation_id = $3`,
				caller.UserID, req.ChannelID, req.ClientMessageCorrelationID)
			return err
		}
		return announceScheduled(ctx, c, caller.UserID, ScheduledChange{Scheduled: waits})
	})
	if err == nil {
		s.sender.wakeUp()
	}
	return result, err
}

// checkSendAt takes what lies between now and a year from now.
func checkSendAt(at, now time.Time) error {
	if at.Before(now) || at.After(now.AddDate(0, monthsAhead, 0)) {
		return errs.InvalidFields(errs.Field{Field: "sendAt", Message: "Choose a time in the next twelve months."})
	}
	return nil
}

// addScheduled reports false when one with the same correlation id waits already.
func addScheduled(ctx context.Context, tx *sqldb.Tx, who id.User, w Scheduled) (bool, error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO scheduled_messages (id, user_id, workspace_id, channel_id, parent_id, also_sent, correlation_id, content,
			send_at, created_at, failure, claimed_until, retry_at, faults)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', 0, 0, 0)
		ON CONFLICT (user_id, channel_id, correlation_id) DO NOTHING`,
		w.ID, who, w.WorkspaceID, w.ChannelID, textOf(w.ParentMessageID), bit(w.AlsoSendToChannel), w.ClientMessageCorrelationID,
		w.Content, w.SendAt.UnixMicro(), w.CreatedAt.UnixMicro())
	if err != nil || n == 0 {
		return false, wrapScheduled(err)
	}
	var have int
	if err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM scheduled_messages WHERE user_id = $1`, who).Scan(&have); err != nil {
		return false, wrapScheduled(err)
	}
	if have > MaxScheduled {
		return false, errs.Conflict("too_many_scheduled", "You have 1,000 messages waiting already.")
	}
	return true, nil
}

const scheduledColumns = `id, workspace_id, channel_id, parent_id, also_sent, correlation_id, content, send_at, created_at, failure`

func scanScheduled(rows *sqldb.Rows) (Scheduled, error) {
	w := Scheduled{State: ScheduledWaiting}
	var parent, failure string
	var alsoSent, sendAt, created int64
	err := rows.Scan(&w.ID, &w.WorkspaceID, &w.ChannelID, &parent, &alsoSent, &w.ClientMessageCorrelationID, &w.Content, &sendAt, &created, &failure)
	if err != nil {
		return w, err
	}
	w.AlsoSendToChannel = alsoSent == 1
	w.SendAt, w.CreatedAt = time.UnixMicro(sendAt).UTC(), time.UnixMicro(created).UTC()
	if failure != "" {
		w.State, w.Failure = ScheduledFailed, &failure
	}
	return w, readID(parent, &w.ParentMessageID)
}

func errScheduled() error {
	return errs.NotFound("scheduled_not_found", "This message does not wait any more, or never did.")
}

func wrapScheduled(err error) error {
	if err != nil {
		return fmt.Errorf("scheduled messages: %w", err)
	}
	return nil
}

// scheduledBy reads one of somebody ($1); errs scheduled_not_found.
func scheduledBy(ctx context.Context, q sqldb.Querier, where string, who id.User, args ...any) (Scheduled, error) {
	found, err := sqldb.Collect(ctx, q, scanScheduled, `
		SELECT `+scheduledColumns+` FROM scheduled_messages WHERE user_id = $1 AND `+where, append([]any{who}, args...)...)
	if err != nil {
		return Scheduled{}, wrapScheduled(err)
	}
	if len(found) == 0 {
		return Scheduled{}, errScheduled()
	}
	return found[0], nil
}

// Scheduled reads one.
func (s *Local) Scheduled(ctx context.Context, req ScheduledRequest) (Scheduled, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return Scheduled{}, err
	}
	return scheduledBy(ctx, s.db, `id = $2`, caller.UserID, req.ID)
}

// ScheduledList reads a page.
func (s *Local) ScheduledList(ctx context.Context, req ScheduledListRequest) (page.List[Scheduled], error) {
	none := page.List[Scheduled]{}
	after := struct {
		SendAt int64        `json:"t"`
		ID     id.Scheduled `json:"i"`
	}{}
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	if _, err := s.access.Access(ctx, workspace.AccessRequest{UserID: caller.UserID, WorkspaceID: req.WorkspaceID}); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	found, err := sqldb.Collect(ctx, s.db, scanScheduled, `
		SELECT `+scheduledColumns+` FROM scheduled_messages WHERE user_id = $1 AND workspace_id = $2 AND (send_at, id) > ($3, $4)
		ORDER BY send_at, id LIMIT $5`, caller.UserID, req.WorkspaceID, after.SendAt, after.ID, limit+1)
	if err != nil {
		return none, wrapScheduled(err)
	}
	return page.Cut(found, limit, func(last Scheduled) any {
		after.SendAt, after.ID = last.SendAt.UnixMicro(), last.ID
		return after
	}), nil
}

// ChangeScheduled changes what waits, unless somebody is sending it.
func (s *Local) ChangeScheduled(ctx context.Context, req ChangeScheduledRequest) (Scheduled, error) {
	now := s.clock.Now()
	if req.SendAt != nil {
		if err := checkSendAt(*req.SendAt, now); err != nil {
			return Scheduled{}, err
		}
	}
	var changed Scheduled
	err := s.changeScheduled(ctx, req.ID, func(c *outbox.Change, who id.User, w Scheduled) error {
		if req.Content != nil {
			w.Content = strings.TrimSpace(*req.Content)
			if err := checkMessage(w.Content, w.ClientMessageCorrelationID); err != nil {
				return err
			}
		}
		if req.SendAt != nil {
			w.SendAt = req.SendAt.UTC().Truncate(time.Microsecond)
		}
		w.State, w.Failure = ScheduledWaiting, nil
		changed = w
		_, err := c.Exec(ctx, `
			UPDATE scheduled_messages SET content = $1, send_at = $2, failure = '', claimed_until = 0, retry_at = 0, faults = 0 WHERE id = $3`,
			w.Content, w.SendAt.UnixMicro(), w.ID)
		if err != nil {
			return wrapScheduled(err)
		}
		return announceScheduled(ctx, c, who, ScheduledChange{Scheduled: changed})
	})
	if err == nil {
		s.sender.wakeUp()
	}
	return changed, err
}

// DeleteScheduled forgets one, unless somebody is sending it.
func (s *Local) DeleteScheduled(ctx context.Context, req ScheduledRequest) (rpc.None, error) {
	return rpc.None{}, s.changeScheduled(ctx, req.ID, func(c *outbox.Change, who id.User, w Scheduled) error {
		if _, err := c.Exec(ctx, `DELETE FROM scheduled_messages WHERE id = $1`, w.ID); err != nil {
			return wrapScheduled(err)
		}
		return announceScheduled(ctx, c, who, ScheduledChange{Scheduled: w, IsGone: true})
	})
}

// changeScheduled runs fn on one of the caller's that is not being sent, and was not. errs
// scheduled_not_found, being_sent.
func (s *Local) changeScheduled(ctx context.Context, wanted id.Scheduled, fn func(*outbox.Change, id.User, Scheduled) error) error {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return err
	}
	now := s.clock.Now()
	return outbox.Apply(ctx, s.db, now, s.committed, func(c *outbox.Change) error {
		w, err := scheduledBy(ctx, c.Tx, `id = $2 `+c.Dialect.ForUpdate(), caller.UserID, wanted)
		if err != nil {
			return err
		}
		var claimed int64
		if err := c.QueryRow(ctx, `SELECT claimed_until FROM scheduled_messages WHERE id = $1`, w.ID).Scan(&claimed); err != nil {
			return wrapScheduled(err)
		}
		if claimed > now.UnixMicro() {
			return errBeingSent()
		}
		// Whoever sent it may have stopped before it could say so; the sender finds that out, too.
		var sent int
		err = c.QueryRow(ctx, `SELECT COUNT(*) FROM messages WHERE correlation_id = $1 AND channel_id = $2 AND author_id = $3`,
			w.ClientMessageCorrelationID, w.ChannelID, caller.UserID).Scan(&sent)
		if err != nil {
			return wrapScheduled(err)
		}
		if sent > 0 {
			return errScheduled()
		}
		return fn(c, caller.UserID, w)
	})
}

func errBeingSent() error {
	return errs.Conflict("being_sent", "This message is being sent right now.")
}
