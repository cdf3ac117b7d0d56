package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/cache"
	"github.com/echo-chat/echo/internal/service/user"
)

const (
	cachedAccess = 100_000
	// accessTTL bounds how long a removal can go unnoticed if its event is lost.
	accessTTL = 30 * time.Second
)

// AccessCache answers the question of authorisation without a call for each message. It keeps only
// answers that allow everything: whoever was just let in is never turned away by what was true before,
// and what events take away is dropped as they arrive. It is safe for concurrent use.
type AccessCache struct {
	Authorizer // answers what is not cached
	entries    *cache.Cache[AccessRequest, Access]
	names      *nameCache
}

// NewAccessCache returns a cache that asks source for what it lacks. Subscribe its Subscription.
func NewAccessCache(source Authorizer) *AccessCache {
	return &AccessCache{
		Authorizer: source, entries: cache.New[AccessRequest, Access](cachedAccess, accessTTL), names: newNameCache(source),
	}
}

// Close ends the cache's own goroutines.
func (c *AccessCache) Close() {
	c.entries.Close()
	c.names.close()
}

// Access is Authorizer.Access.
func (c *AccessCache) Access(ctx context.Context, req AccessRequest) (Access, error) {
	if a, ok := c.entries.Get(req); ok {
		return a, nil
	}
	ticket := c.entries.Ticket()
	a, err := c.Authorizer.Access(ctx, req)
	if err != nil {
		return Access{}, err
	}
	if a.MayPost || req.ChannelID.IsZero() {
		c.entries.Put(ticket, req, a)
	}
	return a, nil
}

// Subscription is what keeps the cache true; consumer names who has it ("message").
func (c *AccessCache) Subscription(consumer string) bus.Subscription {
	return bus.Subscription{
		Name:      consumer + ".access",
		Types:     []string{"workspace.*", "channel.*"},
		Broadcast: true,
		Missed:    func(context.Context) { c.forget() },
		Handler:   func(_ context.Context, e bus.Event) error { return c.handle(e) },
	}
}

func (c *AccessCache) forget() {
	c.entries.InvalidateWhere(func(AccessRequest) bool { return true })
	c.names.forget()
}

// subject is what the events have in common.
type subject struct {
	ID          string       `json:"id"`
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	User        user.Author  `json:"user"`
}

func (c *AccessCache) handle(e bus.Event) error {
	var about subject
	if err := json.Unmarshal(e.Data, &about); err != nil {
		c.forget()
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	c.names.handle(e.Type, about)
	switch e.Type {
	case EventCreated, EventMemberJoined, EventChannelCreated, EventChannelMemberJoined:
		// They only give.
	case EventPreferencesUpdated, EventInviteIssued, EventInviteRevoked, EventGroupUpdated, EventEmojiUpdated:
		// They are about no member's access.
	case EventChannelMemberLeft, EventChannelMemberUpdated:
		c.entries.Invalidate(AccessRequest{UserID: about.UserID, WorkspaceID: about.WorkspaceID, ChannelID: about.ChannelID})
	case EventMemberLeft, EventMemberUpdated:
		c.entries.InvalidateWhere(func(k AccessRequest) bool {
			return k.UserID == about.UserID && k.WorkspaceID == about.WorkspaceID
		})
	case EventChannelUpdated:
		c.entries.InvalidateWhere(func(k AccessRequest) bool { return k.ChannelID.String() == about.ID })
	case EventChannelDeleted:
		c.entries.InvalidateWhere(func(k AccessRequest) bool { return k.ChannelID == about.ChannelID })
	case EventDeleted:
		c.entries.InvalidateWhere(func(k AccessRequest) bool { return k.WorkspaceID == about.WorkspaceID })
	case EventUpdated:
		c.entries.InvalidateWhere(func(k AccessRequest) bool { return k.WorkspaceID.String() == about.ID })
	default: // something newer
		c.entries.InvalidateWhere(func(AccessRequest) bool { return true })
	}
	return nil
}
