package redisadapter

import (
	"context"
	"time"
)

// ClaimNumber takes a number as an adapter does from time to time.
func ClaimNumber(a *Adapter) error { return a.claimNumber() }

// SetEpoch makes the server say since when it remembers.
func SetEpoch(a *Adapter, t time.Time) error {
	return a.client.Set(context.Background(), a.epochKey(), t.UnixMilli(), 0).Err()
}
