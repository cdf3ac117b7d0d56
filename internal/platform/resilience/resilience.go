// Package resilience keeps a fault where it is: a circuit breaker stops asking who fails, a bulkhead
// bounds how many wait for one neighbour, and a backoff spreads those who try again.
package resilience

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/echo-chat/echo/internal/platform/slots"
)

// ErrFull is what a Bulkhead answers when too many are inside and waiting.
var ErrFull = errors.New("too many calls are waiting for this neighbour")

// Bulkhead bounds how many calls one neighbour may hold up, so that it cannot hold up all of them. It is
// safe for concurrent use.
type Bulkhead struct{ places *slots.Slots }

// NewBulkhead returns one with n places, for which n more may wait.
func NewBulkhead(n int) *Bulkhead { return &Bulkhead{places: slots.New(n, n)} }

// Enter takes a place; who got one calls Leave. It returns ErrFull when too many wait already, and when
// ctx ends first.
func (b *Bulkhead) Enter(ctx context.Context) error {
	if err := b.places.Enter(ctx); err != nil {
		return errors.Join(ErrFull, context.Cause(ctx))
	}
	return nil
}

// Leave gives the place back.
func (b *Bulkhead) Leave() { b.places.Leave() }

// The pauses between tries: at most firstPause before the second, twice as long before each further one,
// never over lastPause. Each is drawn anew, so that those who failed together do not come back together.
const (
	firstPause = 50 * time.Millisecond
	lastPause  = time.Second
)

// Pause waits before try n+1, after try n (from 1), and tells whether it is still worth trying: false when
// ctx ended meanwhile.
func Pause(ctx context.Context, n int) bool {
	limit := min(firstPause<<min(n-1, 10), lastPause)
	pause := limit/4 + rand.N(limit*3/4) //nolint:gosec // nobody gains by guessing it
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
