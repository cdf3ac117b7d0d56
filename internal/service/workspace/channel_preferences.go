package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// MaxSection is the longest name of a section of someone's list, in characters.
const MaxSection = 50

// SetChannelPreferences says how the caller has a channel in their list.
func (s *Local) SetChannelPreferences(ctx context.Context, req ChannelPreferencesRequest) (MyChannel, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyChannel{}, err
	}
	if err := req.check(); err != nil {
		return MyChannel{}, err
	}
	var out MyChannel
	err = s.change(ctx, func(c *outbox.Change) error {
		me, row, err := seeChannel(ctx, c, c.Dialect, req.WorkspaceID, req.ChannelID, caller.UserID)
		if err != nil {
			return err
		}
		if me.ChannelRole == NoMember {
			return errs.Forbidden("not_channel_member", "Join this channel first.")
		}
		before := row.ChannelPreferences
		row.ChannelPreferences = req.ChannelPreferences
		out = row.MyChannel
		if before == req.ChannelPreferences {
			return nil
		}
		_, err = c.Exec(ctx, `
			UPDATE channel_members SET is_muted = $1, notification_level = $2, is_starred = $3, section = $4
			WHERE channel_id = $5 AND user_id = $6`,
			req.IsMuted, req.NotificationLevel, req.IsStarred, req.Section, req.ChannelID, caller.UserID)
		if err != nil {
			return fmt.Errorf("set channel preferences: %w", err)
		}
		return c.Announce(ctx, EventPreferencesUpdated, 1, req.ChannelID.String(), PreferencesChange{
			WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID, UserID: caller.UserID,
		})
	})
	if err != nil {
		return MyChannel{}, err
	}
	return out, nil
}

func (p *ChannelPreferences) check() error {
	var f check.Fields
	switch p.NotificationLevel {
	case DefaultLevel, AllLevel, MentionsLevel, NoneLevel:
	default:
		f.Fault("notificationLevel", "Choose all, mentions, none or default.")
	}
	p.Section = f.Line("section", p.Section, MaxSection)
	return f.Err()
}
