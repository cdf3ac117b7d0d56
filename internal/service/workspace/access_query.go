package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Access tells what a person may do in a channel or workspace.
func (s *Local) Access(ctx context.Context, req AccessRequest) (Access, error) {
	who, err := readStanding(ctx, s.db, req)
	return who.Access, err
}

// readStanding is the one place where visibility is decided.
func readStanding(ctx context.Context, q sqldb.Querier, req AccessRequest) (standing, error) {
	s := standing{userID: req.UserID}
	var channelArchived bool
	err := q.QueryRow(ctx, `
		SELECT m.role, COALESCE(c.type, ''), COALESCE(cm.role, ''), w.archived_at IS NOT NULL, c.archived_at IS NOT NULL,
			COALESCE(c.is_general, FALSE), w.who_can_invite, w.who_can_create_channels, w.show_emails, w.edit_window_minutes,
			w.link_previews
		FROM workspace_members m
		JOIN workspaces w ON w.id = m.workspace_id
		LEFT JOIN channels c ON c.workspace_id = m.workspace_id AND c.id = $3
		LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.user_id = m.user_id
		WHERE m.workspace_id = $1 AND m.user_id = $2`, req.WorkspaceID, req.UserID, req.ChannelID).
		Scan(&s.WorkspaceRole, &s.ChannelType, &s.ChannelRole, &s.IsWorkspaceArchived, &channelArchived,
			&s.isGeneral, &s.settings.WhoCanInvite, &s.settings.WhoCanCreateChannels, &s.settings.ShowEmails, &s.EditWindowMinutes, &s.LinkPreviews)
	if errors.Is(err, sqldb.ErrNoRows) {
		return standing{}, errWorkspace()
	}
	if err != nil {
		return standing{}, fmt.Errorf("read standing: %w", err)
	}
	s.settings.EditWindowMinutes = s.EditWindowMinutes
	s.IsArchived = s.IsWorkspaceArchived || channelArchived
	if req.ChannelID.IsZero() {
		s.MayRead = true
		return s, nil
	}
	s.MayRead = s.ChannelRole != NoMember || s.ChannelType == Public && s.WorkspaceRole != Guest
	if !s.MayRead {
		return standing{}, errChannel()
	}
	s.MayModerate = s.may(moderate) == nil
	s.MayPost = s.ChannelRole.Posts() && !s.IsArchived
	return s, nil
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

// MembersAmong returns those of some people that are members of a workspace.
func (s *Local) MembersAmong(ctx context.Context, req MembersAmongRequest) ([]id.User, error) {
	if len(req.UserIDs) > MaxAmong {
		var f check.Fields
		f.Fault("userIds", "Ask for at most %d.", MaxAmong)
		return nil, f.Err()
	}
	if _, err := standingIn(ctx, s.db, req.WorkspaceID, req.UserID); err != nil {
		return nil, err
	}
	members, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (id.User, error) {
		var userID id.User
		err := rows.Scan(&userID)
		return userID, err
	}, `SELECT user_id FROM workspace_members WHERE workspace_id = $1 AND user_id IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)`,
		req.WorkspaceID, sqldb.JSON(req.UserIDs))
	if err != nil {
		return nil, fmt.Errorf("look for members: %w", err)
	}
	return members, nil
}

// SoleOwnerships returns the workspaces that would be left without an owner, but not without members.
func (s *Local) SoleOwnerships(ctx context.Context, req SoleOwnershipsRequest) ([]Workspace, error) {
	found, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (Workspace, error) { return scanWorkspace(rows) }, `
		SELECT `+workspaceColumns+` FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
		WHERE m.user_id = $1 AND m.role = $2 AND w.member_count > 1 AND NOT EXISTS (
			SELECT 1 FROM workspace_members o WHERE o.workspace_id = w.id AND o.role = $2 AND o.user_id <> $1)
		ORDER BY w.name`, req.UserID, Owner)
	if err != nil {
		return nil, fmt.Errorf("list sole ownerships: %w", err)
	}
	return found, nil
}
