package realtime

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Presence is a hint, as all that is live: it skips the outbox, and what is missed comes with the next question.
// Who is shown on a screen is asked for (presence:get), and watched from then on.

// maxAsked bounds the people of one question: more than fit on a screen.
const maxAsked = 200

// presenceTick is how often changes are looked at: nobody changes twice within it.
const presenceTick = time.Second

// offline is the presence of who is not connected; the others are user.Presence.
const offline user.Presence = "offline"

// presence is whether somebody can be reached, and what they say of themselves.
type presence struct {
	UserID     id.User       `json:"userId"`
	Presence   user.Presence `json:"presence"`
	Status     *user.Status  `json:"status"`
	LastSeenAt *time.Time    `json:"lastSeenAt,omitempty"` // of who is offline
}

// presenceOf joins what somebody wants others to see with whether they are there.
func presenceOf(b user.Being, is there) presence {
	p := presence{UserID: b.UserID, Presence: b.Presence, Status: b.Status}
	switch {
	case is == absent:
		p.Presence = offline
		if !b.LastSeenAt.IsZero() {
			p.LastSeenAt = &b.LastSeenAt
		}
	case is == idling && b.Presence == user.Active:
		p.Presence = user.Away
	}
	return p
}

type presenceSetting struct {
	State string `json:"state"` // active, idle
}

// setPresence takes in whether somebody is at the device.
func (g *Gateway) setPresence(_ context.Context, _ *socketio.Socket, m *member, p presenceSetting) (ack, error) {
	if p.State != "active" && p.State != "idle" {
		var f check.Fields
		f.Fault("state", "Choose active or idle.")
		return ack{}, f.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if isIdle := p.State == "idle"; isIdle != m.idle {
		m.idle = isIdle
		if isIdle {
			g.roster.devices(m.caller.UserID, -1, 1)
		} else {
			g.roster.devices(m.caller.UserID, 1, -1)
		}
	}
	return ack{}, nil
}

// arrive counts a new device, which is active until it says otherwise.
func (g *Gateway) arrive(m *member) { g.roster.devices(m.caller.UserID, 1, 0) }

// leave ends what a device was counted for and shown.
func (g *Gateway) leave(s *socketio.Socket, _ string) {
	g.watches.end(s.ID())
	m, ok := s.Value().(*member)
	if !ok {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.idle {
		g.roster.devices(m.caller.UserID, 0, -1)
	} else {
		g.roster.devices(m.caller.UserID, -1, 0)
	}
}

type presenceQuestion struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserIDs     []id.User    `json:"userIds"`
}

// getPresence tells how those people are that are members of the workspace, and tells the socket of their
// changes from then on.
func (g *Gateway) getPresence(ctx context.Context, s *socketio.Socket, m *member, q presenceQuestion) (ack, error) {
	if len(q.UserIDs) > maxAsked {
		var f check.Fields
		f.Fault("userIds", "Ask for at most %d.", maxAsked)
		return ack{}, f.Err()
	}
	for {
		seen := g.memberships.Load()
		shown, err := g.access.MembersAmong(ctx, workspace.MembersAmongRequest{
			WorkspaceID: q.WorkspaceID, UserID: m.caller.UserID, UserIDs: q.UserIDs,
		})
		if err != nil {
			return ack{}, err
		}
		// Watched first: what changes between is told.
		g.watches.add(s, shown)
		if g.memberships.Load() != seen {
			g.watches.remove(s, shown) // somebody may be out
			continue
		}
		people, err := g.presences(ctx, shown)
		return ack{People: people}, err
	}
}

// presences tells how people are, in no order.
func (g *Gateway) presences(ctx context.Context, people []id.User) ([]presence, error) {
	out := make([]presence, 0, len(people))
	for some := range slices.Chunk(people, user.MaxIDs) {
		beings, err := g.own.Beings(ctx, user.BeingsRequest{IDs: some})
		if err != nil {
			return nil, fmt.Errorf("read presences: %w", err)
		}
		for _, b := range beings {
			out = append(out, presenceOf(b, g.roster.is(b.UserID)))
		}
	}
	return out, nil
}

// Run shows who comes and goes, until ctx ends.
func (g *Gateway) Run(ctx context.Context) {
	if g.gossip != nil {
		end := g.gossip.store.Subscribe(presenceTopic, func(payload []byte) { g.gossip.hear(payload, g.clock.Now()) })
		defer end()
		g.gossip.say(ctx, word{What: wordAsk})
		defer func() { g.gossip.say(context.WithoutCancel(ctx), word{What: wordBye}) }()
	}
	tick := time.NewTicker(presenceTick)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			g.turn(ctx)
		}
	}
}

// turn looks at what has changed, and tells it.
func (g *Gateway) turn(ctx context.Context) {
	now := g.clock.Now()
	changed := g.roster.settle(now)
	if g.gossip != nil {
		g.gossip.turn(ctx, now, changed.say)
	}
	if err := g.showChanged(ctx, changed, now.Add(-presenceGrace)); err != nil && ctx.Err() == nil {
		g.log.WarnContext(ctx, "show who came and went", "error", err)
	}
}

// showChanged notes who was last seen when, and shows whoever is on a screen. What fails here is asked for again by
// the screens themselves, after a while.
func (g *Gateway) showChanged(ctx context.Context, changed settled, seenAt time.Time) error {
	for some := range slices.Chunk(changed.left, user.MaxIDs) {
		if _, err := g.own.Seen(ctx, user.SeenRequest{IDs: some, At: seenAt}); err != nil {
			return fmt.Errorf("note who was last seen when: %w", err)
		}
	}
	people, err := g.presences(ctx, g.watches.watched(slices.Collect(maps.Keys(changed.show))))
	if err != nil {
		return err
	}
	for _, p := range people {
		g.showPresence(p)
	}
	return nil
}

// showPresence tells those here who show somebody how they are.
func (g *Gateway) showPresence(p presence) {
	sockets := g.watches.of(p.UserID)
	if len(sockets) == 0 {
		return
	}
	data, err := json.Marshal(p)
	if err == nil {
		err = g.main.To(sockets...).Local().Volatile("presence:"+p.UserID.String()).EmitRaw("presence:changed", data)
	}
	if err != nil {
		g.log.Warn("show presence", "error", err)
	}
}
