package user

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// MailsPerHour is how many mails with links an address gets within an hour, whoever asks for them.
const MailsPerHour = 5

// allowMail notes that a mail to an address was asked for; false: there were too many.
func (s *Local) allowMail(ctx context.Context, c *outbox.Change, email string) (bool, error) {
	n, err := c.Exec(ctx, `
		INSERT INTO mails_asked (address, at, id)
		SELECT $1, CAST($2 AS BIGINT), $3 WHERE (SELECT COUNT(*) FROM mails_asked WHERE address = $1 AND at > $4) < $5`,
		s.keyed("mail", email), c.At.UnixMicro(), id.New[id.Event](), c.At.Add(-time.Hour).UnixMicro(), MailsPerHour)
	if err != nil {
		return false, fmt.Errorf("count mails: %w", err)
	}
	return n == 1, nil
}

// keyed is a name for something that the database can count by and not tell.
func (s *Local) keyed(kind string, of ...string) string {
	mac := hmac.New(sha256.New, s.secret)
	mac.Write([]byte("echo " + kind))
	for _, part := range of {
		mac.Write([]byte{0})
		mac.Write([]byte(part))
	}
	return hex.EncodeToString(mac.Sum(nil))
}

func (a account) recipient() Recipient {
	return Recipient{UserID: a.ID, Email: a.Email, DisplayName: a.DisplayName, Locale: a.Locale}
}

// sealLink issues a token of a purpose for an address, and seals it for the event that carries it to the mail.
func (s *Local) sealLink(ctx context.Context, c *outbox.Change, event string, t mailedToken) (SealedLink, error) {
	token, err := issueToken(ctx, c, t)
	if err != nil {
		return SealedLink{}, err
	}
	return SealedLink{SealedToken: s.sealer.Seal(event, []byte(token)), ExpiresAt: t.expiresAt}, nil
}

// askVerification has the link mailed that confirms an account's address, unless too many were asked for.
func (s *Local) askVerification(ctx context.Context, c *outbox.Change, a account) error {
	if ok, err := s.allowMail(ctx, c, a.Email); !ok || err != nil {
		return err
	}
	link, err := s.sealLink(ctx, c, EventEmailVerificationRequested,
		mailedToken{userID: a.ID, purpose: forVerify, email: a.Email, expiresAt: c.At.Add(VerificationTTL)})
	if err != nil {
		return err
	}
	return c.Announce(ctx, EventEmailVerificationRequested, 1, a.ID.String(), LinkRequested{a.recipient(), link})
}

// askChange has the link mailed that makes an address the account's, unless too many were asked for.
func (s *Local) askChange(ctx context.Context, c *outbox.Change, a account, email string) error {
	if ok, err := s.allowMail(ctx, c, email); !ok || err != nil {
		return err
	}
	link, err := s.sealLink(ctx, c, EventEmailChangeRequested,
		mailedToken{userID: a.ID, purpose: forChange, email: email, expiresAt: c.At.Add(VerificationTTL)})
	if err != nil {
		return err
	}
	return c.Announce(ctx, EventEmailChangeRequested, 1, a.ID.String(),
		EmailChangeRequested{UserID: a.ID, NewEmail: email, DisplayName: a.DisplayName, Locale: a.Locale, SealedLink: link})
}
