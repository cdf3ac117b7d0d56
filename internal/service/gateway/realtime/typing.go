package realtime

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// typing is who started or stopped typing where.
type typing struct {
	typingEvent

	UserID id.User     `json:"userId"`
	User   user.Author `json:"user"`
	Active bool        `json:"active"`
}

// typingEvent is where somebody types: in a channel, or in one of its threads.
type typingEvent struct {
	WorkspaceID  id.Workspace `json:"workspaceId"`
	ChannelID    id.Channel   `json:"channelId"`
	ThreadRootID id.Message   `json:"threadRootId,omitzero"`
}

func (g *Gateway) typingStart(ctx context.Context, _ *socketio.Socket, m *member, e typingEvent) (ack, error) {
	return ack{}, g.announceTyping(ctx, m, e, true)
}

func (g *Gateway) typingStop(ctx context.Context, _ *socketio.Socket, m *member, e typingEvent) (ack, error) {
	return ack{}, g.announceTyping(ctx, m, e, false)
}

// announceTyping tells the channel, but not the typist's own devices. It may be missed: clients forget a
// typist after a few seconds by themselves.
func (g *Gateway) announceTyping(ctx context.Context, m *member, e typingEvent, active bool) error {
	may, err := g.access.Access(ctx, workspace.AccessRequest{UserID: m.caller.UserID, WorkspaceID: e.WorkspaceID, ChannelID: e.ChannelID})
	if err != nil {
		return err
	}
	if err := may.CheckPost(); err != nil {
		return err
	}
	profiles, err := g.profiles.Profiles(ctx, []id.User{m.caller.UserID})
	if err != nil {
		return err
	}
	key := "typing:" + e.ChannelID.String() + ":" + e.ThreadRootID.String() + ":" + m.caller.UserID.String()
	return g.main.To(channelRoom(e.ChannelID)).Except(userRoom(m.caller.UserID)).Volatile(key).Emit("typing", typing{
		typingEvent: e, UserID: m.caller.UserID, User: profiles[m.caller.UserID], Active: active,
	})
}
