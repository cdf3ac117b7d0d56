package message

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) scheduleRequest(ch id.Channel, content string, in time.Duration) ScheduleRequest {
	return ScheduleRequest{
		WorkspaceID: e.ws, ChannelID: ch, Content: content, ClientMessageCorrelationID: id.New[id.Event]().String(), SendAt: e.clock.Now().Add(in),
	}
}

func (e *env) schedule(t testing.TB, p person, ch id.Channel, content string, in time.Duration) Scheduled {
	t.Helper()
	made, err := e.Schedule(p.ctx, e.scheduleRequest(ch, content, in))
	if err != nil {
		t.Fatal(err)
	}
	return made.Scheduled
}

func (e *env) sendDue(t testing.TB) {
	t.Helper()
	if err := e.local.sendDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// said returns what was sent in a channel.
func (e *env) said(t testing.TB, p person, ch id.Channel) string {
	t.Helper()
	h, err := e.History(p.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch})
	if err != nil {
		t.Fatal(err)
	}
	contents := make([]string, len(h.Items))
	for i, m := range h.Items {
		contents[i] = m.Content
	}
	return strings.Join(contents, "|")
}

func TestScheduled_IsSentAtItsTime(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p, other := e.join(t, ch), e.join(t, ch)
		late, soon := e.schedule(t, p, ch, " late ", 2*time.Hour), e.schedule(t, p, ch, "soon", time.Hour)
		e.allow(id.Channel{}, p.User, workspace.Access{MayRead: true})
		list, err := e.ScheduledList(p.ctx, ScheduledListRequest{WorkspaceID: e.ws, Limit: 1})
		if err != nil || len(list.Items) != 1 || list.Items[0] != soon || list.NextCursor == nil {
			t.Fatalf("%+v, %v", list, err)
		}
		list, err = e.ScheduledList(p.ctx, ScheduledListRequest{WorkspaceID: e.ws, Cursor: *list.NextCursor})
		if err != nil || len(list.Items) != 1 || list.Items[0] != late || list.Items[0].Content != "late" {
			t.Fatalf("%+v, %v", list, err)
		}
		if _, err := e.Scheduled(other.ctx, ScheduledRequest{soon.ID}); !errs.Is(err, "scheduled_not_found") {
			t.Errorf("somebody else's: %v", err)
		}
		e.clock.Advance(time.Hour - time.Microsecond)
		e.sendDue(t)
		if got := e.said(t, other, ch); got != "" {
			t.Errorf("too early: %s", got)
		}
		e.clock.Advance(time.Microsecond)
		e.sendDue(t)
		if got := e.said(t, other, ch); got != "soon" {
			t.Errorf("at its time: %s", got)
		}
		e.clock.Advance(24 * time.Hour) // the server was off
		for range 2 {
			e.sendDue(t)
		}
		h, err := e.History(other.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch})
		if err != nil || len(h.Items) != 2 || h.Items[1].Author.ID != p.User || h.Items[1].MessageNo != 2 ||
			h.Items[1].ClientMessageCorrelationID != late.ClientMessageCorrelationID || !h.Items[1].CreatedAt.Equal(e.clock.Now()) {
			t.Errorf("%+v, %v", h.Items, err)
		}
		if _, err := e.Scheduled(p.ctx, ScheduledRequest{late.ID}); !errs.Is(err, "scheduled_not_found") {
			t.Errorf("what was sent waits: %v", err)
		}
		events := e.announced(EventScheduledUpdated)
		if len(events) != 4 {
			t.Fatalf("%d events", len(events))
		}
		var gone ScheduledChange
		if err := json.Unmarshal(events[3].Data, &gone); err != nil || !gone.IsGone || *gone.MessageID != h.Items[1].ID || gone.Scheduled.ID != late.ID {
			t.Errorf("%s", events[3].Data)
		}
		if strings.Contains(string(events[0].Data), "late") {
			t.Errorf("the event tells what nobody has sent: %s", events[0].Data)
		}
	})
}

func TestSchedule_Refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p, viewer := e.join(t, ch), e.join(t, ch)
		e.allow(ch, viewer.User, workspace.Access{ChannelRole: workspace.ChannelViewer, MayRead: true})
		nowhere := id.New[id.Message]()
		reply := e.scheduleRequest(ch, "x", time.Hour)
		reply.ParentMessageID = &nowhere
		nameless := e.scheduleRequest(ch, "x", time.Hour)
		nameless.ClientMessageCorrelationID = ""
		for name, c := range map[string]struct {
			by   person
			req  ScheduleRequest
			code string
		}{
			"in the past":   {p, e.scheduleRequest(ch, "x", -time.Microsecond), "validation_failed"},
			"too far ahead": {p, e.scheduleRequest(ch, "x", 367*24*time.Hour), "validation_failed"},
			"never":         {p, ScheduleRequest{WorkspaceID: e.ws, ChannelID: ch, Content: "x", ClientMessageCorrelationID: "x"}, "validation_failed"},
			"empty":         {p, e.scheduleRequest(ch, " ", time.Hour), "validation_failed"},
			"nameless":      {p, nameless, "validation_failed"},
			"no parent":     {p, reply, "message_not_found"},
			"a viewer":      {viewer, e.scheduleRequest(ch, "x", time.Hour), "channel_read_only"},
			"a stranger":    {e.join(t, id.New[id.Channel]()), e.scheduleRequest(ch, "x", time.Hour), "channel_not_found"},
		} {
			if _, err := e.Schedule(c.by.ctx, c.req); !errs.Is(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		now := e.scheduleRequest(ch, "now", 0)
		first, err := e.Schedule(p.ctx, now)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := e.Schedule(p.ctx, now); err != nil || !again.Repeated || again.Scheduled != first.Scheduled {
			t.Errorf("a repeat: %+v, %v", again, err)
		}
		if _, err := e.ScheduledList(p.ctx, ScheduledListRequest{WorkspaceID: e.ws, Cursor: "x"}); !errs.Is(err, "bad_cursor") {
			t.Errorf("cursor: %v", err)
		}
	})
}

func TestScheduled_Changes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p, other := e.join(t, ch), e.join(t, ch)
		a, b, c := e.schedule(t, p, ch, "a", time.Hour), e.schedule(t, p, ch, "b", time.Hour), e.schedule(t, p, ch, "c", time.Hour)
		text, at := "better", e.clock.Now().Add(3*time.Hour)
		if got, err := e.ChangeScheduled(p.ctx, ChangeScheduledRequest{ID: a.ID, Content: &text, SendAt: &at}); err != nil || got.Content != text || !got.SendAt.Equal(at) {
			t.Errorf("%+v, %v", got, err)
		}
		past, empty := e.clock.Now().Add(-time.Second), " "
		for name, req := range map[string]ChangeScheduledRequest{"past": {ID: a.ID, SendAt: &past}, "empty": {ID: a.ID, Content: &empty}} {
			if _, err := e.ChangeScheduled(p.ctx, req); !errs.Is(err, "validation_failed") {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := e.ChangeScheduled(other.ctx, ChangeScheduledRequest{ID: a.ID, Content: &text}); !errs.Is(err, "scheduled_not_found") {
			t.Errorf("changed by somebody else: %v", err)
		}
		if _, err := e.DeleteScheduled(other.ctx, ScheduledRequest{b.ID}); !errs.Is(err, "scheduled_not_found") {
			t.Errorf("deleted by somebody else: %v", err)
		}
		if _, err := e.DeleteScheduled(p.ctx, ScheduledRequest{b.ID}); err != nil {
			t.Error(err)
		}
		if m, err := e.SendScheduled(p.ctx, ScheduledRequest{c.ID}); err != nil || m.Content != "c" || m.MessageNo != 1 {
			t.Errorf("%+v, %v", m, err)
		}
		for _, gone := range []id.Scheduled{b.ID, c.ID} {
			if _, err := e.SendScheduled(p.ctx, ScheduledRequest{gone}); !errs.Is(err, "scheduled_not_found") {
				t.Errorf("sent again: %v", err)
			}
		}
		e.clock.Advance(2 * time.Hour)
		e.sendDue(t)
		if got := e.said(t, p, ch); got != "c" {
			t.Errorf("after two hours: %s", got)
		}
		e.clock.Advance(2 * time.Hour)
		e.sendDue(t)
		if got := e.said(t, p, ch); got != "c|better" {
			t.Errorf("after four hours: %s", got)
		}
	})
}

// Who may no longer post finds the message failed, with why, and can send it once they may again.
func TestScheduled_LostRights(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch, removed := id.New[id.Channel](), id.New[id.Channel]()
		p := e.join(t, ch)
		e.allow(removed, p.User, member())
		w, r := e.schedule(t, p, ch, "text", time.Hour), e.schedule(t, p, removed, "text", time.Hour)
		e.allow(ch, p.User, workspace.Access{ChannelRole: workspace.ChannelViewer, MayRead: true})
		e.mu.Lock()
		delete(e.access, seat{removed, p.User})
		e.mu.Unlock()
		e.clock.Advance(time.Hour)
		e.sendDue(t)
		for _, c := range []struct {
			id   id.Scheduled
			code string
		}{{w.ID, "channel_read_only"}, {r.ID, "channel_not_found"}} {
			got, err := e.Scheduled(p.ctx, ScheduledRequest{c.id})
			if err != nil || got.State != ScheduledFailed || got.Failure == nil || *got.Failure != c.code {
				t.Errorf("%+v, %v, want %s", got, err, c.code)
			}
		}
		if _, err := e.SendScheduled(p.ctx, ScheduledRequest{w.ID}); !errs.Is(err, "channel_read_only") {
			t.Errorf("sent without a right: %v", err)
		}
		e.allow(ch, p.User, member())
		e.sendDue(t)
		if got := e.said(t, p, ch); got != "" {
			t.Errorf("sent by itself after it failed: %s", got)
		}
		at := e.clock.Now().Add(time.Minute)
		if got, err := e.ChangeScheduled(p.ctx, ChangeScheduledRequest{ID: w.ID, SendAt: &at}); err != nil || got.State != ScheduledWaiting || got.Failure != nil {
			t.Errorf("put off: %+v, %v", got, err)
		}
		e.clock.Advance(time.Minute)
		e.sendDue(t)
		if got := e.said(t, p, ch); got != "text" {
			t.Errorf("after the second time: %s", got)
		}
	})
}

// The service may stop after each step of sending; what was sent is not sent again, and what was not, is.
func TestScheduled_OnceThroughStops(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		e.schedule(t, p, ch, "claimed", time.Minute)
		e.clock.Advance(time.Minute)
		if _, err := e.local.claimDue(t.Context()); err != nil { // and stops
			t.Fatal(err)
		}
		if e.sendDue(t); e.said(t, p, ch) != "" {
			t.Error("two instances have one message")
		}
		sent := e.schedule(t, p, ch, "sent", 0)
		w, err := e.local.claimDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := e.local.sendAs(t.Context(), w); err != nil { // and stops before it notes that
			t.Fatal(err)
		}
		text := "other"
		for name, call := range map[string]func() error{
			"change": func() error {
				_, err := e.ChangeScheduled(p.ctx, ChangeScheduledRequest{ID: sent.ID, Content: &text})
				return err
			},
			"delete": func() error { _, err := e.DeleteScheduled(p.ctx, ScheduledRequest{sent.ID}); return err },
			"send":   func() error { _, err := e.SendScheduled(p.ctx, ScheduledRequest{sent.ID}); return err },
		} {
			if err := call(); !errs.Is(err, "being_sent") {
				t.Errorf("%s: %v", name, err)
			}
		}
		e.clock.Advance(claimFor)
		if _, err := e.DeleteScheduled(p.ctx, ScheduledRequest{sent.ID}); !errs.Is(err, "scheduled_not_found") {
			t.Errorf("deleted what was sent: %v", err)
		}
		for range 2 {
			e.sendDue(t)
		}
		if got := e.said(t, p, ch); got != "sent|claimed" {
			t.Errorf("said %s", got)
		}
		if n := e.count(t, `SELECT COUNT(*) FROM scheduled_messages`); n != 0 {
			t.Errorf("%d wait", n)
		}
	})
}

// What fails for a reason that passes is tried again, and what fails for one of ours is, for a while.
func TestScheduled_Retries(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ch := id.New[id.Channel]()
		p := e.join(t, ch)
		w := e.schedule(t, p, ch, "text", 0)
		e.fails = errs.Unavailable(errors.New("away"))
		for range 100 {
			e.sendDue(t)
			e.clock.Advance(tryAgain)
		}
		if got, err := e.Scheduled(p.ctx, ScheduledRequest{w.ID}); err != nil || got.State != ScheduledWaiting {
			t.Fatalf("%+v, %v", got, err)
		}
		e.fails = errors.New("broken")
		for range maxFaults + 1 {
			e.sendDue(t)
			e.clock.Advance(2 * time.Hour)
		}
		got, err := e.Scheduled(p.ctx, ScheduledRequest{w.ID})
		if err != nil || got.State != ScheduledFailed || *got.Failure != "internal" {
			t.Fatalf("%+v, %v", got, err)
		}
		e.fails = nil
		if _, err := e.SendScheduled(p.ctx, ScheduledRequest{w.ID}); err != nil || e.said(t, p, ch) != "text" {
			t.Errorf("%v, said %s", err, e.said(t, p, ch))
		}
	})
}
