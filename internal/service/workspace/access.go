package workspace

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

// AccessRequest asks what a person may do in a channel or, without ChannelID, in a workspace.
type AccessRequest struct {
	UserID      id.User      `json:"userId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
}

// Access is what a person may do there. About a workspace, the fields of the channel are empty, MayRead
// is true and MayPost false.
type Access struct {
	WorkspaceRole Role        `json:"workspaceRole"`
	ChannelRole   ChannelRole `json:"channelRole"` // NoMember for the reader of a public channel
	ChannelType   ChannelType `json:"channelType"`
	IsArchived    bool        `json:"isArchived"` // the channel, or its workspace
	// IsWorkspaceArchived tells that it is the workspace.
	IsWorkspaceArchived bool `json:"isWorkspaceArchived"`
	MayRead             bool `json:"mayRead"` // always true: what may not be read is an error
	MayPost             bool `json:"mayPost"` // a member, not a viewer, and not archived
	// MayModerate tells of who runs the channel, or sees it and runs the workspace: they delete what others
	// wrote, and read what it was before. It says nothing of archives (CheckOpen).
	MayModerate bool `json:"mayModerate"`
	// EditWindowMinutes is how long authors may edit: 0 as long as they like, NeverEdit not at all.
	EditWindowMinutes int `json:"editWindowMinutes"`
	// LinkPreviews tells that messages there show what they link to.
	LinkPreviews bool `json:"linkPreviews"`
}

// CheckOpen returns nil when something may change there. Codes: workspace_archived, channel_archived.
func (a Access) CheckOpen() error {
	switch {
	case a.IsWorkspaceArchived:
		return errWorkspaceArchived()
	case a.IsArchived:
		return errArchived()
	}
	return nil
}

// CheckPost returns nil when posting is allowed, and else why not. Codes: workspace_archived,
// channel_archived, channel_read_only (a viewer), forbidden (not a member).
func (a Access) CheckPost() error {
	switch {
	case a.MayPost:
		return nil
	case a.CheckOpen() != nil:
		return a.CheckOpen()
	case a.ChannelRole == ChannelViewer:
		return errs.Forbidden("channel_read_only", "You can read this channel, but not post in it.")
	}
	return errs.Forbidden("forbidden", "Join this channel to post in it.")
}

// MyChannelsRequest asks which channels a person is a member of, in one workspace or, without
// WorkspaceID, in all.
type MyChannelsRequest struct {
	UserID      id.User      `json:"userId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// SharesWorkspaceRequest asks whether two people share a workspace.
type SharesWorkspaceRequest struct {
	UserID  id.User `json:"userId"`
	OtherID id.User `json:"otherId"`
}

// MembersAmongRequest asks which of some people are in a workspace with UserID.
type MembersAmongRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"`
	UserIDs     []id.User    `json:"userIds"` // at most MaxAmong
}

// MaxAmong bounds a MembersAmongRequest.
const MaxAmong = 1000

// SoleOwnershipsRequest asks what only one person owns.
type SoleOwnershipsRequest struct {
	UserID id.User `json:"userId"`
}

// Authorizer is what the other services ask. Its questions name the person they are about and need no
// caller.
type Authorizer interface {
	// Access tells what a person may do in a channel or workspace. Codes: workspace_not_found,
	// channel_not_found, when they may not even see it.
	Access(ctx context.Context, req AccessRequest) (Access, error)
	// MyChannels returns the channels that a person is a member of.
	MyChannels(ctx context.Context, req MyChannelsRequest) ([]id.Channel, error)
	// HasEmoji tells whether a workspace has a custom emoji of this name, without colons.
	HasEmoji(ctx context.Context, req EmojiRequest) (bool, error)
	// SharesWorkspace tells whether two people are members of one workspace, or one and the same.
	SharesWorkspace(ctx context.Context, req SharesWorkspaceRequest) (bool, error)
	// MembersAmong returns those of some people that are members of a workspace, to one of its members. Codes:
	// workspace_not_found, validation_failed (more than MaxAmong).
	MembersAmong(ctx context.Context, req MembersAmongRequest) ([]id.User, error)
	// SoleOwnerships returns, by name, the workspaces that a person must pass on before they delete their
	// account: those with other members and no other owner.
	SoleOwnerships(ctx context.Context, req SoleOwnershipsRequest) ([]Workspace, error)
	// ResolveNames tells who, or which channel, is meant by the names in a text, without those that are
	// nobody's (names.go). Codes: workspace_not_found when the author is not in it, validation_failed (more
	// than MaxNames).
	ResolveNames(ctx context.Context, req ResolveNamesRequest) (map[string]Named, error)
	// GroupsOf returns the groups that a person is in.
	GroupsOf(ctx context.Context, req GroupsOfRequest) ([]id.Group, error)
}
