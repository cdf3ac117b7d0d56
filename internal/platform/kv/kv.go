// Package kv keeps what is short-lived and shared by the instances of a service: counters of rate
// limits, presence, messages to whoever listens now. Everything in it may be lost; nothing durable
// depends on it.
package kv

import (
	"context"
	"time"
)

// Store is a driver: in-memory (NewMemory), Redis. Keys and values are small; a ttl is always given, so
// that nothing stays for ever.
type Store interface {
	// Set keeps value under key for ttl.
	Set(ctx context.Context, key string, value []byte, ttl time.Duration) error
	// Get returns the value, and whether there is one.
	Get(ctx context.Context, key string) (value []byte, ok bool, err error)
	// Delete forgets keys.
	Delete(ctx context.Context, keys ...string) error
	// Increment adds one to the counter under key and returns it. The first one of a counter sets its
	// ttl; later ones leave it.
	Increment(ctx context.Context, key string, ttl time.Duration) (int64, error)
	// Take counts one occurrence under key, if rate allows one now, and returns 0. Otherwise it counts
	// nothing and returns how long to wait. Time is the store's, so that instances agree on it; keys of
	// Take are not those of the other methods.
	Take(ctx context.Context, key string, rate Rate) (wait time.Duration, err error)

	// Publish hands payload to whoever is subscribed to topic now, on any instance.
	Publish(ctx context.Context, topic string, payload []byte) error
	// Subscribe calls fn with each payload of topic, one at a time, until cancel is called. A subscriber
	// that falls behind misses payloads.
	Subscribe(topic string, fn func(payload []byte)) (cancel func())

	// Close ends all subscriptions.
	Close() error
}
