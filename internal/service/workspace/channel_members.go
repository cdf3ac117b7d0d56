package workspace

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

// ChannelMembers lists a channel's members to those who may see it.
func (s *Local) ChannelMembers(ctx context.Context, req ChannelMembersRequest) (page.List[Person[ChannelRole]], error) {
	none := page.List[Person[ChannelRole]]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	var after memberKey
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	if _, _, err := seeChannel(ctx, s.db, s.db.Dialect(), req.WorkspaceID, req.ChannelID, caller.UserID); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanPerson[ChannelRole], `
		SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
		FROM (SELECT user_id, role, joined_at FROM channel_members
			WHERE channel_id = $1 AND (joined_at, user_id) > ($2, $3) ORDER BY joined_at, user_id LIMIT $4) m
		JOIN people p ON p.id = m.user_id
		ORDER BY m.joined_at, m.user_id`, req.ChannelID, after.JoinedAt, printable(after.UserID), limit+1)
	if err != nil {
		return none, fmt.Errorf("list channel members: %w", err)
	}
	return page.Cut(rows, limit, keyOf[ChannelRole]), nil
}

// AddChannelMember adds a member of the workspace to a channel.
func (s *Local) AddChannelMember(ctx context.Context, req AddChannelMemberRequest) (Person[ChannelRole], error) {
	if req.Role == NoMember {
		req.Role = ChannelMember
	}
	if req.Role != ChannelAdmin && req.Role != ChannelMember && req.Role != ChannelViewer {
		return Person[ChannelRole]{}, faultyRole("Choose admin, member or viewer.")
	}
	out := Person[ChannelRole]{Role: req.Role}
	at := ChannelRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID}
	err := s.changeChannelAs(ctx, at, addToChannel, func(c *outbox.Change, me standing, ch channelRow) error {
		who, err := memberOf(ctx, c, req.WorkspaceID, req.UserID)
		if err != nil {
			return err
		}
		if req.Role != ChannelMember {
			if err := me.may(changeChannelRoles); err != nil {
				return err
			}
			if err := who.Role.mayHave(req.Role); err != nil {
				return err
			}
		}
		added, err := joinChannel(ctx, c, req.WorkspaceID, req.ChannelID, who.User, req.Role)
		if err == nil && !added {
			err = errs.Conflict("already_member", "This person is in the channel already.")
		}
		if err != nil {
			return err
		}
		out.User, out.JoinedAt = who.User, c.At
		return note(ctx, c, req.WorkspaceID, me.userID, "channel.member_added", aboutUser(req.UserID),
			inChannel(ch.Channel, details{"role": req.Role}))
	})
	if err != nil {
		return Person[ChannelRole]{}, err
	}
	return out, nil
}

// RemoveChannelMember removes someone from a channel.
func (s *Local) RemoveChannelMember(ctx context.Context, req ChannelMemberRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	if req.UserID == caller.UserID {
		return s.LeaveChannel(ctx, req.channel())
	}
	return rpc.None{}, s.changeChannelAs(ctx, req.channel(), removeFromChannel, func(c *outbox.Change, me standing, ch channelRow) error {
		seat, err := channelMemberOf(ctx, c, req.ChannelID, req.UserID)
		if err != nil {
			return err
		}
		if err := me.mayTouchChannel(seat.Role, seat.Role); err != nil {
			return err
		}
		who, err := memberOf(ctx, c, req.WorkspaceID, req.UserID)
		if err != nil {
			return err
		}
		if ch.isGeneral && who.Role != Guest {
			return errGeneral()
		}
		if err := leaveChannels(ctx, c, ch.WorkspaceID, who.User, []id.Channel{ch.ID}); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "channel.member_removed", aboutUser(req.UserID),
			inChannel(ch.Channel, details{"role": seat.Role}))
	})
}

// channelMemberOf returns a member of a channel. Codes: user_not_found.
func channelMemberOf(ctx context.Context, q sqldb.Querier, ch id.Channel, userID id.User) (Person[ChannelRole], error) {
	found, err := sqldb.Collect(ctx, q, scanPerson[ChannelRole], `
		SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
		FROM channel_members m JOIN people p ON p.id = m.user_id WHERE m.channel_id = $1 AND m.user_id = $2`, ch, userID)
	if err != nil {
		return Person[ChannelRole]{}, fmt.Errorf("read channel member: %w", err)
	}
	if len(found) == 0 {
		return Person[ChannelRole]{}, errUser()
	}
	return found[0], nil
}
