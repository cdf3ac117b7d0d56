package realtime

import (
	"context"
	"encoding/json"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// typingTopic carries who is typing between instances. It may be missed: clients forget a typist
// after a few seconds by themselves.
const typingTopic = "typing"

// typing is who started or stopped typing where.
type typing struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	ChannelID   id.Channel   `json:"channelId"`
	UserID      id.User      `json:"userId"`
	User        user.Author  `json:"user"`
	Active      bool         `json:"active"`
}

func (g *Gateway) typingStart(ctx context.Context, _ *socketio.Socket, m *member, e channelEvent) (ack, error) {
	return ack{}, g.announceTyping(ctx, m, e, true)
}

func (g *Gateway) typingStop(ctx context.Context, _ *socketio.Socket, m *member, e channelEvent) (ack, error) {
	return ack{}, g.announceTyping(ctx, m, e, false)
}

func (g *Gateway) announceTyping(ctx context.Context, m *member, e channelEvent, active bool) error {
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
	payload, err := json.Marshal(typing{
		WorkspaceID: e.WorkspaceID, ChannelID: e.ChannelID, UserID: m.caller.UserID, User: profiles[m.caller.UserID], Active: active,
	})
	if err != nil {
		return err
	}
	return g.kv.Publish(ctx, typingTopic, payload)
}

// emitTyping tells the channel, but not the typist's own devices.
func (g *Gateway) emitTyping(payload []byte) {
	var t typing
	if json.Unmarshal(payload, &t) != nil {
		return
	}
	_ = g.main.To(channelRoom(t.ChannelID)).Except(userRoom(t.UserID)).EmitRaw("typing", payload)
}
