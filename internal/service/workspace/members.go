package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// memberKey is the cursor of lists of members: those first who were there first.
type memberKey struct {
	JoinedAt int64  `json:"t"`
	UserID   string `json:"u"`
}

func keyOf[R ~string](p Person[R]) any {
	return memberKey{JoinedAt: p.JoinedAt.UnixMicro(), UserID: p.User.ID.String()}
}

func scanPerson[R ~string](rows *sqldb.Rows) (Person[R], error) {
	var p Person[R]
	var joined int64
	err := rows.Scan(&p.User.ID, &p.User.Username, &p.User.DisplayName, &p.User.AvatarURL, &p.Role, &joined)
	p.JoinedAt = at(joined)
	return p, err
}

// Members lists a workspace's members to each other.
func (s *Local) Members(ctx context.Context, req MembersRequest) (page.List[Person[Role]], error) {
	none := page.List[Person[Role]]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	query, err := checkQuery(req.Query)
	if err != nil {
		return none, err
	}
	var after memberKey
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	if _, err := roleIn(ctx, s.db, req.WorkspaceID, caller.UserID); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := s.listMembers(ctx, req.WorkspaceID, query, after, limit+1)
	if err != nil {
		return none, fmt.Errorf("list members: %w", err)
	}
	return page.Cut(rows, limit, keyOf[Role]), nil
}

// listMembers reads a page by its index and then its names or, with a query, looks at the names of all.
func (s *Local) listMembers(ctx context.Context, ws id.Workspace, query string, after memberKey, limit int) ([]Person[Role], error) {
	userID := printable(after.UserID)
	if query == "" {
		return sqldb.Collect(ctx, s.db, scanPerson[Role], `
			SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
			FROM (SELECT user_id, role, joined_at FROM workspace_members
				WHERE workspace_id = $1 AND (joined_at, user_id) > ($2, $3) ORDER BY joined_at, user_id LIMIT $4) m
			JOIN people p ON p.id = m.user_id
			ORDER BY m.joined_at, m.user_id`, ws, after.JoinedAt, userID, limit)
	}
	return sqldb.Collect(ctx, s.db, scanPerson[Role], `
		SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
		FROM workspace_members m JOIN people p ON p.id = m.user_id
		WHERE m.workspace_id = $1 AND (m.joined_at, m.user_id) > ($2, $3) AND p.search LIKE $4 ESCAPE '\'
		ORDER BY m.joined_at, m.user_id LIMIT $5`, ws, after.JoinedAt, userID, pattern(query), limit)
}

func checkQuery(query string) (string, error) {
	var f check.Fields
	query = f.Line("q", query, MaxQuery)
	return query, f.Err()
}

// Leave ends the caller's membership.
func (s *Local) Leave(ctx context.Context, req GetRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return s.RemoveMember(ctx, MemberRequest{WorkspaceID: req.WorkspaceID, UserID: caller.UserID})
}

// RemoveMember removes someone from a workspace and all its channels.
func (s *Local) RemoveMember(ctx context.Context, req MemberRequest) (rpc.None, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return rpc.None{}, err
	}
	return rpc.None{}, s.changeMembers(ctx, req.WorkspaceID, func(c *outbox.Change) error {
		role, err := mayRemove(ctx, c, req, caller.UserID)
		if err != nil {
			return err
		}
		p, err := person(ctx, c, req.UserID)
		if err != nil {
			return err
		}
		if err := leaveWorkspace(ctx, c, req.WorkspaceID, p, role); err != nil {
			return err
		}
		if role == Owner {
			return passOwnership(ctx, c, req.WorkspaceID, p.ID)
		}
		return nil
	})
}

// mayRemove returns the role of who is to be removed, if by may do that.
func mayRemove(ctx context.Context, c *outbox.Change, req MemberRequest, by id.User) (Role, error) {
	own, err := roleIn(ctx, c, req.WorkspaceID, by)
	if err != nil {
		return "", err
	}
	if req.UserID != by && !own.Manages() {
		return "", errForbidden("Only owners and admins remove members.")
	}
	role, err := roleIn(ctx, c, req.WorkspaceID, req.UserID)
	if errs.Is(err, "workspace_not_found") {
		return "", errUser()
	}
	if err != nil {
		return "", err
	}
	if role != Owner {
		return role, nil
	}
	if own != Owner {
		return "", errForbidden("Only owners remove an owner.")
	}
	var owners int
	err = c.QueryRow(ctx, `SELECT COUNT(*) FROM workspace_members WHERE workspace_id = $1 AND role = $2`, req.WorkspaceID, Owner).Scan(&owners)
	if err != nil {
		return "", fmt.Errorf("count owners: %w", err)
	}
	if owners == 1 {
		return "", errs.Conflict("last_owner", "The last owner cannot leave the workspace.")
	}
	return role, nil
}

// passOwnership names the owner who was there longest in the place of one who has left.
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

func announceUpdated(ctx context.Context, c *outbox.Change, ws id.Workspace) error {
	found, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (Workspace, error) { return scanWorkspace(rows) },
		`SELECT `+workspaceColumns+` FROM workspaces w WHERE w.id = $1`, ws)
	if err == nil && len(found) == 0 {
		err = errors.New("it is not there")
	}
	if err != nil {
		return fmt.Errorf("read workspace: %w", err)
	}
	return c.Announce(ctx, EventUpdated, 1, ws.String(), found[0])
}
