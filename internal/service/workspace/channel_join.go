package workspace

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// JoinChannel makes the caller a member of a public channel.
func (s *Local) JoinChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyChannel{}, err
	}
	var out MyChannel
	err = s.changeMembers(ctx, req.WorkspaceID, func(c *outbox.Change) error {
		// What someone sees and is no member of is public.
		me, row, err := seeChannel(ctx, c, c.Dialect, req.WorkspaceID, req.ChannelID, caller.UserID)
		if err != nil {
			return err
		}
		if me.ChannelRole == NoMember {
			if err := me.may(joinIt); err != nil {
				return err
			}
			p, err := person(ctx, c, caller.UserID)
			if err != nil {
				return err
			}
			if _, err := joinChannel(ctx, c, req.WorkspaceID, req.ChannelID, p, ChannelMember); err != nil {
				return err
			}
			row.Role = ChannelMember
			row.MemberCount++
		}
		out = row.MyChannel
		return nil
	})
	if err != nil {
		return MyChannel{}, err
	}
	return out, nil
}

// LeaveChannel ends the caller's membership.
func (s *Local) LeaveChannel(ctx context.Context, req ChannelRequest) (rpc.None, error) {
	return rpc.None{}, s.changeChannelAs(ctx, req, leaveChannelOneself, func(c *outbox.Change, me standing, ch channelRow) error {
		p, err := person(ctx, c, me.userID)
		if err != nil {
			return err
		}
		return leaveChannels(ctx, c, ch.WorkspaceID, p, []id.Channel{ch.ID})
	})
}
