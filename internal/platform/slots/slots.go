// Package slots lets a few do something costly at a time and some more wait for it.
package slots

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// Slots are the places of those who may run. It is safe for concurrent use.
type Slots struct {
	running    chan struct{}
	waiting    atomic.Int32
	maxWaiting int32
}

// New returns n slots, for which up to maxWaiting may wait.
func New(n, maxWaiting int) *Slots {
	return &Slots{running: make(chan struct{}, n), maxWaiting: int32(maxWaiting)}
}

// Enter takes a slot; who got one calls Leave. Codes: too_many_requests when too many wait already,
// unavailable when ctx ends first.
func (s *Slots) Enter(ctx context.Context) error {
	select {
	case s.running <- struct{}{}:
		return nil
	default:
	}
	defer s.waiting.Add(-1)
	if s.waiting.Add(1) > s.maxWaiting {
		return errs.TooMany(time.Second)
	}
	select {
	case s.running <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errs.Unavailable(ctx.Err())
	}
}

// Leave gives the slot back.
func (s *Slots) Leave() { <-s.running }
