package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (g *Gateway) inviteRoutes() {
	const tag, base = "Invites", "/api/workspaces/{workspaceId}/invites"
	gone := []string{"invite_not_found", "invite_expired", "invite_revoked", "invite_used_up"}
	add(g, route{
		method: "POST", path: base, summary: "Make a link that invites", tag: tag, status: http.StatusCreated,
		codes: []string{"validation_failed", "forbidden", "workspace_not_found"},
	}, g.createInvite)
	add(g, route{method: "GET", path: base, summary: "List invites", tag: tag, codes: []string{"forbidden", "workspace_not_found"}}, g.listInvites)
	add(g, route{
		method: "DELETE", path: base + "/{inviteId}", summary: "Revoke an invite", tag: tag, status: http.StatusNoContent,
		codes: []string{"invite_not_found", "forbidden"},
	},
		func(ctx context.Context, in *struct {
			InWorkspace
			InviteID id.Invite `path:"inviteId"`
		},
		) (*none, error) {
			_, err := g.workspaces.RevokeInvite(ctx, workspace.InviteRequest{WorkspaceID: in.WorkspaceID, InviteID: in.InviteID})
			return &none{}, err
		})
	add(g, route{method: "POST", path: "/api/workspaces/invites/preview", summary: "Where does an invite lead?", tag: tag, open: true, codes: gone},
		func(ctx context.Context, in *inviteTokenInput) (*body[workspace.InvitePreview], error) {
			return ok(g.workspaces.PreviewInvite(ctx, workspace.InviteTokenRequest{Token: in.Body.Token}))
		})
	add(g, route{method: "POST", path: "/api/workspaces/invites/accept", summary: "Accept an invite", tag: tag, codes: gone},
		func(ctx context.Context, in *inviteTokenInput) (*body[workspace.MyWorkspace], error) {
			return ok(g.workspaces.AcceptInvite(ctx, workspace.InviteTokenRequest{Token: in.Body.Token}))
		})
}

// inviteView is an invite with its link, which is shown once, when it is made.
type inviteView struct {
	workspace.Invite
	URL *string `json:"url" doc:"Only in the answer that makes the invite."`
}

type inviteTokenInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"The last part of the link."`
	}
}

type createInviteInput struct {
	InWorkspace
	Body struct {
		Role          workspace.Role `json:"role,omitempty" enum:"admin,member,guest" doc:"member when not given; at most one's own."`
		ExpiresInDays int            `json:"expiresInDays,omitempty" doc:"1 to 30; 7 when not given."`
		MaxUses       int            `json:"maxUses,omitempty" doc:"0: no limit."`
	}
}

func (g *Gateway) createInvite(ctx context.Context, in *createInviteInput) (*body[inviteView], error) {
	made, err := g.workspaces.CreateInvite(ctx, workspace.CreateInviteRequest{
		WorkspaceID: in.WorkspaceID, Role: in.Body.Role, ExpiresInDays: in.Body.ExpiresInDays, MaxUses: in.Body.MaxUses,
	})
	if err != nil {
		return nil, err
	}
	url := g.publicURL + "/invite/" + made.Token
	return ok(inviteView{Invite: made.Invite, URL: &url}, nil)
}

func (g *Gateway) listInvites(ctx context.Context, in *struct {
	InWorkspace
	Paging
},
) (*body[page.List[inviteView]], error) {
	invites, err := g.workspaces.Invites(ctx, workspace.InvitesRequest{WorkspaceID: in.WorkspaceID, Cursor: in.Cursor, Limit: in.Limit})
	if err != nil {
		return nil, err
	}
	out := page.List[inviteView]{Items: make([]inviteView, len(invites.Items)), NextCursor: invites.NextCursor}
	for i, invite := range invites.Items {
		out.Items[i] = inviteView{Invite: invite}
	}
	return ok(out, nil)
}
