package workspace

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// CreateGroup makes a group.
func (s *Local) CreateGroup(ctx context.Context, req CreateGroupRequest) (UserGroup, error) {
	g, err := newGroup(req)
	if err != nil {
		return UserGroup{}, err
	}
	return s.changeGroup(ctx, req.WorkspaceID, func(c *outbox.Change, me standing) (UserGroup, error) {
		g.CreatedBy, g.UpdatedAt = me.userID, c.At
		if err := handleFree(ctx, c, g); err != nil {
			return UserGroup{}, err
		}
		if err := insertGroup(ctx, c, g); err != nil {
			return UserGroup{}, err
		}
		if err := setGroupMembers(ctx, c, g, req.UserIDs); err != nil {
			return UserGroup{}, err
		}
		return g, note(ctx, c, g.WorkspaceID, me.userID, "group.created", aboutGroup(g), details{"members": len(req.UserIDs)})
	})
}

// UpdateGroup changes what a group is called.
func (s *Local) UpdateGroup(ctx context.Context, req UpdateGroupRequest) (UserGroup, error) {
	return s.changeGroup(ctx, req.WorkspaceID, func(c *outbox.Change, me standing) (UserGroup, error) {
		g, err := readGroup(ctx, c, c.Dialect, req.WorkspaceID, req.GroupID)
		if err != nil {
			return UserGroup{}, err
		}
		was := g.Handle
		if err := req.apply(&g); err != nil {
			return UserGroup{}, err
		}
		if g.Handle != was {
			if err := handleFree(ctx, c, g); err != nil {
				return UserGroup{}, err
			}
		}
		_, err = c.Exec(ctx, `UPDATE user_groups SET handle = $1, display_name = $2, description = $3, updated_at = $4 WHERE id = $5`,
			g.Handle, g.DisplayName, g.Description, c.At.UnixMicro(), g.ID)
		if err != nil {
			return UserGroup{}, fmt.Errorf("update group: %w", err)
		}
		return g, note(ctx, c, g.WorkspaceID, me.userID, "group.updated", aboutGroup(g), details{"was": was})
	})
}

// SetGroupMembers says who is in a group.
func (s *Local) SetGroupMembers(ctx context.Context, req SetGroupMembersRequest) (UserGroup, error) {
	return s.changeGroup(ctx, req.WorkspaceID, func(c *outbox.Change, me standing) (UserGroup, error) {
		g, err := readGroup(ctx, c, c.Dialect, req.WorkspaceID, req.GroupID)
		if err != nil {
			return UserGroup{}, err
		}
		if err := setGroupMembers(ctx, c, g, req.UserIDs); err != nil {
			return UserGroup{}, err
		}
		return g, note(ctx, c, g.WorkspaceID, me.userID, "group.members_changed", aboutGroup(g), details{"members": len(req.UserIDs)})
	})
}

// DeleteGroup ends a group.
func (s *Local) DeleteGroup(ctx context.Context, req GroupRequest) (rpc.None, error) {
	return rpc.None{}, s.changeWorkspaceAs(ctx, req.WorkspaceID, manageGroups, func(c *outbox.Change, me standing) error {
		g, err := readGroup(ctx, c, c.Dialect, req.WorkspaceID, req.GroupID)
		if err != nil {
			return err
		}
		if _, err := c.Exec(ctx, `DELETE FROM user_groups WHERE id = $1`, g.ID); err != nil {
			return fmt.Errorf("delete group: %w", err)
		}
		g.UserIDs, g.MemberCount = []id.User{}, 0
		gone := GroupChange{WorkspaceID: g.WorkspaceID, Group: g, IsDeleted: true}
		if err := c.Announce(ctx, EventGroupUpdated, 1, g.WorkspaceID.String(), gone); err != nil {
			return err
		}
		return note(ctx, c, g.WorkspaceID, me.userID, "group.deleted", aboutGroup(g), nil)
	})
}

// changeGroup runs fn if the caller may manage groups, announces the group that it changed and returns it.
func (s *Local) changeGroup(ctx context.Context, ws id.Workspace, fn func(*outbox.Change, standing) (UserGroup, error)) (UserGroup, error) {
	var out UserGroup
	err := s.changeWorkspaceAs(ctx, ws, manageGroups, func(c *outbox.Change, me standing) error {
		g, err := fn(c, me)
		if err != nil {
			return err
		}
		if _, err := c.Exec(ctx, `UPDATE user_groups SET updated_at = $1 WHERE id = $2`, c.At.UnixMicro(), g.ID); err != nil {
			return fmt.Errorf("note change of group: %w", err)
		}
		out, err = announceGroup(ctx, c, ws, g.ID)
		return err
	})
	if errors.Is(err, sqldb.ErrUnique) {
		return UserGroup{}, errHandleTaken()
	}
	if err != nil {
		return UserGroup{}, err
	}
	return out, nil
}

func newGroup(req CreateGroupRequest) (UserGroup, error) {
	g := UserGroup{ID: id.New[id.Group](), WorkspaceID: req.WorkspaceID}
	return g, UpdateGroupRequest{Handle: &req.Handle, DisplayName: &req.DisplayName, Description: &req.Description}.apply(&g)
}

// apply checks what is asked for and changes g so.
func (req UpdateGroupRequest) apply(g *UserGroup) error {
	var f check.Fields
	if req.Handle != nil {
		if g.Handle = f.Name("handle", *req.Handle, MinName, MaxName); isReserved(g.Handle) {
			f.Fault("handle", "This name means something else: choose another.")
		}
	}
	if req.DisplayName != nil {
		g.DisplayName = cmp.Or(f.Line("displayName", *req.DisplayName, MaxDisplayName), g.Handle)
	}
	if req.Description != nil {
		g.Description = f.Text("description", *req.Description, MaxDescription)
	}
	return f.Err()
}

// handleFree returns nil when a group may be called so. Codes: handle_taken.
func handleFree(ctx context.Context, q sqldb.Querier, g UserGroup) error {
	var taken bool
	err := q.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM user_groups WHERE workspace_id = $1 AND handle = $2 AND id <> $3)
			OR EXISTS (SELECT 1 FROM people p JOIN workspace_members m ON m.user_id = p.id
				WHERE p.username = $2 AND m.workspace_id = $1)`, g.WorkspaceID, g.Handle, g.ID).Scan(&taken)
	if err != nil {
		return fmt.Errorf("look up handle: %w", err)
	}
	if taken {
		return errHandleTaken()
	}
	return nil
}

// insertGroup adds a group to its workspace. Codes: too_many_groups.
func insertGroup(ctx context.Context, c *outbox.Change, g UserGroup) error {
	var groups int
	if err := c.QueryRow(ctx, `SELECT COUNT(*) FROM user_groups WHERE workspace_id = $1`, g.WorkspaceID).Scan(&groups); err != nil {
		return fmt.Errorf("count groups: %w", err)
	}
	if groups >= MaxGroups {
		return errs.Conflict("too_many_groups", "A workspace has at most 500 groups.")
	}
	_, err := c.Exec(ctx, `
		INSERT INTO user_groups (id, workspace_id, handle, display_name, description, created_by, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		g.ID, g.WorkspaceID, g.Handle, g.DisplayName, g.Description, g.CreatedBy, g.UpdatedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert group: %w", err)
	}
	return nil
}

// setGroupMembers replaces the members of a group. Codes: validation_failed, user_not_found.
func setGroupMembers(ctx context.Context, c *outbox.Change, g UserGroup, userIDs []id.User) error {
	userIDs = slices.Compact(slices.SortedFunc(slices.Values(userIDs), func(a, b id.User) int { return slices.Compare(a[:], b[:]) }))
	if len(userIDs) > MaxGroupMembers {
		var f check.Fields
		f.Fault("userIds", "A group has at most %d members.", MaxGroupMembers)
		return f.Err()
	}
	if _, err := c.Exec(ctx, `DELETE FROM user_group_members WHERE group_id = $1`, g.ID); err != nil {
		return fmt.Errorf("clear group: %w", err)
	}
	n, err := c.Exec(ctx, `
		INSERT INTO user_group_members (group_id, user_id, workspace_id)
		SELECT $1, m.user_id, m.workspace_id FROM workspace_members m
		WHERE m.workspace_id = $2 AND m.user_id IN (SELECT value FROM `+c.Dialect.List("$3")+`)`, g.ID, g.WorkspaceID, sqldb.JSON(userIDs))
	if err != nil {
		return fmt.Errorf("fill group: %w", err)
	}
	if int(n) != len(userIDs) {
		return errUser()
	}
	return nil
}
