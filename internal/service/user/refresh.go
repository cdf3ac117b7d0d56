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
	sess, err := sessionForUpdate(ctx, c.Tx, token.session)
	if errors.Is(err, sqldb.ErrNoRows) || err == nil && sess.ended(c.At) {
		return SignedIn{}, false, errSessionEnded()
	}
	if err != nil {
		return SignedIn{}, false, fmt.Errorf("read session: %w", err)
	}
	next := makeRefreshToken(s.secret, sess.id, sess.seed, sess.generation)
	switch s.judge(sess, token, c.At) {
	case foreign:
		return SignedIn{}, false, errSessionEnded()
	case spent:
		_, err := revoke(ctx, c, sess.userID, []id.Session{sess.id}, RevokedByReuse)
		return SignedIn{}, true, err
	case retried:
		// The answer with next got lost: here it is again.
	case current:
		next = makeRefreshToken(s.secret, sess.id, sess.seed, sess.generation+1)
		if err := rotate(ctx, c, sess.id, next, d); err != nil {
			return SignedIn{}, false, err
		}
	}
	in, err = s.signIn(ctx, c, sess.userID, next)
	return in, false, err
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

// signIn reads the user of a session and returns their new tokens.
func (s *Local) signIn(ctx context.Context, c *outbox.Change, userID id.User, token refreshToken) (SignedIn, error) {
	if err := touch(ctx, c, userID); err != nil {
		return SignedIn{}, err
	}
	a, err := accountByID(ctx, c.Tx, userID)
	if err != nil {
		return SignedIn{}, fmt.Errorf("read user of session: %w", err)
	}
	return s.signedIn(a.OwnUser, token)
}
