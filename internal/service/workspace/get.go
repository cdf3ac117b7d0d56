package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Get returns a workspace to its members.
func (s *Local) Get(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyWorkspace{}, err
	}
	return readWorkspace(ctx, s.db, req.WorkspaceID, caller.UserID)
}

// Memberships returns the caller's workspaces and, when asked to, their channels in them.
func (s *Local) Memberships(ctx context.Context, req MembershipsRequest) (page.List[Membership], error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return page.List[Membership]{}, err
	}
	mine, err := sqldb.Collect(ctx, s.db, scanMyWorkspace, `
		SELECT `+workspaceColumns+`, m.role FROM workspace_members m JOIN workspaces w ON w.id = m.workspace_id
		WHERE m.user_id = $1 ORDER BY w.name`, caller.UserID)
	if err != nil {
		return page.List[Membership]{}, fmt.Errorf("list workspaces: %w", err)
	}
	channels := map[id.Workspace][]MyChannel{}
	if req.IncludeChannels {
		if channels, err = s.channelsOf(ctx, caller.UserID); err != nil {
			return page.List[Membership]{}, err
		}
	}
	out := make([]Membership, len(mine))
	for i, w := range mine {
		out[i] = Membership{MyWorkspace: w, Channels: channels[w.ID]}
		if out[i].Channels == nil {
			out[i].Channels = []MyChannel{}
		}
	}
	return page.All(out), nil
}

// channelsOf returns the channels that someone is a member of, by workspace and name: one query for the
// channels, one for the people of all direct ones.
func (s *Local) channelsOf(ctx context.Context, userID id.User) (map[id.Workspace][]MyChannel, error) {
	rows, err := sqldb.Collect(ctx, s.db, scanChannel, `
		SELECT `+channelColumns+` FROM channel_members me JOIN channels c ON c.id = me.channel_id
		WHERE me.user_id = $1 ORDER BY c.name, c.id`, userID)
	if err != nil {
		return nil, fmt.Errorf("list channels: %w", err)
	}
	if err := nameDirect(ctx, s.db, s.db.Dialect(), rows); err != nil {
		return nil, err
	}
	out := map[id.Workspace][]MyChannel{}
	for _, c := range rows {
		out[c.WorkspaceID] = append(out[c.WorkspaceID], c.MyChannel)
	}
	return out, nil
}
