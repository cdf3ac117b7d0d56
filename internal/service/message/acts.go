package message

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

// EditRequest is what a message is to say.
type EditRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	Content     string       `json:"content"`
}

// Edit is what a message said before.
type Edit struct {
	Content  string    `json:"content"`
	EditedAt time.Time `json:"editedAt" doc:"When it was written so."`
}

// ReactionRequest is about one emoji of the caller's on a message.
type ReactionRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	Emoji       string       `json:"emoji"` // itself, or :name:
}

// SaveRequest saves a message, or changes how it is saved.
type SaveRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	SetReminder bool         `json:"setReminder"` // to RemindAt; nil is none
	RemindAt    *time.Time   `json:"remindAt,omitempty"`
	IsDone      *bool        `json:"isDone,omitempty"`
}

// Saved is a message that somebody keeps for themselves.
type Saved struct {
	Message     Message      `json:"message"`
	ChannelID   id.Channel   `json:"channelId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	SavedAt     time.Time    `json:"savedAt"`
	RemindAt    *time.Time   `json:"remindAt"`
	RemindedAt  *time.Time   `json:"remindedAt" doc:"When the reminder came."`
	IsDone      bool         `json:"isDone"`
}

// SavedRequest asks for a page of what the caller has saved.
type SavedRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Done        bool         `json:"done"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// Acts is about what people do with messages that are there. What changes a message numbers the change
// (change.go); whatever is so already changes nothing. In an archived channel or workspace nothing changes but
// what is one's own: errs channel_archived, workspace_archived. All return message_not_found for what is not
// in the channel, and message_deleted for what a tombstone cannot take.
type Acts interface {
	// Edit changes what a message says and, with it, whom it means. Its author may, while they may post, as
	// long as the workspace says: errs forbidden, edit_window_over, validation_failed.
	Edit(ctx context.Context, req EditRequest) (Message, error)
	// Edits returns what a message said before, the newest first, to its author and to those who run the
	// channel or see it and run the workspace. errs forbidden.
	Edits(ctx context.Context, req GetRequest) ([]Edit, error)
	// Delete leaves a tombstone; its thread stays. The author may, and those who run the channel or see it
	// and run the workspace. errs forbidden.
	Delete(ctx context.Context, req GetRequest) (rpc.None, error)

	// React puts an emoji of the caller's on a message, Unreact takes it off. Members of the channel may,
	// viewers too. errs forbidden, unknown_emoji, too_many_reactions.
	React(ctx context.Context, req ReactionRequest) (Message, error)
	Unreact(ctx context.Context, req ReactionRequest) (Message, error)

	// Pin puts a message on the channel's list, Unpin takes it off. Whoever may post may. errs too_many_pins.
	Pin(ctx context.Context, req GetRequest) (Message, error)
	Unpin(ctx context.Context, req GetRequest) (Message, error)
	// Pins returns that list, the newest pin first.
	Pins(ctx context.Context, req ChannelRequest) ([]Message, error)

	// Save keeps a message for the caller, who may have a reminder of it, and tick it off. Nobody else
	// learns of it. At the time of the reminder EventReminderDue is announced, once.
	Save(ctx context.Context, req SaveRequest) (Saved, error)
	Unsave(ctx context.Context, req GetRequest) (rpc.None, error)
	// SavedMessages lists what the caller keeps and may still see, the newest first; of a workspace, or of
	// all. errs bad_cursor.
	SavedMessages(ctx context.Context, req SavedRequest) (page.List[Saved], error)

	// MarkUnread moves the caller's receipt to just before a message, also backward. Who only looks into a
	// public channel keeps none.
	MarkUnread(ctx context.Context, req GetRequest) (Receipt, error)
}

// What acts announce. The subject is the channel's id, also of what concerns one person: it goes with the
// channel.
const (
	EventUpdated         = "message.updated"  // v1: Message
	EventDeleted         = "message.deleted"  // v1: Removal
	EventReactionAdded   = "reaction.added"   // v1: ReactionChange
	EventReactionRemoved = "reaction.removed" // v1: ReactionChange
	EventPinAdded        = "pin.added"        // v1: PinChange
	EventPinRemoved      = "pin.removed"      // v1: PinChange
	EventSavedUpdated    = "saved.updated"    // v1: SavedChange
	EventReminderDue     = "reminder.due"     // v1: ReminderDue
)

func announcesActs() []bus.Contract {
	about := func(eventType, when string, data any) bus.Contract {
		return bus.Contract{Type: eventType, Version: 1, Subject: "channel", When: when, Data: data}
	}
	return []bus.Contract{
		about(EventUpdated, "A message was edited, or shows what its links lead to.", Message{}),
		about(EventDeleted, "A message was deleted; a tombstone is in its place.", Removal{}),
		about(EventReactionAdded, "Somebody put an emoji on a message.", ReactionChange{}),
		about(EventReactionRemoved, "Somebody took their emoji off a message.", ReactionChange{}),
		about(EventPinAdded, "A message was pinned.", PinChange{}),
		about(EventPinRemoved, "A message is pinned no more.", PinChange{}),
		about(EventSavedUpdated, "Somebody saved a message, or keeps it otherwise, or no more.", SavedChange{}),
		about(EventReminderDue, "It is time for a reminder of a saved message.", ReminderDue{}),
	}
}

// Removal is a message that was deleted.
type Removal struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	MessageNo   int64        `json:"messageNo"`
	Message     Message      `json:"message"` // the tombstone
}

// ReactionChange is an emoji that somebody put on a message, or took off.
type ReactionChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	MessageNo   int64        `json:"messageNo"`
	Emoji       string       `json:"emoji"`
	UserID      id.User      `json:"userId"`
	User        user.Author  `json:"user"`
	Message     Message      `json:"message"`
}

// PinChange is a message that somebody pinned, or took off the pins.
type PinChange struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	UserID      id.User      `json:"userId"`
	Message     Message      `json:"message"`
}

// SavedChange is a message that somebody keeps, or keeps no more.
type SavedChange struct {
	UserID      id.User      `json:"userId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	MessageID   id.Message   `json:"messageId"`
	Saved       *Saved       `json:"saved"`
}

// ReminderDue is a reminder whose time has come.
type ReminderDue struct {
	UserID id.User `json:"userId"`
	Saved  Saved   `json:"saved"`
}
