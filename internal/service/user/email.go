package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// ChangeEmail has a link mailed to the address that the caller wants to have.
func (s *Local) ChangeEmail(ctx context.Context, req ChangeEmailRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	email, err := checkEmail(req.Email)
	if err != nil {
		return rpc.None{}, err
	}
	a, err := s.confirmPassword(ctx, caller.UserID, "password", req.Password, req.Device)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.changeOwn(ctx, a, func(c *outbox.Change) error { return s.pendEmail(ctx, c, a, email) })
}

func checkEmail(s string) (string, error) {
	var f check.Fields
	email, ok := normalEmail(s)
	if !ok {
		f.Fault("email", "Enter an email address, like name@example.org.")
	}
	return email, f.Err()
}

// pendEmail makes an address the one that is asked for, in place of what was asked for before.
func (s *Local) pendEmail(ctx context.Context, c *outbox.Change, a account, email string) error {
	if err := forgetTokens(ctx, c, a.ID, forChange); err != nil {
		return err
	}
	var pending *string
	if email != a.Email {
		pending = &email
	}
	if _, err := c.Exec(ctx, `UPDATE users SET pending_email = $1 WHERE id = $2`, pending, a.ID); err != nil {
		return fmt.Errorf("note address asked for: %w", err)
	}
	if _, err := announceUpdated(ctx, c, a.ID); err != nil || pending == nil {
		return err
	}
	return s.askUntakenChange(ctx, c, a, email)
}

// askUntakenChange mails nothing to an address that is somebody else's account: they did not ask, and
// could not follow the link. Whoever did ask is not told.
func (s *Local) askUntakenChange(ctx context.Context, c *outbox.Change, a account, email string) error {
	_, err := s.accountByEmail(ctx, c, email)
	if errors.Is(err, sqldb.ErrNoRows) {
		return s.askChange(ctx, c, a, email)
	}
	if err != nil {
		return fmt.Errorf("look for address: %w", err)
	}
	return nil
}

// ResendVerification has a link mailed again.
func (s *Local) ResendVerification(ctx context.Context, _ rpc.None) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.change(ctx, func(c *outbox.Change) error {
		a, err := lockOwn(ctx, c, caller.UserID)
		switch {
		case err != nil:
			return err
		case a.PendingEmail != nil:
			return s.askUntakenChange(ctx, c, a, *a.PendingEmail)
		case !a.EmailVerified:
			return s.askVerification(ctx, c, a)
		}
		return nil
	})
}

func errVerificationToken() error {
	return errs.Gone("verification_token_invalid", "This link has been used or has expired. Ask for another.")
}

// VerifyEmail confirms an address.
func (s *Local) VerifyEmail(ctx context.Context, req VerifyEmailRequest) (VerifiedEmail, error) {
	t, err := findToken(ctx, s.db, req.Token, s.clock.Now(), forVerify, forChange)
	if errors.Is(err, sqldb.ErrNoRows) {
		return VerifiedEmail{}, errVerificationToken()
	}
	if err != nil {
		return VerifiedEmail{}, fmt.Errorf("find token: %w", err)
	}
	err = s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, t.userID)
		if err != nil {
			return err
		}
		if err := useToken(ctx, c, t); err != nil {
			return err
		}
		if t.purpose == forChange {
			return takeEmail(ctx, c, a, t.email)
		}
		return confirmEmail(ctx, c, a)
	})
	switch {
	case errors.Is(err, errTokenUsed):
		return VerifiedEmail{}, errVerificationToken()
	case errors.Is(err, sqldb.ErrUnique):
		return VerifiedEmail{}, errs.Conflict("email_taken", "Somebody else has this address by now.")
	case err != nil:
		return VerifiedEmail{}, err
	}
	return VerifiedEmail{Email: t.email}, nil
}

// confirmEmail notes that the account's address is its person's. The other links to it are void: one was enough.
func confirmEmail(ctx context.Context, c *outbox.Change, a account) error {
	if _, err := c.Exec(ctx, `UPDATE users SET email_verified = TRUE WHERE id = $1`, a.ID); err != nil {
		return fmt.Errorf("confirm address: %w", err)
	}
	if err := forgetTokens(ctx, c, a.ID, forVerify); err != nil {
		return err
	}
	_, err := announceUpdated(ctx, c, a.ID)
	return err
}

// takeEmail makes an address, confirmed, the account's. Links that went to the old one are void.
func takeEmail(ctx context.Context, c *outbox.Change, a account, email string) error {
	_, err := c.Exec(ctx, `UPDATE users SET email = $1, email_verified = TRUE, pending_email = NULL WHERE id = $2`, email, a.ID)
	if err != nil {
		return fmt.Errorf("change address: %w", err)
	}
	if err := forgetTokens(ctx, c, a.ID); err != nil {
		return err
	}
	if _, err := announceUpdated(ctx, c, a.ID); err != nil {
		return err
	}
	err = c.Announce(ctx, EventEmailChanged, 1, a.ID.String(),
		EmailChanged{UserID: a.ID, OldEmail: a.Email, NewEmail: email, DisplayName: a.DisplayName, Locale: a.Locale})
	if err != nil {
		return err
	}
	return note(ctx, c, deed{action: "account.email_changed", user: a.ID, self: true})
}
