package realtime

import (
	"context"
	"errors"
	"maps"
	"strings"
	"sync"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// resync asks a client to fetch what it may have missed: in one channel, or everywhere.
type resync struct {
	ChannelID *id.Channel `json:"channelId,omitempty"`
}

// missed tells those in a room here that they may have missed something that was said on another gateway.
// Rooms of sessions carry nothing that one could catch up on.
func (g *Gateway) missed(room string) {
	kind, of, _ := strings.Cut(room, ":")
	var ask resync
	switch kind {
	case "session":
		return
	case "channel":
		ch, err := id.Parse[id.Channel](of)
		if err != nil {
			return
		}
		ask.ChannelID = &ch
	}
	to := g.here(room)
	if room == "" {
		to = g.main.All().Local()
	}
	_ = to.Emit("resync", ask) // always encodes
}

// missedShown is told that events for clients passed this gateway by.
func (g *Gateway) missedShown(context.Context) { g.missed("") }

// rechecks is how many people are looked after at once when all are.
const rechecks = 8

// missedRooms is told that events about memberships passed this gateway by: it has clients fetch what is there
// for them at once, asks again who may be where, and has those fetch who came into other rooms. Whoever it
// cannot ask about is disconnected, and comes back through the door.
func (g *Gateway) missedRooms(ctx context.Context) {
	g.memberships.Add(1)
	g.watches.clear() // clients that are told to resync ask again
	g.missed("")
	var work sync.WaitGroup
	free := make(chan struct{}, rechecks)
	for _, s := range g.main.All().Sockets() {
		m, ok := s.Value().(*member)
		if !ok {
			continue
		}
		free <- struct{}{}
		work.Go(func() {
			defer func() { <-free }()
			if g.recheck(auth.WithCaller(ctx, m.caller), s, m) != nil {
				s.Disconnect(true)
			}
		})
	}
	work.Wait()
	g.missed("")
}

// recheck takes a socket out of the rooms that its user may not be in any more, and puts it into those
// that it should be in.
func (g *Gateway) recheck(ctx context.Context, s *socketio.Socket, m *member) error {
	follows, visits := m.places()
	may := map[string]bool{}
	for ws := range follows {
		_, err := g.joinWorkspace(ctx, s, m, workspaceEvent{ws})
		if outcome(err) != nil {
			return err
		}
		if err != nil { // it left the rooms
			delete(follows, ws)
			continue
		}
		mine, err := g.access.MyChannels(ctx, workspace.MyChannelsRequest{UserID: m.caller.UserID, WorkspaceID: ws})
		if err != nil {
			return err
		}
		for _, ch := range mine {
			may[channelRoom(ch)] = true
		}
	}
	for ch, ws := range visits {
		err := g.enterChannel(ctx, s, m, channelEvent{WorkspaceID: ws, ChannelID: ch})
		if outcome(err) != nil {
			return err
		}
		may[channelRoom(ch)] = may[channelRoom(ch)] || err == nil
	}
	if nowFollows, nowVisits := m.places(); !maps.Equal(follows, nowFollows) || !maps.Equal(visits, nowVisits) {
		return errBusy
	}
	for _, room := range s.Rooms() {
		if strings.HasPrefix(room, "channel:") && !may[room] {
			s.Leave(room)
		}
	}
	return nil
}

// errBusy is a client that goes somewhere else while it is looked after.
var errBusy = errors.New("the client moves")

// places returns the workspaces that are followed and the channels that are visited.
func (m *member) places() (map[id.Workspace]bool, map[id.Channel]id.Workspace) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return maps.Clone(m.workspaces), maps.Clone(m.visits)
}

// outcome leaves of an error what is no answer.
func outcome(err error) error {
	if kind := errs.KindOf(err); kind == errs.KindForbidden || kind == errs.KindNotFound || kind == errs.KindGone {
		return nil
	}
	return err
}
