package kv

import (
	"context"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// Fallback is a store shared by instances as long as it can be reached, and one of this process otherwise: then limits
// count here alone, and what is published reaches those who listen here. Nothing in it ever fails.
//
// What was kept in one is not found in the other, as everything in a Store may be lost.
type Fallback struct {
	shared Store
	own    *Memory
}

var _ Store = (*Fallback)(nil)

// WithFallback returns a store that falls back from shared.
func WithFallback(shared Store, clk clock.Clock) *Fallback {
	return &Fallback{shared: shared, own: NewMemory(clk)}
}

// Set keeps value under key for ttl.
func (f *Fallback) Set(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	if f.shared.Set(ctx, key, value, ttl) == nil {
		return nil
	}
	return f.own.Set(ctx, key, value, ttl)
}

// Get returns the value, and whether there is one.
func (f *Fallback) Get(ctx context.Context, key string) ([]byte, bool, error) {
	if value, ok, err := f.shared.Get(ctx, key); err == nil {
		return value, ok, nil
	}
	return f.own.Get(ctx, key)
}

// Delete forgets keys.
func (f *Fallback) Delete(ctx context.Context, keys ...string) error {
	_ = f.shared.Delete(ctx, keys...) // what cannot be reached expires
	return f.own.Delete(ctx, keys...)
}

// Increment adds one to the counter under key and returns it.
func (f *Fallback) Increment(ctx context.Context, key string, ttl time.Duration) (int64, error) {
	if n, err := f.shared.Increment(ctx, key, ttl); err == nil {
		return n, nil
	}
	return f.own.Increment(ctx, key, ttl)
}

// Take counts one occurrence under key if rate allows it, else returns how long to wait.
func (f *Fallback) Take(ctx context.Context, key string, rate Rate) (time.Duration, error) {
	if wait, err := f.shared.Take(ctx, key, rate); err == nil {
		return wait, nil
	}
	return f.own.Take(ctx, key, rate)
}

// Publish hands payload to whoever is subscribed to topic now.
func (f *Fallback) Publish(ctx context.Context, topic string, payload []byte) error {
	if f.shared.Publish(ctx, topic, payload) == nil {
		return nil
	}
	return f.own.Publish(ctx, topic, payload)
}

// Subscribe calls fn with each payload of topic, from either store, one at a time, until cancel is called.
func (f *Fallback) Subscribe(topic string, fn func([]byte)) (cancel func()) {
	var mu sync.Mutex
	one := func(p []byte) {
		mu.Lock()
		defer mu.Unlock()
		fn(p)
	}
	shared, own := f.shared.Subscribe(topic, one), f.own.Subscribe(topic, one)
	return func() {
		shared()
		own()
	}
}

// Close ends all subscriptions.
func (f *Fallback) Close() error {
	_ = f.own.Close()
	return f.shared.Close()
}
