package user

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// ValidateResetToken tells whether a reset token is good still.
func (s *Local) ValidateResetToken(ctx context.Context, req ValidateResetTokenRequest) (ResetToken, error) {
	t, a, err := s.resetToken(ctx, req.Token)
	if errs.Is(err, "reset_token_invalid") {
		return ResetToken{}, nil
	}
	if err != nil {
		return ResetToken{}, err
	}
	return ResetToken{Valid: true, Email: MaskEmail(a.Email), ExpiresAt: &t.expiresAt}, nil
}

// MaskEmail shows enough of an address for its owner to recognise it.
func MaskEmail(email string) string {
	local, domain, ok := strings.Cut(email, "@")
	if !ok || local == "" {
		return ""
	}
	return local[:1] + "•••@" + domain
}

// resetToken finds a token that is good for a reset, and the account that it is for.
func (s *Local) resetToken(ctx context.Context, token string) (mailedToken, account, error) {
	t, err := findToken(ctx, s.db, token, s.clock.Now(), forReset)
	if errors.Is(err, sqldb.ErrNoRows) {
		return mailedToken{}, account{}, errResetToken()
	}
	if err != nil {
		return mailedToken{}, account{}, fmt.Errorf("find token: %w", err)
	}
	a, err := s.find(ctx, t.userID)
	return t, a, err
}

func errResetToken() error {
	return errs.Gone("reset_token_invalid", "This link has been used or has expired. Ask for another.")
}

// ResetPassword sets a password by a token.
func (s *Local) ResetPassword(ctx context.Context, req ResetPasswordRequest) (rpc.None, error) {
	t, a, err := s.resetToken(ctx, req.Token)
	if err != nil {
		return rpc.None{}, err
	}
	hash, err := s.hashNew(ctx, "password", req.Password, a)
	if err != nil {
		return rpc.None{}, err
	}
	err = s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, t.userID)
		if err != nil {
			return err
		}
		if err := useToken(ctx, c, t); err != nil {
			return err
		}
		if err := setPassword(ctx, c, a, hash, id.Session{}, RevokedByPasswordReset); err != nil {
			return err
		}
		if err := provenByMail(ctx, c, a, t); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.password_reset", user: a.ID, self: true, address: req.Device.Address})
	})
	if errors.Is(err, errTokenUsed) {
		return rpc.None{}, errResetToken()
	}
	return rpc.None{}, err
}

// provenByMail notes that whoever used a token reads the account's mail. A token that an operator handed over
// was not mailed, and proves nothing.
func provenByMail(ctx context.Context, c *outbox.Change, a account, t mailedToken) error {
	if a.EmailVerified || t.email != a.Email {
		return nil
	}
	return confirmEmail(ctx, c, a)
}

// CreateResetLink makes a reset token for an operator to hand over.
func (s *Local) CreateResetLink(ctx context.Context, req CreateResetLinkRequest) (ResetLink, error) {
	found, err := s.lookup(ctx, req.Identifier)
	if err != nil {
		return ResetLink{}, missingUser(err)
	}
	link := ResetLink{UserID: found.ID}
	err = s.change(ctx, func(c *outbox.Change) error {
		a, err := lockAccount(ctx, c, found.ID)
		if err != nil {
			return err
		}
		if a.deleted {
			return missingUser(sqldb.ErrNoRows)
		}
		link.ExpiresAt = c.At.Add(OperatorTTL)
		link.Token, err = issueToken(ctx, c, mailedToken{userID: found.ID, purpose: forReset, expiresAt: link.ExpiresAt})
		if err != nil {
			return err
		}
		return note(ctx, c, deed{action: "account.reset_link_created", user: found.ID})
	})
	return link, err
}
