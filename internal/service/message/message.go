// Package message is the message service: messages, their order, and what each person has read. It
// owns message_db.
//
// Its promise: an acknowledged message is never lost, doubled or renumbered. messageNo counts from 1 in
// each channel without holes, in commit order, because it is taken in the transaction that inserts the
// message and its event (commit.go); a repeat of a send finds the first message by the client's
// correlation id.
package message

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/user"
)

// Limits of a message.
const (
	MaxContent       = 12_000 // characters
	MaxCorrelationID = 64     // characters
)

// ContentType is the only one there is.
const ContentType = "text/markdown"

// Message is one message in a channel.
type Message struct {
	ID          id.Message   `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageNo   int64        `json:"messageNo" doc:"Place in the channel: 1, 2, 3 … without holes, in the order of commits."`
	Author      user.Author  `json:"author"`
	Content     string       `json:"content" doc:"Markdown."`
	ContentType string       `json:"contentType" enum:"text/markdown"`
	// ClientMessageCorrelationID is the sender's own name for the message; clients match their pending
	// messages by it.
	ClientMessageCorrelationID string     `json:"clientMessageCorrelationId"`
	IsEdited                   bool       `json:"isEdited"`
	EditedAt                   *time.Time `json:"editedAt"`
	IsDeleted                  bool       `json:"isDeleted"`
	CreatedAt                  time.Time  `json:"createdAt"`
}

// SendRequest is a new message.
type SendRequest struct {
	WorkspaceID                id.Workspace `json:"workspaceId"`
	ChannelID                  id.Channel   `json:"channelId"`
	Content                    string       `json:"content"`
	ClientMessageCorrelationID string       `json:"clientMessageCorrelationId"`
}

// SendResult is the message as committed. Repeated says that an earlier send had made it.
type SendResult struct {
	Message  Message `json:"message"`
	Repeated bool    `json:"repeated"`
}

// HistoryRequest asks for a page; at most one of Before, After and Around is set.
type HistoryRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	Before      *int64       `json:"before,omitempty"` // messages older than this number
	After       *int64       `json:"after,omitempty"`  // messages newer than this number
	Around      *int64       `json:"around,omitempty"` // messages on both sides of this number, and it
	Limit       int          `json:"limit"`            // 0 means 50, at most 200
}

// Page is a run of messages, ascending by number.
type Page struct {
	Items                []Message `json:"items"`
	NextCursor           *string   `json:"nextCursor" doc:"Pass as after= for newer messages; null at the newest."`
	PrevCursor           *string   `json:"prevCursor" doc:"Pass as before= for older messages; null at the first."`
	FirstUnreadMessageNo *int64    `json:"firstUnreadMessageNo" doc:"The caller's first unread message; null when all is read."`
	LastMessageNo        int64     `json:"lastMessageNo" doc:"The newest message of the channel; 0 when there is none."`
}

// GetRequest asks for one message.
type GetRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
}

// ChannelRequest is about the caller in one channel.
type ChannelRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
}

// MarkReadRequest says how far the caller has read.
type MarkReadRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageNo   int64        `json:"messageNo"`
}

// Receipt is how far a person has read in a channel.
type Receipt struct {
	ChannelID         id.Channel `json:"channelId"`
	UserID            id.User    `json:"userId"`
	LastReadMessageNo int64      `json:"lastReadMessageNo"`
	LastReadAt        *time.Time `json:"lastReadAt"`
}

// Unread is where a person stands in a channel.
type Unread struct {
	ChannelID         id.Channel `json:"channelId"`
	UnreadCount       int64      `json:"unreadCount" doc:"Messages after lastReadMessageNo that others wrote and that are not deleted."`
	LastMessageNo     int64      `json:"lastMessageNo"`
	LastReadMessageNo int64      `json:"lastReadMessageNo"`
	LastActivityAt    *time.Time `json:"lastActivityAt"`
}

// UnreadRequest asks for all channels that the caller is a member of, in one workspace or, when it is
// not set, in all.
type UnreadRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// SeenByRequest asks for a page of who has read a message.
type SeenByRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// Reader is a person who has read up to a message, or past it.
type Reader struct {
	User       user.Author `json:"user"`
	LastReadAt time.Time   `json:"lastReadAt" doc:"When they last moved on in the channel; not earlier than they saw the message."`
}

// Service is the contract. Every method acts for the caller in the context (errs missing_token without
// one). A channel that the caller may not see is errs channel_not_found, whether it exists or not.
type Service interface {
	Drafts
	Schedules

	// Send commits a message and returns it. When it returns nil error the message is durable; after
	// errs unavailable it may or may not be, and the caller sends again with the same correlation id:
	// a repeat by the same author in the channel returns the first message. Whoever may post may send:
	// errs channel_read_only, channel_archived, workspace_archived; errs validation_failed for content or
	// correlation id out of bounds. Sending marks the channel read up to the message.
	Send(ctx context.Context, req SendRequest) (SendResult, error)

	// History returns a page of the channel; without a place, the one around the caller's first unread
	// message, or the newest when all is read. errs bad_cursor for places that cannot be.
	History(ctx context.Context, req HistoryRequest) (Page, error)

	// Get returns one message; errs message_not_found.
	Get(ctx context.Context, req GetRequest) (Message, error)

	// MarkRead moves the caller's receipt forward, never back and never beyond the last message, and
	// returns where it then stands.
	MarkRead(ctx context.Context, req MarkReadRequest) (Receipt, error)

	// Receipt returns how far the caller has read.
	Receipt(ctx context.Context, req ChannelRequest) (Receipt, error)

	// SeenBy lists the members who have read a message, without its author and without those who keep
	// their receipts to themselves; errs message_not_found, bad_cursor. The order is of no meaning.
	SeenBy(ctx context.Context, req SeenByRequest) (page.List[Reader], error)

	// UnreadIn returns where the caller stands in one channel.
	UnreadIn(ctx context.Context, req ChannelRequest) (Unread, error)

	// Unread returns where the caller stands in every channel they are a member of. The counts are a
	// query of the messages, never a counter that could drift.
	Unread(ctx context.Context, req UnreadRequest) ([]Unread, error)

	// Head returns the number of the channel's newest message, 0 when there is none.
	Head(ctx context.Context, req ChannelRequest) (Head, error)
}

// Head is the end of a channel.
type Head struct {
	LastMessageNo int64 `json:"lastMessageNo"`
}
