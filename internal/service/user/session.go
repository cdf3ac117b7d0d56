package user

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// startSession signs a user in on a device, in the caller's transaction.
func (s *Local) startSession(ctx context.Context, c *outbox.Change, u OwnUser, d Device) (SignedIn, error) {
	sessionID, seed := id.New[id.Session](), newSeed()
	token := makeRefreshToken(s.secret, sessionID, seed, 0)
	d = clean(d)
	_, err := c.Exec(ctx, `
		INSERT INTO sessions (id, user_id, token_hash, seed, generation, rotated_at, device, address, created_at, last_seen_at)
		VALUES ($1, $2, $3, $4, 0, $5, $6, $7, $5, $5)`,
		sessionID, u.ID, token.hash(), seed, c.At.UnixMicro(), d.Name, d.Address)
	if err != nil {
		return SignedIn{}, fmt.Errorf("insert session: %w", err)
	}
	if err := tidy(ctx, c, u.ID); err != nil {
		return SignedIn{}, err
	}
	if err := touch(ctx, c, u.ID); err != nil {
		return SignedIn{}, err
	}
	u.LastSeenAt = c.At
	return s.signedIn(u, token)
}

func (s *Local) signedIn(u OwnUser, token refreshToken) (SignedIn, error) {
	access, expiresIn, err := s.tokens.Issue(auth.Caller{UserID: u.ID, SessionID: token.session})
	if err != nil {
		return SignedIn{}, err
	}
	return SignedIn{AccessToken: access, ExpiresIn: int(expiresIn / time.Second), RefreshToken: token.String(), User: u}, nil
}

// keepEnded is how long a session that has ended is remembered; RevokedSessions looks back less.
const keepEnded = 24 * time.Hour

// tidy forgets the user's sessions that ended a while ago, and revokes those beyond MaxSessions.
func tidy(ctx context.Context, c *outbox.Change, userID id.User) error {
	_, err := c.Exec(ctx, `
		DELETE FROM sessions WHERE user_id = $1 AND (revoked_at < $2 OR last_seen_at < $3 OR created_at < $4)`,
		userID, c.At.Add(-keepEnded).UnixMicro(), c.At.Add(-SessionIdle-keepEnded).UnixMicro(),
		c.At.Add(-SessionAbsolute-keepEnded).UnixMicro())
	if err != nil {
		return fmt.Errorf("forget ended sessions: %w", err)
	}
	beyond, err := sqldb.Collect(ctx, c, scanSessionID, `
		SELECT id FROM sessions WHERE user_id = $1 AND revoked_at IS NULL
		ORDER BY last_seen_at DESC, id DESC LIMIT 1000 OFFSET $2`, userID, MaxSessions)
	if err != nil {
		return fmt.Errorf("count sessions: %w", err)
	}
	_, err = revoke(ctx, c, userID, beyond, RevokedByCap)
	return err
}

// revoke ends those of a user's sessions that have not ended, announces each, and returns how many.
func revoke(ctx context.Context, c *outbox.Change, userID id.User, sessions []id.Session, why RevokeReason) (int, error) {
	if len(sessions) == 0 {
		return 0, nil
	}
	revoked, err := sqldb.Collect(ctx, c, scanSessionID, `
		UPDATE sessions SET revoked_at = $1, revoke_reason = $2
		WHERE user_id = $3 AND revoked_at IS NULL AND id IN (SELECT value FROM `+c.Dialect.List("$4")+`)
		RETURNING id`, c.At.UnixMicro(), why, userID, sqldb.JSON(sessions))
	if err != nil {
		return 0, fmt.Errorf("revoke sessions: %w", err)
	}
	for _, sessionID := range revoked {
		data := SessionRevoked{UserID: userID, SessionID: sessionID, Reason: why}
		if err := c.Announce(ctx, EventSessionRevoked, 1, userID.String(), data); err != nil {
			return 0, err
		}
	}
	return len(revoked), nil
}

func touch(ctx context.Context, c *outbox.Change, userID id.User) error {
	if _, err := c.Exec(ctx, `UPDATE users SET last_seen_at = $1 WHERE id = $2`, c.At.UnixMicro(), userID); err != nil {
		return fmt.Errorf("note last seen: %w", err)
	}
	return nil
}

func scanSessionID(rows *sqldb.Rows) (id.Session, error) {
	var sessionID id.Session
	err := rows.Scan(&sessionID)
	return sessionID, err
}

// maxAddress bounds an IP address, in bytes.
const maxAddress = 64

// clean makes what a client says of itself fit to be kept and shown.
func clean(d Device) Device {
	return Device{Name: cleanText(d.Name, 200), Address: cleanText(d.Address, maxAddress)}
}

func cleanText(s string, limit int) string {
	s = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s[:min(len(s), limit)], ""))
	return strings.TrimSpace(s)
}
