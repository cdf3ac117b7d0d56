// Package mail sends mail through an SMTP server: one mail at a time, each on a connection of its own.
// What went wrong is told apart by Outcome, so that a caller knows whether to try again.
//
// A mail that is tried again keeps its id: whoever gets it twice can tell that it is one.
package mail

import (
	"context"
	"errors"
	"time"
)

// Message is one mail to one person.
type Message struct {
	ID      string // what the Message-ID header holds between < and >; the same each time that it is sent
	Date    time.Time
	To      string // an address, without a name
	Subject string
	Text    string
	HTML    string
}

// Sender sends mail; *SMTP does. An error is an *Error.
type Sender interface {
	Send(ctx context.Context, m Message) error
}

// Outcome says what became of a mail whose sending failed.
type Outcome string

// The outcomes.
const (
	// Temporary: not sent now; the same mail may well go later. The server said 4xx, could not be
	// reached, or would not have us (its certificate, our password: an operator can mend both).
	Temporary Outcome = "temporary"
	// Permanent: the server refused this mail for good, or it cannot be sent at all.
	Permanent Outcome = "permanent"
	// Unknown: all of it was handed over, and then the connection was lost. It may have been delivered.
	Unknown Outcome = "unknown"
)

// Error is why a mail was not sent, or not surely.
type Error struct {
	Outcome Outcome
	// Reason is for an operator: "the address was refused: 550 no such user".
	Reason string

	cause error
}

func (e *Error) Error() string { return e.Reason }

func (e *Error) Unwrap() error { return e.cause }

// OutcomeOf returns what err says became of the mail; Temporary for an error of anyone else.
func OutcomeOf(err error) Outcome {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Outcome
	}
	return Temporary
}
