package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// workspacePerson is a member of a workspace.
type workspacePerson = workspace.Person[workspace.Role]

// manageWorkspaceRoutes are for those who run a workspace.
func (g *Gateway) manageWorkspaceRoutes() {
	const tag, base = "Workspaces", "/api/workspaces/{workspaceId}"
	add(g, route{
		method: "PATCH", path: base, summary: "Change how a workspace is described and what its settings are (owners, admins)", tag: tag,
		codes: []string{"workspace_not_found", "validation_failed", "forbidden", "workspace_archived"},
	}, g.updateWorkspace)
	add(g, route{
		method: "DELETE", path: base, summary: "Delete a workspace and everything in it, for good (owners)", tag: tag,
		status: http.StatusNoContent, codes: []string{"workspace_not_found", "forbidden"},
	},
		func(ctx context.Context, in *InWorkspace) (*none, error) {
			_, err := g.workspaces.Delete(ctx, in.request())
			return &none{}, err
		})
	add(g, route{
		method: "POST", path: base + "/archive", summary: "Make everything in a workspace read-only (owners)", tag: tag,
		codes: []string{"workspace_not_found", "forbidden"},
	},
		func(ctx context.Context, in *InWorkspace) (*body[workspace.MyWorkspace], error) {
			return ok(g.workspaces.Archive(ctx, in.request()))
		})
	add(g, route{
		method: "POST", path: base + "/unarchive", summary: "Bring an archived workspace back (owners)", tag: tag,
		codes: []string{"workspace_not_found", "forbidden"},
	},
		func(ctx context.Context, in *InWorkspace) (*body[workspace.MyWorkspace], error) {
			return ok(g.workspaces.Unarchive(ctx, in.request()))
		})
	add(g, route{
		method: "POST", path: base + "/transfer", summary: "Pass a workspace on to another member, and become an admin (owners)", tag: tag,
		codes: []string{"workspace_not_found", "validation_failed", "forbidden", "user_not_found", "workspace_archived"},
	}, g.transferWorkspace)
	add(g, route{
		method: "PATCH", path: base + "/members/{userId}", summary: "Change a member's role (owners, admins)", tag: tag,
		codes: []string{"workspace_not_found", "user_not_found", "validation_failed", "forbidden", "last_owner", "workspace_archived"},
	}, g.updateMember)
	add(g, route{
		method: "GET", path: base + "/audit", summary: "Who did what in a workspace, the newest first (owners)", tag: tag,
		codes: []string{"workspace_not_found", "forbidden", "bad_cursor"},
	},
		func(ctx context.Context, in *struct {
			InWorkspace
			Paging
		},
		) (*body[page.List[workspace.AuditEntry]], error) {
			return ok(g.workspaces.Audit(ctx, workspace.AuditRequest{WorkspaceID: in.WorkspaceID, Cursor: in.Cursor, Limit: in.Limit}))
		})
}

func (in InWorkspace) request() workspace.GetRequest {
	return workspace.GetRequest{WorkspaceID: in.WorkspaceID}
}

type updateWorkspaceInput struct {
	InWorkspace
	Body struct {
		DisplayName *string                   `json:"displayName,omitempty" doc:"At most 80 characters; the name when empty."`
		Description *string                   `json:"description,omitempty" doc:"At most 1000 characters."`
		Settings    *workspace.SettingsChange `json:"settings,omitempty" doc:"What is left out stays."`
	}
}

func (g *Gateway) updateWorkspace(ctx context.Context, in *updateWorkspaceInput) (*body[workspace.MyWorkspace], error) {
	return ok(g.workspaces.Update(ctx, workspace.UpdateRequest{
		WorkspaceID: in.WorkspaceID, DisplayName: in.Body.DisplayName, Description: in.Body.Description, Settings: in.Body.Settings,
	}))
}

type transferInput struct {
	InWorkspace
	Body struct {
		UserID id.User `json:"userId" doc:"The member who becomes the owner."`
	}
}

func (g *Gateway) transferWorkspace(ctx context.Context, in *transferInput) (*body[workspace.MyWorkspace], error) {
	return ok(g.workspaces.Transfer(ctx, workspace.MemberRequest{WorkspaceID: in.WorkspaceID, UserID: in.Body.UserID}))
}

type updateMemberInput struct {
	InWorkspace
	UserID id.User `path:"userId"`
	Body   struct {
		Role workspace.Role `json:"role" enum:"owner,admin,member,guest" doc:"Only owners make an owner, and change one."`
	}
}

func (g *Gateway) updateMember(ctx context.Context, in *updateMemberInput) (*body[workspacePerson], error) {
	return ok(g.workspaces.UpdateMember(ctx, workspace.UpdateMemberRequest{
		WorkspaceID: in.WorkspaceID, UserID: in.UserID, Role: in.Body.Role,
	}))
}
