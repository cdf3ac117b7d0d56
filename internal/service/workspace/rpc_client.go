package workspace

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// remote is the calling end: a function for each method.
type remote struct {
	create                func(context.Context, CreateRequest) (MyWorkspace, error)
	get                   func(context.Context, GetRequest) (MyWorkspace, error)
	checkName             func(context.Context, CheckNameRequest) (NameCheck, error)
	memberships           func(context.Context, MembershipsRequest) (page.List[Membership], error)
	update                func(context.Context, UpdateRequest) (MyWorkspace, error)
	archive               func(context.Context, GetRequest) (MyWorkspace, error)
	unarchive             func(context.Context, GetRequest) (MyWorkspace, error)
	deleteWorkspace       func(context.Context, GetRequest) (rpc.None, error)
	transfer              func(context.Context, MemberRequest) (MyWorkspace, error)
	members               func(context.Context, MembersRequest) (page.List[Person[Role]], error)
	audit                 func(context.Context, AuditRequest) (page.List[AuditEntry], error)
	updateMember          func(context.Context, UpdateMemberRequest) (Person[Role], error)
	removeMember          func(context.Context, MemberRequest) (rpc.None, error)
	leave                 func(context.Context, GetRequest) (rpc.None, error)
	createChannel         func(context.Context, CreateChannelRequest) (MyChannel, error)
	openDirect            func(context.Context, OpenDirectRequest) (OpenedDirect, error)
	openGroup             func(context.Context, OpenDirectRequest) (OpenedDirect, error)
	getChannel            func(context.Context, ChannelRequest) (MyChannel, error)
	browseChannels        func(context.Context, BrowseRequest) (page.List[MyChannel], error)
	checkChannelName      func(context.Context, CheckChannelNameRequest) (NameCheck, error)
	updateChannel         func(context.Context, UpdateChannelRequest) (MyChannel, error)
	archiveChannel        func(context.Context, ChannelRequest) (MyChannel, error)
	unarchiveChannel      func(context.Context, ChannelRequest) (MyChannel, error)
	deleteChannel         func(context.Context, ChannelRequest) (rpc.None, error)
	setChannelPreferences func(context.Context, ChannelPreferencesRequest) (MyChannel, error)
	joinChannel           func(context.Context, ChannelRequest) (MyChannel, error)
	leaveChannel          func(context.Context, ChannelRequest) (rpc.None, error)
	channelMembers        func(context.Context, ChannelMembersRequest) (page.List[Person[ChannelRole]], error)
	addChannelMember      func(context.Context, AddChannelMemberRequest) (Person[ChannelRole], error)
	updateChannelMember   func(context.Context, UpdateChannelMemberRequest) (Person[ChannelRole], error)
	removeChannelMember   func(context.Context, ChannelMemberRequest) (rpc.None, error)
	createInvite          func(context.Context, CreateInviteRequest) (NewInvite, error)
	resendInvite          func(context.Context, InviteRequest) (NewInvite, error)
	invites               func(context.Context, InvitesRequest) (page.List[Invite], error)
	revokeInvite          func(context.Context, InviteRequest) (rpc.None, error)
	previewInvite         func(context.Context, InviteTokenRequest) (InvitePreview, error)
	acceptInvite          func(context.Context, InviteTokenRequest) (MyWorkspace, error)
	listGroups            func(context.Context, GroupsRequest) (page.List[UserGroup], error)
	createGroup           func(context.Context, CreateGroupRequest) (UserGroup, error)
	updateGroup           func(context.Context, UpdateGroupRequest) (UserGroup, error)
	deleteGroup           func(context.Context, GroupRequest) (rpc.None, error)
	setGroupMembers       func(context.Context, SetGroupMembersRequest) (UserGroup, error)
	emoji                 func(context.Context, GetRequest) (page.List[Emoji], error)
	addEmoji              func(context.Context, AddEmojiRequest) (Emoji, error)
	removeEmoji           func(context.Context, EmojiRequest) (rpc.None, error)
	emojiFile             func(context.Context, EmojiFileRequest) (EmojiFile, error)
	hasEmoji              func(context.Context, EmojiRequest) (bool, error)
	access                func(context.Context, AccessRequest) (Access, error)
	myChannels            func(context.Context, MyChannelsRequest) ([]id.Channel, error)
	sharesWorkspace       func(context.Context, SharesWorkspaceRequest) (bool, error)
	membersAmong          func(context.Context, MembersAmongRequest) ([]id.User, error)
	soleOwnerships        func(context.Context, SoleOwnershipsRequest) ([]Workspace, error)
	resolveNames          func(context.Context, ResolveNamesRequest) (map[string]Named, error)
	groupsOf              func(context.Context, GroupsOfRequest) ([]id.Group, error)
}

func (r remote) Create(ctx context.Context, req CreateRequest) (MyWorkspace, error) {
	return r.create(ctx, req)
}

func (r remote) Get(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	return r.get(ctx, req)
}

func (r remote) CheckName(ctx context.Context, req CheckNameRequest) (NameCheck, error) {
	return r.checkName(ctx, req)
}

func (r remote) Memberships(ctx context.Context, req MembershipsRequest) (page.List[Membership], error) {
	return r.memberships(ctx, req)
}

func (r remote) Update(ctx context.Context, req UpdateRequest) (MyWorkspace, error) {
	return r.update(ctx, req)
}

func (r remote) Archive(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	return r.archive(ctx, req)
}

func (r remote) Unarchive(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	return r.unarchive(ctx, req)
}

func (r remote) Delete(ctx context.Context, req GetRequest) (rpc.None, error) {
	return r.deleteWorkspace(ctx, req)
}

func (r remote) Transfer(ctx context.Context, req MemberRequest) (MyWorkspace, error) {
	return r.transfer(ctx, req)
}

func (r remote) Members(ctx context.Context, req MembersRequest) (page.List[Person[Role]], error) {
	return r.members(ctx, req)
}

func (r remote) Audit(ctx context.Context, req AuditRequest) (page.List[AuditEntry], error) {
	return r.audit(ctx, req)
}

func (r remote) UpdateMember(ctx context.Context, req UpdateMemberRequest) (Person[Role], error) {
	return r.updateMember(ctx, req)
}

func (r remote) RemoveMember(ctx context.Context, req MemberRequest) (rpc.None, error) {
	return r.removeMember(ctx, req)
}

func (r remote) Leave(ctx context.Context, req GetRequest) (rpc.None, error) {
	return r.leave(ctx, req)
}

func (r remote) CreateChannel(ctx context.Context, req CreateChannelRequest) (MyChannel, error) {
	return r.createChannel(ctx, req)
}

func (r remote) OpenDirect(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error) {
	return r.openDirect(ctx, req)
}

func (r remote) OpenGroup(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error) {
	return r.openGroup(ctx, req)
}

func (r remote) GetChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return r.getChannel(ctx, req)
}

func (r remote) BrowseChannels(ctx context.Context, req BrowseRequest) (page.List[MyChannel], error) {
	return r.browseChannels(ctx, req)
}

func (r remote) CheckChannelName(ctx context.Context, req CheckChannelNameRequest) (NameCheck, error) {
	return r.checkChannelName(ctx, req)
}

func (r remote) UpdateChannel(ctx context.Context, req UpdateChannelRequest) (MyChannel, error) {
	return r.updateChannel(ctx, req)
}

func (r remote) ArchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return r.archiveChannel(ctx, req)
}

func (r remote) UnarchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return r.unarchiveChannel(ctx, req)
}

func (r remote) DeleteChannel(ctx context.Context, req ChannelRequest) (rpc.None, error) {
	return r.deleteChannel(ctx, req)
}

func (r remote) SetChannelPreferences(ctx context.Context, req ChannelPreferencesRequest) (MyChannel, error) {
	return r.setChannelPreferences(ctx, req)
}

func (r remote) JoinChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return r.joinChannel(ctx, req)
}

func (r remote) LeaveChannel(ctx context.Context, req ChannelRequest) (rpc.None, error) {
	return r.leaveChannel(ctx, req)
}

func (r remote) ChannelMembers(ctx context.Context, req ChannelMembersRequest) (page.List[Person[ChannelRole]], error) {
	return r.channelMembers(ctx, req)
}

func (r remote) AddChannelMember(ctx context.Context, req AddChannelMemberRequest) (Person[ChannelRole], error) {
	return r.addChannelMember(ctx, req)
}

func (r remote) UpdateChannelMember(ctx context.Context, req UpdateChannelMemberRequest) (Person[ChannelRole], error) {
	return r.updateChannelMember(ctx, req)
}

func (r remote) RemoveChannelMember(ctx context.Context, req ChannelMemberRequest) (rpc.None, error) {
	return r.removeChannelMember(ctx, req)
}

func (r remote) CreateInvite(ctx context.Context, req CreateInviteRequest) (NewInvite, error) {
	return r.createInvite(ctx, req)
}

func (r remote) ResendInvite(ctx context.Context, req InviteRequest) (NewInvite, error) {
	return r.resendInvite(ctx, req)
}

func (r remote) Invites(ctx context.Context, req InvitesRequest) (page.List[Invite], error) {
	return r.invites(ctx, req)
}

func (r remote) RevokeInvite(ctx context.Context, req InviteRequest) (rpc.None, error) {
	return r.revokeInvite(ctx, req)
}

func (r remote) PreviewInvite(ctx context.Context, req InviteTokenRequest) (InvitePreview, error) {
	return r.previewInvite(ctx, req)
}

func (r remote) AcceptInvite(ctx context.Context, req InviteTokenRequest) (MyWorkspace, error) {
	return r.acceptInvite(ctx, req)
}

func (r remote) ListGroups(ctx context.Context, req GroupsRequest) (page.List[UserGroup], error) {
	return r.listGroups(ctx, req)
}

func (r remote) CreateGroup(ctx context.Context, req CreateGroupRequest) (UserGroup, error) {
	return r.createGroup(ctx, req)
}

func (r remote) UpdateGroup(ctx context.Context, req UpdateGroupRequest) (UserGroup, error) {
	return r.updateGroup(ctx, req)
}

func (r remote) DeleteGroup(ctx context.Context, req GroupRequest) (rpc.None, error) {
	return r.deleteGroup(ctx, req)
}

func (r remote) SetGroupMembers(ctx context.Context, req SetGroupMembersRequest) (UserGroup, error) {
	return r.setGroupMembers(ctx, req)
}

func (r remote) Emoji(ctx context.Context, req GetRequest) (page.List[Emoji], error) {
	return r.emoji(ctx, req)
}

func (r remote) AddEmoji(ctx context.Context, req AddEmojiRequest) (Emoji, error) {
	return r.addEmoji(ctx, req)
}

func (r remote) RemoveEmoji(ctx context.Context, req EmojiRequest) (rpc.None, error) {
	return r.removeEmoji(ctx, req)
}

func (r remote) EmojiFile(ctx context.Context, req EmojiFileRequest) (EmojiFile, error) {
	return r.emojiFile(ctx, req)
}

func (r remote) HasEmoji(ctx context.Context, req EmojiRequest) (bool, error) {
	return r.hasEmoji(ctx, req)
}

func (r remote) Access(ctx context.Context, req AccessRequest) (Access, error) {
	return r.access(ctx, req)
}

func (r remote) MyChannels(ctx context.Context, req MyChannelsRequest) ([]id.Channel, error) {
	return r.myChannels(ctx, req)
}

func (r remote) SharesWorkspace(ctx context.Context, req SharesWorkspaceRequest) (bool, error) {
	return r.sharesWorkspace(ctx, req)
}

func (r remote) MembersAmong(ctx context.Context, req MembersAmongRequest) ([]id.User, error) {
	return r.membersAmong(ctx, req)
}

func (r remote) SoleOwnerships(ctx context.Context, req SoleOwnershipsRequest) ([]Workspace, error) {
	return r.soleOwnerships(ctx, req)
}

func (r remote) ResolveNames(ctx context.Context, req ResolveNamesRequest) (map[string]Named, error) {
	return r.resolveNames(ctx, req)
}

func (r remote) GroupsOf(ctx context.Context, req GroupsOfRequest) ([]id.Group, error) {
	return r.groupsOf(ctx, req)
}
