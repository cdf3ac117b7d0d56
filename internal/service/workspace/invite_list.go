package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

const inviteColumns = `i.id, i.workspace_id, i.role, i.max_uses, i.uses, i.expires_at, i.invited_by, i.created_at, i.revoked_at,
	i.email, i.message`

func scanInvite(rows *sqldb.Rows) (Invite, error) {
	var i Invite
	var expires, created int64
	var revoked *int64
	err := rows.Scan(&i.ID, &i.WorkspaceID, &i.Role, &i.MaxUses, &i.Uses, &expires, &i.InvitedBy, &created, &revoked,
		&i.Email, &i.Message)
	i.ExpiresAt, i.CreatedAt = at(expires), at(created)
	if revoked != nil {
		t := at(*revoked)
		i.RevokedAt = &t
	}
	return i, err
}

// inviteKey is the cursor of the list of invites, the newest first: ids rise with time.
type inviteKey struct {
	ID string `json:"i"`
}

// Invites lists the workspace's invites.
func (s *Local) Invites(ctx context.Context, req InvitesRequest) (page.List[Invite], error) {
	none := page.List[Invite]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	before := inviteKey{ID: "g"} // beyond every id, which begins with a hexadecimal digit
	if err := page.Decode(req.Cursor, &before); err != nil {
		return none, err
	}
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	if err := me.may(seeInvites); err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanInvite, `
		SELECT `+inviteColumns+` FROM invites i
		WHERE i.workspace_id = $1 AND i.id < $2 AND ($3 = 'all' OR i.invited_by = $4)
		ORDER BY i.id DESC LIMIT $5`, req.WorkspaceID, printable(before.ID), me.whoseInvites(), caller.UserID, limit+1)
	if err != nil {
		return none, fmt.Errorf("list invites: %w", err)
	}
	return page.Cut(rows, limit, func(i Invite) any { return inviteKey{i.ID.String()} }), nil
}
