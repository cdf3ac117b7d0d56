package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
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
	if len(req.UserIDs) > MaxMemberIDs {
		var f check.Fields
		f.Fault("ids", "Ask for at most %d.", MaxMemberIDs)
		return none, f.Err()
	}
	var after memberKey
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	var rows []Person[Role]
	if len(req.UserIDs) > 0 {
		limit = MaxMemberIDs
		rows, err = s.findMembers(ctx, req.WorkspaceID, req.UserIDs)
	} else {
		rows, err = s.listMembers(ctx, req.WorkspaceID, query, after, limit+1)
	}
	if err != nil {
		return none, fmt.Errorf("list members: %w", err)
	}
	list := page.Cut(rows, limit, keyOf[Role])
	if me.settings.ShowEmails {
		err = s.addEmails(ctx, list.Items)
	}
	return list, err
}

// addEmails asks the user service for the addresses of a page of members.
func (s *Local) addEmails(ctx context.Context, members []Person[Role]) error {
	ids := make([]id.User, len(members))
	for i, m := range members {
		ids[i] = m.User.ID
	}
	contacts, err := s.users.Contacts(ctx, user.ContactsRequest{IDs: ids})
	if err != nil {
		return fmt.Errorf("fetch addresses: %w", err)
	}
	byID := make(map[id.User]string, len(contacts))
	for _, c := range contacts {
		byID[c.ID] = c.Email
	}
	for i := range members {
		if email := byID[members[i].User.ID]; email != "" {
			members[i].Email = &email
		}
	}
	return nil
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

// findMembers reads those of some people who are members, by their names.
func (s *Local) findMembers(ctx context.Context, ws id.Workspace, ids []id.User) ([]Person[Role], error) {
	return sqldb.Collect(ctx, s.db, scanPerson[Role], `
		SELECT p.id, p.username, p.display_name, p.avatar_url, m.role, m.joined_at
		FROM workspace_members m JOIN people p ON p.id = m.user_id
		WHERE m.workspace_id = $1 AND m.user_id IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)
		ORDER BY p.search, p.id`, ws, sqldb.JSON(ids))
}

func checkQuery(query string) (string, error) {
	var f check.Fields
	query = f.Line("q", query, MaxQuery)
	return query, f.Err()
}
