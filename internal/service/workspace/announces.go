package workspace

import "github.com/echo-chat/echo/internal/platform/bus"

// Announces is what the service tells of itself: each of its events, as it is now.
func Announces() []bus.Contract {
	about := func(subject, eventType, when string, data any) bus.Contract {
		return bus.Contract{Type: eventType, Version: 1, When: when, Subject: subject, Data: data}
	}
	return []bus.Contract{
		about("workspace", EventCreated, "A workspace was made.", Workspace{}),
		about("workspace", EventUpdated, "A workspace was changed, archived, taken out of the archive, or handed over.", Workspace{}),
		about("workspace", EventDeleted, "A workspace was deleted with all that was in it.", Deleted{}),
		about("workspace", EventMemberJoined, "Somebody came into a workspace.", MemberChange{}),
		about("workspace", EventMemberUpdated, "A member has another role, name or picture.", MemberChange{}),
		about("workspace", EventMemberLeft, "Somebody left a workspace, or was removed.", MemberChange{}),
		about("workspace", EventInviteIssued, "An invite is to be sent by mail, for the first time or again.", InviteIssued{}),
		about("workspace", EventInviteRevoked, "An invite was taken back.", InviteRevoked{}),
		about("workspace", EventGroupUpdated, "A group of members was made, changed or deleted.", GroupChange{}),
		about("workspace", EventEmojiUpdated, "A workspace has an emoji more or less.", EmojiUpdated{}),
		about("channel", EventChannelCreated, "A channel was made.", Channel{}),
		about("channel", EventChannelUpdated, "A channel was changed, archived, or taken out of the archive.", Channel{}),
		about("channel", EventChannelDeleted, "A channel was deleted with its messages.", ChannelDeleted{}),
		about("channel", EventChannelMemberJoined, "Somebody came into a channel.", ChannelMemberChange{}),
		about("channel", EventChannelMemberUpdated, "A member of a channel has another role there.", ChannelMemberChange{}),
		about("channel", EventChannelMemberLeft, "Somebody left a channel, or was removed.", ChannelMemberChange{}),
		about("channel", EventPreferencesUpdated, "A member has a channel in their list in another way.", PreferencesChange{}),
	}
}
