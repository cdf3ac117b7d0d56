package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (g *Gateway) workspaceRoutes() {
	const tag, base = "Workspaces", "/api/workspaces"
	add(g, route{
		method: "POST", path: base, summary: "Make a workspace", tag: tag, status: http.StatusCreated,
		codes: []string{"validation_failed", "name_taken"},
	}, g.createWorkspace)
	add(g, route{method: "GET", path: base + "/me/memberships", summary: "The caller's workspaces, with channels and unread state: what an app starts with", tag: tag},
		g.memberships)
	add(g, route{method: "GET", path: base + "/check-name/{name}", summary: "Is this name free?", tag: tag},
		func(ctx context.Context, in *struct {
			Name string `path:"name"`
		},
		) (*body[workspace.NameCheck], error) {
			return ok(g.workspaces.CheckName(ctx, workspace.CheckNameRequest{Name: in.Name}))
		})
	add(g, route{method: "GET", path: base + "/{workspaceId}", summary: "One workspace", tag: tag, codes: []string{"workspace_not_found"}},
		func(ctx context.Context, in *InWorkspace) (*body[workspace.MyWorkspace], error) {
			return ok(g.workspaces.Get(ctx, in.request()))
		})
	add(g, route{
		method: "GET", path: base + "/{workspaceId}/members", summary: "List members", tag: tag,
		codes: []string{"workspace_not_found", "bad_cursor"},
	}, g.workspaceMembers)
	add(g, route{
		method: "DELETE", path: base + "/{workspaceId}/members/me", summary: "Leave a workspace", tag: tag, status: http.StatusNoContent,
		codes: []string{"workspace_not_found", "last_owner"},
	},
		func(ctx context.Context, in *InWorkspace) (*none, error) {
			_, err := g.workspaces.Leave(ctx, in.request())
			return &none{}, err
		})
	add(g, route{
		method: "DELETE", path: base + "/{workspaceId}/members/{userId}", summary: "Remove a member", tag: tag, status: http.StatusNoContent,
		codes: []string{"workspace_not_found", "user_not_found", "forbidden", "last_owner"},
	},
		func(ctx context.Context, in *struct {
			InWorkspace
			UserID id.User `path:"userId"`
		},
		) (*none, error) {
			_, err := g.workspaces.RemoveMember(ctx, workspace.MemberRequest{WorkspaceID: in.WorkspaceID, UserID: in.UserID})
			return &none{}, err
		})
	add(g, route{
		method: "GET", path: base + "/{workspaceId}/unread-counts", summary: "Unread counts of the caller's channels, exact", tag: tag,
		codes: []string{"workspace_not_found"},
	}, g.unreadCounts)
}

// InWorkspace is the part of an input that says in which workspace.
type InWorkspace struct {
	WorkspaceID id.Workspace `path:"workspaceId"`
}

// Paging is the part of an input that says which page of a list.
type Paging struct {
	Cursor string `query:"cursor" doc:"The nextCursor of the page before."`
	Limit  int    `query:"limit" minimum:"0" maximum:"200" doc:"50 when not given."`
}

type createWorkspaceInput struct {
	Body struct {
		Name        string `json:"name" doc:"2 to 50 of a-z 0-9 . _ -"`
		DisplayName string `json:"displayName,omitempty"`
		Description string `json:"description,omitempty"`
	}
}

func (g *Gateway) createWorkspace(ctx context.Context, in *createWorkspaceInput) (*body[workspace.MyWorkspace], error) {
	return ok(g.workspaces.Create(ctx, workspace.CreateRequest{
		Name: in.Body.Name, DisplayName: in.Body.DisplayName, Description: in.Body.Description,
	}))
}

// membershipView is a workspace with the caller's channels and what is unread in them.
type membershipView struct {
	workspace.MyWorkspace
	Channels []channelView `json:"channels"`
}

type membershipsInput struct {
	IncludeChannels bool `query:"includeChannels"`
}

// memberships asks two services one question each, however many workspaces and channels there are.
func (g *Gateway) memberships(ctx context.Context, in *membershipsInput) (*body[page.List[membershipView]], error) {
	mine, err := g.workspaces.Memberships(ctx, workspace.MembershipsRequest{IncludeChannels: in.IncludeChannels})
	if err != nil {
		return nil, err
	}
	var unread map[id.Channel]message.Unread
	if in.IncludeChannels {
		if unread, err = g.unreadByChannel(ctx, id.Workspace{}); err != nil {
			return nil, err
		}
	}
	out := page.List[membershipView]{Items: make([]membershipView, len(mine.Items))}
	for i, m := range mine.Items {
		out.Items[i] = membershipView{MyWorkspace: m.MyWorkspace, Channels: make([]channelView, len(m.Channels))}
		for j, c := range m.Channels {
			out.Items[i].Channels[j] = viewOf(c, unread[c.ID])
		}
	}
	return ok(out, nil)
}

func (g *Gateway) unreadByChannel(ctx context.Context, in id.Workspace) (map[id.Channel]message.Unread, error) {
	counts, err := g.messages.Unread(ctx, message.UnreadRequest{WorkspaceID: in})
	if err != nil {
		return nil, err
	}
	out := make(map[id.Channel]message.Unread, len(counts))
	for _, u := range counts {
		out[u.ChannelID] = u
	}
	return out, nil
}

type membersInput struct {
	InWorkspace
	Paging
	Query string   `query:"q" maxLength:"100" doc:"Part of a name."`
	IDs   []string `query:"ids" maxItems:"100" doc:"People by their ids, with commas between them: those of them who are members, in one page."`
}

func (g *Gateway) workspaceMembers(ctx context.Context, in *membersInput) (*body[page.List[workspacePerson]], error) {
	return ok(g.workspaces.Members(ctx, workspace.MembersRequest{
		WorkspaceID: in.WorkspaceID, Query: in.Query, UserIDs: knownIDs(in.IDs), Cursor: in.Cursor, Limit: in.Limit,
	}))
}

// knownIDs reads ids of people; what is none is nobody.
func knownIDs(texts []string) []id.User {
	ids := make([]id.User, len(texts))
	for i, text := range texts {
		ids[i], _ = id.Parse[id.User](text)
	}
	return ids
}

func (g *Gateway) unreadCounts(ctx context.Context, in *InWorkspace) (*body[page.List[message.Unread]], error) {
	// A workspace without channels of one's own and one that is not one's own look alike to the message
	// service; here they must not.
	if _, err := g.workspaces.Get(ctx, in.request()); err != nil {
		return nil, err
	}
	counts, err := g.messages.Unread(ctx, message.UnreadRequest{WorkspaceID: in.WorkspaceID})
	return ok(page.List[message.Unread]{Items: counts}, err)
}
