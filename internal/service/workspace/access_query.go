package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Access tells what a person may do in a channel or workspace.
func (s *Local) Access(ctx context.Context, req AccessRequest) (Access, error) {
	return readAccess(ctx, s.db, req)
}

// readAccess is the one place where visibility is decided.
func readAccess(ctx context.Context, q sqldb.Querier, req AccessRequest) (Access, error) {
	var a Access
	err := q.QueryRow(ctx, `
		SELECT m.role, COALESCE(c.type, ''), COALESCE(cm.role, ''), w.archived_at IS NOT NULL OR c.archived_at IS NOT NULL
		FROM workspace_members m
		JOIN workspaces w ON w.id = m.workspace_id
		LEFT JOIN channels c ON c.workspace_id = m.workspace_id AND c.id = $3
		LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.user_id = m.user_id
		WHERE m.workspace_id = $1 AND m.user_id = $2`, req.WorkspaceID, req.UserID, req.ChannelID).
		Scan(&a.WorkspaceRole, &a.ChannelType, &a.ChannelRole, &a.IsArchived)
	if errors.Is(err, sqldb.ErrNoRows) {
		return Access{}, errWorkspace()
	}
	if err != nil {
		return Access{}, fmt.Errorf("read access: %w", err)
	}
	if req.ChannelID.IsZero() {
		a.MayRead = true
		return a, nil
	}
	a.MayRead = a.ChannelRole != NoMember || a.ChannelType == Public && a.WorkspaceRole != Guest
	if !a.MayRead {
		return Access{}, errChannel()
	}
	a.MayPost = a.ChannelRole.Posts() && !a.IsArchived
	return a, nil
}

// MyChannels returns the channels that a person is a member of.
func (s *Local) MyChannels(ctx context.Context, req MyChannelsRequest) ([]id.Channel, error) {
	channels, err := sqldb.Collect(ctx, s.db, scanChannelID,
		`SELECT channel_id FROM channel_members WHERE user_id = $1 AND ($2 = '' OR workspace_id = $2)`,
		req.UserID, req.WorkspaceID.String())
	if err != nil {
		return nil, fmt.Errorf("list channels: %w", err)
	}
	return channels, nil
}

// SharesWorkspace tells whether two people are members of one workspace.
func (s *Local) SharesWorkspace(ctx context.Context, req SharesWorkspaceRequest) (bool, error) {
	if req.UserID == req.OtherID {
		return true, nil
	}
	var shared bool
	err := s.db.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM workspace_members a JOIN workspace_members b ON b.workspace_id = a.workspace_id
			WHERE a.user_id = $1 AND b.user_id = $2)`, req.UserID, req.OtherID).Scan(&shared)
	if err != nil {
		return false, fmt.Errorf("look for a shared workspace: %w", err)
	}
	return shared, nil
}
