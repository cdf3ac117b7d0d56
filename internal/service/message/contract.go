package message

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Service is the contract, in parts. Every method acts for the caller in the context (errs missing_token
// without one). A channel that the caller may not see is errs channel_not_found, whether it exists or not.
type Service interface {
	Messages
	Acts
	Receipts
	Threads
	Mentioned
	Drafts
	Schedules
	Previews
}

// Messages is about what is said in a channel.
type Messages interface {
	// Send commits a message and returns it. When it returns nil error the message is durable; after
	// errs unavailable it may or may not be, and the caller sends again with the same correlation id:
	// a repeat by the same author in the channel returns the first message. Whoever may post may send:
	// errs channel_read_only, channel_archived, workspace_archived; errs validation_failed for content or
	// correlation id out of bounds, message_not_found for a parent that is not in the channel. Sending
	// marks the channel, and of a reply its thread, read up to the message.
	Send(ctx context.Context, req SendRequest) (SendResult, error)

	// History returns a page of the channel, replies in threads among it; without a place, the one around
	// the caller's first unread message, or the newest when all is read. errs bad_cursor for places that
	// cannot be.
	History(ctx context.Context, req HistoryRequest) (Page, error)

	// Changes returns messages that changed after a change number: what somebody who was away fetches to
	// have what they already hold as it is now. errs bad_cursor.
	Changes(ctx context.Context, req ChangesRequest) (Changes, error)

	// Get returns one message; errs message_not_found.
	Get(ctx context.Context, req GetRequest) (Message, error)

	// Head returns the numbers of the channel's newest message and change, 0 when there is none.
	Head(ctx context.Context, req ChannelRequest) (Head, error)
}

// Receipts is about what people have read.
type Receipts interface {
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
}

// Threads is about replies, and who follows them. One follows a thread by starting it (once there is a
// reply), by replying, by being meant in it, or by choice; who turns that off does not follow until they
// reply or are meant again. A message that is a reply stands for its thread.
type Threads interface {
	// Replies returns a page of a thread, by number: with its root, and where the caller stands in it.
	// Without a place, the page around their first unread reply, or the newest. errs message_not_found,
	// bad_cursor.
	Replies(ctx context.Context, req RepliesRequest) (Thread, error)

	// Follow makes the caller follow a thread, Unfollow ends that; repeating changes nothing. Who only looks
	// into a public channel cannot: errs forbidden. errs message_not_found.
	Follow(ctx context.Context, req GetRequest) (ThreadState, error)
	Unfollow(ctx context.Context, req GetRequest) (ThreadState, error)

	// MarkThreadRead moves the caller's place in a thread forward. Who does not follow it has none. errs
	// message_not_found.
	MarkThreadRead(ctx context.Context, req MarkThreadReadRequest) (ThreadState, error)

	// ThreadInbox lists the threads that the caller follows in the channels they are in, those with the
	// newest reply first, or first those with something unread. errs bad_cursor.
	ThreadInbox(ctx context.Context, req ThreadInboxRequest) (page.List[ThreadEntry], error)

	// UnreadThreads counts in how many of those threads something is unread.
	UnreadThreads(ctx context.Context, req ThreadsRequest) (UnreadThreads, error)

	// MarkThreadsRead marks all of them read.
	MarkThreadsRead(ctx context.Context, req ThreadsRequest) (rpc.None, error)

	// ThreadStates returns where each follower of a thread stands who is in its channel, at most 200, for
	// gateways to tell them; it acts for nobody.
	ThreadStates(ctx context.Context, req ThreadStatesRequest) ([]FollowerState, error)
}

// Mentioned is about who is meant.
type Mentioned interface {
	// Mentions lists the messages of a workspace that mean the caller, in the channels they are in: by name,
	// by a group, or as everybody; the newest first. errs bad_cursor.
	Mentions(ctx context.Context, req MentionsRequest) (page.List[Message], error)
}

// Head is the end of a channel.
type Head struct {
	LastMessageNo int64 `json:"lastMessageNo"`
	LastChangeNo  int64 `json:"lastChangeNo"`
}
