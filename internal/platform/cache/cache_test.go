package cache_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/cache"
)

func newCache(t testing.TB, size int) *cache.Cache[int, int64] {
	t.Helper()
	c := cache.New[int, int64](size, time.Minute)
	t.Cleanup(c.Close)
	return c
}

func TestCache_KeepsAndDrops(t *testing.T) {
	t.Parallel()
	c := newCache(t, 100)
	for key := range 4 {
		c.Put(c.Ticket(), key, int64(key*10))
	}
	c.Invalidate(0)
	c.InvalidateWhere(func(key int) bool { return key == 2 })
	for key, want := range map[int]bool{0: false, 1: true, 2: false, 3: true} {
		if v, ok := c.Get(key); ok != want || ok && v != int64(key*10) {
			t.Errorf("Get(%d) = %d, %v", key, v, ok)
		}
	}
}

// A value fetched before an invalidation, of whatever key, is not kept after it.
func TestCache_PutOnOldTicket(t *testing.T) {
	t.Parallel()
	for name, invalidate := range map[string]func(*cache.Cache[int, int64]){
		"one":   func(c *cache.Cache[int, int64]) { c.Invalidate(1) },
		"where": func(c *cache.Cache[int, int64]) { c.InvalidateWhere(func(int) bool { return true }) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCache(t, 100)
			ticket := c.Ticket()
			invalidate(c)
			c.Put(ticket, 1, 1)
			if _, ok := c.Get(1); ok {
				t.Error("kept what was fetched before the invalidation")
			}
		})
	}
}

// The truth rises while readers fetch it and a writer invalidates after each step. What is kept once an
// invalidation has returned must never be older than the truth was before it.
func TestCache_NeverStaleAfterInvalidation(t *testing.T) {
	t.Parallel()
	c := newCache(t, 100)
	var truth atomic.Int64
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				if _, ok := c.Get(1); !ok {
					ticket := c.Ticket()
					c.Put(ticket, 1, truth.Load())
				}
			}
		})
	}
	for range 2000 {
		now := truth.Add(1)
		c.Invalidate(1)
		if v, ok := c.Get(1); ok && v < now {
			t.Errorf("%d is kept after %d was announced", v, now)
			break
		}
	}
	close(done)
	readers.Wait()
}

func TestCache_IsBounded(t *testing.T) {
	t.Parallel()
	c := newCache(t, 100)
	for key := range 10_000 {
		c.Put(c.Ticket(), key, 1)
	}
	kept := 0
	for key := range 10_000 {
		if _, ok := c.Get(key); ok {
			kept++
		}
	}
	if kept > 1000 {
		t.Errorf("%d entries kept", kept)
	}
}
