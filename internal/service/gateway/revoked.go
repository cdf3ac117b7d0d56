package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
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
// an event takes, and within about a second when no events come.
type RevokedSessions struct {
	clock clock.Clock
	mu    sync.RWMutex
	since map[id.Session]time.Time
	known bool // what was revoked before this process began
}

// NewRevokedSessions returns an empty list; Load fills it.
func NewRevokedSessions(clk clock.Clock) *RevokedSessions {
	return &RevokedSessions{clock: clk, since: map[id.Session]time.Time{}}
}

// Load reads what was revoked before this process listened to events.
func (r *RevokedSessions) Load(ctx context.Context, users user.Service) error {
	_, err := r.ask(ctx, users, r.clock.Now().Add(-auth.MaxAccessAge))
	return err
}

// How often the user service is asked, beside its events, and how far back: commits take a while, and
// clocks differ.
const (
	askRevoked   = time.Second
	revokedAgain = time.Minute
)

// Run finds, until ctx ends, what events did not tell, and what Load did not. ended is called for each
// session that it finds.
func (r *RevokedSessions) Run(ctx context.Context, users user.Service, ended func(user.SessionRevoked), log *slog.Logger) {
	tick := time.NewTicker(askRevoked)
	defer tick.Stop()
	asked := r.clock.Now().Add(revokedAgain - auth.MaxAccessAge)
	failing := false
	for {
		now := r.clock.Now()
		found, err := r.ask(ctx, users, asked.Add(-revokedAgain))
		if err == nil {
			asked = now
			for _, s := range found {
				ended(s)
			}
		} else if !failing && ctx.Err() == nil {
			log.WarnContext(ctx, "sessions that end now may be honoured for longer than a second", "error", err)
		}
		failing = err != nil
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// ask returns those revoked since a time that were not known of.
func (r *RevokedSessions) ask(ctx context.Context, users user.Service, since time.Time) ([]user.SessionRevoked, error) {
	revoked, err := users.RevokedSessions(ctx, user.RevokedSessionsRequest{Since: since})
	if err != nil {
		return nil, fmt.Errorf("load revoked sessions: %w", err)
	}
	var news []user.SessionRevoked
	for _, s := range revoked {
		if r.add(s.SessionID) {
			news = append(news, s)
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.known = true
	return news, nil
}

// Check tells whether tokens can be judged: not before it is known what was revoked.
func (r *RevokedSessions) Check(context.Context) error {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if !r.known {
		return errors.New("the user service has not told yet which sessions have ended")
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

// add tells whether the session was not known of.
func (r *RevokedSessions) add(session id.Session) bool {
	now := r.clock.Now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, known := r.since[session]; known {
		return false
	}
	r.since[session] = now
	for s, at := range r.since {
		if now.Sub(at) > auth.MaxAccessAge {
			delete(r.since, s) // its tokens have expired by themselves
		}
	}
	return true
}

// check returns errs invalid_token for a revoked session, and unavailable while it cannot be known.
func (r *RevokedSessions) check(session id.Session) error {
	if err := r.Check(context.Background()); err != nil {
		return errs.Unavailable(err)
	}
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
