package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// UpdateChannelMember changes someone's role in a channel.
func (s *Local) UpdateChannelMember(ctx context.Context, req UpdateChannelMemberRequest) (Person[ChannelRole], error) {
	if req.Role.rank() == 0 {
		return Person[ChannelRole]{}, faultyRole("Choose owner, admin, member or viewer.")
	}
	var out Person[ChannelRole]
	at := ChannelRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID}
	err := s.changeChannelAs(ctx, at, changeChannelRoles, func(c *outbox.Change, me standing, ch channelRow) error {
		var err error
		if out, err = channelMemberOf(ctx, c, req.ChannelID, req.UserID); err != nil {
			return err
		}
		who, err := memberOf(ctx, c, req.WorkspaceID, req.UserID)
		if err != nil {
			return err
		}
		if err := me.mayTouchChannel(out.Role, req.Role); err != nil || out.Role == req.Role {
			return err
		}
		if err := who.Role.mayHave(req.Role); err != nil {
			return err
		}
		if out.Role == ChannelOwner && !ch.isGeneral { // which needs none
			if err := keepsChannelOwner(ctx, c, ch.ID); err != nil {
				return err
			}
		}
		from := out.Role
		out.Role = req.Role
		if err := setChannelRole(ctx, c, req.WorkspaceID, req.ChannelID, who.User, req.Role); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "channel.member_role_changed", aboutUser(req.UserID),
			inChannel(ch.Channel, details{"from": from, "to": req.Role}))
	})
	if err != nil {
		return Person[ChannelRole]{}, err
	}
	return out, nil
}

// keepsChannelOwner returns nil when a channel has an owner more than one. Codes: last_owner.
func keepsChannelOwner(ctx context.Context, c *outbox.Change, ch id.Channel) error {
	var owners int
	err := c.QueryRow(ctx, `SELECT COUNT(*) FROM channel_members WHERE channel_id = $1 AND role = $2`, ch, ChannelOwner).Scan(&owners)
	if err != nil {
		return fmt.Errorf("count owners of channel: %w", err)
	}
	if owners == 1 {
		return errLastOwner()
	}
	return nil
}
