package workspace

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Who may do what stands in this file, and nowhere else. What someone may see is decided before, by
// readStanding (access_query.go): what they may not see does not exist for them.

// deed is something that not everyone may do.
type deed string

const (
	// In a workspace.
	changeWorkspace  deed = "change the workspace"
	archiveWorkspace deed = "archive the workspace"
	deleteWorkspace  deed = "delete the workspace"
	passWorkspace    deed = "pass the workspace on"
	readAudit        deed = "read the audit"
	changeRoles      deed = "change roles"
	removeMembers    deed = "remove members"
	leaveIt          deed = "leave the workspace"
	invite           deed = "invite"
	revokeInvite     deed = "revoke invites"
	seeInvites       deed = "see invites"
	makeChannels     deed = "make channels"
	manageGroups     deed = "manage groups"
	talkDirectly     deed = "open a direct conversation"
	addEmoji         deed = "add emoji"

	// In a channel.
	joinIt              deed = "join the channel"
	describeChannel     deed = "describe the channel"
	renameChannel       deed = "rename the channel"
	archiveChannel      deed = "archive the channel"
	deleteChannel       deed = "delete the channel"
	addToChannel        deed = "add to the channel"
	removeFromChannel   deed = "remove from the channel"
	changeChannelRoles  deed = "change roles in the channel"
	leaveChannelOneself deed = "leave the channel"
	moderate            deed = "delete what others wrote"
)

// archived says how long a deed is allowed.
type archived int

const (
	notArchived      archived = iota // not in an archived channel or workspace
	channelArchived                  // in an archived channel too
	anythingArchived                 // in an archived workspace too
)

// rule says who may do a deed.
type rule struct {
	least    Role        // in the workspace, at least this
	channel  ChannelRole // and in the channel at least this,
	instead  Role        // or in the workspace at least this, for those who see the channel
	archived archived
	refusal  string
}

// The rules. Two of them follow the settings of the workspace (ruleFor), and owners are untouchable for
// others (mayTouch, mayTouchChannel). A conversation, direct or group, stays as it is; #general is never
// left, renamed, archived or deleted. Preferences are one's own: any member of a channel sets theirs.
var rules = map[deed]rule{
	changeWorkspace:  {least: Admin, refusal: "Only owners and admins change the workspace."},
	archiveWorkspace: {least: Owner, archived: anythingArchived, refusal: "Only owners archive the workspace."},
	deleteWorkspace:  {least: Owner, archived: anythingArchived, refusal: "Only owners delete the workspace."},
	passWorkspace:    {least: Owner, refusal: "Only owners pass the workspace on."},
	readAudit:        {least: Owner, archived: anythingArchived, refusal: "Only owners read the audit."},
	changeRoles:      {least: Admin, refusal: "Only owners and admins change roles."},
	removeMembers:    {least: Admin, refusal: "Only owners and admins remove members."},
	leaveIt:          {least: Guest, archived: anythingArchived},
	invite:           {least: Member, refusal: "Guests cannot invite."},
	revokeInvite:     {least: Member, refusal: "Guests cannot revoke invitations."},
	seeInvites:       {least: Member, archived: anythingArchived, refusal: "Guests cannot see invitations."},
	makeChannels:     {least: Member, refusal: "Guests cannot make channels."},
	manageGroups:     {least: Admin, refusal: "Only owners and admins change groups."},
	talkDirectly:     {least: Guest},
	addEmoji:         {least: Member, refusal: "Guests cannot add emoji."}, // nor remove any (mayRemoveEmoji)

	joinIt:              {least: Guest},
	describeChannel:     {channel: ChannelMember, instead: Admin, refusal: "Only members who may post change a channel."},
	renameChannel:       {channel: ChannelAdmin, instead: Admin, refusal: "Only those who manage the channel rename it."},
	archiveChannel:      {channel: ChannelAdmin, instead: Admin, archived: channelArchived, refusal: "Only those who manage the channel archive it."},
	deleteChannel:       {channel: ChannelAdmin, instead: Admin, archived: channelArchived, refusal: "Only those who manage the channel delete it."},
	addToChannel:        {least: Member, channel: ChannelMember, refusal: "Only members of the channel add people."},
	removeFromChannel:   {channel: ChannelAdmin, instead: Admin, archived: channelArchived, refusal: "Only those who manage the channel remove people."},
	changeChannelRoles:  {channel: ChannelAdmin, instead: Admin, refusal: "Only those who manage the channel change roles."},
	leaveChannelOneself: {least: Guest, archived: anythingArchived},
	moderate:            {channel: ChannelAdmin, instead: Admin, archived: anythingArchived, refusal: "Only those who manage the channel do this."},
}

// standing is who someone is in a workspace and, when the question is about one, in a channel of it.
type standing struct {
	Access
	userID    id.User
	settings  Settings
	isGeneral bool
}

// ruleFor is the rule of a deed under the settings of the workspace.
func (s standing) ruleFor(d deed) rule {
	r := rules[d]
	switch {
	case d == invite && s.settings.WhoCanInvite == OnlyAdmins:
		r.least, r.refusal = Admin, "Only owners and admins invite people here."
	case d == makeChannels && s.settings.WhoCanCreateChannels == OnlyAdmins:
		r.least, r.refusal = Admin, "Only owners and admins make channels here."
	}
	return r
}

// may returns nil when s may do it, and else why not. Codes: forbidden, workspace_archived,
// channel_archived, and those of mayInGeneral.
func (s standing) may(d deed) error {
	r := s.ruleFor(d)
	inChannel := s.ChannelRole.rank() >= r.channel.rank() || r.instead != "" && s.WorkspaceRole.rank() >= r.instead.rank()
	switch {
	case s.ChannelType.IsConversation() && d != joinIt:
		return errForbidden("A direct conversation stays as it is: who is in it cannot change, nor leave.")
	case s.WorkspaceRole.rank() < r.least.rank() || !inChannel:
		return errForbidden(r.refusal)
	case s.IsWorkspaceArchived && r.archived < anythingArchived:
		return errWorkspaceArchived()
	case s.isGeneral && s.mayInGeneral(d) != nil:
		return s.mayInGeneral(d)
	case s.IsArchived && !s.IsWorkspaceArchived && r.archived < channelArchived:
		return errArchived()
	}
	return nil
}

// mayInGeneral tells of what is never done to #general. Codes: cannot_leave_general,
// cannot_delete_general, cannot_archive_general, cannot_rename_general.
func (s standing) mayInGeneral(d deed) error {
	switch {
	case d == leaveChannelOneself && s.WorkspaceRole != Guest:
		return errGeneral()
	case d == renameChannel:
		return errs.Conflict("cannot_rename_general", "This channel keeps its name.")
	case d == archiveChannel:
		return errs.Conflict("cannot_archive_general", "This channel cannot be archived: everyone is in it.")
	case d == deleteChannel:
		return errs.Conflict("cannot_delete_general", "This channel cannot be deleted: everyone is in it.")
	}
	return nil
}

// whoseInvites says which invites s sees and revokes: all, or their own.
func (s standing) whoseInvites() string {
	if s.WorkspaceRole.Manages() {
		return "all"
	}
	return "own"
}

// invitesUpTo returns the highest role that s may invite to; "" is none.
func (s standing) invitesUpTo() Role {
	if s.WorkspaceRole.rank() < s.ruleFor(invite).least.rank() {
		return ""
	}
	return s.WorkspaceRole
}

// mayTouch returns nil when s may make someone who is from what is to; both may be the same. Only owners
// touch owners, and make them. Codes: forbidden.
func (s standing) mayTouch(from, to Role) error {
	if (from == Owner || to == Owner) && s.WorkspaceRole != Owner {
		return errForbidden("Only owners decide about owners.")
	}
	return nil
}

// mayTouchChannel is mayTouch in a channel, where the workspace's owners count as owners. Codes:
// forbidden.
func (s standing) mayTouchChannel(from, to ChannelRole) error {
	if (from == ChannelOwner || to == ChannelOwner) && s.ChannelRole != ChannelOwner && s.WorkspaceRole != Owner {
		return errForbidden("Only an owner decides about owners of the channel.")
	}
	return nil
}

// mayRemoveEmoji returns nil for who added an emoji, and for those who manage the workspace. Codes: forbidden.
func (s standing) mayRemoveEmoji(e Emoji) error {
	if e.CreatedBy.ID != s.userID && !s.WorkspaceRole.Manages() {
		return errForbidden("Only who added an emoji, owners and admins remove it.")
	}
	return nil
}

// mayHave returns nil when someone who is r in the workspace may be role in a channel: guests run nothing.
// Codes: forbidden.
func (r Role) mayHave(role ChannelRole) error {
	if r == Guest && role.Manages() {
		return errForbidden("A guest cannot run a channel.")
	}
	return nil
}

// standingIn returns what someone is in a workspace. Codes: workspace_not_found when they are not in it.
func standingIn(ctx context.Context, q sqldb.Querier, ws id.Workspace, userID id.User) (standing, error) {
	return readStanding(ctx, q, AccessRequest{UserID: userID, WorkspaceID: ws})
}

// changeWorkspaceAs runs fn, which changes a workspace, if the caller may do that. Such changes run one
// after another in a workspace (changeMembers). Codes: workspace_not_found, and those of may.
func (s *Local) changeWorkspaceAs(ctx context.Context, ws id.Workspace, d deed, fn func(c *outbox.Change, me standing) error) error {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return err
	}
	return s.changeMembers(ctx, ws, func(c *outbox.Change) error {
		me, err := standingIn(ctx, c, ws, caller.UserID)
		if err != nil {
			return err
		}
		if err := me.may(d); err != nil {
			return err
		}
		return fn(c, me)
	})
}

// changeChannelAs is changeWorkspaceAs for a channel, which it gives to fn as the caller sees it. Codes:
// workspace_not_found, channel_not_found, and those of may.
func (s *Local) changeChannelAs(ctx context.Context, at ChannelRequest, d deed, fn func(c *outbox.Change, me standing, ch channelRow) error) error {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return err
	}
	return s.changeMembers(ctx, at.WorkspaceID, func(c *outbox.Change) error {
		me, row, err := seeChannel(ctx, c, c.Dialect, at.WorkspaceID, at.ChannelID, caller.UserID)
		if err != nil {
			return err
		}
		if err := me.may(d); err != nil {
			return err
		}
		return fn(c, me, row)
	})
}
