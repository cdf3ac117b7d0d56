package workspace

import (
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// The methods. A change that answers "not found" or "already" when it comes again is not idempotent.
var (
	createMethod                = rpc.Unary[CreateRequest, MyWorkspace]("Create")
	getMethod                   = rpc.Idempotent[GetRequest, MyWorkspace]("Get")
	checkNameMethod             = rpc.Idempotent[CheckNameRequest, NameCheck]("CheckName")
	membershipsMethod           = rpc.Idempotent[MembershipsRequest, page.List[Membership]]("Memberships")
	updateMethod                = rpc.Idempotent[UpdateRequest, MyWorkspace]("Update")
	archiveMethod               = rpc.Idempotent[GetRequest, MyWorkspace]("Archive")
	unarchiveMethod             = rpc.Idempotent[GetRequest, MyWorkspace]("Unarchive")
	deleteWorkspaceMethod       = rpc.Unary[GetRequest, rpc.None]("Delete")
	transferMethod              = rpc.Unary[MemberRequest, MyWorkspace]("Transfer")
	membersMethod               = rpc.Idempotent[MembersRequest, page.List[Person[Role]]]("Members")
	auditMethod                 = rpc.Idempotent[AuditRequest, page.List[AuditEntry]]("Audit")
	updateMemberMethod          = rpc.Idempotent[UpdateMemberRequest, Person[Role]]("UpdateMember")
	removeMemberMethod          = rpc.Unary[MemberRequest, rpc.None]("RemoveMember")
	leaveMethod                 = rpc.Unary[GetRequest, rpc.None]("Leave")
	createChannelMethod         = rpc.Unary[CreateChannelRequest, MyChannel]("CreateChannel")
	openDirectMethod            = rpc.Idempotent[OpenDirectRequest, OpenedDirect]("OpenDirect")
	openGroupMethod             = rpc.Idempotent[OpenDirectRequest, OpenedDirect]("OpenGroup")
	getChannelMethod            = rpc.Idempotent[ChannelRequest, MyChannel]("GetChannel")
	browseChannelsMethod        = rpc.Idempotent[BrowseRequest, page.List[MyChannel]]("BrowseChannels")
	checkChannelNameMethod      = rpc.Idempotent[CheckChannelNameRequest, NameCheck]("CheckChannelName")
	updateChannelMethod         = rpc.Idempotent[UpdateChannelRequest, MyChannel]("UpdateChannel")
	archiveChannelMethod        = rpc.Idempotent[ChannelRequest, MyChannel]("ArchiveChannel")
	unarchiveChannelMethod      = rpc.Idempotent[ChannelRequest, MyChannel]("UnarchiveChannel")
	deleteChannelMethod         = rpc.Unary[ChannelRequest, rpc.None]("DeleteChannel")
	setChannelPreferencesMethod = rpc.Idempotent[ChannelPreferencesRequest, MyChannel]("SetChannelPreferences")
	joinChannelMethod           = rpc.Idempotent[ChannelRequest, MyChannel]("JoinChannel")
	leaveChannelMethod          = rpc.Unary[ChannelRequest, rpc.None]("LeaveChannel")
	channelMembersMethod        = rpc.Idempotent[ChannelMembersRequest, page.List[Person[ChannelRole]]]("ChannelMembers")
	addChannelMemberMethod      = rpc.Unary[AddChannelMemberRequest, Person[ChannelRole]]("AddChannelMember")
	updateChannelMemberMethod   = rpc.Idempotent[UpdateChannelMemberRequest, Person[ChannelRole]]("UpdateChannelMember")
	removeChannelMemberMethod   = rpc.Unary[ChannelMemberRequest, rpc.None]("RemoveChannelMember")
	createInviteMethod          = rpc.Unary[CreateInviteRequest, NewInvite]("CreateInvite")
	resendInviteMethod          = rpc.Unary[InviteRequest, NewInvite]("ResendInvite")
	invitesMethod               = rpc.Idempotent[InvitesRequest, page.List[Invite]]("Invites")
	revokeInviteMethod          = rpc.Idempotent[InviteRequest, rpc.None]("RevokeInvite")
	previewInviteMethod         = rpc.Idempotent[InviteTokenRequest, InvitePreview]("PreviewInvite")
	acceptInviteMethod          = rpc.Idempotent[InviteTokenRequest, MyWorkspace]("AcceptInvite")
	listGroupsMethod            = rpc.Idempotent[GroupsRequest, page.List[UserGroup]]("ListGroups")
	createGroupMethod           = rpc.Unary[CreateGroupRequest, UserGroup]("CreateGroup")
	updateGroupMethod           = rpc.Idempotent[UpdateGroupRequest, UserGroup]("UpdateGroup")
	deleteGroupMethod           = rpc.Unary[GroupRequest, rpc.None]("DeleteGroup")
	setGroupMembersMethod       = rpc.Idempotent[SetGroupMembersRequest, UserGroup]("SetGroupMembers")
	emojiMethod                 = rpc.Idempotent[GetRequest, page.List[Emoji]]("Emoji")
	addEmojiMethod              = rpc.Unary[AddEmojiRequest, Emoji]("AddEmoji")
	removeEmojiMethod           = rpc.Unary[EmojiRequest, rpc.None]("RemoveEmoji")
	emojiFileMethod             = rpc.Idempotent[EmojiFileRequest, EmojiFile]("EmojiFile")
	hasEmojiMethod              = rpc.Idempotent[EmojiRequest, bool]("HasEmoji")
	accessMethod                = rpc.Idempotent[AccessRequest, Access]("Access")
	myChannelsMethod            = rpc.Idempotent[MyChannelsRequest, []id.Channel]("MyChannels")
	sharesWorkspaceMethod       = rpc.Idempotent[SharesWorkspaceRequest, bool]("SharesWorkspace")
	membersAmongMethod          = rpc.Idempotent[MembersAmongRequest, []id.User]("MembersAmong")
	soleOwnershipsMethod        = rpc.Idempotent[SoleOwnershipsRequest, []Workspace]("SoleOwnerships")
	resolveNamesMethod          = rpc.Idempotent[ResolveNamesRequest, map[string]Named]("ResolveNames")
	groupsOfMethod              = rpc.Idempotent[GroupsOfRequest, []id.Group]("GroupsOf")
)

// Handler serves s, and what else its process has to say, to other processes of the same Echo.
func Handler(s Service, d *rpc.Door, beside ...rpc.Endpoint) *rpc.Server {
	return rpc.Handler("workspace", d, append(endpoints(s), beside...)...)
}

func endpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(createMethod, s.Create),
		rpc.Serve(getMethod, s.Get),
		rpc.Serve(checkNameMethod, s.CheckName),
		rpc.Serve(membershipsMethod, s.Memberships),
		rpc.Serve(updateMethod, s.Update),
		rpc.Serve(archiveMethod, s.Archive),
		rpc.Serve(unarchiveMethod, s.Unarchive),
		rpc.Serve(deleteWorkspaceMethod, s.Delete),
		rpc.Serve(transferMethod, s.Transfer),
		rpc.Serve(membersMethod, s.Members),
		rpc.Serve(auditMethod, s.Audit),
		rpc.Serve(updateMemberMethod, s.UpdateMember),
		rpc.Serve(removeMemberMethod, s.RemoveMember),
		rpc.Serve(leaveMethod, s.Leave),
		rpc.Serve(createChannelMethod, s.CreateChannel),
		rpc.Serve(openDirectMethod, s.OpenDirect),
		rpc.Serve(openGroupMethod, s.OpenGroup),
		rpc.Serve(getChannelMethod, s.GetChannel),
		rpc.Serve(browseChannelsMethod, s.BrowseChannels),
		rpc.Serve(checkChannelNameMethod, s.CheckChannelName),
		rpc.Serve(updateChannelMethod, s.UpdateChannel),
		rpc.Serve(archiveChannelMethod, s.ArchiveChannel),
		rpc.Serve(unarchiveChannelMethod, s.UnarchiveChannel),
		rpc.Serve(deleteChannelMethod, s.DeleteChannel),
		rpc.Serve(setChannelPreferencesMethod, s.SetChannelPreferences),
		rpc.Serve(joinChannelMethod, s.JoinChannel),
		rpc.Serve(leaveChannelMethod, s.LeaveChannel),
		rpc.Serve(channelMembersMethod, s.ChannelMembers),
		rpc.Serve(addChannelMemberMethod, s.AddChannelMember),
		rpc.Serve(updateChannelMemberMethod, s.UpdateChannelMember),
		rpc.Serve(removeChannelMemberMethod, s.RemoveChannelMember),
		rpc.Serve(createInviteMethod, s.CreateInvite),
		rpc.Serve(resendInviteMethod, s.ResendInvite),
		rpc.Serve(invitesMethod, s.Invites),
		rpc.Serve(revokeInviteMethod, s.RevokeInvite),
		rpc.Serve(previewInviteMethod, s.PreviewInvite),
		rpc.Serve(acceptInviteMethod, s.AcceptInvite),
		rpc.Serve(listGroupsMethod, s.ListGroups),
		rpc.Serve(createGroupMethod, s.CreateGroup),
		rpc.Serve(updateGroupMethod, s.UpdateGroup),
		rpc.Serve(deleteGroupMethod, s.DeleteGroup),
		rpc.Serve(setGroupMembersMethod, s.SetGroupMembers),
		rpc.Serve(emojiMethod, s.Emoji),
		rpc.Serve(addEmojiMethod, s.AddEmoji),
		rpc.Serve(removeEmojiMethod, s.RemoveEmoji),
		rpc.Serve(emojiFileMethod, s.EmojiFile),
		rpc.Serve(hasEmojiMethod, s.HasEmoji),
		rpc.Serve(accessMethod, s.Access),
		rpc.Serve(myChannelsMethod, s.MyChannels),
		rpc.Serve(sharesWorkspaceMethod, s.SharesWorkspace),
		rpc.Serve(membersAmongMethod, s.MembersAmong),
		rpc.Serve(soleOwnershipsMethod, s.SoleOwnerships),
		rpc.Serve(resolveNamesMethod, s.ResolveNames),
		rpc.Serve(groupsOfMethod, s.GroupsOf),
	}
}

// Client is the service in another process.
func Client(c *rpc.Conn) Service {
	return remote{
		create:                rpc.Caller(c, createMethod),
		get:                   rpc.Caller(c, getMethod),
		checkName:             rpc.Caller(c, checkNameMethod),
		memberships:           rpc.Caller(c, membershipsMethod),
		update:                rpc.Caller(c, updateMethod),
		archive:               rpc.Caller(c, archiveMethod),
		unarchive:             rpc.Caller(c, unarchiveMethod),
		deleteWorkspace:       rpc.Caller(c, deleteWorkspaceMethod),
		transfer:              rpc.Caller(c, transferMethod),
		members:               rpc.Caller(c, membersMethod),
		audit:                 rpc.Caller(c, auditMethod),
		updateMember:          rpc.Caller(c, updateMemberMethod),
		removeMember:          rpc.Caller(c, removeMemberMethod),
		leave:                 rpc.Caller(c, leaveMethod),
		createChannel:         rpc.Caller(c, createChannelMethod),
		openDirect:            rpc.Caller(c, openDirectMethod),
		openGroup:             rpc.Caller(c, openGroupMethod),
		getChannel:            rpc.Caller(c, getChannelMethod),
		browseChannels:        rpc.Caller(c, browseChannelsMethod),
		checkChannelName:      rpc.Caller(c, checkChannelNameMethod),
		updateChannel:         rpc.Caller(c, updateChannelMethod),
		archiveChannel:        rpc.Caller(c, archiveChannelMethod),
		unarchiveChannel:      rpc.Caller(c, unarchiveChannelMethod),
		deleteChannel:         rpc.Caller(c, deleteChannelMethod),
		setChannelPreferences: rpc.Caller(c, setChannelPreferencesMethod),
		joinChannel:           rpc.Caller(c, joinChannelMethod),
		leaveChannel:          rpc.Caller(c, leaveChannelMethod),
		channelMembers:        rpc.Caller(c, channelMembersMethod),
		addChannelMember:      rpc.Caller(c, addChannelMemberMethod),
		updateChannelMember:   rpc.Caller(c, updateChannelMemberMethod),
		removeChannelMember:   rpc.Caller(c, removeChannelMemberMethod),
		createInvite:          rpc.Caller(c, createInviteMethod),
		resendInvite:          rpc.Caller(c, resendInviteMethod),
		invites:               rpc.Caller(c, invitesMethod),
		revokeInvite:          rpc.Caller(c, revokeInviteMethod),
		previewInvite:         rpc.Caller(c, previewInviteMethod),
		acceptInvite:          rpc.Caller(c, acceptInviteMethod),
		listGroups:            rpc.Caller(c, listGroupsMethod),
		createGroup:           rpc.Caller(c, createGroupMethod),
		updateGroup:           rpc.Caller(c, updateGroupMethod),
		deleteGroup:           rpc.Caller(c, deleteGroupMethod),
		setGroupMembers:       rpc.Caller(c, setGroupMembersMethod),
		emoji:                 rpc.Caller(c, emojiMethod),
		addEmoji:              rpc.Caller(c, addEmojiMethod),
		removeEmoji:           rpc.Caller(c, removeEmojiMethod),
		emojiFile:             rpc.Caller(c, emojiFileMethod),
		hasEmoji:              rpc.Caller(c, hasEmojiMethod),
		access:                rpc.Caller(c, accessMethod),
		myChannels:            rpc.Caller(c, myChannelsMethod),
		sharesWorkspace:       rpc.Caller(c, sharesWorkspaceMethod),
		membersAmong:          rpc.Caller(c, membersAmongMethod),
		soleOwnerships:        rpc.Caller(c, soleOwnershipsMethod),
		resolveNames:          rpc.Caller(c, resolveNamesMethod),
		groupsOf:              rpc.Caller(c, groupsOfMethod),
	}
}
