package delivery

import (
	"context"
	"math/rand/v2"
	"time"
)

// Bounds of the pause between attempts to reach a broker. The longest is short: clients should see what
// happened within two seconds of its coming back.
const (
	firstPause = 50 * time.Millisecond
	lastPause  = 500 * time.Millisecond
)

// Backoff waits longer after each attempt, and never as long as others do. The zero Backoff is ready.
type Backoff struct{ pause time.Duration }

// Wait waits before the next attempt, or until ctx ends.
func (b *Backoff) Wait(ctx context.Context) {
	b.pause = min(max(2*b.pause, firstPause), lastPause)
	// Somewhere in the upper half, so that those who lost a broker together do not come back together.
	jitter := time.Duration(rand.Int64N(int64(b.pause / 2))) //nolint:gosec // nobody gains by guessing it
	timer := time.NewTimer(b.pause/2 + jitter)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// Reset is for an attempt that succeeded.
func (b *Backoff) Reset() { b.pause = 0 }
