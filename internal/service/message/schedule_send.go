package message

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// How what waits is sent.
const (
	claimFor  = time.Minute      // one instance has a message to itself, longer than it may try
	sendFor   = 20 * time.Second // one try
	tryAgain  = 15 * time.Second // after what may pass, doubled with each fault of ours
	maxFaults = 8                // of ours, after half an hour: then the author is told
)

// sendScheduled sends what waits, each message once over all instances: it claims one, sends it through Send as
// its author, whose correlation id makes a second try find the first, and takes it off the list. It returns when
// to look again.
func (s *Local) sendScheduled(ctx context.Context) time.Duration {
	if err := s.sendDue(ctx); err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, "send scheduled messages", "error", err)
	}
	return s.until(ctx, `SELECT MIN(send_at) FROM scheduled_messages WHERE failure = '' AND send_at > $1`)
}

// waiting is a claimed message and whose it is.
type waiting struct {
	Scheduled

	author id.User
	faults int64
}

// sendDue sends what is due, the oldest first, until nothing is.
func (s *Local) sendDue(ctx context.Context) error {
	for ctx.Err() == nil {
		w, err := s.claimDue(ctx)
		if errors.Is(err, sqldb.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := s.sendWaiting(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

// claimDue takes on the message that is due the longest; sqldb.ErrNoRows when none is.
func (s *Local) claimDue(ctx context.Context) (waiting, error) {
	return s.claim(ctx, `id = (
		SELECT id FROM scheduled_messages WHERE failure = '' AND send_at <= $1 AND claimed_until <= $1 AND retry_at <= $1
		ORDER BY send_at, id LIMIT 1 `+s.db.Dialect().Pick("", "FOR UPDATE SKIP LOCKED")+`)`)
}

// claim takes on the message that is not claimed and fits; $1 is now. It is this instance's for claimFor.
func (s *Local) claim(ctx context.Context, where string, args ...any) (waiting, error) {
	var found []waiting
	now := s.clock.Now()
	err := s.db.Tx(ctx, func(tx *sqldb.Tx) error {
		var err error
		args := append([]any{now.UnixMicro(), now.Add(claimFor).UnixMicro()}, args...)
		found, err = sqldb.Collect(ctx, tx, func(rows *sqldb.Rows) (waiting, error) {
			var w waiting
			return w, rows.Scan(&w.ID, &w.author, &w.faults)
		}, `UPDATE scheduled_messages SET claimed_until = $2 WHERE claimed_until <= $1 AND `+where+` RETURNING id, user_id, faults`, args...)
		if err != nil || len(found) == 0 {
			return err
		}
		found[0].Scheduled, err = scheduledBy(ctx, tx, `id = $2`, found[0].author, found[0].ID)
		return err
	})
	if err != nil {
		return waiting{}, fmt.Errorf("claim scheduled message: %w", err)
	}
	if len(found) == 0 {
		return waiting{}, sqldb.ErrNoRows
	}
	return found[0], nil
}

// sendWaiting sends a claimed message and notes what came of it. The error is that of noting.
func (s *Local) sendWaiting(ctx context.Context, w waiting) error {
	sent, err := s.sendAs(ctx, w)
	kind := errs.KindOf(err)
	passing := kind == errs.KindUnavailable || kind == errs.KindTooMany || ctx.Err() != nil
	switch {
	case err == nil:
		return s.noteSent(ctx, w, sent.ID)
	case passing:
		return s.retryLater(ctx, w, 0)
	case kind == errs.KindInternal && w.faults < maxFaults:
		s.log.LogAttrs(ctx, slog.LevelError, "send scheduled message", slog.String("id", w.ID.String()), slog.Any("error", err))
		return s.retryLater(ctx, w, 1)
	}
	return s.noteFailed(ctx, w, errs.From(err).Code)
}

// sendAs is Send by the author, who must still be somebody.
func (s *Local) sendAs(ctx context.Context, w waiting) (Message, error) {
	ctx, cancel := context.WithTimeout(ctx, sendFor)
	defer cancel()
	ctx = auth.WithCaller(ctx, auth.Caller{UserID: w.author})
	authors, err := s.contacts.Contacts(ctx, user.ContactsRequest{IDs: []id.User{w.author}})
	if err != nil {
		return Message{}, err
	}
	if len(authors) == 0 || authors[0].IsDeactivated {
		return Message{}, errs.Forbidden("account_deactivated", "This account is deactivated.")
	}
	sent, err := s.Send(ctx, SendRequest{
		WorkspaceID: w.WorkspaceID, ChannelID: w.ChannelID, Content: w.Content, ClientMessageCorrelationID: w.ClientMessageCorrelationID,
		ParentMessageID: w.ParentMessageID, AlsoSendToChannel: w.AlsoSendToChannel,
	})
	return sent.Message, err
}

func (s *Local) noteSent(ctx context.Context, w waiting, sent id.Message) error {
	// It is sent: a server that stops now still says so.
	ctx = context.WithoutCancel(ctx)
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		n, err := c.Exec(ctx, `DELETE FROM scheduled_messages WHERE id = $1`, w.ID)
		if err != nil || n == 0 {
			return wrapScheduled(err)
		}
		return announceScheduled(ctx, c, w.author, ScheduledChange{Scheduled: w.Scheduled, IsGone: true, MessageID: &sent})
	})
}

func (s *Local) noteFailed(ctx context.Context, w waiting, code string) error {
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		n, err := c.Exec(ctx, `UPDATE scheduled_messages SET failure = $1, claimed_until = 0 WHERE id = $2`, code, w.ID)
		if err != nil || n == 0 {
			return wrapScheduled(err)
		}
		failed := w.Scheduled
		failed.State, failed.Failure = ScheduledFailed, &code
		return announceScheduled(ctx, c, w.author, ScheduledChange{Scheduled: failed})
	})
}

func (s *Local) retryLater(ctx context.Context, w waiting, faults int64) error {
	ctx = context.WithoutCancel(ctx)
	again := s.clock.Now().Add(tryAgain << (w.faults + faults))
	_, err := s.db.Exec(ctx, `UPDATE scheduled_messages SET claimed_until = 0, retry_at = $1, faults = faults + $2 WHERE id = $3`,
		again.UnixMicro(), faults, w.ID)
	return wrapScheduled(err)
}

// SendScheduled claims one of the caller's, whatever its time and state, and sends it.
func (s *Local) SendScheduled(ctx context.Context, req ScheduledRequest) (Message, error) {
	w, err := s.Scheduled(ctx, req)
	if err != nil {
		return Message{}, err
	}
	claimed, err := s.claim(ctx, `id = $3`, w.ID)
	if errors.Is(err, sqldb.ErrNoRows) {
		return Message{}, errBeingSent()
	}
	if err != nil {
		return Message{}, err
	}
	sent, err := s.sendAs(ctx, claimed)
	if err != nil {
		free := context.WithoutCancel(ctx)
		_, e := s.db.Exec(free, `UPDATE scheduled_messages SET claimed_until = 0 WHERE id = $1`, w.ID)
		return Message{}, errors.Join(err, wrapScheduled(e))
	}
	return sent, s.noteSent(ctx, claimed, sent.ID)
}
