package bus

import (
	"context"
	"errors"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// What happens to an event that a group could not handle (SPEC §6): it waits for RetryAfter in the
// waiting room and comes again, MaxRetries times, and then it is parked.
const (
	RetryAfter = 30 * time.Second
	MaxRetries = 3
)

// Parked is an event in the parking lot of a group.
type Parked struct {
	// ID names the entry: the event's own, or a new one for what is no event.
	ID       id.Event  `json:"id"`
	Consumer string    `json:"consumer"` // the group whose queue it was in
	Event    Event     `json:"event"`    // the zero Event for what is none
	Raw      string    `json:"raw,omitempty"`
	Reason   string    `json:"reason"` // of the last failure
	Retries  int       `json:"retries"`
	ParkedAt time.Time `json:"parkedAt"`
}

// Depth is how much lies with a group.
type Depth struct {
	Consumer string `json:"consumer"`
	Ready    int    `json:"ready"`   // to be handled, or being handled
	Waiting  int    `json:"waiting"` // in the waiting room
	Parked   int    `json:"parked"`
}

// ParkingLot is what an operator does with events that need a human. It works on every group that the
// driver knows of, whether it has instances or not.
type ParkingLot interface {
	// Parked lists what is parked for a consumer, or for all when it is "", by the time of parking.
	Parked(ctx context.Context, consumer string) ([]Parked, error)
	// Replay gives parked events to their group again, as if they were new, and returns how many: those
	// that ids name, or all of the consumer's when there are none. Consumer "" means any.
	Replay(ctx context.Context, consumer string, ids ...id.Event) (int, error)
	// Drop forgets parked events; the rest is as with Replay.
	Drop(ctx context.Context, consumer string, ids ...id.Event) (int, error)
	// Redeliver gives events to one group only, as if they were new.
	Redeliver(ctx context.Context, consumer string, events []Event) error
	// Depths tells how much lies with each group.
	Depths(ctx context.Context) ([]Depth, error)
}

// Errors of a bus.
var (
	// ErrUnavailable is in the chain when the broker is away, or refuses what is published for now.
	ErrUnavailable = errors.New("the bus is not available")
	// ErrUnknownConsumer is in the chain when no group has the name.
	ErrUnknownConsumer = errors.New("no consumer has this name")
)

// UnknownError is a handler's for an event that no trying again will make it understand.
type UnknownError struct{ Reason string }

func (e *UnknownError) Error() string { return e.Reason }

// Unknown makes an event be parked at once.
func Unknown(reason string) error { return &UnknownError{Reason: reason} }
