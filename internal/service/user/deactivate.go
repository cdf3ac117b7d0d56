package user

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Deactivate shuts somebody out.
func (s *Local) Deactivate(ctx context.Context, req DeactivateRequest) (User, error) {
	var u User
	err := s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, req.UserID)
		u = a.User
		if err != nil || a.IsDeactivated {
			return err
		}
		u.IsDeactivated = true
		if _, err := c.Exec(ctx, `UPDATE users SET deactivated_at = $1 WHERE id = $2`, c.At.UnixMicro(), a.ID); err != nil {
			return fmt.Errorf("deactivate user: %w", err)
		}
		if err := forgetTokens(ctx, c, a.ID); err != nil {
			return err
		}
		if err := revokeAll(ctx, c, a.ID, id.Session{}, RevokedByDeactivation); err != nil {
			return err
		}
		if err := c.Announce(ctx, EventDeactivated, 1, a.ID.String(), Deactivated{UserID: a.ID}); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.deactivated", user: a.ID})
	})
	return u, err
}

// Reactivate lets somebody in again.
func (s *Local) Reactivate(ctx context.Context, req DeactivateRequest) (User, error) {
	var u User
	err := s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, req.UserID)
		u = a.User
		if err != nil || !a.IsDeactivated {
			return err
		}
		if a.deleted {
			return errs.Conflict("user_deleted", "This account was deleted.")
		}
		u.IsDeactivated = false
		if _, err := c.Exec(ctx, `UPDATE users SET deactivated_at = NULL WHERE id = $1`, a.ID); err != nil {
			return fmt.Errorf("reactivate user: %w", err)
		}
		if err := c.Announce(ctx, EventReactivated, 1, a.ID.String(), Deactivated{UserID: a.ID}); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.reactivated", user: a.ID})
	})
	return u, err
}

// revokeAll ends a user's sessions but one, if that is given.
func revokeAll(ctx context.Context, c *outbox.Change, userID id.User, except id.Session, why RevokeReason) error {
	live, err := sqldb.Collect(ctx, c, scanSessionID,
		`SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL AND id <> $2`, userID, except.String())
	if err != nil {
		return fmt.Errorf("list sessions: %w", err)
	}
	_, err = revoke(ctx, c, userID, live, why)
	return err
}
