package realtime

import (
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// joinedWorkspace changes no room: who joins has yet to follow the workspace. It is told in one order with
// leaving, so that nobody hears of having come after having gone.
func (g *Gateway) joinedWorkspace(m workspace.MemberChange, data []byte) error {
	return g.here(workspaceRoom(m.WorkspaceID), userRoom(m.UserID)).EmitRaw("member:joined", data)
}

func (g *Gateway) joinedChannel(m workspace.ChannelMemberChange, data []byte) error {
	g.memberships.Add(1)
	g.eachSocket(m.UserID, func(s *socketio.Socket, of *member) {
		of.mu.Lock()
		delete(of.visits, m.ChannelID)
		of.mu.Unlock()
		if of.follows(m.WorkspaceID) {
			s.Join(channelRoom(m.ChannelID))
		}
	})
	return g.here(channelRoom(m.ChannelID), userRoom(m.UserID)).EmitRaw("member:joined", data)
}

// leftChannel takes the user's sockets out first: nobody who is out hears what comes after.
func (g *Gateway) leftChannel(m workspace.ChannelMemberChange, data []byte) error {
	g.memberships.Add(1)
	g.main.In(userRoom(m.UserID)).Leave(channelRoom(m.ChannelID))
	return g.here(channelRoom(m.ChannelID), userRoom(m.UserID)).EmitRaw("member:left", data)
}

func (g *Gateway) leftWorkspace(m workspace.MemberChange, data []byte) error {
	g.memberships.Add(1)
	g.watches.part(m.UserID, g.main.In(userRoom(m.UserID)).Sockets())
	g.eachSocket(m.UserID, func(s *socketio.Socket, of *member) {
		of.forget(m.WorkspaceID)
		s.Leave(workspaceRoom(m.WorkspaceID), fullMembersRoom(m.WorkspaceID))
		for _, ch := range of.endVisits(m.WorkspaceID) {
			s.Leave(channelRoom(ch))
		}
	})
	return g.here(workspaceRoom(m.WorkspaceID), userRoom(m.UserID)).EmitRaw("member:left", data)
}

// changedMember follows a role: guests do not hear of public channels that they are not in.
func (g *Gateway) changedMember(m workspace.MemberChange, data []byte) error {
	g.memberships.Add(1)
	g.eachSocket(m.UserID, func(s *socketio.Socket, of *member) {
		if m.Role == workspace.Guest {
			s.Leave(fullMembersRoom(m.WorkspaceID))
			for _, ch := range of.endVisits(m.WorkspaceID) {
				s.Leave(channelRoom(ch))
			}
		} else if of.follows(m.WorkspaceID) {
			s.Join(fullMembersRoom(m.WorkspaceID))
		}
	})
	return g.here(workspaceRoom(m.WorkspaceID), userRoom(m.UserID)).EmitRaw("member:updated", data)
}

// workspaceDeleted tells all who follow the workspace, and empties its rooms.
func (g *Gateway) workspaceDeleted(d workspace.Deleted) error {
	g.memberships.Add(1)
	room := workspaceRoom(d.WorkspaceID)
	err := g.here(room).Emit("workspace:deleted", struct {
		WorkspaceID id.Workspace `json:"workspaceId"`
	}{d.WorkspaceID})
	g.main.In(room).Each(func(s *socketio.Socket) {
		g.watches.end(s.ID())
		if m, ok := s.Value().(*member); ok {
			m.forget(d.WorkspaceID)
		}
	})
	for _, ch := range d.ChannelIDs {
		g.emptyChannel(ch)
	}
	g.main.In(room).Leave(room, fullMembersRoom(d.WorkspaceID))
	return err
}

// channelDeleted tells those in the channel, and empties its room.
func (g *Gateway) channelDeleted(d workspace.ChannelDeleted) error {
	g.memberships.Add(1)
	err := g.here(channelRoom(d.ChannelID)).Emit("channel:deleted", d)
	g.emptyChannel(d.ChannelID)
	return err
}

func (g *Gateway) emptyChannel(ch id.Channel) {
	room := channelRoom(ch)
	g.main.In(room).Each(func(s *socketio.Socket) {
		if m, ok := s.Value().(*member); ok {
			m.mu.Lock()
			delete(m.visits, ch)
			m.mu.Unlock()
		}
	})
	g.main.In(room).Leave(room)
}

// forget ends following a workspace.
func (m *member) forget(ws id.Workspace) {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.workspaces, ws)
}

// endVisits returns the channels that were visited in a workspace, and forgets them.
func (m *member) endVisits(ws id.Workspace) []id.Channel {
	m.mu.Lock()
	defer m.mu.Unlock()
	var ended []id.Channel
	for ch, in := range m.visits {
		if in == ws {
			ended = append(ended, ch)
			delete(m.visits, ch)
		}
	}
	return ended
}
