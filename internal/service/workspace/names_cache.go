package workspace

import (
	"context"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/cache"
)

// nameCache keeps what names mean, and who is in which groups. As AccessCache, it keeps no refusal: a name
// that is nobody's is asked for again, so that whoever just came is found.
type nameCache struct {
	source  Authorizer
	handles *cache.Cache[nameKey, Named]
	// What channels are called depends on who asks.
	channels *cache.Cache[nameKey, Named]
	groups   *cache.Cache[GroupsOfRequest, []id.Group]
}

// nameKey is a name with its sign, of people and groups without a user.
type nameKey struct {
	workspace id.Workspace
	user      id.User
	name      string
}

func newNameCache(source Authorizer) *nameCache {
	return &nameCache{
		source:   source,
		handles:  cache.New[nameKey, Named](cachedAccess, accessTTL),
		channels: cache.New[nameKey, Named](cachedAccess, accessTTL),
		groups:   cache.New[GroupsOfRequest, []id.Group](cachedAccess, accessTTL),
	}
}

func (c *nameCache) close() {
	c.handles.Close()
	c.channels.Close()
	c.groups.Close()
}

// ResolveNames is Authorizer.ResolveNames. All that is not cached is asked for at once. What is cached is told
// to an author without asking whether they are still in the workspace: Access has.
func (c *AccessCache) ResolveNames(ctx context.Context, req ResolveNamesRequest) (map[string]Named, error) {
	return c.names.resolve(ctx, req)
}

func (c *nameCache) resolve(ctx context.Context, req ResolveNamesRequest) (map[string]Named, error) {
	out := make(map[string]Named, len(req.Names))
	var missing []string
	for _, name := range req.Names {
		entries, key := c.where(req, name)
		if is, ok := entries.Get(key); ok {
			out[name] = is
		} else {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	handles, channels := c.handles.Ticket(), c.channels.Ticket()
	found, err := c.source.ResolveNames(ctx, ResolveNamesRequest{WorkspaceID: req.WorkspaceID, UserID: req.UserID, Names: missing})
	if err != nil {
		return nil, err
	}
	for name, is := range found {
		out[name] = is
		entries, key := c.where(req, name)
		ticket := handles
		if entries == c.channels {
			ticket = channels
		}
		entries.Put(ticket, key, is)
	}
	return out, nil
}

// where a name is kept.
func (c *nameCache) where(req ResolveNamesRequest, name string) (*cache.Cache[nameKey, Named], nameKey) {
	if len(name) > 0 && name[0] == '#' {
		return c.channels, nameKey{req.WorkspaceID, req.UserID, name}
	}
	return c.handles, nameKey{workspace: req.WorkspaceID, name: name}
}

// GroupsOf is Authorizer.GroupsOf.
func (c *AccessCache) GroupsOf(ctx context.Context, req GroupsOfRequest) ([]id.Group, error) {
	entries := c.names.groups
	if groups, ok := entries.Get(req); ok {
		return slices.Clone(groups), nil
	}
	ticket := entries.Ticket()
	groups, err := c.Authorizer.GroupsOf(ctx, req)
	if err != nil {
		return nil, err
	}
	entries.Put(ticket, req, slices.Clone(groups))
	return groups, nil
}

func (c *nameCache) forget() {
	c.handles.InvalidateWhere(func(nameKey) bool { return true })
	c.channels.InvalidateWhere(func(nameKey) bool { return true })
	c.groups.InvalidateWhere(func(GroupsOfRequest) bool { return true })
}

// handle drops what an event makes wrong. A name that is new matters when it was another's before: of a
// group that a member is now called like, or of a private channel.
func (c *nameCache) handle(eventType string, about subject) {
	ofWorkspace := func(k nameKey) bool { return k.workspace == about.WorkspaceID }
	ofMember := func(k nameKey) bool { return k.workspace == about.WorkspaceID && k.user == about.UserID }
	switch eventType {
	case EventMemberJoined:
		c.handles.Invalidate(nameKey{workspace: about.WorkspaceID, name: "@" + about.User.Username})
	case EventMemberLeft: // also of a deleted account, whose name is another by now
		c.handles.InvalidateWhere(ofWorkspace)
		c.channels.InvalidateWhere(ofMember)
		c.groups.Invalidate(GroupsOfRequest{UserID: about.UserID, WorkspaceID: about.WorkspaceID})
		c.groups.Invalidate(GroupsOfRequest{UserID: about.UserID})
	case EventMemberUpdated, EventChannelMemberJoined, EventChannelMemberLeft:
		c.channels.InvalidateWhere(ofMember)
	case EventGroupUpdated:
		c.handles.InvalidateWhere(ofWorkspace)
		c.groups.InvalidateWhere(func(k GroupsOfRequest) bool { return k.WorkspaceID == about.WorkspaceID || k.WorkspaceID.IsZero() })
	case EventChannelCreated, EventChannelUpdated, EventChannelDeleted, EventDeleted:
		c.channels.InvalidateWhere(ofWorkspace)
	}
}
