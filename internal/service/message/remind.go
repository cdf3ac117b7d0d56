package message

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// remindAhead is how many reminders one look at the table takes.
const remindAhead = 100

// remindAll announces reminders when their time has come: each once, over restarts and several instances, since
// whoever notes in the row that it came announces it in the same transaction. It returns when to look again.
func (s *Local) remindAll(ctx context.Context) time.Duration {
	if err := s.remindDue(ctx); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "remind of saved messages", "error", err)
	}
	return s.until(ctx, `SELECT MIN(remind_at) FROM saved_messages WHERE remind_at IS NOT NULL AND reminded_at IS NULL AND remind_at > $1`)
}

// dueReminder is whose reminder of what is due.
type dueReminder struct {
	who   id.User
	saved Saved
}

// remindDue announces what is due, the oldest first, until nothing is. What fails holds up nobody else's; it is
// tried again at the next look.
func (s *Local) remindDue(ctx context.Context) error {
	for ctx.Err() == nil {
		due, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (dueReminder, error) {
			var d dueReminder
			return d, rows.Scan(&d.who, &d.saved.Message.ID, &d.saved.ChannelID, &d.saved.WorkspaceID)
		}, `SELECT user_id, message_id, channel_id, workspace_id FROM saved_messages
			WHERE remind_at IS NOT NULL AND reminded_at IS NULL AND remind_at <= $1 ORDER BY remind_at LIMIT $2`,
			s.clock.Now().UnixMicro(), remindAhead)
		if err != nil || len(due) == 0 {
			return err
		}
		var failed error
		for _, d := range due {
			if err := s.remind(ctx, d); err != nil {
				failed = fmt.Errorf("remind: %w", err)
			}
		}
		if failed != nil {
			return failed
		}
	}
	return ctx.Err()
}

// remind announces one reminder, unless another instance has. Of what is ticked off, or not to be seen any
// more, nobody is reminded.
func (s *Local) remind(ctx context.Context, d dueReminder) error {
	shown, err := s.showSaved(ctx, d.who, []Saved{d.saved})
	if err != nil {
		return err
	}
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		claimed, err := sqldb.Collect(ctx, c, scanSaved, `
			UPDATE saved_messages AS s SET reminded_at = $1
			WHERE user_id = $2 AND message_id = $3 AND reminded_at IS NULL AND remind_at <= $1
			RETURNING saved_at, remind_at, reminded_at, done_at IS NOT NULL, channel_id, workspace_id, message_id`,
			c.At.UnixMicro(), d.who, d.saved.Message.ID)
		if err != nil || len(claimed) == 0 || claimed[0].IsDone || len(shown) == 0 {
			return err
		}
		claimed[0].Message = shown[0].Message
		return c.Announce(ctx, EventReminderDue, 1, d.saved.ChannelID.String(), ReminderDue{UserID: d.who, Saved: claimed[0]})
	})
}
