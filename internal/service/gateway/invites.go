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
		method: "POST", path: base, summary: "Invite by a link, or one person by mail", tag: tag, status: http.StatusCreated,
		codes: []string{"validation_failed", "forbidden", "workspace_not_found", "already_member", "workspace_archived"},
		about: "The link is told this once. By mail, only the person with that address can use it, and an open invite to it is replaced.",
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
	add(g, route{
		method: "POST", path: base + "/{inviteId}/resend", summary: "Mail an invite again, with a new link", tag: tag,
		codes: []string{"invite_not_found", "forbidden", "validation_failed", "invite_revoked", "invite_used_up", "workspace_archived"},
		about: "The old link is void. Only invites by mail can be sent again.",
	},
		func(ctx context.Context, in *struct {
			InWorkspace
			InviteID id.Invite `path:"inviteId"`
		},
		) (*body[inviteView], error) {
			return g.newInvite(g.workspaces.ResendInvite(ctx, workspace.InviteRequest{WorkspaceID: in.WorkspaceID, InviteID: in.InviteID}))
		})
	add(g, route{method: "POST", path: "/api/workspaces/invites/preview", summary: "Where does an invite lead?", tag: tag, open: true, codes: gone},
		func(ctx context.Context, in *inviteTokenInput) (*body[workspace.InvitePreview], error) {
			return ok(g.workspaces.PreviewInvite(ctx, workspace.InviteTokenRequest{Token: in.Body.Token}))
		})
	add(g, route{method: "POST", path: "/api/workspaces/invites/accept", summary: "Accept an invite", tag: tag, codes: append(gone, "invite_other_address", "workspace_archived")},
		func(ctx context.Context, in *inviteTokenInput) (*body[workspace.MyWorkspace], error) {
			return ok(g.workspaces.AcceptInvite(ctx, workspace.InviteTokenRequest{Token: in.Body.Token}))
		})
}

// inviteView is an invite with its link, which is shown once, when it is made.
type inviteView struct {
	workspace.Invite
	URL *string `json:"url" doc:"Only in the answer that makes the invite or sends it again."`
}

type inviteTokenInput struct {
	Body struct {
		Token string `json:"token" maxLength:"200" doc:"The last part of the link."`
	}
}

type createInviteInput struct {
	InWorkspace
	Body struct {
		Email         string         `json:"email,omitempty" doc:"Whom to mail it to; a link that anyone may use when not given."`
		Role          workspace.Role `json:"role,omitempty" enum:"admin,member,guest" doc:"member when not given; at most one's own."`
		ExpiresInDays int            `json:"expiresInDays,omitempty" doc:"1 to 30; 7 when not given."`
		MaxUses       int            `json:"maxUses,omitempty" doc:"0: no limit; by mail always 1."`
		Message       string         `json:"message,omitempty" doc:"For those invited; at most 500 characters."`
	}
}

func (g *Gateway) createInvite(ctx context.Context, in *createInviteInput) (*body[inviteView], error) {
	return g.newInvite(g.workspaces.CreateInvite(ctx, workspace.CreateInviteRequest{
		WorkspaceID: in.WorkspaceID, Email: in.Body.Email, Role: in.Body.Role,
		ExpiresInDays: in.Body.ExpiresInDays, MaxUses: in.Body.MaxUses, Message: in.Body.Message,
	}))
}

func (g *Gateway) newInvite(made workspace.NewInvite, err error) (*body[inviteView], error) {
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
