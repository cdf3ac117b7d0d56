package realtime

import (
	"context"
	"sync"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// The rooms. Guests are in a workspace's room but not in that of its full members, who alone hear of
// public channels that they are not in.
func userRoom(u id.User) string             { return "user:" + u.String() }
func sessionRoom(s id.Session) string       { return "session:" + s.String() }
func workspaceRoom(w id.Workspace) string   { return "workspace:" + w.String() }
func fullMembersRoom(w id.Workspace) string { return "members:" + w.String() }
func channelRoom[C id.Channel | string](c C) string {
	switch c := any(c).(type) {
	case id.Channel:
		return "channel:" + c.String()
	case string:
		return "channel:" + c
	}
	return ""
}

// member is what a socket's connection is about.
type member struct {
	caller auth.Caller

	mu         sync.Mutex
	idle       bool                        // nobody is at the device
	workspaces map[id.Workspace]bool       // joined
	visits     map[id.Channel]id.Workspace // public channels looked at, that the user is not a member of
}

func (m *member) follows(ws id.Workspace) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.workspaces[ws]
}

type workspaceEvent struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
}

type channelEvent struct {
	WorkspaceID   id.Workspace `json:"workspaceId"`
	ChannelID     id.Channel   `json:"channelId"`
	LastMessageNo int64        `json:"lastMessageNo"` // what the client has; it fetches what it lacks itself
}

// joinWorkspace puts the socket into all rooms of the workspace that its user may be in. An event that
// changes what that is may come between the question and the joining, when it does not reach the socket
// yet; so when any came, it asks again.
func (g *Gateway) joinWorkspace(ctx context.Context, s *socketio.Socket, m *member, e workspaceEvent) (ack, error) {
	for {
		seen := g.memberships.Load()
		may, err := g.access.Access(ctx, workspace.AccessRequest{UserID: m.caller.UserID, WorkspaceID: e.WorkspaceID})
		if err != nil {
			m.forget(e.WorkspaceID)
			s.Leave(workspaceRoom(e.WorkspaceID), fullMembersRoom(e.WorkspaceID))
			return ack{}, err
		}
		// From here on events of memberships reach the socket (see memberships.go).
		m.mu.Lock()
		m.workspaces[e.WorkspaceID] = true
		m.mu.Unlock()
		s.Join(workspaceRoom(e.WorkspaceID))
		if may.WorkspaceRole == workspace.Guest {
			s.Leave(fullMembersRoom(e.WorkspaceID))
		} else {
			s.Join(fullMembersRoom(e.WorkspaceID))
		}
		if g.memberships.Load() == seen {
			return ack{}, g.enterChannels(ctx, s, m, e.WorkspaceID)
		}
	}
}

// enterChannels joins the rooms of the user's channels. An event that takes the user out of one may
// come between the question and the joining, so when any came, it asks again and leaves what is no
// longer theirs.
func (g *Gateway) enterChannels(ctx context.Context, s *socketio.Socket, m *member, ws id.Workspace) error {
	entered := map[id.Channel]bool{}
	for {
		seen := g.memberships.Load()
		mine, err := g.access.MyChannels(ctx, workspace.MyChannelsRequest{UserID: m.caller.UserID, WorkspaceID: ws})
		if err != nil {
			return err
		}
		still := make(map[id.Channel]bool, len(mine))
		for _, ch := range mine {
			still[ch] = true
			if !entered[ch] {
				s.Join(channelRoom(ch))
			}
		}
		for ch := range entered {
			if !still[ch] {
				s.Leave(channelRoom(ch))
			}
		}
		entered = still
		if g.memberships.Load() == seen {
			return nil
		}
	}
}

func (g *Gateway) leaveWorkspace(_ context.Context, s *socketio.Socket, m *member, e workspaceEvent) (ack, error) {
	m.mu.Lock()
	delete(m.workspaces, e.WorkspaceID)
	m.mu.Unlock()
	s.Leave(workspaceRoom(e.WorkspaceID), fullMembersRoom(e.WorkspaceID))
	return ack{}, nil
}

// joinChannel lets the socket into one channel and tells where the channel ends.
func (g *Gateway) joinChannel(ctx context.Context, s *socketio.Socket, m *member, e channelEvent) (ack, error) {
	for {
		seen := g.memberships.Load()
		if err := g.enterChannel(ctx, s, m, e); err != nil {
			s.Leave(channelRoom(e.ChannelID))
			return ack{}, err
		}
		if g.memberships.Load() == seen {
			break
		}
	}
	// In the room first, then the head: what comes between is delivered live, what came before is
	// within the head.
	head, err := g.heads.Head(ctx, message.ChannelRequest{WorkspaceID: e.WorkspaceID, ChannelID: e.ChannelID})
	if err != nil {
		return ack{}, err
	}
	return ack{LastMessageNo: &head.LastMessageNo, LastChangeNo: &head.LastChangeNo}, nil
}

func (g *Gateway) enterChannel(ctx context.Context, s *socketio.Socket, m *member, e channelEvent) error {
	may, err := g.access.Access(ctx, workspace.AccessRequest{UserID: m.caller.UserID, WorkspaceID: e.WorkspaceID, ChannelID: e.ChannelID})
	if err != nil {
		return err
	}
	if may.ChannelRole == workspace.NoMember {
		m.mu.Lock()
		m.visits[e.ChannelID] = e.WorkspaceID
		m.mu.Unlock()
	}
	s.Join(channelRoom(e.ChannelID))
	return nil
}

// leaveChannel ends a visit. Who follows the workspace stays in the rooms of their own channels.
func (g *Gateway) leaveChannel(_ context.Context, s *socketio.Socket, m *member, e channelEvent) (ack, error) {
	m.mu.Lock()
	_, visiting := m.visits[e.ChannelID]
	delete(m.visits, e.ChannelID)
	follows := m.workspaces[e.WorkspaceID]
	m.mu.Unlock()
	if visiting || !follows {
		s.Leave(channelRoom(e.ChannelID))
	}
	return ack{}, nil
}
