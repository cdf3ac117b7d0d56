package realtime

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Subscriptions make the gateway hear what its clients must see. What changes who is in which room is
// told to every gateway, which then tells its own clients. What is only to be shown is handled by one
// gateway and carried to the others by the adapter; without an adapter it is told to every gateway, too,
// and in one order with the rest.
func (g *Gateway) Subscriptions() []bus.Subscription {
	rooms := bus.Subscription{Name: "gateway.realtime", Types: roomTypes, Broadcast: true, Missed: g.missedRooms, Handler: g.changeRooms}
	// It asks other services for what to show, so it stands apart: messages do not wait for that.
	people := bus.Subscription{
		Name: peopleConsumer, Types: peopleTypes,
		Broadcast: !g.joined, Missed: g.missedShown, Handler: g.showPeople,
	}
	if !g.joined {
		rooms.Types = slices.Concat(roomTypes, shownTypes)
		rooms.Handler = func(ctx context.Context, e bus.Event) error {
			if slices.Contains(shownTypes, e.Type) {
				return g.show(ctx, e)
			}
			return g.changeRooms(ctx, e)
		}
		return []bus.Subscription{rooms, people}
	}
	return []bus.Subscription{rooms, people, {Name: shownConsumer, Types: shownTypes, Handler: g.show}}
}

// Told is what another of the joined gateways tells this one: what this one shows to its own clients when it must
// find out by itself (see package detour).
func (g *Gateway) Told() []bus.Subscription {
	return []bus.Subscription{
		{Name: shownConsumer, Types: shownTypes, Handler: func(_ context.Context, e bus.Event) error { return g.showTo(g.here, e) }},
		{Name: peopleConsumer, Types: peopleTypes, Handler: func(ctx context.Context, e bus.Event) error {
			return g.showPeopleTo(ctx, g.here, e)
		}},
	}
}

// Follows are the groups that gateways are in when an adapter joins them.
func Follows() []bus.Group {
	return []bus.Group{{Name: shownConsumer, Types: shownTypes}, {Name: peopleConsumer, Types: peopleTypes}}
}

const shownConsumer, peopleConsumer = "gateway.shown", "gateway.people"

var (
	peopleTypes = []string{
		user.EventUpdated, workspace.EventPreferencesUpdated,
		message.EventDraftUpdated, message.EventScheduledUpdated, message.EventThreadUpdated,
	}
	roomTypes = []string{
		workspace.EventDeleted, workspace.EventMemberJoined, workspace.EventMemberUpdated, workspace.EventMemberLeft,
		workspace.EventChannelMemberJoined, workspace.EventChannelMemberLeft, workspace.EventChannelDeleted,
		user.EventSessionRevoked,
	}
	shownTypes = append([]string{
		message.EventCreated, message.EventThreadUpdated, message.EventThreadState, message.EventReceiptAdvanced,
		workspace.EventUpdated, workspace.EventChannelCreated,
		workspace.EventChannelUpdated, workspace.EventChannelMemberUpdated,
		workspace.EventGroupUpdated,
		workspace.EventEmojiUpdated,
	}, actTypes...)
)

// reach addresses the members of rooms: on all gateways, or here.
type reach func(rooms ...string) socketio.Target

// show passes one event on.
func (g *Gateway) show(_ context.Context, e bus.Event) error {
	if g.late.tell(e.Time) {
		g.missedMuch()
	}
	return g.showTo(g.main.To, e)
}

// showTo sends Data as it came: encoded once, when it was written, for all who see it.
func (g *Gateway) showTo(to reach, e bus.Event) error {
	if shown, err := showAct(to, e); shown || err != nil {
		return err
	}
	switch e.Type {
	case message.EventCreated:
		return to(channelRoom(e.Subject)).EmitRaw("message:created", e.Data)
	case message.EventThreadUpdated:
		return to(channelRoom(e.Subject)).EmitRaw("thread:updated", e.Data)
	case message.EventThreadState:
		return with(e, func(f message.FollowerState) error {
			return to(userRoom(f.UserID)).EmitRaw("thread:state", e.Data)
		})
	case message.EventReceiptAdvanced:
		return with(e, func(r message.Receipt) error {
			return to(userRoom(r.UserID)).EmitRaw("read-receipt:updated", e.Data)
		})
	case workspace.EventUpdated:
		return with(e, func(w workspace.Workspace) error {
			return to(workspaceRoom(w.ID)).EmitRaw("workspace:updated", e.Data)
		})
	case workspace.EventGroupUpdated:
		return with(e, func(change workspace.GroupChange) error {
			return to(workspaceRoom(change.WorkspaceID)).EmitRaw("group:updated", e.Data)
		})
	case workspace.EventEmojiUpdated:
		return with(e, func(u workspace.EmojiUpdated) error {
			return to(workspaceRoom(u.WorkspaceID)).EmitRaw("emoji:updated", e.Data)
		})
	case workspace.EventChannelCreated:
		return with(e, func(c workspace.Channel) error { return toChannel(to, c, "channel:created", e.Data) })
	case workspace.EventChannelUpdated:
		return with(e, func(c workspace.Channel) error { return toChannel(to, c, "channel:updated", e.Data) })
	case workspace.EventChannelMemberUpdated:
		return with(e, func(m workspace.ChannelMemberChange) error {
			return to(channelRoom(m.ChannelID), userRoom(m.UserID)).EmitRaw("member:updated", e.Data)
		})
	}
	return nil
}

// changeRooms makes one event act on the sockets here, and tells them of it. Each gateway does, so it is
// not told to the others.
func (g *Gateway) changeRooms(_ context.Context, e bus.Event) error {
	switch e.Type {
	case workspace.EventDeleted:
		return with(e, g.workspaceDeleted)
	case workspace.EventMemberJoined:
		return with(e, func(m workspace.MemberChange) error { return g.joinedWorkspace(m, e.Data) })
	case workspace.EventMemberUpdated:
		return with(e, func(m workspace.MemberChange) error { return g.changedMember(m, e.Data) })
	case workspace.EventMemberLeft:
		return with(e, func(m workspace.MemberChange) error { return g.leftWorkspace(m, e.Data) })
	case workspace.EventChannelMemberJoined:
		return with(e, func(m workspace.ChannelMemberChange) error { return g.joinedChannel(m, e.Data) })
	case workspace.EventChannelDeleted:
		return with(e, g.channelDeleted)
	case workspace.EventChannelMemberLeft:
		return with(e, func(m workspace.ChannelMemberChange) error { return g.leftChannel(m, e.Data) })
	case user.EventSessionRevoked:
		return with(e, g.sessionRevoked)
	}
	return nil
}

func with[T any](e bus.Event, fn func(T) error) error {
	var v T
	if err := json.Unmarshal(e.Data, &v); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return fn(v)
}

// here addresses the members of rooms on this gateway.
func (g *Gateway) here(rooms ...string) socketio.Target { return g.main.To(rooms...).Local() }

// toChannel tells of a channel those who may see it.
func toChannel(to reach, c workspace.Channel, event string, data []byte) error {
	rooms := []string{channelRoom(c.ID)}
	if c.Type == workspace.Public {
		rooms = append(rooms, fullMembersRoom(c.WorkspaceID))
	}
	return to(rooms...).EmitRaw(event, data)
}

func (g *Gateway) sessionRevoked(s user.SessionRevoked) error {
	err := g.here(sessionRoom(s.SessionID)).Emit("session:revoked", struct {
		SessionID id.Session        `json:"sessionId"`
		Reason    user.RevokeReason `json:"reason"`
	}{s.SessionID, s.Reason})
	g.main.In(sessionRoom(s.SessionID)).DisconnectSockets(true)
	return err
}

func (g *Gateway) eachSocket(of id.User, fn func(*socketio.Socket, *member)) {
	g.main.In(userRoom(of)).Each(func(s *socketio.Socket) {
		if m, ok := s.Value().(*member); ok {
			fn(s, m)
		}
	})
}
