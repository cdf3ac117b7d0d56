package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// RevokeInvite ends an invite.
func (s *Local) RevokeInvite(ctx context.Context, req InviteRequest) (rpc.None, error) {
	return rpc.None{}, s.changeWorkspaceAs(ctx, req.WorkspaceID, revokeInvite, func(c *outbox.Change, me standing) error {
		found, err := listedInvite(ctx, c, req, me)
		if err != nil || found.RevokedAt != nil {
			return err
		}
		if err := revokeInvites(ctx, c, req.WorkspaceID, `id = $3`, req.InviteID); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "invite.revoked", aboutInvite(found.ID), details{"role": found.Role})
	})
}

// listedInvite returns an invite if it is one that Invites lists to someone. Codes: invite_not_found.
func listedInvite(ctx context.Context, c *outbox.Change, req InviteRequest, to standing) (Invite, error) {
	found, err := sqldb.Collect(ctx, c, scanInvite, `
		SELECT `+inviteColumns+` FROM invites i WHERE i.id = $1 AND i.workspace_id = $2 AND ($3 = 'all' OR i.invited_by = $4)`,
		req.InviteID, req.WorkspaceID, to.whoseInvites(), to.userID)
	if err != nil {
		return Invite{}, fmt.Errorf("find invite: %w", err)
	}
	if len(found) == 0 {
		return Invite{}, errInvite()
	}
	return found[0], nil
}

// revokeInvitesOf revokes what someone has invited to above a role; "" is below every role.
func revokeInvitesOf(ctx context.Context, c *outbox.Change, ws id.Workspace, by id.User, above Role) error {
	var roles []Role
	for _, r := range []Role{Guest, Member, Admin, Owner} {
		if r.rank() > above.rank() {
			roles = append(roles, r)
		}
	}
	return revokeInvites(ctx, c, ws, `invited_by = $3 AND role IN (SELECT value FROM `+c.Dialect.List("$4")+`)`, by, sqldb.JSON(roles))
}

// revokeInvitesOfMembers revokes what those have invited to who do not manage the workspace.
func revokeInvitesOfMembers(ctx context.Context, c *outbox.Change, ws id.Workspace) error {
	return revokeInvites(ctx, c, ws, `invited_by IN (
		SELECT user_id FROM workspace_members WHERE workspace_id = $2 AND role NOT IN ($3, $4))`, Owner, Admin)
}

// revokeInvites revokes those invites that are not used up and that a condition with parameters from $3
// on holds for.
func revokeInvites(ctx context.Context, c *outbox.Change, ws id.Workspace, condition string, args ...any) error {
	ids, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (id.Invite, error) {
		var i id.Invite
		err := rows.Scan(&i)
		return i, err
	}, `
		UPDATE invites SET revoked_at = $1
		WHERE workspace_id = $2 AND revoked_at IS NULL AND (max_uses = 0 OR uses < max_uses) AND `+condition+`
		RETURNING id`, append([]any{c.At.UnixMicro(), ws}, args...)...)
	if err != nil {
		return fmt.Errorf("revoke invites: %w", err)
	}
	for _, i := range ids {
		err := c.Announce(ctx, EventInviteRevoked, 1, ws.String(), InviteRevoked{InviteID: i, WorkspaceID: ws})
		if err != nil {
			return err
		}
	}
	return nil
}
