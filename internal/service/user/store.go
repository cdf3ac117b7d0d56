package user

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// account is a row of users.
type account struct {
	OwnUser
	passwordHash string
}

const userColumns = `id, email, email_verified, username, display_name, avatar_url, title, bio, time_zone, locale, is_bot,
	password_hash, created_at, last_seen_at`

func scanAccount(scan func(dest ...any) error) (account, error) {
	var a account
	var created, seen int64
	err := scan(&a.ID, &a.Email, &a.EmailVerified, &a.Username, &a.DisplayName, &a.AvatarURL, &a.Title, &a.Bio, &a.TimeZone,
		&a.Locale, &a.IsBot, &a.passwordHash, &created, &seen)
	a.CreatedAt, a.LastSeenAt = at(created), at(seen)
	return a, err
}

func insertAccount(ctx context.Context, tx *sqldb.Tx, a account) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO users (`+userColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		a.ID, a.Email, a.EmailVerified, a.Username, a.DisplayName, a.AvatarURL, a.Title, a.Bio, a.TimeZone, a.Locale, a.IsBot,
		a.passwordHash, a.CreatedAt.UnixMicro(), a.LastSeenAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert user: %w", err)
	}
	return nil
}

func accountByID(ctx context.Context, q sqldb.Querier, userID id.User) (account, error) {
	return scanAccount(q.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE id = $1`, userID).Scan)
}

// session is a row of sessions.
type session struct {
	id         id.Session
	userID     id.User
	tokenHash  string
	seed       string
	generation uint32
	rotatedAt  time.Time
	createdAt  time.Time
	lastSeenAt time.Time
	revoked    bool
}

// sessionForUpdate reads a session and keeps it from changing until the end of the transaction.
func sessionForUpdate(ctx context.Context, tx *sqldb.Tx, sessionID id.Session) (session, error) {
	s := session{id: sessionID}
	var rotated, created, seen int64
	err := tx.QueryRow(ctx, `
		SELECT user_id, token_hash, seed, generation, rotated_at, created_at, last_seen_at, revoked_at IS NOT NULL
		FROM sessions WHERE id = $1 `+tx.Dialect.ForUpdate(), sessionID).
		Scan(&s.userID, &s.tokenHash, &s.seed, &s.generation, &rotated, &created, &seen, &s.revoked)
	s.rotatedAt, s.createdAt, s.lastSeenAt = at(rotated), at(created), at(seen)
	return s, err
}

// ended tells whether the session is over, for whatever reason.
func (s session) ended(now time.Time) bool {
	return s.revoked || now.Sub(s.lastSeenAt) > SessionIdle || now.Sub(s.createdAt) > SessionAbsolute
}

func at(micros int64) time.Time { return time.UnixMicro(micros).UTC() }
