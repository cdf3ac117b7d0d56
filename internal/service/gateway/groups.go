package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

const groupsPath = "/api/workspaces/{workspaceId}/groups"

func (g *Gateway) groupRoutes() {
	const tag = "Groups"
	add(g, route{method: "GET", path: groupsPath, summary: "The groups of a workspace, by handle", tag: tag, codes: []string{"workspace_not_found", "bad_cursor"}},
		func(ctx context.Context, in *struct {
			InWorkspace
			Paging
		},
		) (*body[page.List[workspace.UserGroup]], error) {
			return ok(g.workspaces.ListGroups(ctx, workspace.GroupsRequest{WorkspaceID: in.WorkspaceID, Cursor: in.Cursor, Limit: in.Limit}))
		})
	add(g, route{
		method: "POST", path: groupsPath, summary: "Make a group of members that one mentions together (owners, admins)", tag: tag,
		status: http.StatusCreated,
		codes: []string{
			"workspace_not_found", "validation_failed", "forbidden", "handle_taken", "too_many_groups", "user_not_found", "workspace_archived",
		},
	}, g.createGroup)
	add(g, route{
		method: "PATCH", path: groupsPath + "/{groupId}", summary: "Change what a group is called (owners, admins)", tag: tag,
		codes: []string{"workspace_not_found", "group_not_found", "validation_failed", "forbidden", "handle_taken", "workspace_archived"},
	}, g.updateGroup)
	add(g, route{
		method: "DELETE", path: groupsPath + "/{groupId}", summary: "Delete a group (owners, admins)", tag: tag, status: http.StatusNoContent,
		codes: []string{"workspace_not_found", "group_not_found", "forbidden", "workspace_archived"},
	},
		func(ctx context.Context, in *InGroup) (*none, error) {
			_, err := g.workspaces.DeleteGroup(ctx, workspace.GroupRequest{WorkspaceID: in.WorkspaceID, GroupID: in.GroupID})
			return &none{}, err
		})
	add(g, route{
		method: "PUT", path: groupsPath + "/{groupId}/members", summary: "Say who is in a group (owners, admins)", tag: tag,
		codes: []string{"workspace_not_found", "group_not_found", "validation_failed", "forbidden", "user_not_found", "workspace_archived"},
	}, g.setGroupMembers)
}

// InGroup is the part of an input that says which group it is about.
type InGroup struct {
	InWorkspace

	GroupID id.Group `path:"groupId"`
}

type createGroupInput struct {
	InWorkspace
	Body struct {
		Handle      string    `json:"handle" doc:"2 to 50 of a-z 0-9 . _ -; free of other groups and of members, and not channel, here, everyone or all."`
		DisplayName string    `json:"displayName,omitempty" doc:"At most 80 characters; the handle when empty."`
		Description string    `json:"description,omitempty" doc:"At most 1000 characters."`
		UserIDs     []id.User `json:"userIds,omitempty" doc:"At most 1000 members of the workspace."`
	}
}

func (g *Gateway) createGroup(ctx context.Context, in *createGroupInput) (*body[workspace.UserGroup], error) {
	return ok(g.workspaces.CreateGroup(ctx, workspace.CreateGroupRequest{
		WorkspaceID: in.WorkspaceID, Handle: in.Body.Handle, DisplayName: in.Body.DisplayName, Description: in.Body.Description,
		UserIDs: in.Body.UserIDs,
	}))
}

type updateGroupInput struct {
	InGroup
	Body struct {
		Handle      *string `json:"handle,omitempty"`
		DisplayName *string `json:"displayName,omitempty" doc:"At most 80 characters; the handle when empty."`
		Description *string `json:"description,omitempty" doc:"At most 1000 characters."`
	}
}

func (g *Gateway) updateGroup(ctx context.Context, in *updateGroupInput) (*body[workspace.UserGroup], error) {
	return ok(g.workspaces.UpdateGroup(ctx, workspace.UpdateGroupRequest{
		WorkspaceID: in.WorkspaceID, GroupID: in.GroupID, Handle: in.Body.Handle, DisplayName: in.Body.DisplayName, Description: in.Body.Description,
	}))
}

type setGroupMembersInput struct {
	InGroup
	Body struct {
		UserIDs []id.User `json:"userIds" doc:"All who are in it from now on: at most 1000 members of the workspace."`
	}
}

func (g *Gateway) setGroupMembers(ctx context.Context, in *setGroupMembersInput) (*body[workspace.UserGroup], error) {
	return ok(g.workspaces.SetGroupMembers(ctx, workspace.SetGroupMembersRequest{
		WorkspaceID: in.WorkspaceID, GroupID: in.GroupID, UserIDs: in.Body.UserIDs,
	}))
}
