package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// manageChannelRoutes are for those who run a channel or its workspace, and for how a member has it in
// their list.
func (g *Gateway) manageChannelRoutes() {
	const tag, base = "Channels", channelsPath + "/{channelId}"
	add(g, route{
		method: "DELETE", path: base, summary: "Delete a channel and everything in it, for good", tag: tag, status: http.StatusNoContent,
		codes: []string{"channel_not_found", "forbidden", "cannot_delete_general", "workspace_archived"},
	},
		func(ctx context.Context, in *InChannel) (*none, error) {
			_, err := g.workspaces.DeleteChannel(ctx, in.request())
			return &none{}, err
		})
	add(g, route{
		method: "POST", path: base + "/archive", summary: "Make a channel read-only", tag: tag,
		codes: []string{"channel_not_found", "forbidden", "cannot_archive_general", "workspace_archived"},
	},
		func(ctx context.Context, in *InChannel) (*body[channelView], error) {
			c, err := g.workspaces.ArchiveChannel(ctx, in.request())
			return g.view(ctx, c, err)
		})
	add(g, route{
		method: "POST", path: base + "/unarchive", summary: "Bring an archived channel back", tag: tag,
		codes: []string{"channel_not_found", "forbidden", "workspace_archived"},
	},
		func(ctx context.Context, in *InChannel) (*body[channelView], error) {
			c, err := g.workspaces.UnarchiveChannel(ctx, in.request())
			return g.view(ctx, c, err)
		})
	add(g, route{
		method: "PUT", path: base + "/preferences", summary: "Say how one has a channel in one's own list", tag: tag,
		codes: []string{"channel_not_found", "validation_failed", "not_channel_member", "workspace_archived"},
	}, g.setChannelPreferences)
	add(g, route{
		method: "PATCH", path: base + "/members/{userId}", summary: "Change someone's role in a channel", tag: tag,
		codes: []string{"channel_not_found", "user_not_found", "validation_failed", "forbidden", "last_owner", "channel_archived", "workspace_archived"},
	}, g.updateChannelMember)
}

type channelPreferencesInput struct {
	InChannel
	Body workspace.ChannelPreferences
}

func (g *Gateway) setChannelPreferences(ctx context.Context, in *channelPreferencesInput) (*body[channelView], error) {
	c, err := g.workspaces.SetChannelPreferences(ctx, workspace.ChannelPreferencesRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, ChannelPreferences: in.Body,
	})
	return g.view(ctx, c, err)
}

type updateChannelMemberInput struct {
	InChannel
	UserID id.User `path:"userId"`
	Body   struct {
		Role workspace.ChannelRole `json:"role" enum:"owner,admin,member,viewer" doc:"Only owners make an owner, and change one."`
	}
}

func (g *Gateway) updateChannelMember(ctx context.Context, in *updateChannelMemberInput) (*body[channelPerson], error) {
	return ok(g.workspaces.UpdateChannelMember(ctx, workspace.UpdateChannelMemberRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, UserID: in.UserID, Role: in.Body.Role,
	}))
}
