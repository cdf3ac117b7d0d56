// Package message is the message service: messages, their order, and what each person has read. It
// owns message_db.
//
// Its promise: an acknowledged message is never lost, doubled or renumbered. messageNo counts from 1 in
// each channel without holes, in commit order, because it is taken in the transaction that inserts the
// message and its event (commit.go); a repeat of a send finds the first message by the client's
// correlation id.
package message

import (
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
)

// Limits of a message.
const (
	MaxContent       = 12_000 // characters
	MaxCorrelationID = 64     // characters
)

// ContentType is the only one there is.
const ContentType = "text/markdown"

// Message is one message in a channel. Two fields are the reader's own, IsSaved and Reaction.Reacted; in
// events, which are for all, they are false.
type Message struct {
	ID          id.Message   `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageNo   int64        `json:"messageNo" doc:"Place in the channel: 1, 2, 3 … without holes, in the order of commits."`
	ChangeNo    int64        `json:"changeNo" doc:"The channel's number of its last change; 0 for none. Of two versions the greater is right."`
	Author      user.Author  `json:"author"`
	Content     string       `json:"content" doc:"Markdown."`
	ContentType string       `json:"contentType" enum:"text/markdown"`
	// ClientMessageCorrelationID is the sender's own name for the message; clients match their pending
	// messages by it.
	ClientMessageCorrelationID string `json:"clientMessageCorrelationId"`

	ParentMessageID   *id.Message   `json:"parentMessageId" nullable:"true" doc:"What it replies to; null when it is no reply."`
	ThreadRootID      *id.Message   `json:"threadRootId" nullable:"true" doc:"The message whose thread it is in; null when it is in none."`
	AlsoSentToChannel bool          `json:"alsoSentToChannel" doc:"Whether a reply stands in the channel too; other replies are in their thread only."`
	ReplyCount        int64         `json:"replyCount"`
	LastReplyAt       *time.Time    `json:"lastReplyAt"`
	ReplyAuthors      []user.Author `json:"replyAuthors" doc:"The last three who replied, the newest first."`

	Mentions  []Mention  `json:"mentions"`
	Reactions []Reaction `json:"reactions" doc:"In the order in which they were first used."`
	Previews  []Preview  `json:"previews"`

	IsEdited  bool       `json:"isEdited"`
	EditedAt  *time.Time `json:"editedAt"`
	IsDeleted bool       `json:"isDeleted"`
	IsPinned  bool       `json:"isPinned"`
	PinnedBy  *id.User   `json:"pinnedBy" nullable:"true"`
	PinnedAt  *time.Time `json:"pinnedAt"`
	IsSaved   bool       `json:"isSaved" doc:"Whether the caller has saved it."`
	CreatedAt time.Time  `json:"createdAt"`
}

// Reaction is one emoji on a message.
type Reaction struct {
	Emoji   string    `json:"emoji" doc:"The emoji itself, or :name: for one of the workspace."`
	Count   int64     `json:"count"`
	UserIDs []id.User `json:"userIds" doc:"The first fifty who used it, in that order."`
	Reacted bool      `json:"reacted" doc:"Whether the caller used it."`
}

// Preview is what a link in a message leads to.
type Preview struct {
	URL         string  `json:"url"`
	Title       string  `json:"title"`
	Description string  `json:"description"`
	SiteName    string  `json:"siteName"`
	ImageURL    *string `json:"imageUrl" doc:"A path on this server; null for none."`
	ImageWidth  int     `json:"imageWidth"`
	ImageHeight int     `json:"imageHeight"`
}

// SendRequest is a new message.
type SendRequest struct {
	WorkspaceID                id.Workspace `json:"workspaceId"`
	ChannelID                  id.Channel   `json:"channelId"`
	Content                    string       `json:"content"`
	ClientMessageCorrelationID string       `json:"clientMessageCorrelationId"`
	// ParentMessageID makes it a reply; one to a reply goes into the same thread.
	ParentMessageID *id.Message `json:"parentMessageId,omitempty"`
	// AlsoSendToChannel shows a reply in the channel too.
	AlsoSendToChannel bool `json:"alsoSendToChannel,omitempty"`
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
	LastChangeNo         int64     `json:"lastChangeNo" doc:"The messages are as they were after this change, or newer."`
}

// ChangesRequest asks for messages that changed after a change number.
type ChangesRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	After       int64        `json:"after"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// Changes is a run of changed messages, as they are now, each once, ascending by ChangeNo.
type Changes struct {
	Items        []Message `json:"items"`
	NextCursor   *string   `json:"nextCursor" doc:"Pass as after= for more; null at the newest."`
	LastChangeNo int64     `json:"lastChangeNo" doc:"The channel's newest change; 0 when nothing ever changed."`
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
	Revision          int64      `json:"revision" doc:"Grows with each move of the receipt: of two, the one with the greater number is right."`
}

// Unread is where a person stands in a channel.
type Unread struct {
	ChannelID         id.Channel `json:"channelId"`
	UnreadCount       int64      `json:"unreadCount" doc:"What others wrote after lastReadMessageNo, not deleted, and no replies hidden in threads."`
	MentionCount      int64      `json:"mentionCount" doc:"Those of them that mean the caller: by name, by a group, or everybody."`
	LastMessageNo     int64      `json:"lastMessageNo"`
	LastReadMessageNo int64      `json:"lastReadMessageNo"`
	LastChangeNo      int64      `json:"lastChangeNo"`
	ReadRevision      int64      `json:"readRevision" doc:"The revision of the receipt; 0 when there is none."`
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
