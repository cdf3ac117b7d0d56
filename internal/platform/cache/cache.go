// Package cache keeps answers of other services, bounded, for as long as no event says that they are
// out of date.
//
// The trap is the answer that was asked for before the event and comes back after it: kept, it would
// outlive what made it wrong. So whoever fetches takes a Ticket first, and Put keeps nothing that was
// fetched on a ticket from before an invalidation. One count serves all keys: an invalidation makes a
// few fetches of other keys go unkept, which costs them one more fetch.
package cache

import (
	"sync"
	"time"

	"github.com/maypok86/otter/v2"
)

// Cache maps K to V. It is safe for concurrent use; Get takes no lock.
type Cache[K comparable, V any] struct {
	entries *otter.Cache[K, V]

	mu            sync.Mutex // held to change entries
	invalidations Ticket
}

// Ticket is the state of the cache when a fetch began.
type Ticket uint64

// New returns a cache of at most size entries. They go after ttl, for the case that an event gets lost.
func New[K comparable, V any](size int, ttl time.Duration) *Cache[K, V] {
	return &Cache[K, V]{entries: otter.Must(&otter.Options[K, V]{
		MaximumSize:      size,
		ExpiryCalculator: otter.ExpiryWriting[K, V](ttl),
	})}
}

// Close ends the cache's own goroutine.
func (c *Cache[K, V]) Close() { c.entries.StopAllGoroutines() }

// Get returns what is kept for a key.
func (c *Cache[K, V]) Get(key K) (V, bool) { return c.entries.GetIfPresent(key) }

// Ticket is to be taken before a value is fetched, and given to Put with it.
func (c *Cache[K, V]) Ticket() Ticket {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.invalidations
}

// Put keeps a value, unless anything was invalidated since its ticket was taken.
func (c *Cache[K, V]) Put(t Ticket, key K, value V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if t == c.invalidations {
		c.entries.Set(key, value)
	}
}

// Invalidate drops what is kept for a key.
func (c *Cache[K, V]) Invalidate(key K) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.invalidations++
	c.entries.Invalidate(key)
}

// InvalidateWhere drops the entries whose key matches. It looks at all of them: a few milliseconds for
// a hundred thousand.
func (c *Cache[K, V]) InvalidateWhere(match func(K) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.invalidations++
	for key := range c.entries.Keys() {
		if match(key) {
			c.entries.Invalidate(key)
		}
	}
}
