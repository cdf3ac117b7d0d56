// Package workspace is the workspace service: workspaces, their channels, who is a member of what, in
// which role, and the links that invite. It owns workspace_channels_db.
//
// It answers the one question of authorisation, "what may this person do here?" (Access), for every
// door of Echo. What a person may not see does not exist for them: errors are workspace_not_found and
// channel_not_found, never "forbidden", and the name of a private channel is taken only for those who
// see it.
//
// Who belongs where in one workspace changes in one transaction at a time: each takes the row of the
// workspace first (membership.go). Counts and the rule of the last owner rest on that.
package workspace

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// Limits, in characters.
const (
	MinName        = 2
	MaxName        = 50
	MaxDisplayName = 80
	MaxTopic       = 250
	MaxDescription = 1000
	MaxQuery       = 100
)

// MaxMemberIDs is how many members one may ask for by their ids at once: their address still fits into any proxy.
const MaxMemberIDs = 100

// Role is what a person is in a workspace.
type Role string

// The roles. A guest sees only the channels they were added to.
const (
	Owner  Role = "owner"
	Admin  Role = "admin"
	Member Role = "member"
	Guest  Role = "guest"
)

// rank orders roles; 0 for what is none.
func (r Role) rank() int {
	switch r {
	case Owner:
		return 4
	case Admin:
		return 3
	case Member:
		return 2
	case Guest:
		return 1
	}
	return 0
}

// Manages tells whether the role runs the workspace: an owner or an admin.
func (r Role) Manages() bool { return r.rank() >= Admin.rank() }

// Who says which members may do something that a workspace lets its owners decide about.
type Who string

// The choices. Guests are never among them, owners and admins always.
const (
	EveryMember Who = "members"
	OnlyAdmins  Who = "admins"
)

// Settings is what the owners and admins of a workspace decide for it.
type Settings struct {
	WhoCanInvite         Who  `json:"whoCanInvite" enum:"members,admins"`
	WhoCanCreateChannels Who  `json:"whoCanCreateChannels" enum:"members,admins"`
	ShowEmails           bool `json:"showEmails" doc:"Members see each other's addresses in the list of members."`
	EditWindowMinutes    int  `json:"editWindowMinutes" doc:"How long authors may edit what they wrote: 0 as long as they like, -1 not at all."`
	LinkPreviews         bool `json:"linkPreviews" doc:"Messages show what the pages are that they link to."`
}

// defaultSettings are those of a new workspace, as the columns have them.
var defaultSettings = Settings{WhoCanInvite: EveryMember, WhoCanCreateChannels: EveryMember, LinkPreviews: true}

// Workspace is a workspace as all its members see it.
type Workspace struct {
	ID          id.Workspace `json:"id"`
	Name        string       `json:"name" doc:"Unique on this server: 2 to 50 of a-z 0-9 . _ -"`
	DisplayName string       `json:"displayName"`
	Description string       `json:"description"`
	OwnerID     id.User      `json:"ownerId"`
	MemberCount int          `json:"memberCount"`
	IsArchived  bool         `json:"isArchived"`
	Settings    Settings     `json:"settings"`
	CreatedAt   time.Time    `json:"createdAt"`
	UpdatedAt   time.Time    `json:"updatedAt"`
}

// MyWorkspace is a workspace as one of its members sees it.
type MyWorkspace struct {
	Workspace
	Role Role `json:"role" enum:"owner,admin,member,guest" doc:"The caller's role."`
}

// Membership is a workspace with those of its channels that the caller is a member of.
type Membership struct {
	MyWorkspace
	Channels []MyChannel `json:"channels"`
}

// Person is a member of a workspace or of a channel.
type Person[R ~string] struct {
	User     user.Author `json:"user"`
	Role     R           `json:"role"`
	JoinedAt time.Time   `json:"joinedAt"`
	Email    *string     `json:"email,omitempty" doc:"Only in the list of a workspace's members, where its settings show addresses."`
}

// NameCheck tells whether a name may be taken.
type NameCheck struct {
	Name      string `json:"name"`
	Available bool   `json:"available"`
}

// CreateRequest is a new workspace.
type CreateRequest struct {
	Name        string `json:"name"`
	DisplayName string `json:"displayName"` // the name when empty
	Description string `json:"description"`
}

// GetRequest is about one workspace.
type GetRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// CheckNameRequest asks about the name of a workspace.
type CheckNameRequest struct {
	Name string `json:"name"`
}

// SettingsChange changes what is not nil.
type SettingsChange struct {
	WhoCanInvite         *Who  `json:"whoCanInvite,omitempty" enum:"members,admins"`
	WhoCanCreateChannels *Who  `json:"whoCanCreateChannels,omitempty" enum:"members,admins"`
	ShowEmails           *bool `json:"showEmails,omitempty"`
	EditWindowMinutes    *int  `json:"editWindowMinutes,omitempty" doc:"At most 525,600, a year; 0 as long as they like, -1 not at all."`
	LinkPreviews         *bool `json:"linkPreviews,omitempty"`
}

// UpdateRequest changes what is not nil.
type UpdateRequest struct {
	WorkspaceID id.Workspace    `json:"workspaceId"`
	DisplayName *string         `json:"displayName,omitempty"` // the name when empty
	Description *string         `json:"description,omitempty"`
	Settings    *SettingsChange `json:"settings,omitempty"`
}

// MembershipsRequest asks for the caller's workspaces.
type MembershipsRequest struct {
	IncludeChannels bool `json:"includeChannels"`
}

// MembersRequest asks for a page of members, those first who were there first. Query, when not empty,
// is a part of a name. UserIDs, when there are any, asks for those of these people who are members.
type MembersRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Query       string       `json:"query"`
	UserIDs     []id.User    `json:"userIds"` // at most MaxMemberIDs, in one page and whatever Query says
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// MemberRequest is about one member of a workspace.
type MemberRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"`
}

// UpdateMemberRequest makes a member something else.
type UpdateMemberRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"`
	Role        Role         `json:"role"`
}

// Service is the contract of the workspace service, in parts. Errors carry codes (package errs);
// every method may also return unavailable and internal, and those on behalf of a caller missing_token.
// Every method about a workspace may return workspace_not_found, and about a channel channel_not_found:
// it does not exist, or the caller may not know that it does. Every change but those whose comment says
// otherwise may return workspace_archived.
type Service interface {
	Workspaces
	Channels
	Invites
	Groups
	CustomEmoji
	Authorizer
}

// Workspaces is about workspaces and their members, on behalf of a caller.
type Workspaces interface {
	// Create makes a workspace that the caller owns, and its #general, in one step. Codes:
	// validation_failed, name_taken.
	Create(ctx context.Context, req CreateRequest) (MyWorkspace, error)
	// Get returns a workspace to its members.
	Get(ctx context.Context, req GetRequest) (MyWorkspace, error)
	// CheckName tells whether a workspace may be called so: false for a name that is taken or malformed.
	CheckName(ctx context.Context, req CheckNameRequest) (NameCheck, error)
	// Memberships returns the caller's workspaces, by name, and with IncludeChannels their channels in
	// them: all in one page, by three queries however many there are.
	Memberships(ctx context.Context, req MembershipsRequest) (page.List[Membership], error)
	// Update changes how a workspace is described and what its settings are. Owners and admins may. Where
	// only owners and admins may invite any more, the open invites of others are revoked. Codes:
	// validation_failed, forbidden.
	Update(ctx context.Context, req UpdateRequest) (MyWorkspace, error)
	// Archive makes everything in a workspace read-only; archiving again changes nothing. It can still be
	// left, deleted and brought back. Owners may. Codes: forbidden.
	Archive(ctx context.Context, req GetRequest) (MyWorkspace, error)
	// Unarchive brings an archived workspace back. Owners may. Codes: forbidden.
	Unarchive(ctx context.Context, req GetRequest) (MyWorkspace, error)
	// Delete ends a workspace and everything in it, for good; archived ones too. Owners may. Codes:
	// forbidden.
	Delete(ctx context.Context, req GetRequest) (rpc.None, error)
	// Transfer passes a workspace on: another member becomes an owner and the one it is listed under, the
	// caller, an owner, becomes an admin. Codes: forbidden, validation_failed (to oneself),
	// user_not_found.
	Transfer(ctx context.Context, req MemberRequest) (MyWorkspace, error)
	// Members lists a workspace's members to each other. Codes: validation_failed, bad_cursor.
	Members(ctx context.Context, req MembersRequest) (page.List[Person[Role]], error)
	// Audit tells owners who did what in a workspace, the newest first: every change of who belongs to it and
	// to its channels by the deed of another, of roles, settings and invites, and what was made, archived and
	// deleted. Codes: forbidden, bad_cursor.
	Audit(ctx context.Context, req AuditRequest) (page.List[AuditEntry], error)
	// UpdateMember changes someone's role. Owners and admins may; only owners make an owner, and change
	// one. Someone who is no guest any more comes into #general. Someone who becomes a guest keeps the
	// channels they are in, #general too, but runs none of them. Open invites that they could not make in
	// their new role are revoked. Codes: validation_failed, forbidden, user_not_found, last_owner.
	UpdateMember(ctx context.Context, req UpdateMemberRequest) (Person[Role], error)
	// RemoveMember removes someone from a workspace and all its channels, and revokes the invites they
	// made. Owners and admins may, but only owners remove an owner; anyone may remove themselves, from an
	// archived workspace too. The channels that only they owned pass on as LeaveChannel says.
	// Codes: forbidden, user_not_found, last_owner.
	RemoveMember(ctx context.Context, req MemberRequest) (rpc.None, error)
	// Leave is RemoveMember of the caller. Codes: last_owner.
	Leave(ctx context.Context, req GetRequest) (rpc.None, error)
}
