package user

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// ForgotPassword notes the address and answers. Whether it is anybody's is found out afterwards, by Run: so
// the answer's time says nothing, and a crash forgets nothing.
func (s *Local) ForgotPassword(ctx context.Context, req ForgotPasswordRequest) (rpc.None, error) {
	email, ok := normalEmail(req.Email)
	if !ok {
		return rpc.None{}, nil // nobody has it
	}
	_, err := s.db.Exec(ctx, `INSERT INTO forgotten_passwords (email, asked_at) VALUES ($1, $2) ON CONFLICT (email) DO NOTHING`,
		email, s.clock.Now().UnixMicro())
	if err != nil {
		return rpc.None{}, fmt.Errorf("note forgotten password: %w", err)
	}
	select {
	case s.forgotten <- struct{}{}:
	default: // Run is about to look
	}
	return rpc.None{}, nil
}

// lookAgain is how often Run looks for what another process left behind, and tidies up.
const lookAgain = time.Minute

// Run does what is done after the answer: mails to those who forgot their password, and forgetting what has
// expired. It returns soon after the end of ctx; what is left then is done by the next Run, of any instance.
func (s *Local) Run(ctx context.Context) {
	tick := time.NewTicker(lookAgain)
	defer tick.Stop()
	for {
		s.complain(ctx, "answer forgotten passwords", s.answerForgotten(ctx))
		select {
		case <-ctx.Done():
			return
		case <-s.forgotten:
		case <-tick.C:
			s.complain(ctx, "tidy up", s.tidyUp(ctx))
		}
	}
}

func (s *Local) complain(ctx context.Context, doing string, err error) {
	if err != nil && ctx.Err() == nil {
		s.log.ErrorContext(ctx, doing, "error", err)
	}
}

// answerForgotten takes one address after the other, each in a transaction of its own. One that cannot be
// answered, for a fault that time does not heal, does not hold up those after it.
func (s *Local) answerForgotten(ctx context.Context) error {
	for ctx.Err() == nil {
		var email string
		err := s.db.QueryRow(ctx, `SELECT email FROM forgotten_passwords ORDER BY asked_at LIMIT 1`).Scan(&email)
		if errors.Is(err, sqldb.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		err = s.change(ctx, func(c *outbox.Change) error { return s.answer(ctx, c, email) })
		if errs.KindOf(err) == errs.KindInternal {
			s.complain(ctx, "answer a forgotten password", err)
			_, err = s.db.Exec(ctx, `DELETE FROM forgotten_passwords WHERE email = $1`, email)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Local) answer(ctx context.Context, c *outbox.Change, email string) error {
	// Of two instances that found it, one removes it.
	n, err := c.Exec(ctx, `DELETE FROM forgotten_passwords WHERE email = $1`, email)
	if err != nil || n == 0 {
		return err
	}
	a, err := s.accountByEmail(ctx, c, email)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.askReset(ctx, c, a)
}

// askReset has a link mailed by which a password can be reset, unless too many were asked for.
func (s *Local) askReset(ctx context.Context, c *outbox.Change, found account) error {
	a, err := lockAccount(ctx, c, found.ID)
	if err != nil || a.IsDeactivated || a.Email != found.Email {
		return err
	}
	if ok, err := s.allowMail(ctx, c, a.Email); !ok || err != nil {
		return err
	}
	link, err := s.sealLink(ctx, c, EventPasswordResetRequested,
		mailedToken{userID: a.ID, purpose: forReset, email: a.Email, expiresAt: c.At.Add(ResetTTL)})
	if err != nil {
		return err
	}
	return c.Announce(ctx, EventPasswordResetRequested, 1, a.ID.String(), LinkRequested{a.recipient(), link})
}

// tidyUp forgets what is of no use any more.
func (s *Local) tidyUp(ctx context.Context) error {
	now := s.clock.Now()
	for _, old := range []struct {
		query  string
		before time.Time
	}{
		{`DELETE FROM mailed_tokens WHERE expires_at < $1`, now},
		{`DELETE FROM mails_asked WHERE at < $1`, now.Add(-time.Hour)},
		{`DELETE FROM failed_attempts WHERE last_at < $1`, now.Add(-forgetAttempts)},
		{`DELETE FROM sessions WHERE revoked_at < $1`, now.Add(-keepEnded)},
	} {
		if _, err := s.db.Exec(ctx, old.query, old.before.UnixMicro()); err != nil {
			return err
		}
	}
	return s.forgetLateEvents(ctx)
}
