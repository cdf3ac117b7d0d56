package workspace

import (
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
)

// What this service announces. The subject of workspace.* is the workspace's id, of channel.* the
// channel's, so that each sees its events in order.
const (
	EventCreated              = "workspace.created"           // v1: Workspace
	EventUpdated              = "workspace.updated"           // v1: Workspace
	EventDeleted              = "workspace.deleted"           // v1: Deleted
	EventMemberJoined         = "workspace.member.joined"     // v1: MemberChange
	EventMemberUpdated        = "workspace.member.updated"    // v1: MemberChange
	EventMemberLeft           = "workspace.member.left"       // v1: MemberChange
	EventGroupUpdated         = "workspace.group.updated"     // v1: GroupChange
	EventChannelCreated       = "channel.created"             // v1: Channel
	EventChannelUpdated       = "channel.updated"             // v1: Channel
	EventChannelDeleted       = "channel.deleted"             // v1: ChannelDeleted
	EventChannelMemberJoined  = "channel.member.joined"       // v1: ChannelMemberChange
	EventChannelMemberUpdated = "channel.member.updated"      // v1: ChannelMemberChange
	EventChannelMemberLeft    = "channel.member.left"         // v1: ChannelMemberChange
	EventPreferencesUpdated   = "channel.preferences.updated" // v1: PreferencesChange
	EventInviteIssued         = "workspace.invite.issued"     // v1: InviteIssued
	EventInviteRevoked        = "workspace.invite.revoked"    // v1: InviteRevoked
	EventEmojiUpdated         = "workspace.emoji.updated"     // v1: EmojiUpdated
)

// Deleted is a workspace that is gone with all its channels; nothing is announced about the leaving of
// each member, or the end of each channel.
type Deleted struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelIDs  []id.Channel `json:"channelIds"`
}

// ChannelDeleted is a channel that is gone; nothing is announced about the leaving of each member.
type ChannelDeleted struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
}

// PreferencesChange is a member who has a channel in their list in another way.
type PreferencesChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
}

// InviteIssued is an invite to send by mail, for the first time or again. The token of an earlier mail is
// void. SealedToken opens with auth.Sealer, for the purpose EventInviteIssued.
type InviteIssued struct {
	InviteID      id.Invite    `json:"inviteId"`
	WorkspaceID   id.Workspace `json:"workspaceId"`
	WorkspaceName string       `json:"workspaceName"` // as it is shown
	Email         string       `json:"email"`
	Role          Role         `json:"role"`
	Message       string       `json:"message"`
	InvitedBy     user.Author  `json:"invitedBy"`
	SealedToken   string       `json:"sealedToken"`
	ExpiresAt     time.Time    `json:"expiresAt"`
}

// InviteRevoked is an invite that lets nobody in any more.
type InviteRevoked struct {
	InviteID    id.Invite    `json:"inviteId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// GroupChange is a group that was made, changed or deleted. One that is gone has no members.
type GroupChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Group       UserGroup    `json:"group"`
	IsDeleted   bool         `json:"isDeleted"`
}

// EmojiUpdated is a workspace that has an emoji more or less.
type EmojiUpdated struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// MemberChange is a person who came, went, has another role or another name. Who leaves a workspace
// leaves each of its channels, with an event for each.
type MemberChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"`
	Role        Role         `json:"role"` // the last one, of who has left
	User        user.Author  `json:"user"`
}

// ChannelMemberChange is a person who came into a channel, went from it, or has another role there.
type ChannelMemberChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	Role        ChannelRole  `json:"role"` // the last one, of who has left
	User        user.Author  `json:"user"`
}
