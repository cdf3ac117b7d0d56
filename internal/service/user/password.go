package user

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// ChangePassword replaces the caller's password.
func (s *Local) ChangePassword(ctx context.Context, req ChangePasswordRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	a, err := s.confirmPassword(ctx, caller.UserID, "currentPassword", req.CurrentPassword, req.Device)
	if err != nil {
		return rpc.None{}, err
	}
	hash, err := s.hashNew(ctx, "newPassword", req.NewPassword, a)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.changeOwn(ctx, a, func(c *outbox.Change) error {
		if err := setPassword(ctx, c, a, hash, caller.SessionID, RevokedByPasswordChanged); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.password_changed", user: a.ID, self: true, address: req.Device.Address})
	})
}

// confirmPassword asks the caller for their password, in a field of the request. It counts as an attempt to sign
// in by mail address.
func (s *Local) confirmPassword(ctx context.Context, userID id.User, field, password string, d Device) (account, error) {
	if !plausible(password) {
		var f check.Fields
		f.Fault(field, "Enter your password.")
		return account{}, f.Err()
	}
	a, err := s.find(ctx, userID)
	if err != nil {
		return account{}, err
	}
	ok, err := s.guess(ctx, s.newAttempt(a.Email, d, a), password)
	if err == nil && !ok {
		err = errWrongPassword()
	}
	return a, err
}

// hashNew checks a password that an account is to have, and hashes it.
func (s *Local) hashNew(ctx context.Context, field, password string, a account) (string, error) {
	var f check.Fields
	checkNewPassword(&f, field, password, a)
	if err := f.Err(); err != nil {
		return "", err
	}
	return s.passwords.Hash(ctx, password)
}

// changeOwn runs change on an account whose password was just confirmed, if that still is its password.
func (s *Local) changeOwn(ctx context.Context, confirmed account, change func(c *outbox.Change) error) error {
	return s.change(ctx, func(c *outbox.Change) error {
		a, err := lockOwn(ctx, c, confirmed.ID)
		if err != nil {
			return err
		}
		if a.passwordHash != confirmed.passwordHash {
			return errWrongPassword()
		}
		return change(c)
	})
}

func errWrongPassword() error { return errs.Forbidden("wrong_password", "This is not your password.") }

// setPassword gives an account another password: links that were mailed are void, and all its sessions end but
// the one that asked, if there is one.
func setPassword(ctx context.Context, c *outbox.Change, a account, hash string, keep id.Session, why RevokeReason) error {
	how := ByChange
	if why == RevokedByPasswordReset {
		how = ByReset
	}
	_, err := c.Exec(ctx, `UPDATE users SET password_hash = $1, pending_email = NULL WHERE id = $2`, hash, a.ID)
	if err != nil {
		return fmt.Errorf("set password: %w", err)
	}
	if err := forgetTokens(ctx, c, a.ID); err != nil {
		return err
	}
	if err := revokeAll(ctx, c, a.ID, keep, why); err != nil {
		return err
	}
	return c.Announce(ctx, EventPasswordChanged, 1, a.ID.String(), PasswordChanged{Recipient: a.recipient(), At: c.At, How: how})
}
