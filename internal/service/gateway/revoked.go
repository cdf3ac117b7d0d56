package gateway

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/user"
)

// RevokedSessions knows the sessions whose access tokens are still within their time but must not be
// honoured any more. A token is checked without asking anyone; this closes the gap, within the time
// an event takes.
type RevokedSessions struct {
	clock clock.Clock
	mu    sync.RWMutex
	since map[id.Session]time.Time
}

// NewRevokedSessions returns an empty list; Load fills it.
func NewRevokedSessions(clk clock.Clock) *RevokedSessions {
	return &RevokedSessions{clock: clk, since: map[id.Session]time.Time{}}
}

// Load reads what was revoked before this process listened to events.
func (r *RevokedSessions) Load(ctx context.Context, users user.Service) error {
	revoked, err := users.RevokedSessions(ctx, user.RevokedSessionsRequest{Since: r.clock.Now().Add(-auth.MaxAccessAge)})
	if err != nil {
		return fmt.Errorf("load revoked sessions: %w", err)
	}
	for _, s := range revoked {
		r.add(s.SessionID)
	}
	return nil
}

// Subscription keeps the list up to date.
func (r *RevokedSessions) Subscription() bus.Subscription {
	return bus.Subscription{
		Name: "gateway.revoked-sessions", Types: []string{user.EventSessionRevoked}, Broadcast: true,
		Handler: func(_ context.Context, e bus.Event) error {
			var s user.SessionRevoked
			if err := json.Unmarshal(e.Data, &s); err != nil {
				return fmt.Errorf("read %s: %w", e.Type, err)
			}
			r.add(s.SessionID)
			return nil
		},
	}
}

func (r *RevokedSessions) add(session id.Session) {
	now := r.clock.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	r.since[session] = now
	for s, at := range r.since {
		if now.Sub(at) > auth.MaxAccessAge {
			delete(r.since, s) // its tokens have expired by themselves
		}
	}
}

// check returns errs invalid_token for a revoked session.
func (r *RevokedSessions) check(session id.Session) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if _, ended := r.since[session]; ended {
		return errs.Unauthenticated("invalid_token", "This session has ended. Sign in again.")
	}
	return nil
}

// Verify checks a token and that its session goes on.
func (r *RevokedSessions) Verify(tokens *auth.Tokens, token string) (auth.Caller, error) {
	caller, err := tokens.Verify(token)
	if err != nil {
		return auth.Caller{}, err
	}
	return caller, r.check(caller.SessionID)
}
