// Package bus carries events between services: what one service announces, others handle. Delivery is
// at least once; a handler remembers what it has handled (see outbox.Once) or does things that may be
// done twice.
//
// There are two kinds of subscription. In a group, one instance handles each event, and the event
// counts as delivered only when it did. In a broadcast, every instance sees each event while it runs,
// and nothing is kept for those that do not.
package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// Event is something that happened, in the terms of CloudEvents 1.0.
type Event struct {
	ID      id.Event        `json:"id"`
	Source  string          `json:"source"`  // the service that announces, "message"
	Type    string          `json:"type"`    // "message.created"
	Time    time.Time       `json:"time"`    // when it happened
	Subject string          `json:"subject"` // what it is about; events of one subject are handled in order
	Version int             `json:"version"` // of Data's shape, from 1
	Data    json.RawMessage `json:"data"`
	// Traceparent is the W3C trace context of the request that caused it; may be empty.
	Traceparent string `json:"traceparent,omitempty"`
}

// Publisher takes events for delivery.
type Publisher interface {
	// Publish returns nil when every event is safe: each group that wants it has handled it (in-process)
	// or a broker has confirmed that it keeps it. A *PartialError names events that are not; any other
	// error means that none can be relied upon. What was not safe must be published again.
	Publish(ctx context.Context, events []Event) error
}

// Handler deals with one event. An error, or a panic, means that it was not handled.
type Handler func(ctx context.Context, e Event) error

// Subscription says who wants which events.
type Subscription struct {
	// Name of the consumer, "message.read-state". Instances with one name share a group.
	Name string
	// Types are event types; a trailing ".*" takes all that begin so.
	Types []string
	// Broadcast makes every instance see every event, instead of one instance of the group.
	Broadcast bool
	Handler   Handler
}

// Wants tells whether the subscription takes events of this type.
func (s Subscription) Wants(eventType string) bool {
	for _, t := range s.Types {
		if t == eventType || strings.HasSuffix(t, ".*") && strings.HasPrefix(eventType, t[:len(t)-1]) {
			return true
		}
	}
	return false
}

// Subscriber accepts subscriptions.
type Subscriber interface {
	// Subscribe registers a consumer. Call it before Start.
	Subscribe(s Subscription)
}

// Bus is a driver: in-process (New in this package), RabbitMQ, Redis Streams.
type Bus interface {
	Publisher
	Subscriber
	// Start begins delivery.
	Start(ctx context.Context) error
	// Close stops taking events, lets handlers that run finish, and returns.
	Close(ctx context.Context) error
}

// ErrClosed is what publishing on a closed bus returns.
var ErrClosed = errors.New("bus is closed")

// PartialError tells which events of a batch were not delivered, and why.
type PartialError struct {
	Failed map[id.Event]error
}

// Error names one of the failures.
func (e *PartialError) Error() string {
	for eventID, err := range e.Failed {
		return fmt.Sprintf("%d events were not handled, one is %s: %v", len(e.Failed), eventID, err)
	}
	return "no event failed"
}
