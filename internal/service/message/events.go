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

func createdEvent(m Message, at time.Time) (bus.Event, error) {
	return outbox.Event(EventCreated, 1, m.ChannelID.String(), at, m)
}

func receiptEvent(r Receipt, at time.Time) (bus.Event, error) {
	return outbox.Event(EventReceiptAdvanced, 1, r.ChannelID.String(), at, r)
}
