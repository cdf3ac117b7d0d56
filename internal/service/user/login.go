package user

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

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
	ok, err := s.passwords.Verify(ctx, a.passwordHash, req.Password)
	if err != nil {
		return SignedIn{}, err
	}
	if !ok {
		return SignedIn{}, errs.Unauthenticated("wrong_credentials", "The username, email address or password is not right.")
	}
	newHash := a.passwordHash
	if s.passwords.NeedsRehash(a.passwordHash) {
		if newHash, err = s.passwords.Hash(ctx, req.Password); err != nil {
			return SignedIn{}, err
		}
	}
	var in SignedIn
	err = s.change(ctx, func(c *outbox.Change) error {
		if newHash != a.passwordHash {
			if err := replaceHash(ctx, c.Tx, a, newHash); err != nil {
				return err
			}
		}
		in, err = s.startSession(ctx, c, a.OwnUser, req.Device)
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	return in, nil
}

// checkLogin refuses what no account can have, whatever accounts there are.
func checkLogin(req LoginRequest) error {
	var f check.Fields
	if req.Identifier == "" || len(req.Identifier) > 2*MaxEmail {
		f.Fault("identifier", "Enter your email address or username.")
	}
	if req.Password == "" || len(req.Password) > 4*MaxPassword || utf8.RuneCountInString(req.Password) > MaxPassword {
		f.Fault("password", "Enter your password.")
	}
	return f.Err()
}

// lookup finds an account by email address or username; ErrNoRows when there is none.
func (s *Local) lookup(ctx context.Context, identifier string) (account, error) {
	if email, ok := normalEmail(identifier); ok {
		return scanAccount(s.db.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE email = $1`, email).Scan)
	}
	name := strings.ToLower(strings.TrimSpace(identifier))
	if !check.IsName(name, MinUsername, MaxUsername) {
		return account{}, sqldb.ErrNoRows
	}
	return scanAccount(s.db.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE username = $1`, name).Scan)
}

// replaceHash puts a hash with today's parameters in the place of the one it was verified against, if
// that is still there.
func replaceHash(ctx context.Context, tx *sqldb.Tx, a account, hash string) error {
	_, err := tx.Exec(ctx, `UPDATE users SET password_hash = $1 WHERE id = $2 AND password_hash = $3`, hash, a.ID, a.passwordHash)
	if err != nil {
		return fmt.Errorf("replace password hash: %w", err)
	}
	return nil
}
