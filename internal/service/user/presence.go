package user

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// SetPresence says whether the caller wants to be reached. When its time is over they are active (ends.go).
func (s *Local) SetPresence(ctx context.Context, req SetPresenceRequest) (OwnUser, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OwnUser{}, err
	}
	var f check.Fields
	if req.Presence != Active && req.Presence != Away && req.Presence != DND {
		f.Fault("presence", "Choose one of %q.", []Presence{Active, Away, DND})
	}
	if over(req.Until, s.clock.Now()) {
		f.Fault("until", "Choose a time to come.")
	}
	if err := f.Err(); err != nil {
		return OwnUser{}, err
	}
	until := req.Until
	if req.Presence == Active {
		until = nil // it ends in being active
	}
	return s.updateProfile(ctx, caller.UserID, func(c *outbox.Change) error {
		_, err := c.Exec(ctx, `UPDATE users SET presence = $1, presence_until = $2 WHERE id = $3`,
			req.Presence, microsOrNil(until), caller.UserID)
		if err != nil {
			return fmt.Errorf("set presence: %w", err)
		}
		return nil
	})
}
