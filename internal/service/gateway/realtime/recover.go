package realtime

import (
	"context"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/socketio"
)

// identify says whose a socket is: one session of a user goes on where that session was, and no other.
func identify(s *socketio.Socket) string {
	m, ok := s.Value().(*member)
	if !ok {
		return ""
	}
	return m.caller.UserID.String() + " " + m.caller.SessionID.String()
}

// comeBack takes a client that lost its connection back into its workspaces and channels, asking anew about each: it may
// have been taken out of some meanwhile, whose events are not for it any more.
func (g *Gateway) comeBack(ctx context.Context, s *socketio.Socket, rooms []string) ([]string, error) {
	m, _ := s.Value().(*member)
	ctx = auth.WithCaller(ctx, m.caller)
	for _, ws := range named[id.Workspace](rooms, "workspace:") {
		// An error is a no: the client finds out when it asks for the workspace itself.
		_, _ = g.joinWorkspace(ctx, s, m, workspaceEvent{WorkspaceID: ws})
	}
	for _, ch := range named[id.Channel](rooms, "channel:") {
		if !slices.Contains(s.Rooms(), channelRoom(ch)) {
			g.visitAgain(ctx, s, m, ch)
		}
	}
	mine := s.Rooms()
	return slices.DeleteFunc(rooms, func(room string) bool { return !slices.Contains(mine, room) }), nil
}

// visitAgain enters a public channel that the user looked at, in whichever of the workspaces it is.
func (g *Gateway) visitAgain(ctx context.Context, s *socketio.Socket, m *member, ch id.Channel) {
	for _, ws := range m.followed() {
		seen := g.memberships.Load()
		e := channelEvent{WorkspaceID: ws, ChannelID: ch}
		if g.enterChannel(ctx, s, m, e) != nil {
			continue
		}
		if g.memberships.Load() != seen && g.enterChannel(ctx, s, m, e) != nil {
			s.Leave(channelRoom(ch)) // it is not asked a third time: the client may join again
		}
		return
	}
}

func (m *member) followed() []id.Workspace {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make([]id.Workspace, 0, len(m.workspaces))
	for ws := range m.workspaces {
		all = append(all, ws)
	}
	return all
}

// named returns the ids in the names of rooms of one kind.
func named[T ~[16]byte](rooms []string, kind string) []T {
	var ids []T
	for _, room := range rooms {
		if text, of := strings.CutPrefix(room, kind); of {
			if v, err := id.Parse[T](text); err == nil {
				ids = append(ids, v)
			}
		}
	}
	return ids
}
