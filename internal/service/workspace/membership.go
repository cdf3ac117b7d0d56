package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// These, and those in membership_role.go, are the only ones who write memberships. They keep the counts
// and announce who came and went; their callers hold the workspace's row (changeMembers), or have just
// made it.

// joinWorkspace makes p a member and, unless a guest, one of #general. It tells whether they were not a
// member before; if they were, nothing changes.
func joinWorkspace(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author, role Role) (bool, error) {
	n, err := c.Exec(ctx, `
		INSERT INTO workspace_members (workspace_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (workspace_id, user_id) DO NOTHING`, ws, p.ID, role, c.At.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("insert member: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	if _, err := c.Exec(ctx, `UPDATE workspaces SET member_count = member_count + 1 WHERE id = $1`, ws); err != nil {
		return false, fmt.Errorf("count members: %w", err)
	}
	err = c.Announce(ctx, EventMemberJoined, 1, ws.String(), MemberChange{WorkspaceID: ws, UserID: p.ID, Role: role, User: p})
	if err != nil || role == Guest {
		return true, err
	}
	return true, joinGeneral(ctx, c, ws, p)
}

// joinGeneral makes p a member of #general.
func joinGeneral(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author) error {
	general, err := sqldb.Collect(ctx, c, scanChannelID, `SELECT id FROM channels WHERE workspace_id = $1 AND is_general`, ws)
	if err != nil {
		return fmt.Errorf("find general channel: %w", err)
	}
	for _, ch := range general {
		if _, err := joinChannel(ctx, c, ws, ch, p, ChannelMember); err != nil {
			return err
		}
	}
	return nil
}

// joinChannel makes p a member of a channel. It tells whether they were not one before; if they were,
// nothing changes.
func joinChannel(ctx context.Context, c *outbox.Change, ws id.Workspace, ch id.Channel, p user.Author, role ChannelRole) (bool, error) {
	n, err := c.Exec(ctx, `
		INSERT INTO channel_members (channel_id, user_id, workspace_id, role, joined_at) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (channel_id, user_id) DO NOTHING`, ch, p.ID, ws, role, c.At.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("insert channel member: %w", err)
	}
	if n == 0 {
		return false, nil
	}
	if _, err := c.Exec(ctx, `UPDATE channels SET member_count = member_count + 1 WHERE id = $1`, ch); err != nil {
		return false, fmt.Errorf("count channel members: %w", err)
	}
	return true, c.Announce(ctx, EventChannelMemberJoined, 1, ch.String(), ChannelMemberChange{
		WorkspaceID: ws, ChannelID: ch, UserID: p.ID, Role: role, User: p,
	})
}

// leaveChannels ends p's memberships in those of the channels that they are in, and gives the channels
// that this leaves without an owner a new one.
func leaveChannels(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author, channels []id.Channel) error {
	type left struct {
		channel id.Channel
		role    ChannelRole
	}
	list := sqldb.JSON(channels)
	gone, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (left, error) {
		var l left
		err := rows.Scan(&l.channel, &l.role)
		return l, err
	}, `
		DELETE FROM channel_members
		WHERE user_id = $1 AND workspace_id = $2 AND channel_id IN (SELECT value FROM `+c.Dialect.List("$3")+`)
		RETURNING channel_id, role`, p.ID, ws, list)
	if err != nil {
		return fmt.Errorf("delete channel members: %w", err)
	}
	for _, l := range gone {
		if _, err := c.Exec(ctx, `UPDATE channels SET member_count = member_count - 1 WHERE id = $1`, l.channel); err != nil {
			return fmt.Errorf("count channel members: %w", err)
		}
		err := c.Announce(ctx, EventChannelMemberLeft, 1, l.channel.String(), ChannelMemberChange{
			WorkspaceID: ws, ChannelID: l.channel, UserID: p.ID, Role: l.role, User: p,
		})
		if err != nil {
			return err
		}
		if l.role == ChannelOwner {
			if err := inheritChannel(ctx, c, ws, l.channel); err != nil {
				return err
			}
		}
	}
	return nil
}

// leaveWorkspace ends p's membership, in the channels and groups first, and revokes the invites they made: with one
// of those they, or those who have it from them, could come back in.
func leaveWorkspace(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author, role Role) error {
	channels, err := sqldb.Collect(ctx, c, scanChannelID,
		`SELECT channel_id FROM channel_members WHERE user_id = $1 AND workspace_id = $2`, p.ID, ws)
	if err != nil {
		return fmt.Errorf("list channels of member: %w", err)
	}
	if err := leaveChannels(ctx, c, ws, p, channels); err != nil {
		return err
	}
	if err := leaveGroups(ctx, c, ws, p.ID); err != nil {
		return err
	}
	if _, err := c.Exec(ctx, `DELETE FROM workspace_members WHERE workspace_id = $1 AND user_id = $2`, ws, p.ID); err != nil {
		return fmt.Errorf("delete member: %w", err)
	}
	if _, err := c.Exec(ctx, `UPDATE workspaces SET member_count = member_count - 1 WHERE id = $1`, ws); err != nil {
		return fmt.Errorf("count members: %w", err)
	}
	if err := revokeInvitesOf(ctx, c, ws, p.ID, ""); err != nil {
		return err
	}
	err = c.Announce(ctx, EventMemberLeft, 1, ws.String(), MemberChange{WorkspaceID: ws, UserID: p.ID, Role: role, User: p})
	if err != nil || role != Owner {
		return err
	}
	return passOwnership(ctx, c, ws, p.ID)
}

func scanChannelID(rows *sqldb.Rows) (id.Channel, error) {
	var ch id.Channel
	err := rows.Scan(&ch)
	return ch, err
}
