package user

import (
	"context"
	"errors"
	"fmt"

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
	reused := false
	err := s.change(ctx, func(c *outbox.Change) error {
		in, reused = SignedIn{}, false
		sess, err := sessionForUpdate(ctx, c.Tx, token.session)
		if errors.Is(err, sqldb.ErrNoRows) || err == nil && sess.ended(c.At) {
			return errSessionEnded()
		} else if err != nil {
			return fmt.Errorf("read session: %w", err)
		}
		next := makeRefreshToken(s.secret, sess.id, sess.seed, sess.generation)
		switch s.use(c, sess, token) {
		case useCurrent:
			next = makeRefreshToken(s.secret, sess.id, sess.seed, next.generation+1)
			err = rotate(ctx, c, sess.id, next, clean(req.Device))
		case useRetry:
			// The answer with next got lost: here it is again.
		case useReuse:
			// The transaction that revokes must commit, so this is not an error in here.
			reused = true
			_, err = revoke(ctx, c, sess.userID, []id.Session{sess.id}, RevokedByReuse)
			return err
		case useForeign:
			return errSessionEnded()
		}
		if err != nil {
			return err
		}
		in, err = s.signIn(ctx, c, sess.userID, next)
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

// use says what a refresh token is to its session.
type use int

const (
	useForeign use = iota // not a token of this session: made up
	useCurrent            // the current one
	useRetry              // the one before it, in time, and the current one is unused
	useReuse              // an older one, or the one before it too late
)

// use tells what the token is. The current one is known by its hash alone; only what is not current is
// compared with what this server would have made.
func (s *Local) use(c *outbox.Change, sess session, token refreshToken) use {
	if token.hash() == sess.tokenHash {
		return useCurrent
	}
	if token.generation >= sess.generation || !token.equal(makeRefreshToken(s.secret, sess.id, sess.seed, token.generation)) {
		return useForeign
	}
	// That the current one was never used is in the generation: using it would have raised that.
	if token.generation == sess.generation-1 && c.At.Sub(sess.rotatedAt) <= RefreshGrace {
		return useRetry
	}
	return useReuse
}

func rotate(ctx context.Context, c *outbox.Change, sessionID id.Session, next refreshToken, d Device) error {
	_, err := c.Exec(ctx, `
		UPDATE sessions SET token_hash = $1, generation = $2, rotated_at = $3, last_seen_at = $3, address = $4 WHERE id = $5`,
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
