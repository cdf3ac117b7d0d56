package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// UpdateMember changes someone's role.
func (s *Local) UpdateMember(ctx context.Context, req UpdateMemberRequest) (Person[Role], error) {
	if req.Role.rank() == 0 {
		return Person[Role]{}, faultyRole("Choose owner, admin, member or guest.")
	}
	var out Person[Role]
	err := s.changeWorkspaceAs(ctx, req.WorkspaceID, changeRoles, func(c *outbox.Change, me standing) error {
		var err error
		if out, err = memberOf(ctx, c, req.WorkspaceID, req.UserID); err != nil {
			return err
		}
		from := out.Role
		if err := me.mayTouch(from, req.Role); err != nil || from == req.Role {
			return err
		}
		out.Role = req.Role
		if from == Owner {
			if err := keepsOwner(ctx, c, req.WorkspaceID); err != nil {
				return err
			}
		}
		if err := setRole(ctx, c, req.WorkspaceID, out.User, from, req.Role); err != nil {
			return err
		}
		if from == Owner {
			if err := passOwnership(ctx, c, req.WorkspaceID, req.UserID); err != nil {
				return err
			}
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "member.role_changed", aboutUser(req.UserID), details{"from": from, "to": req.Role})
	})
	if err != nil {
		return Person[Role]{}, err
	}
	return out, nil
}

func faultyRole(message string) error {
	var f check.Fields
	f.Fault("role", "%s", message)
	return f.Err()
}

// Transfer passes a workspace on.
func (s *Local) Transfer(ctx context.Context, req MemberRequest) (MyWorkspace, error) {
	var out MyWorkspace
	err := s.changeWorkspaceAs(ctx, req.WorkspaceID, passWorkspace, func(c *outbox.Change, me standing) error {
		if req.UserID == me.userID {
			var f check.Fields
			f.Fault("userId", "Choose someone else.")
			return f.Err()
		}
		to, err := memberOf(ctx, c, req.WorkspaceID, req.UserID)
		if err != nil {
			return err
		}
		from, err := person(ctx, c, me.userID)
		if err != nil {
			return err
		}
		if to.Role != Owner {
			if err := setRole(ctx, c, req.WorkspaceID, to.User, to.Role, Owner); err != nil {
				return err
			}
		}
		if err := setRole(ctx, c, req.WorkspaceID, from, Owner, Admin); err != nil {
			return err
		}
		_, err = c.Exec(ctx, `UPDATE workspaces SET owner_id = $1, updated_at = $2 WHERE id = $3`, to.User.ID, c.At.UnixMicro(), req.WorkspaceID)
		if err != nil {
			return fmt.Errorf("transfer workspace: %w", err)
		}
		if err := announceUpdated(ctx, c, req.WorkspaceID); err != nil {
			return err
		}
		out, err = readWorkspace(ctx, c, req.WorkspaceID, me.userID)
		if err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "workspace.transferred", aboutUser(to.User.ID), details{"from": to.Role, "to": Owner})
	})
	if err != nil {
		return MyWorkspace{}, err
	}
	return out, nil
}

// memberOf returns a member of a workspace. Codes: user_not_found.
func memberOf(ctx context.Context, q sqldb.Querier, ws id.Workspace, userID id.User) (Person[Role], error) {
	found, err := sqldb.Collect(ctx, q, scanPerson[Role], `
		SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
		FROM workspace_members m JOIN people p ON p.id = m.user_id WHERE m.workspace_id = $1 AND m.user_id = $2`, ws, userID)
	if err != nil {
		return Person[Role]{}, fmt.Errorf("read member: %w", err)
	}
	if len(found) == 0 {
		return Person[Role]{}, errUser()
	}
	return found[0], nil
}

// keepsOwner returns nil when a workspace has an owner more than one. Codes: last_owner.
func keepsOwner(ctx context.Context, c *outbox.Change, ws id.Workspace) error {
	var owners int
	err := c.QueryRow(ctx, `SELECT COUNT(*) FROM workspace_members WHERE workspace_id = $1 AND role = $2`, ws, Owner).Scan(&owners)
	if err != nil {
		return fmt.Errorf("count owners: %w", err)
	}
	if owners == 1 {
		return errLastOwner()
	}
	return nil
}

// passOwnership lists the workspace under the owner who was there longest, if it was under one who is no
// owner any more.
func passOwnership(ctx context.Context, c *outbox.Change, ws id.Workspace, from id.User) error {
	n, err := c.Exec(ctx, `
		UPDATE workspaces SET updated_at = $1, owner_id = (
			SELECT user_id FROM workspace_members WHERE workspace_id = $2 AND role = $3 ORDER BY joined_at, user_id LIMIT 1)
		WHERE id = $2 AND owner_id = $4`, c.At.UnixMicro(), ws, Owner, from)
	if err != nil {
		return fmt.Errorf("pass ownership: %w", err)
	}
	if n == 0 {
		return nil
	}
	return announceUpdated(ctx, c, ws)
}
