package resilience

import (
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// State is what a Breaker does with calls.
type State int

// The states, as echo_circuit_state shows them.
const (
	Closed   State = iota // lets them through
	HalfOpen              // lets one through, to see
	Open                  // lets none through
)

// String names the state.
func (s State) String() string { return [...]string{"closed", "half-open", "open"}[s] }

// When a Breaker opens, and for how long. A handful of failures says more than one, and half of all calls
// is more than bad luck; a second is long for a machine, and short for the people who wait.
const (
	fewestFailures = 5
	worstRate      = 0.5
	window         = 10 * time.Second
	openFor        = time.Second
)

// Breaker stops calls to who keeps failing: they would wait for nothing, and keep it from recovering. After a
// second it lets one through; when that succeeds, all. It is safe for concurrent use.
type Breaker struct {
	clock clock.Clock

	mu        sync.Mutex
	state     State
	since     time.Time // of the state; of the present window while closed
	trial     bool      // one is on its way, while half open
	now, last tally     // of the present window and the one before
}

type tally struct{ failed, all int }

// NewBreaker returns a closed one.
func NewBreaker(c clock.Clock) *Breaker { return &Breaker{clock: c, since: c.Now()} }

// State returns the state.
func (b *Breaker) State() State {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

// Allow tells whether a call may be made; who was allowed says what came of it: by Succeeded, Failed, or
// Abandoned. Otherwise it returns when to ask again.
func (b *Breaker) Allow() (ok bool, after time.Duration) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	if b.state == Open {
		// A clock that was set back does not keep it open.
		if passed := now.Sub(b.since); passed >= 0 && passed < openFor {
			return false, openFor - passed
		}
		b.become(HalfOpen)
	}
	if b.state == HalfOpen {
		if b.trial {
			return false, openFor
		}
		b.trial = true
	}
	return true, 0
}

// Succeeded notes that a call was answered.
func (b *Breaker) Succeeded() {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.state {
	case HalfOpen:
		b.become(Closed)
	case Closed:
		b.roll()
		b.now.all++
	case Open: // it was made before that
	}
}

// Failed notes that a call was not answered, or not sensibly.
func (b *Breaker) Failed() {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch b.state {
	case HalfOpen:
		b.become(Open)
	case Closed:
		b.roll()
		b.now.all++
		b.now.failed++
		failed, all := b.now.failed+b.last.failed, b.now.all+b.last.all
		if failed >= fewestFailures && float64(failed) >= worstRate*float64(all) {
			b.become(Open)
		}
	case Open:
	}
}

// Abandoned notes that the caller did not wait for the answer, which says nothing about who was called.
func (b *Breaker) Abandoned() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.trial = false
}

// Reset closes it: who failed is known to be back.
func (b *Breaker) Reset() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.become(Closed)
}

func (b *Breaker) become(s State) {
	b.state, b.since, b.trial = s, b.clock.Now(), false
	b.now, b.last = tally{}, tally{}
}

// roll forgets what is older than two windows.
func (b *Breaker) roll() {
	now := b.clock.Now()
	switch passed := now.Sub(b.since); {
	case passed < 0 || passed >= 2*window:
		b.now, b.last, b.since = tally{}, tally{}, now
	case passed >= window:
		b.last, b.now, b.since = b.now, tally{}, now
	}
}
