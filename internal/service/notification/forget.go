package notification

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// forgetUser takes a deleted person's address out of all records, and sends them nothing more.
func (s *Local) forgetUser(ctx context.Context, e bus.Event) error {
	var data user.Deleted
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return s.gone(ctx, e, data.UserID.String(), reasonNoAccount, func(tx *sqldb.Tx) error {
		// A server's words about a failure may repeat the address.
		const forget = `UPDATE notifications SET address = '', letter = '', is_kept = FALSE,
			reason = CASE WHEN state = 'failed' OR state = 'waiting' THEN $2 ELSE reason END,
			state = CASE WHEN state = 'waiting' THEN 'suppressed' ELSE state END `
		// First what went to the same addresses without naming the user: invites. One that is on its way
		// is for whoever has the address next.
		if _, err := tx.Exec(ctx, forget+`
			WHERE user_id IS NULL AND state <> 'waiting' AND address IN (
				SELECT address FROM notifications WHERE user_id = $1 AND address <> '')`,
			data.UserID, reasonNoAccount); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, forget+`WHERE user_id = $1`, data.UserID, reasonNoAccount)
		return err
	})
}

// forgetInvite keeps an invite that is revoked from being sent.
func (s *Local) forgetInvite(ctx context.Context, e bus.Event) error {
	var data workspace.InviteRevoked
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return s.gone(ctx, e, data.InviteID.String(), reasonRevoked, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `
			UPDATE notifications SET state = 'suppressed', reason = $1, letter = ''
			WHERE about = $2 AND kind = $3 AND state = 'waiting' AND occurred_at < $4`,
			reasonRevoked, data.InviteID, string(Invite), e.Time.UnixMicro())
		return err
	})
}

// forgetWorkspace removes the records of a deleted workspace's invites.
func (s *Local) forgetWorkspace(ctx context.Context, e bus.Event) error {
	var data workspace.Deleted
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return s.gone(ctx, e, data.WorkspaceID.String(), reasonNoWorkspace, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `DELETE FROM notifications WHERE workspace_id = $1`, data.WorkspaceID)
		return err
	})
}

// gone runs fn, and remembers that something is gone: an event of before may come after this one.
func (s *Local) gone(ctx context.Context, e bus.Event, what, reason string, fn func(tx *sqldb.Tx) error) error {
	if what == "" {
		return fmt.Errorf("read %s: it names nothing", e.Type)
	}
	err := s.db.Tx(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO gone (id, at, reason) VALUES ($1, $2, $3)
			ON CONFLICT (id) DO UPDATE SET at = excluded.at, reason = excluded.reason WHERE gone.at < excluded.at`,
			what, e.Time.UnixMicro(), reason)
		if err != nil {
			return err
		}
		return fn(tx)
	})
	if err != nil {
		return fmt.Errorf("%s: %w", reason, err)
	}
	return nil
}

const pruneBatch = 1000 // rows a statement, so that nothing else waits long

// Prune removes records older than RecordRetention.
func (s *Local) Prune(ctx context.Context) error {
	before := s.clock.Now().Add(-RecordRetention).UnixMicro()
	for _, remove := range []string{
		`DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE created_at < $1 AND state <> 'waiting' LIMIT $2)`,
		`DELETE FROM gone WHERE id IN (SELECT id FROM gone WHERE at < $1 LIMIT $2)`,
	} {
		for {
			n, err := s.db.Exec(ctx, remove, before, pruneBatch)
			if err != nil {
				return fmt.Errorf("prune notifications: %w", err)
			}
			if n < pruneBatch {
				break
			}
		}
	}
	return nil
}

func (s *Local) pruneUntil(ctx context.Context) {
	prune := time.NewTicker(pruneTime)
	defer prune.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-prune.C:
			if err := s.Prune(ctx); err != nil {
				s.log.ErrorContext(ctx, "prune notifications", "error", err)
			}
		}
	}
}
