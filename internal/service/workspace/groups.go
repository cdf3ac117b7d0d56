package workspace

import (
	"context"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Limits of groups. One with all its members is read, sent and told at once, so a thousand is the most.
const (
	MaxGroups       = 500 // a workspace
	MaxGroupMembers = 1000
)

// reserved are the handles that mean something else after @.
var reserved = []string{"channel", "here", "everyone", "all"}

func isReserved(handle string) bool { return slices.Contains(reserved, handle) }

// UserGroup is some of a workspace's members, who are mentioned together by the handle.
type UserGroup struct {
	ID          id.Group     `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	Handle      string       `json:"handle" doc:"Unique in the workspace: 2 to 50 of a-z 0-9 . _ -"`
	DisplayName string       `json:"displayName"`
	Description string       `json:"description"`
	MemberCount int          `json:"memberCount"`
	UserIDs     []id.User    `json:"userIds" doc:"Its members, at most 1000, in the order of their ids."`
	CreatedBy   id.User      `json:"createdBy"`
	UpdatedAt   time.Time    `json:"updatedAt"`
}

// GroupsRequest asks for a page of a workspace's groups, by handle.
type GroupsRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// CreateGroupRequest is a new group.
type CreateGroupRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Handle      string       `json:"handle"`
	DisplayName string       `json:"displayName"` // the handle when empty
	Description string       `json:"description"`
	UserIDs     []id.User    `json:"userIds"`
}

// GroupRequest is about one group.
type GroupRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	GroupID     id.Group     `json:"groupId"`
}

// UpdateGroupRequest changes what is not nil.
type UpdateGroupRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	GroupID     id.Group     `json:"groupId"`
	Handle      *string      `json:"handle,omitempty"`
	DisplayName *string      `json:"displayName,omitempty"` // the handle when empty
	Description *string      `json:"description,omitempty"`
}

// SetGroupMembersRequest says who is in a group from now on.
type SetGroupMembersRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	GroupID     id.Group     `json:"groupId"`
	UserIDs     []id.User    `json:"userIds"`
}

// Groups is about the groups of a workspace, on behalf of a caller. All members see them, owners and admins
// make and change them. About a group every method may return group_not_found.
type Groups interface {
	// ListGroups lists the groups of a workspace. Codes: bad_cursor.
	ListGroups(ctx context.Context, req GroupsRequest) (page.List[UserGroup], error)
	// CreateGroup makes a group. A handle is free when no other group has it, no member is called so, and it
	// is none of the reserved ones (channel, here, everyone, all). Codes: validation_failed, forbidden,
	// handle_taken, too_many_groups, user_not_found (not all of them are members).
	CreateGroup(ctx context.Context, req CreateGroupRequest) (UserGroup, error)
	// UpdateGroup changes what a group is called. Codes: validation_failed, forbidden, handle_taken.
	UpdateGroup(ctx context.Context, req UpdateGroupRequest) (UserGroup, error)
	// DeleteGroup ends a group. What mentioned it, mentioned who was in it. Codes: forbidden.
	DeleteGroup(ctx context.Context, req GroupRequest) (rpc.None, error)
	// SetGroupMembers says who is in a group; nobody is fine. Codes: validation_failed, forbidden,
	// user_not_found (not all of them are members).
	SetGroupMembers(ctx context.Context, req SetGroupMembersRequest) (UserGroup, error)
}
