package user

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Sessions lists the caller's live sessions.
func (s *Local) Sessions(ctx context.Context, _ rpc.None) (page.List[Session], error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return page.List[Session]{}, err
	}
	now := s.clock.Now()
	items, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (Session, error) {
		var d Session
		var created, seen int64
		err := rows.Scan(&d.ID, &d.Device, &d.Address, &created, &seen)
		d.CreatedAt, d.LastSeenAt, d.Current = at(created), at(seen), d.ID == caller.SessionID
		return d, err
	}, `
		SELECT id, device, address, created_at, last_seen_at FROM sessions
		WHERE user_id = $1 AND revoked_at IS NULL AND last_seen_at >= $2 AND created_at >= $3
		ORDER BY last_seen_at DESC, id DESC`,
		caller.UserID, now.Add(-SessionIdle).UnixMicro(), now.Add(-SessionAbsolute).UnixMicro())
	if err != nil {
		return page.List[Session]{}, fmt.Errorf("list sessions: %w", err)
	}
	return page.All(items), nil
}

// RevokeSession ends one of the caller's sessions.
func (s *Local) RevokeSession(ctx context.Context, req RevokeSessionRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.change(ctx, func(c *outbox.Change) error {
		n, err := revoke(ctx, c, caller.UserID, []id.Session{req.SessionID}, RevokedByUser)
		if err == nil && n == 0 {
			return errs.NotFound("session_not_found", "This session has ended already, or is not yours.")
		}
		if err != nil {
			return err
		}
		return note(ctx, c, deed{
			action: "session.revoked", user: caller.UserID, self: true,
			details: map[string]any{"sessionId": req.SessionID},
		})
	})
}

// Logout ends the caller's session, or all of them.
func (s *Local) Logout(ctx context.Context, req LogoutRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.change(ctx, func(c *outbox.Change) error {
		if !req.All {
			_, err := revoke(ctx, c, caller.UserID, []id.Session{caller.SessionID}, RevokedByLogout)
			return err
		}
		if err := revokeAll(ctx, c, caller.UserID, id.Session{}, RevokedByLogout); err != nil {
			return err
		}
		return note(ctx, c, deed{action: "session.all_revoked", user: caller.UserID, self: true})
	})
}

// RevokedSessions returns the sessions revoked at or after a time.
func (s *Local) RevokedSessions(ctx context.Context, req RevokedSessionsRequest) ([]SessionRevoked, error) {
	revoked, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (SessionRevoked, error) {
		var r SessionRevoked
		err := rows.Scan(&r.UserID, &r.SessionID, &r.Reason)
		return r, err
	}, `SELECT user_id, id, revoke_reason FROM sessions WHERE revoked_at >= $1`, req.Since.UnixMicro())
	if err != nil {
		return nil, fmt.Errorf("list revoked sessions: %w", err)
	}
	return revoked, nil
}
