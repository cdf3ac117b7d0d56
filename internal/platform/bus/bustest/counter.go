package bustest

import (
	"context"
	"errors"
	"sync"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// Counter is a consumer that fails at each event at first, and counts those that it has handled.
type Counter struct {
	mu    sync.Mutex
	tries map[id.Event]int
	done  map[id.Event]int
}

// NewCounter returns one that has handled nothing.
func NewCounter() *Counter { return &Counter{tries: map[id.Event]int{}, done: map[id.Event]int{}} }

// Handle is its handler.
func (c *Counter) Handle(_ context.Context, e bus.Event) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tries[e.ID]++; c.tries[e.ID] == 1 {
		return errors.New("at first")
	}
	c.done[e.ID]++
	return nil
}

// Handled tells how many events were handled, however often.
func (c *Counter) Handled() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.done)
}
