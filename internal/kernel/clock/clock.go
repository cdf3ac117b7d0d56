// Package clock is the only door to the wall clock, so that tests can set it.
//
// Ordering in Echo never depends on wall time (messages are ordered by messageNo, events by id); the
// clock dates things and ends leases, nothing more.
package clock

import "time"

// Clock tells the time, in UTC, rounded to the microseconds that databases keep.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the machine's time.
func (System) Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }
