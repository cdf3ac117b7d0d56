package user

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// DeletedName is what somebody is called whose account is gone.
const DeletedName = "Deleted user"

// deletedPrefix begins the usernames of deleted accounts; nobody else may have one like it.
const deletedPrefix = "deleted-"

// DeleteMe ends the caller's account.
func (s *Local) DeleteMe(ctx context.Context, req DeleteMeRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	a, err := s.confirmPassword(ctx, caller.UserID, "password", req.Password, req.Device)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.changeOwn(ctx, a, func(c *outbox.Change) error {
		// Sessions first: they are announced as ended before the account is gone.
		if err := revokeAll(ctx, c, a.ID, id.Session{}, RevokedByDeletion); err != nil {
			return err
		}
		if err := anonymise(ctx, c, a.ID); err != nil {
			return err
		}
		left, err := accountByID(ctx, c.Tx, a.ID, c.At)
		if err != nil {
			return missingUser(err)
		}
		if err := forgetEvents(ctx, c.Tx, left.User); err != nil {
			return err
		}
		if err := c.Announce(ctx, EventDeleted, 1, a.ID.String(), Deleted{UserID: a.ID, User: left.User}); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.deleted", user: a.ID, self: true})
	})
}

// anonymise leaves of an account what others' data refers to, and nothing of the person. Ended sessions stay
// as long as RevokedSessions must know of them, without where they were.
func anonymise(ctx context.Context, c *outbox.Change, userID id.User) error {
	short := userID.String()[24:] // random, where the beginning is the time
	for _, query := range []struct {
		text string
		args []any
	}{
		{
			`UPDATE users SET email = $2, email_verified = FALSE, pending_email = NULL, username = $3, display_name = $4,
			avatar_url = NULL, title = '', bio = '', time_zone = '', locale = '', status_emoji = '', status_text = '',
			status_until = NULL, presence = 'active', presence_until = NULL, preferences = '{}', password_hash = '',
			deactivated_at = $5, deleted_at = $5 WHERE id = $1`,
			[]any{userID, "deleted:" + userID.String(), deletedPrefix + short, DeletedName, c.At.UnixMicro()},
		},
		{`UPDATE sessions SET device = '', address = '', seed = '', token_hash = '' WHERE user_id = $1`, []any{userID}},
		{`DELETE FROM mailed_tokens WHERE user_id = $1`, []any{userID}},
		{`DELETE FROM avatars WHERE user_id = $1`, []any{userID}},
	} {
		if _, err := c.Exec(ctx, query.text, query.args...); err != nil {
			return fmt.Errorf("anonymise user: %w", err)
		}
	}
	return nil
}

// personalEvents are those that say who somebody is.
var personalEvents = []string{
	EventRegistered, EventUpdated, EventEmailVerificationRequested, EventEmailChangeRequested, EventEmailChanged,
	EventPasswordResetRequested, EventPasswordChanged, EventSecurityAlert,
}

// forgetEvents makes the events in the log that were of a person ones of what is left of them, so that a replay
// brings nothing back.
func forgetEvents(ctx context.Context, tx *sqldb.Tx, left User) error {
	return outbox.Rewrite(ctx, tx, left.ID.String(), personalEvents, Deleted{UserID: left.ID, User: left})
}

// forgetLateEvents does the same for events that were still to be delivered when their person was deleted. All
// are delivered, or parked, within a day.
func (s *Local) forgetLateEvents(ctx context.Context) error {
	now := s.clock.Now()
	gone, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (account, error) { return scanAccount(rows.Scan, now) },
		`SELECT `+userColumns+` FROM users WHERE deleted_at > $1`, now.Add(-24*time.Hour).UnixMicro())
	if err != nil {
		return fmt.Errorf("read deleted users: %w", err)
	}
	for _, a := range gone {
		if err := s.db.Tx(ctx, func(tx *sqldb.Tx) error { return forgetEvents(ctx, tx, a.User) }); err != nil {
			return err
		}
	}
	return nil
}
