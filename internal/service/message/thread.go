package message

import (
	"github.com/echo-chat/echo/internal/kernel/id"
)

// RepliesRequest asks for a page of the thread that a message is in; at most one of Before, After and
// Around is set, each the number of a message.
type RepliesRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	Before      *int64       `json:"before,omitempty"`
	After       *int64       `json:"after,omitempty"`
	Around      *int64       `json:"around,omitempty"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// Thread is a message and a run of the replies to it, ascending by number.
type Thread struct {
	Root       Message     `json:"root"`
	Items      []Message   `json:"items"`
	NextCursor *string     `json:"nextCursor" doc:"Pass as after= for newer replies; null at the newest."`
	PrevCursor *string     `json:"prevCursor" doc:"Pass as before= for older replies; null at the first."`
	State      ThreadState `json:"state"`
}

// ThreadState is where a person stands in a thread. Of two with the same revision the later one is right.
type ThreadState struct {
	WorkspaceID       id.Workspace `json:"workspaceId"`
	ChannelID         id.Channel   `json:"channelId"`
	ThreadRootID      id.Message   `json:"threadRootId"`
	IsFollowing       bool         `json:"isFollowing"`
	LastReadMessageNo int64        `json:"lastReadMessageNo" doc:"The number of the last reply they have read; the root's when none."`
	UnreadCount       int64        `json:"unreadCount" doc:"Replies after it that others wrote and that are not deleted; 0 for who does not follow."`
	MentionCount      int64        `json:"mentionCount" doc:"Those of them that mean the person."`
	Revision          int64        `json:"revision" doc:"Counts the changes by the person: of two, the one with the greater number is right."`
}

// MarkThreadReadRequest says how far the caller has read in the thread that a message is in.
type MarkThreadReadRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	MessageID   id.Message   `json:"messageId"`
	MessageNo   int64        `json:"messageNo"`
}

// ThreadsRequest is about the threads that the caller follows in a workspace.
type ThreadsRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// ThreadInboxRequest asks for a page of them.
type ThreadInboxRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UnreadOnly  bool         `json:"unreadOnly"`
	UnreadFirst bool         `json:"unreadFirst"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// ThreadEntry is a thread in a list of threads.
type ThreadEntry struct {
	Root        Message     `json:"root"`
	LastReplies []Message   `json:"lastReplies" doc:"The last two, ascending."`
	State       ThreadState `json:"state"`
}

// UnreadThreads is how many threads have something unread, and how many unread replies mean the caller.
type UnreadThreads struct {
	UnreadThreads int64 `json:"unreadThreads"`
	MentionCount  int64 `json:"mentionCount"`
}

// ThreadStatesRequest asks about a thread by its root.
type ThreadStatesRequest struct {
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ThreadRootID id.Message   `json:"threadRootId"`
}

// FollowerState is where a follower stands.
type FollowerState struct {
	UserID id.User `json:"userId"`
	ThreadState
}
