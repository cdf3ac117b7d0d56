package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// setRole makes a member something else, with what follows from it: who is no guest any more is in
// #general, a guest runs no channel, and nobody's invites reach further than they may invite now.
func setRole(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author, from, to Role) error {
	_, err := c.Exec(ctx, `UPDATE workspace_members SET role = $1 WHERE workspace_id = $2 AND user_id = $3`, to, ws, p.ID)
	if err != nil {
		return fmt.Errorf("set role: %w", err)
	}
	err = c.Announce(ctx, EventMemberUpdated, 1, ws.String(), MemberChange{WorkspaceID: ws, UserID: p.ID, Role: to, User: p})
	if err != nil {
		return err
	}
	switch {
	case from == Guest:
		return joinGeneral(ctx, c, ws, p)
	case to == Guest:
		if err := stepDown(ctx, c, ws, p); err != nil {
			return err
		}
	}
	now, err := standingIn(ctx, c, ws, p.ID)
	if err != nil {
		return err
	}
	return revokeInvitesOf(ctx, c, ws, p.ID, now.invitesUpTo())
}

// setChannelRole makes a member of a channel something else.
func setChannelRole(ctx context.Context, c *outbox.Change, ws id.Workspace, ch id.Channel, p user.Author, to ChannelRole) error {
	_, err := c.Exec(ctx, `UPDATE channel_members SET role = $1 WHERE channel_id = $2 AND user_id = $3`, to, ch, p.ID)
	if err != nil {
		return fmt.Errorf("set channel role: %w", err)
	}
	return c.Announce(ctx, EventChannelMemberUpdated, 1, ch.String(), ChannelMemberChange{
		WorkspaceID: ws, ChannelID: ch, UserID: p.ID, Role: to, User: p,
	})
}

// stepDown makes p a plain member of the channels they run.
func stepDown(ctx context.Context, c *outbox.Change, ws id.Workspace, p user.Author) error {
	channels, err := sqldb.Collect(ctx, c, scanChannelID, `
		SELECT channel_id FROM channel_members WHERE user_id = $1 AND workspace_id = $2 AND role IN ($3, $4) ORDER BY channel_id`,
		p.ID, ws, ChannelOwner, ChannelAdmin)
	if err != nil {
		return fmt.Errorf("list channels run: %w", err)
	}
	for _, ch := range channels {
		if err := setChannelRole(ctx, c, ws, ch, p, ChannelMember); err != nil {
			return err
		}
		if err := inheritChannel(ctx, c, ws, ch); err != nil {
			return err
		}
	}
	return nil
}

// inheritChannel gives a channel without an owner to the admin who was there longest, or else to the
// member or viewer who was; guests inherit nothing, so a channel of guests is left to those who manage
// the workspace. #general needs no owner, for they manage it anyway.
func inheritChannel(ctx context.Context, c *outbox.Change, ws id.Workspace, ch id.Channel) error {
	var heir id.User
	var role ChannelRole
	err := c.QueryRow(ctx, `
		SELECT cm.user_id, cm.role FROM channel_members cm
		JOIN channels c ON c.id = cm.channel_id
		JOIN workspace_members m ON m.workspace_id = cm.workspace_id AND m.user_id = cm.user_id
		WHERE cm.channel_id = $1 AND c.type IN ($2, $3) AND NOT c.is_general AND m.role <> $4
		ORDER BY CASE cm.role WHEN 'owner' THEN 1 WHEN 'admin' THEN 2 WHEN 'member' THEN 3 ELSE 4 END, cm.joined_at, cm.user_id
		LIMIT 1`, ch, Public, Private, Guest).Scan(&heir, &role)
	if errors.Is(err, sqldb.ErrNoRows) || err == nil && role == ChannelOwner {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find heir of channel: %w", err)
	}
	p, err := person(ctx, c, heir)
	if err != nil {
		return err
	}
	return setChannelRole(ctx, c, ws, ch, p, ChannelOwner)
}
