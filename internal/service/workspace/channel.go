package workspace

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// GeneralName is the channel that every workspace has, and every member but guests is in.
const GeneralName = "general"

// ChannelType says who may find a channel.
type ChannelType string

// The types. Everyone but guests may read a public channel and join it; the others exist for their
// members only. A direct channel is a conversation of two, and there is one for any two; a group channel
// is one of three to nine, and there is one for the same people.
const (
	Public  ChannelType = "public"
	Private ChannelType = "private"
	Direct  ChannelType = "direct"
	Group   ChannelType = "group"
)

// IsConversation tells whether a channel is its people's own, without a name: direct, or a group.
func (t ChannelType) IsConversation() bool { return t == Direct || t == Group }

// ChannelRole is what a person is in a channel; "" is not a member.
type ChannelRole string

// The roles. A viewer reads and does not post.
const (
	ChannelOwner  ChannelRole = "owner"
	ChannelAdmin  ChannelRole = "admin"
	ChannelMember ChannelRole = "member"
	ChannelViewer ChannelRole = "viewer"
	NoMember      ChannelRole = ""
)

// rank orders roles; 0 for who is no member, and what is no role.
func (r ChannelRole) rank() int {
	switch r {
	case ChannelOwner:
		return 4
	case ChannelAdmin:
		return 3
	case ChannelMember:
		return 2
	case ChannelViewer:
		return 1
	case NoMember:
	}
	return 0
}

// Manages tells whether the role runs the channel.
func (r ChannelRole) Manages() bool { return r.rank() >= ChannelAdmin.rank() }

// Posts tells whether the role writes in the channel.
func (r ChannelRole) Posts() bool { return r.rank() >= ChannelMember.rank() }

// Channel is a channel as all who may see it see it.
type Channel struct {
	ID          id.Channel   `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	Type        ChannelType  `json:"type" enum:"public,private,direct,group"`
	Name        string       `json:"name" doc:"2 to 50 of a-z 0-9 . _ -; empty for direct and group channels."`
	DisplayName string       `json:"displayName"`
	Topic       string       `json:"topic"`
	Description string       `json:"description"`
	CreatedBy   id.User      `json:"createdBy"`
	MemberCount int          `json:"memberCount"`
	// Members are the people of a direct or group channel.
	Members    []user.Author `json:"members,omitempty" doc:"The people of a direct or group channel; absent for others."`
	IsArchived bool          `json:"isArchived"`
	CreatedAt  time.Time     `json:"createdAt"`
	UpdatedAt  time.Time     `json:"updatedAt"`
}

// Level says what of a channel a member wants to be notified about.
type Level string

// The levels. DefaultLevel is what the member has chosen for all channels.
const (
	DefaultLevel  Level = "default"
	AllLevel      Level = "all"
	MentionsLevel Level = "mentions"
	NoneLevel     Level = "none"
)

// ChannelPreferences is how a member has a channel in their own list.
type ChannelPreferences struct {
	IsMuted           bool   `json:"isMuted"`
	NotificationLevel Level  `json:"notificationLevel" enum:"all,mentions,none,default"`
	IsStarred         bool   `json:"isStarred"`
	Section           string `json:"section" doc:"The part of the list it stands in, at most 50 characters; empty for none."`
}

// MyChannel is a channel as the caller sees it.
type MyChannel struct {
	Channel
	ChannelPreferences
	Role ChannelRole `json:"role" enum:"owner,admin,member,viewer," doc:"The caller's role; empty when not a member."`
}

// CreateChannelRequest is a new public or private channel.
type CreateChannelRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Type        ChannelType  `json:"type"`
	Name        string       `json:"name"`
	DisplayName string       `json:"displayName"` // the name when empty
	Topic       string       `json:"topic"`
	Description string       `json:"description"`
}

// How many others a group channel takes.
const (
	MinGroup = 2
	MaxGroup = 8
)

// OpenDirectRequest asks for the direct or group channel with others.
type OpenDirectRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	MemberIDs   []id.User    `json:"memberIds"`
}

// OpenedDirect is a direct or group channel. Created says that this call made it.
type OpenedDirect struct {
	Channel MyChannel `json:"channel"`
	Created bool      `json:"created"`
}

// ChannelRequest is about one channel.
type ChannelRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
}

// BrowseRequest asks for a page of public channels, by name. Query, when not empty, is a part of a name.
type BrowseRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Query       string       `json:"query"`
	Archived    bool         `json:"archived"` // the archived ones instead of those in use
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// CheckChannelNameRequest asks about the name of a channel.
type CheckChannelNameRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Name        string       `json:"name"`
}

// UpdateChannelRequest changes what is not nil.
type UpdateChannelRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	Name        *string      `json:"name,omitempty"`
	DisplayName *string      `json:"displayName,omitempty"` // the name when empty
	Topic       *string      `json:"topic,omitempty"`
	Description *string      `json:"description,omitempty"`
}

// ChannelMembersRequest asks for a page of members, those first who were there first.
type ChannelMembersRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// ChannelMemberRequest is about one person and one channel.
type ChannelMemberRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
}

func (r ChannelMemberRequest) channel() ChannelRequest {
	return ChannelRequest{WorkspaceID: r.WorkspaceID, ChannelID: r.ChannelID}
}

// AddChannelMemberRequest adds a member of the workspace to a channel.
type AddChannelMemberRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	Role        ChannelRole  `json:"role"` // member when empty; admin, member or viewer
}

// UpdateChannelMemberRequest makes a member of a channel something else in it.
type UpdateChannelMemberRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	Role        ChannelRole  `json:"role"`
}

// ChannelPreferencesRequest replaces the caller's preferences for a channel.
type ChannelPreferencesRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	ChannelPreferences
}

// Channels is about channels and their members, on behalf of a caller. Guests see only the channels
// they are members of, public ones included.
type Channels interface {
	// CreateChannel makes a channel that the caller owns. Guests may not. A public name is taken once in
	// a workspace; the name of a private channel only for those who see it. Codes: validation_failed,
	// forbidden, name_taken.
	CreateChannel(ctx context.Context, req CreateChannelRequest) (MyChannel, error)
	// OpenDirect returns the direct channel of the caller and one other member, and makes it if there is
	// none. Codes: validation_failed, user_not_found (not a member of the workspace).
	OpenDirect(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error)
	// OpenGroup is OpenDirect with MinGroup to MaxGroup others. Codes: validation_failed, user_not_found.
	OpenGroup(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error)
	// GetChannel returns a channel to those who may see it.
	GetChannel(ctx context.Context, req ChannelRequest) (MyChannel, error)
	// BrowseChannels lists the public channels: those in use, or the archived ones. Codes: validation_failed,
	// bad_cursor.
	BrowseChannels(ctx context.Context, req BrowseRequest) (page.List[MyChannel], error)
	// CheckChannelName tells whether the caller may call a channel so.
	CheckChannelName(ctx context.Context, req CheckChannelNameRequest) (NameCheck, error)
	// UpdateChannel changes how a channel is described and called. Its members may describe it, except
	// viewers, and those who manage the workspace; only who manages the channel or the workspace renames
	// it, and nobody #general. Codes: validation_failed, forbidden, channel_archived, name_taken,
	// cannot_rename_general.
	UpdateChannel(ctx context.Context, req UpdateChannelRequest) (MyChannel, error)
	// ArchiveChannel makes a channel read-only, except for being left; again changes nothing. Those who
	// manage the channel may, and those who see it and manage the workspace. Codes: forbidden,
	// cannot_archive_general.
	ArchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error)
	// UnarchiveChannel brings an archived channel back. Who may archive may. Codes: forbidden.
	UnarchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error)
	// DeleteChannel ends a channel and everything in it, for good; archived ones too. Who may archive may.
	// Codes: forbidden, cannot_delete_general.
	DeleteChannel(ctx context.Context, req ChannelRequest) (rpc.None, error)
	// SetChannelPreferences says how the caller, a member, has the channel in their list. It is nobody
	// else's business, so archived ones take it too. Codes: validation_failed, not_channel_member.
	SetChannelPreferences(ctx context.Context, req ChannelPreferencesRequest) (MyChannel, error)
	// JoinChannel makes the caller a member of a public channel; joining again changes nothing. Codes:
	// channel_archived.
	JoinChannel(ctx context.Context, req ChannelRequest) (MyChannel, error)
	// LeaveChannel ends the caller's membership; a public channel may be left again and again, and an
	// archived one too. A channel that loses its last owner passes to the admin who was there longest, or
	// else the member, but never to a guest. Codes:
	// cannot_leave_general, forbidden (a conversation).
	LeaveChannel(ctx context.Context, req ChannelRequest) (rpc.None, error)
	// ChannelMembers lists a channel's members to those who may see it. Codes: bad_cursor.
	ChannelMembers(ctx context.Context, req ChannelMembersRequest) (page.List[Person[ChannelRole]], error)
	// AddChannelMember adds a member of the workspace. Members of the channel may, except viewers and
	// guests; as another than a plain member, only those who may UpdateChannelMember. Codes:
	// validation_failed, forbidden, user_not_found, already_member, channel_archived.
	AddChannelMember(ctx context.Context, req AddChannelMemberRequest) (Person[ChannelRole], error)
	// UpdateChannelMember changes someone's role in a channel. Those who manage the channel may, and those
	// who see it and manage the workspace; only owners, of the channel or the workspace, make an owner
	// and change one. Guests run no channel. Codes: validation_failed, forbidden, user_not_found,
	// last_owner, channel_archived.
	UpdateChannelMember(ctx context.Context, req UpdateChannelMemberRequest) (Person[ChannelRole], error)
	// RemoveChannelMember removes someone. Those who manage the channel or see it and manage the
	// workspace may, but a channel's owner is removed only by an owner of the channel or the workspace;
	// anyone may remove themselves. Codes: forbidden, user_not_found, cannot_leave_general.
	RemoveChannelMember(ctx context.Context, req ChannelMemberRequest) (rpc.None, error)
}
