package e2e_test

import (
	"bufio"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
	"github.com/echo-chat/echo/test/echotest"
)

// eventsVerb runs a verb of events that is to work.
func eventsVerb(t *testing.T, s *echotest.Server, args ...string) string {
	t.Helper()
	out, err := s.Command(t, append([]string{"events"}, args...)...)
	if err != nil {
		t.Fatalf("echod events %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// logged returns the events of a type in the log, the oldest first.
func logged(t *testing.T, s *echotest.Server, eventType string) []bus.Event {
	t.Helper()
	var all []bus.Event
	lines := json.NewDecoder(strings.NewReader(eventsVerb(t, s, "list", "--type", eventType, "--json")))
	for lines.More() {
		var e bus.Event
		if err := lines.Decode(&e); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	return all
}

// park puts an event into the parking lot of a group, as the bus does when the group has failed at it.
func park(t *testing.T, s *echotest.Server, consumer string, e bus.Event) {
	t.Helper()
	db := sqldbtest.OpenURL(t, "sqlite:"+s.DataDir+"/bus_db.sqlite")
	p := bus.Parked{ID: e.ID, Consumer: consumer, Event: e, Reason: "by hand", Retries: bus.MaxRetries, ParkedAt: clock.System{}.Now()}
	_, err := db.Exec(t.Context(), `INSERT INTO parked_events (consumer, event_id, entry, parked_at) VALUES ($1, $2, $3, $4)`,
		consumer, e.ID, sqldb.JSON(p), p.ParkedAt.UnixMicro())
	if err != nil {
		t.Fatal(err)
	}
}

// What has happened is listed and shown, beside a running server, as text and as JSON.
func TestEvents_ListAndShow(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		maya := s.Register(t, "maya")
		w := echotest.Found(t, maya)
		created := logged(t, s, workspace.EventCreated)
		if len(created) != 1 || created[0].Subject != w.ID || created[0].Source != "workspace" || created[0].Version != 1 {
			t.Fatalf("the log of a new workspace: %+v", created)
		}
		text := eventsVerb(t, s, "list", "--subject", w.ID, "--limit", "500")
		if !strings.Contains(text, created[0].ID.String()) || !strings.Contains(text, workspace.EventMemberJoined) || strings.Contains(text, "user.") {
			t.Errorf("the events of a workspace:\n%s", text)
		}
		if text := eventsVerb(t, s, "list", "--limit", "1"); strings.Count(text, "\n") != 1 {
			t.Errorf("the last event:\n%s", text)
		}
		var shown bus.Event
		if err := json.Unmarshal([]byte(eventsVerb(t, s, "show", created[0].ID.String())), &shown); err != nil || shown.ID != created[0].ID {
			t.Errorf("shown %+v: %v", shown, err)
		}
		for _, args := range [][]string{{"show", id.New[id.Event]().String()}, {"show"}, {"drop"}, {"replay"}, {"list", "--limit", "0"}, {"erase"}} {
			if out, err := s.Command(t, append([]string{"events"}, args...)...); err == nil || !strings.Contains(out, "echod: ") {
				t.Errorf("echod events %s: %v %s", strings.Join(args, " "), err, out)
			}
		}
	})
}

// tail prints what happens from when it was started, once each.
func TestEvents_Tail(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		lines := bufio.NewScanner(s.Output(t, "events", "tail", "--type", user.EventRegistered, "--json"))
		done := make(chan struct{})
		seen := map[id.Event]bool{}
		go func() {
			defer close(done)
			for len(seen) < 2 && lines.Scan() {
				var e bus.Event
				if err := json.Unmarshal(lines.Bytes(), &e); err != nil || seen[e.ID] || e.Type != user.EventRegistered {
					t.Errorf("%v: %s", err, lines.Text())
				}
				seen[e.ID] = true
			}
		}()
		// Those who come before it has begun are not shown, so people come until two are.
		late := time.After(time.Minute)
		tick := time.NewTicker(200 * time.Millisecond)
		defer tick.Stop()
		for n := 0; ; n++ {
			select {
			case <-done:
				return
			case <-late:
				t.Fatal("tail shows nothing")
			case <-tick.C:
				s.Register(t, "person"+strings.Repeat("x", n%20)+string(rune('a'+n/20)))
			}
		}
	})
}

// An event that was parked by hand is listed and shown, replayed once, to its group, which then does what it
// says; another one is dropped and does nothing.
func TestEvents_ParkedAreReplayedAndDropped(t *testing.T) {
	t.Parallel()
	s := echotest.Start(t)
	maya := s.Register(t, "maya")
	w := echotest.Found(t, maya)
	const consumer = "workspace.people"
	renamed := func(to string) bus.Event {
		registered := logged(t, s, user.EventRegistered)[0]
		var data user.Registered
		if err := json.Unmarshal(registered.Data, &data); err != nil {
			t.Fatal(err)
		}
		data.User.DisplayName = to
		registered.ID, registered.Type, registered.Time = id.New[id.Event](), user.EventUpdated, clock.System{}.Now()
		registered.Data = []byte(sqldb.JSON(user.Updated(data)))
		return registered
	}
	replayed, dropped := renamed("Maya Replayed"), renamed("Maya Dropped")
	park(t, s, consumer, replayed)
	park(t, s, consumer, dropped)

	list := eventsVerb(t, s, "parked", "--consumer", consumer)
	if strings.Count(list, "\n") != 2 || !strings.Contains(list, replayed.ID.String()) || !strings.Contains(list, `"by hand"`) {
		t.Errorf("the parking lot:\n%s", list)
	}
	if out := eventsVerb(t, s, "parked", "--consumer", "message.channels"); out != "" {
		t.Errorf("parked for another group:\n%s", out)
	}
	if out := eventsVerb(t, s, "show", dropped.ID.String()); !strings.Contains(out, "Maya Dropped") {
		t.Errorf("shown:\n%s", out)
	}
	if out := eventsVerb(t, s, "queues"); !strings.Contains(out, "parked 2") {
		t.Errorf("queues:\n%s", out)
	}
	if out := eventsVerb(t, s, "parked", "replay", replayed.ID.String()); out != "1 events go to their consumers again\n" {
		t.Errorf("replay: %s", out)
	}
	if out := eventsVerb(t, s, "drop", dropped.ID.String()); out != "1 events dropped\n" {
		t.Errorf("drop: %s", out)
	}
	for _, again := range [][]string{{"parked", "replay", replayed.ID.String()}, {"drop", dropped.ID.String()}} {
		if out, err := s.Command(t, append([]string{"events"}, again...)...); err == nil {
			t.Errorf("a second %v: %s", again, out)
		}
	}
	var members json.RawMessage
	waitUntil(t, "the replayed event is handled", func() bool {
		maya.Must(t, "GET", "/api/workspaces/"+w.ID+"/members", nil, &members)
		return strings.Contains(string(members), "Maya Replayed")
	})
	if out := eventsVerb(t, s, "parked"); out != "" || strings.Contains(string(members), "Maya Dropped") {
		t.Errorf("still parked: %s\nmembers: %s", out, members)
	}
	if n := len(logged(t, s, workspace.EventMemberUpdated)); n != 1 {
		t.Errorf("the new name was announced %d times", n)
	}
}
