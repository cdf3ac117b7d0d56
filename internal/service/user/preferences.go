package user

import (
	"context"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

func defaultPreferences() Preferences {
	return Preferences{
		Theme: "system", Density: "comfortable", EnterToSend: true, TimeFormat: "auto", EmailNotifications: "all", ShowReadReceipts: true,
	}
}

// Preferences returns the caller's preferences.
func (s *Local) Preferences(ctx context.Context, _ rpc.None) (Preferences, error) {
	me, err := s.Me(ctx, rpc.None{})
	return me.Preferences, err
}

// SetPreferences replaces the caller's preferences.
func (s *Local) SetPreferences(ctx context.Context, p Preferences) (Preferences, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return Preferences{}, err
	}
	if err := checkPreferences(p); err != nil {
		return Preferences{}, err
	}
	me, err := s.updateProfile(ctx, caller.UserID, func(c *outbox.Change) error {
		_, err := c.Exec(ctx, `UPDATE users SET preferences = $1 WHERE id = $2`, sqldb.JSON(p), caller.UserID)
		if err != nil {
			return fmt.Errorf("set preferences: %w", err)
		}
		return nil
	})
	return me.Preferences, err
}

func checkPreferences(p Preferences) error {
	var f check.Fields
	for _, choice := range []struct {
		field, value string
		of           []string
	}{
		{"theme", p.Theme, []string{"system", "light", "dark"}},
		{"density", p.Density, []string{"comfortable", "compact"}},
		{"timeFormat", p.TimeFormat, []string{"auto", "12", "24"}},
		{"emailNotifications", p.EmailNotifications, []string{"all", "mentions", "none"}},
	} {
		if !slices.Contains(choice.of, choice.value) {
			f.Fault(choice.field, "Choose one of %q.", choice.of)
		}
	}
	return f.Err()
}
