package workspace

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// Limits of an invite.
const (
	DefaultInviteDays = 7
	MaxInviteDays     = 30
	MaxInviteUses     = 10_000
	MaxInviteMessage  = 500
)

// Invite lets people into a workspace: whoever has its link or, by email, the one whose address it is.
type Invite struct {
	ID          id.Invite    `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	Email       *string      `json:"email" doc:"Whom it is for; null for a link that anyone may use."`
	Message     string       `json:"message"`
	Role        Role         `json:"role" enum:"admin,member,guest"`
	MaxUses     int          `json:"maxUses" doc:"0: no limit."`
	Uses        int          `json:"uses"`
	ExpiresAt   time.Time    `json:"expiresAt"`
	InvitedBy   id.User      `json:"invitedBy"`
	CreatedAt   time.Time    `json:"createdAt"`
	RevokedAt   *time.Time   `json:"revokedAt"`
}

// NewInvite is an invite with its token, which is told once and kept only as a hash.
type NewInvite struct {
	Invite
	Token string `json:"token"`
}

// InvitePreview is what someone who holds a token may know before accepting.
type InvitePreview struct {
	Workspace InvitedTo   `json:"workspace"`
	InvitedBy user.Author `json:"invitedBy"`
	Role      Role        `json:"role" enum:"admin,member,guest"`
	Email     *string     `json:"email" doc:"Whom it is for, masked; null for a link that anyone may use."`
	ExpiresAt time.Time   `json:"expiresAt"`
}

// InvitedTo is what an invite shows of its workspace.
type InvitedTo struct {
	ID          id.Workspace `json:"id"`
	Name        string       `json:"name"`
	DisplayName string       `json:"displayName"`
	MemberCount int          `json:"memberCount"`
}

// CreateInviteRequest is a new invite: by email, with Email, else a link.
type CreateInviteRequest struct {
	WorkspaceID   id.Workspace `json:"workspaceId"`
	Email         string       `json:"email"`
	Role          Role         `json:"role"`          // member when empty
	ExpiresInDays int          `json:"expiresInDays"` // DefaultInviteDays when 0, at most MaxInviteDays
	MaxUses       int          `json:"maxUses"`       // 0: no limit; by email it is always 1
	Message       string       `json:"message"`       // for those invited
}

// InvitesRequest asks for a page of invites, the newest first.
type InvitesRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"`
}

// InviteRequest is about one invite.
type InviteRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	InviteID    id.Invite    `json:"inviteId"`
}

// InviteTokenRequest comes from someone who holds a token.
type InviteTokenRequest struct {
	Token string `json:"token"`
}

// Invites is about letting people in.
type Invites interface {
	// CreateInvite makes an invite: a link or, with an address, a mail that only the person who has it can
	// use, once; asking again for an address replaces the one that is open. Guests may not, and members
	// only where the settings let them; the role is at most the caller's own, and never owner. When the
	// caller may not invite so any more, the invite is revoked. Codes: validation_failed, forbidden,
	// already_member.
	CreateInvite(ctx context.Context, req CreateInviteRequest) (NewInvite, error)
	// ResendInvite mails an invite by email again, with a new link that holds as long as the first did; the
	// old one is void. Whoever sees the invite and may invite so may. Codes: validation_failed (a link),
	// forbidden, invite_not_found, invite_revoked, invite_used_up.
	ResendInvite(ctx context.Context, req InviteRequest) (NewInvite, error)
	// Invites lists the workspace's invites to those who manage it, and their own to other members. The
	// expired, revoked and used up are in it. Codes: forbidden (guests), bad_cursor.
	Invites(ctx context.Context, req InvitesRequest) (page.List[Invite], error)
	// RevokeInvite ends an invite that Invites would list; again changes nothing. Codes: forbidden,
	// invite_not_found.
	RevokeInvite(ctx context.Context, req InviteRequest) (rpc.None, error)
	// PreviewInvite shows where a token leads. Whoever holds it may call, signed in or not. Codes:
	// invite_not_found, invite_revoked, invite_expired, invite_used_up.
	PreviewInvite(ctx context.Context, req InviteTokenRequest) (InvitePreview, error)
	// AcceptInvite makes the caller a member, in #general too unless as a guest. Someone who is a member
	// already keeps their role and gets the workspace, without using the invite up: an answer that got
	// lost can be asked for again. Codes: invite_not_found, invite_other_address (by email, for someone
	// else), invite_revoked, invite_expired, invite_used_up.
	AcceptInvite(ctx context.Context, req InviteTokenRequest) (MyWorkspace, error)
}
