package user

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

func errSessionEnded() error {
	return errs.Unauthenticated("session_ended", "This session has ended. Sign in again.")
}

// Refresh exchanges a refresh token for its successor and a new access token.
func (s *Local) Refresh(ctx context.Context, req RefreshRequest) (SignedIn, error) {
	token, ok := parseRefreshToken(req.RefreshToken)
	if !ok {
		return SignedIn{}, errSessionEnded()
	}
	var in SignedIn
	var reused bool
	err := s.change(ctx, func(c *outbox.Change) (err error) {
		in, reused, err = s.exchange(ctx, c, token, clean(req.Device))
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	if reused {
		s.log.WarnContext(ctx, "a spent refresh token was used; its session is revoked", "session_id", token.session)
		return SignedIn{}, errSessionEnded()
	}
	return in, nil
}

// exchange gives the successor of a token. That the token was spent, and the session is now revoked, is
// not an error in here: the transaction must commit.
func (s *Local) exchange(ctx context.Context, c *outbox.Change, token refreshToken, d Device) (in SignedIn, reused bool, err error) {
	a, sess, err := lockSession(ctx, c, token.session)
	if err != nil {
		return SignedIn{}, false, err
	}
	next := makeRefreshToken(s.secret, sess.id, sess.seed, sess.generation)
	switch s.judge(sess, token, c.At) {
	case foreign:
		return SignedIn{}, false, errSessionEnded()
	case spent:
		return SignedIn{}, true, s.endStolen(ctx, c, a, sess.id, d)
	case retried:
		// The answer with next got lost: here it is again.
	case current:
		next = makeRefreshToken(s.secret, sess.id, sess.seed, sess.generation+1)
		if err := rotate(ctx, c, sess.id, next, d); err != nil {
			return SignedIn{}, false, err
		}
	}
	if err := touch(ctx, c, a.ID); err != nil {
		return SignedIn{}, false, err
	}
	a.LastSeenAt = c.At
	in, err = s.signedIn(a.OwnUser, next)
	return in, false, err
}

// lockSession reads a session that goes on and its account, and keeps both from changing until the end of the
// transaction: whoever deactivates or deletes the account meanwhile does so before or after, and ends the
// session either way. Codes: session_ended.
func lockSession(ctx context.Context, c *outbox.Change, sessionID id.Session) (account, session, error) {
	var userID id.User
	err := c.QueryRow(ctx, `SELECT user_id FROM sessions WHERE id = $1`, sessionID).Scan(&userID)
	if errors.Is(err, sqldb.ErrNoRows) {
		return account{}, session{}, errSessionEnded()
	}
	if err != nil {
		return account{}, session{}, fmt.Errorf("read session: %w", err)
	}
	a, err := lockAccount(ctx, c, userID)
	if err != nil {
		return account{}, session{}, err
	}
	sess, err := sessionForUpdate(ctx, c.Tx, sessionID)
	if errors.Is(err, sqldb.ErrNoRows) || err == nil && (sess.ended(c.At) || a.IsDeactivated) {
		return account{}, session{}, errSessionEnded()
	}
	if err != nil {
		return account{}, session{}, fmt.Errorf("read session: %w", err)
	}
	return a, sess, nil
}

// endStolen ends a session two parties hold tokens of, and tells its person.
func (s *Local) endStolen(ctx context.Context, c *outbox.Change, a account, sessionID id.Session, d Device) error {
	if _, err := revoke(ctx, c, a.ID, []id.Session{sessionID}, RevokedByReuse); err != nil {
		return err
	}
	err := c.Announce(ctx, EventSecurityAlert, 1, a.ID.String(),
		SecurityAlert{Recipient: a.recipient(), Kind: AlertRefreshReused, Device: d.Name, Address: d.Address, At: c.At})
	if err != nil {
		return err
	}
	return note(ctx, c, deed{
		action: "session.refresh_token_reused", user: a.ID, address: d.Address,
		details: map[string]any{"sessionId": sessionID},
	})
}

// verdict is what a refresh token is to its session.
type verdict int

const (
	foreign verdict = iota // not a token of this session: made up
	current                // the current one
	retried                // the one before it, in time, and the current one is unused
	spent                  // an older one, or the one before it too late
)

// judge tells what the token is. The current one is known by its hash alone; only what is not current is
// compared with what this server would have made.
func (s *Local) judge(sess session, token refreshToken, now time.Time) verdict {
	if token.hash() == sess.tokenHash {
		return current
	}
	if token.generation >= sess.generation || !token.equal(makeRefreshToken(s.secret, sess.id, sess.seed, token.generation)) {
		return foreign
	}
	// That the current one was never used is in the generation: using it would have raised that.
	if token.generation == sess.generation-1 && now.Sub(sess.rotatedAt) <= RefreshGrace {
		return retried
	}
	return spent
}

func rotate(ctx context.Context, c *outbox.Change, sessionID id.Session, next refreshToken, d Device) error {
	_, err := c.Exec(ctx, `
		UPDATE sessions SET token_hash = $1, generation = $2, rotated_at = $3, last_seen_at = $3,
			address = COALESCE(NULLIF($4, ''), address) WHERE id = $5`,
		next.hash(), next.generation, c.At.UnixMicro(), d.Address, sessionID)
	if err != nil {
		return fmt.Errorf("rotate refresh token: %w", err)
	}
	return nil
}
