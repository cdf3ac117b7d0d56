package user

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/cache"
)

const (
	cachedProfiles = 100_000
	profileTTL     = 5 * time.Minute
)

// Profiles is what a ProfileCache needs of the service.
type Profiles interface {
	Profiles(ctx context.Context, req ProfilesRequest) ([]User, error)
}

// ProfileCache names people without a call for each. A change of a profile shows as soon as its event
// arrives. It is safe for concurrent use.
type ProfileCache struct {
	source  Profiles
	entries *cache.Cache[id.User, Author]
}

// NewProfileCache returns a cache that asks source for what it lacks. Subscribe its Subscription.
func NewProfileCache(source Profiles) *ProfileCache {
	return &ProfileCache{source: source, entries: cache.New[id.User, Author](cachedProfiles, profileTTL)}
}

// Close ends the cache's own goroutine.
func (c *ProfileCache) Close() { c.entries.Close() }

// Profiles returns the people with these ids, without those that do not exist. One call to the service
// fetches up to MaxIDs that are not cached.
func (c *ProfileCache) Profiles(ctx context.Context, ids []id.User) (map[id.User]Author, error) {
	out := make(map[id.User]Author, len(ids))
	var missing []id.User
	for _, userID := range ids {
		if a, ok := c.entries.Get(userID); ok {
			out[userID] = a
		} else if _, seen := out[userID]; !seen {
			out[userID] = Author{} // so that an id given twice is asked for once
			missing = append(missing, userID)
		}
	}
	for len(missing) > 0 {
		n := min(len(missing), MaxIDs)
		if err := c.fetch(ctx, missing[:n], out); err != nil {
			return nil, err
		}
		missing = missing[n:]
	}
	return out, nil
}

func (c *ProfileCache) fetch(ctx context.Context, ids []id.User, out map[id.User]Author) error {
	ticket := c.entries.Ticket()
	users, err := c.source.Profiles(ctx, ProfilesRequest{IDs: ids})
	if err != nil {
		return fmt.Errorf("fetch profiles: %w", err)
	}
	for _, u := range users {
		a := u.Author()
		out[u.ID] = a
		c.entries.Put(ticket, u.ID, a)
	}
	for _, userID := range ids {
		if out[userID].ID.IsZero() {
			delete(out, userID)
		}
	}
	return nil
}

// Subscription is what keeps the cache true; consumer names who has it ("message").
func (c *ProfileCache) Subscription(consumer string) bus.Subscription {
	return bus.Subscription{
		Name:      consumer + ".profiles",
		Types:     []string{EventUpdated, EventDeleted},
		Broadcast: true,
		Missed: func(context.Context) {
			c.entries.InvalidateWhere(func(id.User) bool { return true })
		},
		Handler: func(_ context.Context, e bus.Event) error {
			var data Updated // what a Deleted says of its user is the same
			if err := json.Unmarshal(e.Data, &data); err != nil {
				return fmt.Errorf("read %s: %w", e.Type, err)
			}
			c.entries.Invalidate(data.User.ID)
			return nil
		},
	}
}
