package realtime

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// showPeople shows what people change about themselves, and what is theirs alone.
func (g *Gateway) showPeople(ctx context.Context, e bus.Event) error {
	return g.showPeopleTo(ctx, g.main.To, e)
}

func (g *Gateway) showPeopleTo(ctx context.Context, to reach, e bus.Event) error {
	switch e.Type {
	case user.EventUpdated:
		return with(e, func(u user.Updated) error { return g.changedUser(ctx, to, u.User) })
	case message.EventDraftUpdated:
		return with(e, func(c message.DraftChange) error { return g.changedDraft(ctx, to, c) })
	case message.EventScheduledUpdated:
		return with(e, func(c message.ScheduledChange) error { return g.changedScheduled(ctx, to, c) })
	case message.EventThreadUpdated:
		return with(e, func(t message.ThreadUpdate) error { return g.repliedThread(ctx, to, t) })
	}
	return with(e, func(p workspace.PreferencesChange) error { return g.changedPreferences(ctx, to, p) })
}

// mayBeHere tells whether somebody may have a device that hears this gateway. Who is on others is not known.
func (g *Gateway) mayBeHere(u id.User) bool { return g.joined || len(g.main.Sockets(userRoom(u))) > 0 }

// changedUser shows a person's own devices all of it, and those who share a workspace with them what
// concerns others; a new name or picture comes to them as member:updated.
func (g *Gateway) changedUser(ctx context.Context, to reach, u user.User) error {
	ctx = auth.WithCaller(ctx, auth.Caller{UserID: u.ID})
	if g.mayBeHere(u.ID) {
		own, err := g.own.Me(ctx, rpc.None{})
		if err != nil {
			return fmt.Errorf("read changed user: %w", err)
		}
		if err := to(userRoom(u.ID)).Emit("user:updated", own); err != nil {
			return err
		}
	}
	in, err := g.access.Memberships(ctx, workspace.MembershipsRequest{})
	if err != nil {
		return fmt.Errorf("find workspaces of changed user: %w", err)
	}
	rooms := []string{userRoom(u.ID)}
	for _, w := range in.Items {
		rooms = append(rooms, workspaceRoom(w.ID))
	}
	shown := presenceOf(user.Being{UserID: u.ID, Presence: u.Presence, Status: u.Status}, g.roster.is(u.ID))
	return to(rooms...).Volatile("presence:"+u.ID.String()).Emit("presence:changed", shown)
}

// changedPreferences shows a member's own devices the channel as they have it now.
func (g *Gateway) changedPreferences(ctx context.Context, to reach, p workspace.PreferencesChange) error {
	if !g.mayBeHere(p.UserID) {
		return nil
	}
	ctx = auth.WithCaller(ctx, auth.Caller{UserID: p.UserID})
	c, err := g.access.GetChannel(ctx, workspace.ChannelRequest{WorkspaceID: p.WorkspaceID, ChannelID: p.ChannelID})
	if err != nil {
		return fmt.Errorf("read channel: %w", err)
	}
	return to(userRoom(p.UserID)).Emit("channel:updated", c)
}

// repliedThread tells those who follow a thread where they stand in it now.
func (g *Gateway) repliedThread(ctx context.Context, to reach, t message.ThreadUpdate) error {
	states, err := g.heads.ThreadStates(ctx, message.ThreadStatesRequest{WorkspaceID: t.WorkspaceID, ThreadRootID: t.ThreadRootID})
	if err != nil {
		return fmt.Errorf("read who follows a thread: %w", err)
	}
	for _, state := range states {
		if !g.mayBeHere(state.UserID) {
			continue
		}
		key := "thread:" + t.ThreadRootID.String() + ":" + state.UserID.String()
		if err := to(userRoom(state.UserID)).Volatile(key).Emit("thread:state", state); err != nil {
			return err
		}
	}
	return nil
}
