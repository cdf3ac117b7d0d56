package workspace

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// groupColumns are those of a group g, its members as one JSON text.
func groupColumns(d sqldb.Dialect) string {
	members := d.Pick(
		`(SELECT json_group_array(user_id) FROM (SELECT user_id FROM user_group_members m WHERE m.group_id = g.id ORDER BY user_id))`,
		`(SELECT COALESCE(json_agg(m.user_id ORDER BY m.user_id), '[]')::text FROM user_group_members m WHERE m.group_id = g.id)`)
	return `g.id, g.workspace_id, g.handle, g.display_name, g.description, g.created_by, g.updated_at, ` + members
}

func scanGroup(rows *sqldb.Rows) (UserGroup, error) {
	var g UserGroup
	var updated int64
	var members []byte
	err := rows.Scan(&g.ID, &g.WorkspaceID, &g.Handle, &g.DisplayName, &g.Description, &g.CreatedBy, &updated, &members)
	if err != nil {
		return UserGroup{}, err
	}
	if err := json.Unmarshal(members, &g.UserIDs); err != nil {
		return UserGroup{}, fmt.Errorf("read members of group: %w", err)
	}
	g.UpdatedAt, g.MemberCount = at(updated), len(g.UserIDs)
	return g, nil
}

// readGroup returns a group of a workspace. Codes: group_not_found.
func readGroup(ctx context.Context, q sqldb.Querier, d sqldb.Dialect, ws id.Workspace, group id.Group) (UserGroup, error) {
	found, err := sqldb.Collect(ctx, q, scanGroup,
		`SELECT `+groupColumns(d)+` FROM user_groups g WHERE g.workspace_id = $1 AND g.id = $2`, ws, group)
	if err != nil {
		return UserGroup{}, fmt.Errorf("read group: %w", err)
	}
	if len(found) == 0 {
		return UserGroup{}, errGroup()
	}
	return found[0], nil
}

// groupKey is the cursor of the list of groups.
type groupKey struct {
	Handle string `json:"h"`
}

// ListGroups lists the groups of a workspace.
func (s *Local) ListGroups(ctx context.Context, req GroupsRequest) (page.List[UserGroup], error) {
	none := page.List[UserGroup]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	var after groupKey
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	if _, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanGroup, `
		SELECT `+groupColumns(s.db.Dialect())+` FROM user_groups g WHERE g.workspace_id = $1 AND g.handle > $2
		ORDER BY g.handle LIMIT $3`, req.WorkspaceID, printable(after.Handle), limit+1)
	if err != nil {
		return none, fmt.Errorf("list groups: %w", err)
	}
	return page.Cut(rows, limit, func(g UserGroup) any { return groupKey{g.Handle} }), nil
}

// leaveGroups takes someone who leaves a workspace out of its groups.
func leaveGroups(ctx context.Context, c *outbox.Change, ws id.Workspace, userID id.User) error {
	groups, err := sqldb.Collect(ctx, c, scanGroupID,
		`DELETE FROM user_group_members WHERE workspace_id = $1 AND user_id = $2 RETURNING group_id`, ws, userID)
	if err != nil {
		return fmt.Errorf("leave groups: %w", err)
	}
	for _, group := range groups {
		if _, err := c.Exec(ctx, `UPDATE user_groups SET updated_at = $1 WHERE id = $2`, c.At.UnixMicro(), group); err != nil {
			return fmt.Errorf("note change of group: %w", err)
		}
		if _, err := announceGroup(ctx, c, ws, group); err != nil {
			return err
		}
	}
	return nil
}

// announceGroup announces a group as it now is, and returns it.
func announceGroup(ctx context.Context, c *outbox.Change, ws id.Workspace, group id.Group) (UserGroup, error) {
	g, err := readGroup(ctx, c, c.Dialect, ws, group)
	if err != nil {
		return UserGroup{}, err
	}
	return g, c.Announce(ctx, EventGroupUpdated, 1, ws.String(), GroupChange{WorkspaceID: ws, Group: g})
}

func scanGroupID(rows *sqldb.Rows) (id.Group, error) {
	var group id.Group
	err := rows.Scan(&group)
	return group, err
}
