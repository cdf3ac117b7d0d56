package workspace

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

func errInvite() error {
	return errs.NotFound("invite_not_found", "This invitation does not exist. Ask for a new link.")
}

// usable returns nil when an invite lets one more in, and else why not. Codes: invite_revoked,
// invite_expired, invite_used_up.
func (i Invite) usable(now time.Time) error {
	switch {
	case i.RevokedAt != nil:
		return errs.Gone("invite_revoked", "This invitation was withdrawn. Ask for a new link.")
	case !now.Before(i.ExpiresAt):
		return errs.Gone("invite_expired", "This invitation has expired. Ask for a new link.")
	case i.MaxUses > 0 && i.Uses >= i.MaxUses:
		return errs.Gone("invite_used_up", "This invitation was used as often as it may be. Ask for a new link.")
	}
	return nil
}

// findInvite returns the invite with a token. Codes: invite_not_found.
func findInvite(ctx context.Context, q sqldb.Querier, token string) (Invite, error) {
	found, err := sqldb.Collect(ctx, q, scanInvite,
		`SELECT `+inviteColumns+` FROM invites i WHERE i.token_hash = $1`, hashInviteToken(token))
	if err != nil {
		return Invite{}, fmt.Errorf("find invite: %w", err)
	}
	if len(found) == 0 {
		return Invite{}, errInvite()
	}
	return found[0], nil
}

// PreviewInvite shows where a token leads.
func (s *Local) PreviewInvite(ctx context.Context, req InviteTokenRequest) (InvitePreview, error) {
	invite, err := findInvite(ctx, s.db, req.Token)
	if err != nil {
		return InvitePreview{}, err
	}
	if err := invite.usable(s.clock.Now()); err != nil {
		return InvitePreview{}, err
	}
	by, err := person(ctx, s.db, invite.InvitedBy)
	if err != nil {
		return InvitePreview{}, err
	}
	out := InvitePreview{InvitedBy: by, Role: invite.Role, ExpiresAt: invite.ExpiresAt, Workspace: InvitedTo{ID: invite.WorkspaceID}}
	if invite.Email != nil {
		out.Email = new(user.MaskEmail(*invite.Email))
	}
	err = s.db.QueryRow(ctx, `SELECT name, display_name, member_count FROM workspaces WHERE id = $1`, invite.WorkspaceID).
		Scan(&out.Workspace.Name, &out.Workspace.DisplayName, &out.Workspace.MemberCount)
	if err != nil {
		return InvitePreview{}, fmt.Errorf("read workspace of invite: %w", err)
	}
	return out, nil
}

// AcceptInvite makes the caller a member.
func (s *Local) AcceptInvite(ctx context.Context, req InviteTokenRequest) (MyWorkspace, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyWorkspace{}, err
	}
	// Read before the transaction, which needs to know the workspace to lock, and the profile.
	invite, err := findInvite(ctx, s.db, req.Token)
	if err != nil {
		return MyWorkspace{}, err
	}
	if err := s.isFor(ctx, invite, caller.UserID); err != nil {
		return MyWorkspace{}, err
	}
	p, err := s.profile(ctx, caller.UserID)
	if err != nil {
		return MyWorkspace{}, err
	}
	var out MyWorkspace
	err = s.changeMembers(ctx, invite.WorkspaceID, func(c *outbox.Change) error {
		if err := enter(ctx, c, req.Token, p); err != nil {
			return err
		}
		out, err = readWorkspace(ctx, c, invite.WorkspaceID, p.ID)
		return err
	})
	if err != nil {
		return MyWorkspace{}, err
	}
	return out, nil
}

// isFor returns nil when someone may use an invite: a link, or one to their address. Codes:
// invite_other_address.
func (s *Local) isFor(ctx context.Context, i Invite, userID id.User) error {
	if i.Email == nil {
		return nil
	}
	contacts, err := s.users.Contacts(ctx, user.ContactsRequest{IDs: []id.User{userID}})
	if err != nil {
		return fmt.Errorf("fetch address: %w", err)
	}
	if len(contacts) != 1 || contacts[0].Email != *i.Email {
		return errs.Forbidden("invite_other_address", "This invitation is for another email address than that of your account.")
	}
	return nil
}

// enter makes p a member and uses the invite up by one; a member already changes nothing and uses
// nothing. The caller holds the workspace's row, so the invite cannot change meanwhile.
func enter(ctx context.Context, c *outbox.Change, token string, p user.Author) error {
	invite, err := findInvite(ctx, c, token)
	if err != nil {
		return err
	}
	if err := remember(ctx, c.Tx, p); err != nil {
		return err
	}
	joined, err := joinWorkspace(ctx, c, invite.WorkspaceID, p, invite.Role)
	if err != nil || !joined {
		return err
	}
	// A refusal undoes the joining.
	if err := invite.usable(c.At); err != nil {
		return err
	}
	now, err := standingIn(ctx, c, invite.WorkspaceID, p.ID)
	if err != nil {
		return err
	}
	if now.IsWorkspaceArchived {
		return errWorkspaceArchived()
	}
	if _, err := c.Exec(ctx, `UPDATE invites SET uses = uses + 1 WHERE id = $1`, invite.ID); err != nil {
		return fmt.Errorf("use invite: %w", err)
	}
	return note(ctx, c, invite.WorkspaceID, p.ID, "member.joined", aboutUser(p.ID), details{"role": invite.Role, "inviteId": invite.ID})
}
