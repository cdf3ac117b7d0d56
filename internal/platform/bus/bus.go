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
	// Publish returns nil when every event is safe with each group that wants it: the group has handled
	// it, or the bus keeps it until the group has, over restarts. A *PartialError names events that are
	// not; any other error means that none can be relied upon. What was not safe must be published again.
	// A broker that is away is an error at once, not a wait.
	Publish(ctx context.Context, events []Event) error
}

// Handler deals with one event. An error, or a panic, means that it was not handled: the event comes
// again after a while, and is parked after MaxRetries of that, or at once for an error of Unknown.
type Handler func(ctx context.Context, e Event) error

// Group is the name of a durable consumer and what it wants. Events for it are kept from when a
// publisher knows of it, whether an instance of it runs or not.
type Group struct {
	// Name of the consumer, "message.channels". Instances with one name share its events: each is handled
	// by one of them, and those of one subject in order, whichever instances come and go.
	Name string
	// Types are event types; a trailing ".*" takes all that begin so.
	Types []string
}

// Wants tells whether the group takes events of this type.
func (g Group) Wants(eventType string) bool { return wants(g.Types, eventType) }

// Handle makes a subscription of the group.
func (g Group) Handle(h Handler) Subscription {
	return Subscription{Name: g.Name, Types: g.Types, Handler: h}
}

// Subscription says who wants which events.
type Subscription struct {
	// Name of the consumer; see Group.
	Name string
	// Types are event types; a trailing ".*" takes all that begin so.
	Types []string
	// Versions are the versions of the data that the consumer was written for, by type; 1 where none is
	// named. It gets the version before, this one and the next, whose unknown fields it must ignore.
	// What is older or newer is parked.
	Versions map[string]int
	// Broadcast makes every instance see every event while it runs, instead of one instance of the group.
	// It gets each type and version, and what it fails at is logged and gone.
	Broadcast bool
	// Missed tells a broadcast consumer that events may have passed it by, because the broker was away.
	// It comes between the events before the gap and those after; may be nil.
	Missed  func(ctx context.Context)
	Handler Handler
}

// Group is what a subscription that is no broadcast belongs to.
func (s Subscription) Group() Group { return Group{Name: s.Name, Types: s.Types} }

// Wants tells whether the subscription takes events of this type.
func (s Subscription) Wants(eventType string) bool { return wants(s.Types, eventType) }

func wants(types []string, eventType string) bool {
	for _, t := range types {
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

// Bus is a driver: inprocess, rabbit or redisstream.
type Bus interface {
	Publisher
	Subscriber
	ParkingLot
	// Start begins delivery. A broker that cannot be reached is no error: the driver goes on trying, for
	// ever.
	Start(ctx context.Context) error
	// Check tells what keeps the bus from delivering now; nil when nothing does.
	Check(ctx context.Context) error
	// Close stops taking events, lets handlers that run finish, and returns. What was not handled comes to
	// another instance, or after the next start.
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
