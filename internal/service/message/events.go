package message

import (
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// What this service announces. The subject is the channel's id.
const (
	EventCreated         = "message.created" // v1: Message
	EventReceiptAdvanced = "receipt.updated" // v1: Receipt
	EventThreadUpdated   = "thread.updated"  // v1: ThreadUpdate
	EventThreadState     = "thread.state"    // v1: FollowerState
)

// Announces is what the service tells of itself: each of its events, as it is now.
func Announces() []bus.Contract {
	return append([]bus.Contract{
		{Type: EventCreated, Version: 1, Subject: "channel", When: "A message was committed.", Data: Message{}},
		{Type: EventReceiptAdvanced, Version: 1, Subject: "channel", When: "Somebody has read further, or marked something unread.", Data: Receipt{}},
		{Type: EventThreadUpdated, Version: 1, Subject: "channel", When: "A thread got a reply, or lost one.", Data: ThreadUpdate{}},
		{Type: EventThreadState, Version: 1, Subject: "channel", When: "Somebody has read on in a thread, or follows it or not.", Data: FollowerState{}},
	}, append(announcesActs(), announcesUnsent()...)...)
}

func createdEvent(m Message, traceparent string) (bus.Event, error) {
	e, err := outbox.Event(EventCreated, 1, m.ChannelID.String(), m.CreatedAt, m)
	e.Traceparent = traceparent
	return e, err
}

// ThreadUpdate is a thread that has other replies than before.
type ThreadUpdate struct {
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ChannelID    id.Channel   `json:"channelId"`
	ThreadRootID id.Message   `json:"threadRootId"`
	Message      Message      `json:"message"` // the root
}

func threadUpdate(root Message) ThreadUpdate {
	return ThreadUpdate{WorkspaceID: root.WorkspaceID, ChannelID: root.ChannelID, ThreadRootID: root.ID, Message: root}
}
