package message

import (
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// What this service announces. The subject is the channel's id.
const (
	EventCreated         = "message.created" // v1: Message
	EventReceiptAdvanced = "receipt.updated" // v1: Receipt
)

// Announces is what the service tells of itself: each of its events, as it is now.
func Announces() []bus.Contract {
	return append([]bus.Contract{
		{Type: EventCreated, Version: 1, Subject: "channel", When: "A message was committed.", Data: Message{}},
		{Type: EventReceiptAdvanced, Version: 1, Subject: "channel", When: "Somebody has read further.", Data: Receipt{}},
	}, announcesUnsent()...)
}

func createdEvent(m Message, at time.Time) (bus.Event, error) {
	return outbox.Event(EventCreated, 1, m.ChannelID.String(), at, m)
}

func receiptEvent(r Receipt, at time.Time) (bus.Event, error) {
	return outbox.Event(EventReceiptAdvanced, 1, r.ChannelID.String(), at, r)
}
