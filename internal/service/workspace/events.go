package workspace

import (
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
)

// What this service announces. The subject of workspace.* is the workspace's id, of channel.* the
// channel's, so that each sees its events in order.
const (
	EventCreated             = "workspace.created"       // v1: Workspace
	EventUpdated             = "workspace.updated"       // v1: Workspace
	EventMemberJoined        = "workspace.member.joined" // v1: MemberChange
	EventMemberLeft          = "workspace.member.left"   // v1: MemberChange
	EventChannelCreated      = "channel.created"         // v1: Channel
	EventChannelUpdated      = "channel.updated"         // v1: Channel
	EventChannelMemberJoined = "channel.member.joined"   // v1: ChannelMemberChange
	EventChannelMemberLeft   = "channel.member.left"     // v1: ChannelMemberChange
)

// MemberChange is a person who came or went. Who leaves a workspace leaves each of its channels, with
// an event for each.
type MemberChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"`
	Role        Role         `json:"role"` // the last one, of who has left
	User        user.Author  `json:"user"`
}

// ChannelMemberChange is a person who came into a channel or went from it.
type ChannelMemberChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	Role        ChannelRole  `json:"role"` // the last one, of who has left
	User        user.Author  `json:"user"`
}
