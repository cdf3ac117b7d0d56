package user

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Login signs in.
func (s *Local) Login(ctx context.Context, req LoginRequest) (SignedIn, error) {
	if err := checkLogin(req); err != nil {
		return SignedIn{}, err
	}
	a, err := s.lookup(ctx, req.Identifier)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return SignedIn{}, err
	}
	// An account that does not exist has an empty hash, which takes as long to verify as any.
	ok, err := s.guess(ctx, s.newAttempt(req.Identifier, req.Device, a), req.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, errWrongCredentials()
	}
	if a.IsDeactivated {
		return SignedIn{}, errs.Forbidden("account_deactivated", "This account has been deactivated. Ask whoever runs this server.")
	}
	newHash := a.passwordHash
	if s.passwords.NeedsRehash(a.passwordHash) {
		if newHash, err = s.passwords.Hash(ctx, req.Password); err != nil {
			return SignedIn{}, err
		}
	}
	return s.signIn(ctx, a, newHash, req.Device)
}

func errWrongCredentials() error {
	return errs.Unauthenticated("wrong_credentials", "The username, email address or password is not right.")
}

// signIn starts a session of an account whose password was verified, if that is its password still.
func (s *Local) signIn(ctx context.Context, verified account, newHash string, d Device) (in SignedIn, err error) {
	err = s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, verified.ID)
		if err != nil {
			return err
		}
		if a.passwordHash != verified.passwordHash || a.IsDeactivated {
			return errWrongCredentials()
		}
		if newHash != a.passwordHash {
			if _, err := c.Exec(ctx, `UPDATE users SET password_hash = $1 WHERE id = $2`, newHash, a.ID); err != nil {
				return fmt.Errorf("replace password hash: %w", err)
			}
		}
		if in, err = s.startSession(ctx, c, a.OwnUser, d); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.signed_in", user: a.ID, self: true, address: d.Address})
	})
	return in, err
}

// checkLogin refuses what no account can have, whatever accounts there are.
func checkLogin(req LoginRequest) error {
	var f check.Fields
	if req.Identifier == "" || len(req.Identifier) > 2*MaxEmail {
		f.Fault("identifier", "Enter your email address or username.")
	}
	if !plausible(req.Password) {
		f.Fault("password", "Enter your password.")
	}
	return f.Err()
}

// lookup finds an account by email address or username; ErrNoRows when there is none.
func (s *Local) lookup(ctx context.Context, identifier string) (account, error) {
	if email, ok := normalEmail(identifier); ok {
		return s.accountByEmail(ctx, s.db, email)
	}
	name := strings.ToLower(strings.TrimSpace(identifier))
	if !check.IsName(name, MinUsername, MaxUsername) {
		return account{}, sqldb.ErrNoRows
	}
	return scanAccount(s.db.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE username = $1`, name).Scan, s.clock.Now())
}
