package user

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// purpose is what a mailed token is good for. A token of one purpose never serves another.
type purpose string

const (
	forReset  purpose = "password_reset"
	forVerify purpose = "email_verification"
	forChange purpose = "email_change"
)

// How long a mailed token is good.
const (
	ResetTTL        = 15 * time.Minute
	OperatorTTL     = time.Hour // a reset token that an operator hands over
	VerificationTTL = 48 * time.Hour
)

// mailedToken is a row of mailed_tokens. What is kept of the token, 256 random bits, is its SHA-256.
type mailedToken struct {
	hash      string
	userID    id.User
	purpose   purpose
	email     string
	expiresAt time.Time
}

// issueToken makes a token and keeps its hash.
func issueToken(ctx context.Context, c *outbox.Change, t mailedToken) (string, error) {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	token := base64.RawURLEncoding.EncodeToString(raw)
	_, err := c.Exec(ctx, `INSERT INTO mailed_tokens (hash, user_id, purpose, email, expires_at) VALUES ($1, $2, $3, $4, $5)`,
		hashToken(token), t.userID, t.purpose, t.email, t.expiresAt.UnixMicro())
	if err != nil {
		return "", fmt.Errorf("insert token: %w", err)
	}
	return token, nil
}

// hashToken is of what the holder has: text that decodes to the same bytes another way is another token.
func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

const tokenLen = 43 // 32 bytes in base64

// findToken returns what a token is for; ErrNoRows when it is not good for this.
func findToken(ctx context.Context, q sqldb.Querier, token string, now time.Time, purposes ...purpose) (mailedToken, error) {
	if len(token) != tokenLen {
		return mailedToken{}, sqldb.ErrNoRows
	}
	t := mailedToken{hash: hashToken(token)}
	var expires int64
	err := q.QueryRow(ctx, `SELECT user_id, purpose, email, expires_at FROM mailed_tokens WHERE hash = $1 AND expires_at > $2`,
		t.hash, now.UnixMicro()).Scan(&t.userID, &t.purpose, &t.email, &expires)
	if err != nil {
		return mailedToken{}, err
	}
	t.expiresAt = at(expires)
	if !slices.Contains(purposes, t.purpose) {
		return mailedToken{}, sqldb.ErrNoRows
	}
	return t, nil
}

var errTokenUsed = errors.New("somebody else used the token")

// useToken uses up a token that findToken found, its account being locked. Of two who try, one gets
// errTokenUsed.
func useToken(ctx context.Context, c *outbox.Change, t mailedToken) error {
	n, err := c.Exec(ctx, `DELETE FROM mailed_tokens WHERE hash = $1`, t.hash)
	if err != nil {
		return fmt.Errorf("use token: %w", err)
	}
	if n == 0 {
		return errTokenUsed
	}
	return nil
}

// forgetTokens voids what was mailed to a user, for one of the purposes or, without any, for all.
func forgetTokens(ctx context.Context, c *outbox.Change, userID id.User, purposes ...purpose) error {
	if len(purposes) == 0 {
		purposes = []purpose{forReset, forVerify, forChange}
	}
	_, err := c.Exec(ctx, `DELETE FROM mailed_tokens WHERE user_id = $1 AND purpose IN (SELECT value FROM `+c.Dialect.List("$2")+`)`,
		userID, sqldb.JSON(purposes))
	if err != nil {
		return fmt.Errorf("void tokens: %w", err)
	}
	return nil
}
