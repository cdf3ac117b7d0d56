package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// channelPerson is a member of a channel.
type channelPerson = workspace.Person[workspace.ChannelRole]

func (g *Gateway) channelMemberRoutes() {
	const tag, base = "Channels", channelsPath + "/{channelId}/members"
	add(g, route{method: "GET", path: base, summary: "List a channel's members", tag: tag, codes: []string{"channel_not_found", "bad_cursor"}},
		func(ctx context.Context, in *struct {
			InChannel
			Paging
		},
		) (*body[page.List[channelPerson]], error) {
			return ok(g.workspaces.ChannelMembers(ctx, workspace.ChannelMembersRequest{
				WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, Cursor: in.Cursor, Limit: in.Limit,
			}))
		})
	add(g, route{
		method: "POST", path: base, summary: "Add someone to a channel", tag: tag, status: http.StatusCreated,
		codes: []string{"channel_not_found", "user_not_found", "forbidden", "already_member", "channel_archived"},
	},
		func(ctx context.Context, in *struct {
			InChannel
			Body struct {
				UserID id.User               `json:"userId"`
				Role   workspace.ChannelRole `json:"role,omitempty" enum:"admin,member,viewer" doc:"member when not given."`
			}
		},
		) (*body[channelPerson], error) {
			return ok(g.workspaces.AddChannelMember(ctx, workspace.AddChannelMemberRequest{
				WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, UserID: in.Body.UserID, Role: in.Body.Role,
			}))
		})
	add(g, route{
		method: "DELETE", path: base + "/{userId}", summary: "Remove someone from a channel", tag: tag, status: http.StatusNoContent,
		codes: []string{"channel_not_found", "user_not_found", "forbidden", "cannot_leave_general"},
	},
		func(ctx context.Context, in *struct {
			InChannel
			UserID id.User `path:"userId"`
		},
		) (*none, error) {
			_, err := g.workspaces.RemoveChannelMember(ctx, workspace.ChannelMemberRequest{
				WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, UserID: in.UserID,
			})
			return &none{}, err
		})
}
