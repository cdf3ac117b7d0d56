package workspace_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// countingSource counts how often it is asked; while, when set, runs during each question.
type countingSource struct {
	workspace.Authorizer
	asked atomic.Int64
	while func()
}

func (s *countingSource) Access(ctx context.Context, req workspace.AccessRequest) (workspace.Access, error) {
	s.asked.Add(1)
	a, err := s.Authorizer.Access(ctx, req)
	if s.while != nil {
		s.while()
	}
	return a, err
}

// cached is a cache over a service, kept true by the events of that service.
type cached struct {
	*workspace.AccessCache
	source *countingSource
	t      *testing.T
	e      *env
}

func newCached(t *testing.T, e *env) *cached {
	t.Helper()
	source := &countingSource{Authorizer: e}
	c := &cached{workspace.NewAccessCache(source), source, t, e}
	t.Cleanup(c.Close)
	return c
}

// deliver hands over all events so far, as the bus would.
func (c *cached) deliver() {
	c.t.Helper()
	b := inprocess.New(inprocess.Config{Log: slog.New(slog.DiscardHandler)})
	b.Subscribe(c.Subscription("test"))
	if err := b.Start(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	c.e.mu.Lock()
	events := c.e.events
	c.e.events = nil
	c.e.mu.Unlock()
	if err := b.Publish(c.t.Context(), events); err != nil {
		c.t.Fatal(err)
	}
	if err := b.Close(c.t.Context()); err != nil { // waits for the broadcast to be handled
		c.t.Fatal(err)
	}
}

// want asks, and checks the code of the answer and how often the service was asked for it.
func (c *cached) want(req workspace.AccessRequest, code string, asked int64) {
	c.t.Helper()
	before := c.source.asked.Load()
	_, err := c.Access(c.t.Context(), req)
	wantCode(c.t, err, code)
	if n := c.source.asked.Load() - before; n != asked {
		c.t.Errorf("the service was asked %d times, want %d", n, asked)
	}
}

func TestAccessCache(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	ch := e.channel(t, h, h.owner, workspace.Public, "launch")
	c := newCached(t, e)
	c.deliver()
	in := func(p person, channel id.Channel) workspace.AccessRequest {
		return workspace.AccessRequest{UserID: p.ID, WorkspaceID: h.id, ChannelID: channel}
	}
	here := workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID}

	// Who is not a member yet is asked about again each time: joining shows at once, before its event.
	c.want(in(h.member, ch.ID), "", 1)
	c.want(in(h.member, ch.ID), "", 1)
	must(e.JoinChannel(h.member.ctx, here))(t)
	if a := must(c.Access(t.Context(), in(h.member, ch.ID)))(t); !a.MayPost {
		t.Error("turned away after joining")
	}
	c.want(in(h.member, ch.ID), "", 0)
	c.deliver()
	c.want(in(h.member, ch.ID), "", 0) // joining takes nothing away
	c.want(in(h.outside, ch.ID), "workspace_not_found", 1)
	c.want(in(h.outside, ch.ID), "workspace_not_found", 1)

	// Leaving shows with its event.
	must(e.LeaveChannel(h.member.ctx, here))(t)
	c.deliver()
	if a := must(c.Access(t.Context(), in(h.member, ch.ID)))(t); a.MayPost {
		t.Error("may post after leaving")
	}

	// So does removal from the workspace, everywhere in it and for nobody else.
	c.want(in(h.member, h.general), "", 1)
	c.want(in(h.member, id.Channel{}), "", 1)
	c.want(in(h.admin, h.general), "", 1)
	must(e.RemoveMember(h.owner.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.member.ID}))(t)
	c.deliver()
	c.want(in(h.member, h.general), "workspace_not_found", 1)
	c.want(in(h.member, id.Channel{}), "workspace_not_found", 1)
	c.want(in(h.admin, h.general), "", 0)

	// And archiving, which will announce the channel as updated.
	c.want(in(h.owner, ch.ID), "", 1)
	must(e.UpdateChannel(h.owner.ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID, Topic: new("x")}))(t)
	c.deliver()
	c.want(in(h.owner, ch.ID), "", 1)
	c.want(in(h.admin, h.general), "", 0)
}

// An event of a kind that is not known here, or that cannot be read, drops everything.
func TestAccessCache_UnknownEvent(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	c := newCached(t, e)
	req := workspace.AccessRequest{UserID: h.owner.ID, WorkspaceID: h.id, ChannelID: h.general}
	for _, ev := range []bus.Event{
		{Type: "workspace.something.new", Data: json.RawMessage(`{}`)},
		{Type: "channel.deleted", Data: json.RawMessage(`{"channelId":"1"}`)},
		{Type: workspace.EventUpdated, Data: json.RawMessage(`{"id":"` + h.id.String() + `"}`)},
	} {
		c.want(req, "", 1)
		c.want(req, "", 0)
		e.committed(ev)
		c.deliver()
	}
	c.want(req, "", 1)
}

// The answer was read before the removal, and comes back after its event: it must not be kept.
func TestAccessCache_RemovedWhileAsking(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	c := newCached(t, e)
	req := workspace.AccessRequest{UserID: h.member.ID, WorkspaceID: h.id, ChannelID: h.general}
	c.source.while = func() {
		c.source.while = nil
		must(e.RemoveMember(h.owner.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.member.ID}))(t)
		c.deliver()
	}
	c.want(req, "", 1)
	c.want(req, "workspace_not_found", 1)
}

// Each change has its events in the outbox, in its own transaction.
func TestEvents_AreInTheOutbox(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		must(e.Leave(h.member.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		for _, want := range e.events {
			var subject, data string
			if err := e.db.QueryRow(t.Context(), `SELECT subject, data FROM outbox WHERE id = $1`, want.ID).Scan(&subject, &data); err != nil {
				t.Fatalf("%s: %v", want.Type, err)
			}
			if subject != want.Subject || data != string(want.Data) {
				t.Errorf("%s: %s %s", want.Type, subject, data)
			}
		}
		var before, after int
		count := func(n *int) {
			if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM outbox`).Scan(n); err != nil {
				t.Fatal(err)
			}
		}
		count(&before)
		_, err := e.Leave(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "last_owner")
		count(&after)
		if before != after {
			t.Error("a refusal was announced")
		}
	})
}
