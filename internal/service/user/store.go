package user

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// account is a row of users, as of a moment: a status or a presence whose time was over then is gone.
type account struct {
	OwnUser
	passwordHash string
	deleted      bool
}

// insertColumns are those that a new account sets; the others have defaults.
const insertColumns = `id, email, email_verified, username, display_name, avatar_url, title, bio, time_zone, locale, is_bot,
	password_hash, created_at, last_seen_at`

const userColumns = insertColumns + `, pending_email, status_emoji, status_text, status_until, presence, presence_until,
	preferences, deactivated_at IS NOT NULL, deleted_at IS NOT NULL`

func scanAccount(scan func(dest ...any) error, now time.Time) (account, error) {
	var a account
	var created, seen int64
	var status Status
	var statusUntil, presenceUntil *int64
	var preferences []byte
	err := scan(&a.ID, &a.Email, &a.EmailVerified, &a.Username, &a.DisplayName, &a.AvatarURL, &a.Title, &a.Bio, &a.TimeZone,
		&a.Locale, &a.IsBot, &a.passwordHash, &created, &seen, &a.PendingEmail, &status.Emoji, &status.Text, &statusUntil,
		&a.Presence, &presenceUntil, &preferences, &a.IsDeactivated, &a.deleted)
	if err != nil {
		return account{}, err
	}
	a.CreatedAt, a.LastSeenAt = at(created), at(seen)
	status.ExpiresAt, a.PresenceUntil = atOrNil(statusUntil), atOrNil(presenceUntil)
	if (status.Emoji != "" || status.Text != "") && !over(status.ExpiresAt, now) {
		a.Status = &status
	}
	if over(a.PresenceUntil, now) {
		a.Presence, a.PresenceUntil = Active, nil
	}
	a.Preferences = defaultPreferences()
	if err := json.Unmarshal(preferences, &a.Preferences); err != nil {
		return account{}, fmt.Errorf("read preferences: %w", err)
	}
	return a, nil
}

// newOwnUser is what is the same for all new accounts.
func newOwnUser() OwnUser {
	return OwnUser{User: User{Presence: Active}, Preferences: defaultPreferences()}
}

func insertAccount(ctx context.Context, tx *sqldb.Tx, a account) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO users (`+insertColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		a.ID, a.Email, a.EmailVerified, a.Username, a.DisplayName, a.AvatarURL, a.Title, a.Bio, a.TimeZone, a.Locale, a.IsBot,
		a.passwordHash, a.CreatedAt.UnixMicro(), a.LastSeenAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert user: %w", err)
	}
	return nil
}

func accountByID(ctx context.Context, q sqldb.Querier, userID id.User, now time.Time) (account, error) {
	return scanAccount(q.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE id = $1`, userID).Scan, now)
}

// lockAccount reads an account and keeps it from changing until the end of the transaction. Whatever
// starts, continues or ends sessions, or uses a token, takes this lock first, and the rows of sessions and
// tokens after it. Codes: user_not_found.
func lockAccount(ctx context.Context, c *outbox.Change, userID id.User) (account, error) {
	a, err := scanAccount(c.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE id = $1 `+c.Dialect.ForUpdate(), userID).Scan, c.At)
	if err != nil {
		return account{}, missingUser(err)
	}
	return a, nil
}

// lockOwn is lockAccount for what the caller does to their own account. One that has been deactivated or deleted
// does not change any more, though an access token may still be out. Codes: session_ended, user_not_found.
func lockOwn(ctx context.Context, c *outbox.Change, userID id.User) (account, error) {
	a, err := lockAccount(ctx, c, userID)
	if err == nil && a.IsDeactivated {
		err = errSessionEnded()
	}
	return a, err
}

// missingUser gives ErrNoRows its meaning.
func missingUser(err error) error {
	if errors.Is(err, sqldb.ErrNoRows) {
		return errs.NotFound("user_not_found", "This person is not here.")
	}
	return fmt.Errorf("read user: %w", err)
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

func atOrNil(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	t := at(*micros)
	return &t
}

// microsOrNil is the other end of atOrNil.
func microsOrNil(t *time.Time) *int64 {
	if t == nil {
		return nil
	}
	micros := t.UnixMicro()
	return &micros
}

// over tells whether an end, if there is one, has come.
func over(end *time.Time, now time.Time) bool { return end != nil && !end.After(now) }
