package e2e_test

import (
	"encoding/json"
	"errors"
	"net/url"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
	"github.com/echo-chat/echo/test/echotest"
)

// envelope is what operators are shown of an event.
type envelope struct{ ID, Service, Type, State, Subject, Consumer, Reason string }

// logEvent writes an event into a service's outbox, as that service would.
func logEvent(t *testing.T, s *echotest.Server, version int) string {
	t.Helper()
	eventID := id.New[id.Event]().String()
	s.OpenDatabase(t, "users_db").Exec(t, `
		INSERT INTO outbox (id, type, version, subject, data, traceparent, created_at) VALUES ($1, $2, $3, $1, '{}', '', $4)`,
		eventID, user.EventUpdated, version, clock.System{}.Now().UnixMicro())
	return eventID
}

// An operator reads all services' logs, sees what a consumer gave up on, has it handled again and drops it, and
// replays the log to a single consumer: whatever Echo runs on.
func TestAdmin_Events(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		op, maya := s.Operator(t), s.Register(t, "maya")
		w := echotest.Found(t, maya)
		maya.Must(t, "POST", w.Messages(), map[string]string{"content": "quay", "clientMessageCorrelationId": "1"}, nil)
		var me struct{ IsOperator bool }
		for c, want := range map[*echotest.Client]bool{op: true, maya: false} {
			if c.Must(t, "GET", "/api/users/me", nil, &me); me.IsOperator != want {
				t.Errorf("is an operator: %v, want %v", me.IsOperator, want)
			}
		}
		operatorReadsLogs(t, op, w)
		operatorSettlesParked(t, s, op)

		var replayed struct{ Events, Deliveries int }
		body := map[string]any{"consumer": "workspace.people", "since": time.Now().Add(-time.Hour), "service": "user"}
		op.Must(t, "POST", "/api/admin/events/replay", body, &replayed)
		if replayed.Events < 2 || replayed.Deliveries < 1 || replayed.Deliveries > replayed.Events {
			t.Errorf("replayed %+v", replayed)
		}
		if out, err := s.Command(t, "audit", "verify"); err != nil {
			t.Errorf("the audit log: %v\n%s", err, out)
		}
		notes := s.OpenDatabase(t, "users_db").Grep(t, "events.replayed", "events.parked_dropped", "events.parked_replayed", "events.shown")
		if len(notes) < 4 {
			t.Errorf("the audit log has %v", notes)
		}
	})
}

func operatorReadsLogs(t *testing.T, op *echotest.Client, w echotest.Workspace) {
	t.Helper()
	var list struct {
		Items      []envelope
		NextCursor *string
		Services   []string
		Missing    []string
	}
	waitUntil(t, "the workspace is in the log, and published", func() bool {
		op.Must(t, "GET", "/api/admin/events?service=workspace&state=published&type="+workspace.EventCreated+"&subject="+w.ID, nil, &list)
		return len(list.Items) == 1
	})
	if e := list.Items[0]; e.Service != "workspace" || e.Type != workspace.EventCreated || e.Subject != w.ID || len(list.Services) != 3 || len(list.Missing) != 0 {
		t.Errorf("listed %+v", list)
	}
	var detail struct {
		Event envelope
		Data  struct{ ID string }
	}
	if op.Must(t, "GET", "/api/admin/events/"+list.Items[0].ID, nil, &detail); detail.Event != list.Items[0] || detail.Data.ID != w.ID {
		t.Errorf("shown %+v", detail)
	}
	// Page after page, from all logs, each event comes once and the newest first.
	seen, before := map[string]bool{}, "g"
	for next := "/api/admin/events?limit=3&since=" + url.QueryEscape(time.Now().Add(-time.Hour).Format(time.RFC3339)); next != ""; {
		op.Must(t, "GET", next, nil, &list)
		for _, e := range list.Items {
			if seen[e.ID] || e.ID >= before {
				t.Fatalf("%s comes after %s", e.ID, before)
			}
			seen[e.ID], before = true, e.ID
		}
		if next = ""; list.NextCursor != nil && len(seen) < 60 {
			next = "/api/admin/events?limit=3&cursor=" + *list.NextCursor
		}
	}
	if len(seen) < 5 {
		t.Errorf("only %d events", len(seen))
	}
}

func operatorSettlesParked(t *testing.T, s *echotest.Server, op *echotest.Client) {
	t.Helper()
	eventID := logEvent(t, s, 99)
	parked := func() (mine []envelope) {
		var list struct{ Items []envelope }
		op.Must(t, "GET", "/api/admin/parked-events?consumer=workspace.people", nil, &list)
		for _, e := range list.Items {
			if e.ID == eventID {
				mine = append(mine, e)
			}
		}
		return mine
	}
	waitUntil(t, "an event from the future is parked", func() bool { return len(parked()) == 1 })
	if p := parked()[0]; p.Consumer != "workspace.people" || p.Type != user.EventUpdated || p.Reason == "" {
		t.Errorf("parked %+v", p)
	}
	var consumers struct {
		Bus       string
		Consumers []struct {
			Consumer string
			Parked   int
		}
		Outboxes []struct {
			Service string
			Pending int
			IsKnown bool
		}
	}
	op.Must(t, "GET", "/api/admin/consumers", nil, &consumers)
	found := false
	for _, c := range consumers.Consumers {
		found = found || c.Consumer == "workspace.people" && c.Parked > 0
	}
	if !found || consumers.Bus != "" || len(consumers.Outboxes) != 3 || !consumers.Outboxes[0].IsKnown {
		t.Errorf("consumers %+v", consumers)
	}
	var settled struct{ Events int }
	ask := map[string]any{"eventIds": []string{eventID}, "consumer": "workspace.people"}
	if op.Must(t, "POST", "/api/admin/parked-events/replay", ask, &settled); settled.Events != 1 {
		t.Errorf("replayed %+v", settled)
	}
	waitUntil(t, "it is parked once more, for it is still from the future", func() bool { return len(parked()) == 1 })
	var detail struct {
		Event  *envelope
		Data   json.RawMessage
		Parked []envelope
	}
	if op.Must(t, "GET", "/api/admin/events/"+eventID, nil, &detail); detail.Event == nil || string(detail.Data) != "{}" || len(detail.Parked) == 0 {
		t.Errorf("shown %+v", detail)
	}
	if op.Must(t, "POST", "/api/admin/parked-events/drop", ask, &settled); settled.Events != 1 || len(parked()) != 0 {
		t.Errorf("dropped %+v, parked %+v", settled, parked())
	}
	var p *echotest.Problem
	if _, err := op.Call(t.Context(), "POST", "/api/admin/parked-events/drop", map[string]any{}, nil); !errors.As(err, &p) || p.Code != "validation_failed" {
		t.Errorf("dropping without saying which: %v", err)
	}
}
