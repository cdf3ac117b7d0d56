package notification

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// What one address gets of one kind in an hour, and no more: whoever invites may invite anybody. The
// user service asks for five reset links at most.
const (
	maxInWindow = 10
	window      = time.Hour
)

// enqueue makes the row of a mail, once however often the event comes, and wakes who sends it.
func (s *Local) enqueue(ctx context.Context, e bus.Event, d draft) error {
	err := s.db.Tx(ctx, func(tx *sqldb.Tx) error {
		reason, err := s.objection(ctx, tx, e.Time, d)
		if err != nil {
			return err
		}
		if d.to == "" {
			reason = reasonNoAccount
		}
		if reason == reasonNoAccount {
			d.to = ""
		}
		added, err := s.insert(ctx, tx, e, d, reason)
		if err != nil || !added || reason != "" {
			return err
		}
		return replaceOlder(ctx, tx, e.Time, d)
	})
	if err != nil {
		return fmt.Errorf("queue mail: %w", err)
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
	return nil
}

// objection returns why a mail is not to be sent at all, or nothing.
func (s *Local) objection(ctx context.Context, tx *sqldb.Tx, occurred time.Time, d draft) (string, error) {
	var reason string
	err := tx.QueryRow(ctx, `SELECT reason FROM gone WHERE id IN ($1, $2, $3) AND at > $4 LIMIT 1`,
		d.about, d.userID.String(), d.workspaceID.String(), occurred.UnixMicro()).Scan(&reason)
	if !errors.Is(err, sqldb.ErrNoRows) {
		return reason, err
	}
	var newer, recent int
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM notifications WHERE about = $1 AND kind = $2 AND occurred_at > $3`,
		d.about, string(d.kind), occurred.UnixMicro()).Scan(&newer)
	if err != nil {
		return "", err
	}
	if newer > 0 && links[d.kind] != "" {
		return reasonReplaced, nil
	}
	err = tx.QueryRow(ctx, `SELECT COUNT(*) FROM notifications WHERE address = $1 AND kind = $2 AND state <> 'suppressed' AND created_at > $3`,
		d.to, string(d.kind), s.clock.Now().Add(-window).UnixMicro()).Scan(&recent)
	if err != nil {
		return "", err
	}
	if recent >= maxInWindow {
		return reasonTooMany, nil
	}
	return "", nil
}

// Reasons, as records show them.
const (
	reasonSent        = "sent"
	reasonReplaced    = "replaced by a newer link"
	reasonTooMany     = "too many to this address within an hour"
	reasonKept        = "no mail server is configured: kept for the developer's mailbox"
	reasonNoServer    = "no mail server is configured"
	reasonExpired     = "expired before it could be sent"
	reasonRevoked     = "invite revoked"
	reasonNoWorkspace = "workspace deleted"
	reasonNoAccount   = "account deleted"
)

func (s *Local) insert(ctx context.Context, tx *sqldb.Tx, e bus.Event, d draft, objection string) (added bool, err error) {
	now := s.clock.Now()
	key := e.ID.String() + "/" + string(d.kind)
	state, text := Waiting, sqldb.JSON(d.letter)
	if objection != "" {
		state, text = Suppressed, ""
	}
	n, err := tx.Exec(ctx, `
		INSERT INTO notifications (id, effect_key, kind, channel, user_id, workspace_id, about, address, state, reason,
			attempts, message_id, letter, is_kept, occurred_at, created_at, due_at, expires_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, $12, FALSE, $13, $14, $14, $15)
		ON CONFLICT (effect_key) DO NOTHING`,
		id.At[id.Notification](now), key, string(d.kind), ChannelEmail, d.userID, d.workspaceID, d.about, d.to, string(state), objection,
		s.messageID(key), text, e.Time.UnixMicro(), now.UnixMicro(), d.expiresAt.UnixMicro())
	return n == 1, err
}

// messageID is the same each time that an event is told of, and another for every other event.
func (s *Local) messageID(effectKey string) string {
	sum := sha256.Sum256([]byte(effectKey))
	return hex.EncodeToString(sum[:16]) + "@" + s.host
}

// replaceOlder keeps older links about the same from being sent after this one: once a server that was
// away is back, people get the link that works, not all that they asked for.
func replaceOlder(ctx context.Context, tx *sqldb.Tx, occurred time.Time, d draft) error {
	if links[d.kind] == "" {
		return nil
	}
	_, err := tx.Exec(ctx, `
		UPDATE notifications SET state = 'suppressed', reason = $1, letter = ''
		WHERE about = $2 AND kind = $3 AND state = 'waiting' AND occurred_at < $4`,
		reasonReplaced, d.about, string(d.kind), occurred.UnixMicro())
	return err
}
