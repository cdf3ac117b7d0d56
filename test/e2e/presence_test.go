package e2e_test

import (
	"encoding/json"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// who asks how people are, and watches them from then on.
type who struct {
	WorkspaceID string   `json:"workspaceId"`
	UserIDs     []string `json:"userIds"`
}

// patience is how long a test waits for what a busy machine may take a while for, and lookEvery how often it looks.
const patience, lookEvery = time.Minute, 100 * time.Millisecond

// until asks how somebody is, and is shown it, until done says so of either.
func until(t *testing.T, socket *echotest.Socket, w echotest.Workspace, of, want string, live bool) echotest.Presence {
	t.Helper()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for range patience / lookEvery {
		ack, events := socket.Emit(t, "presence:get", who{w.ID, []string{of}})
		if !ack.OK || len(ack.People) != 1 {
			t.Fatalf("presence:get: %+v", ack)
		}
		if !live && ack.People[0].Presence == want {
			return ack.People[0]
		}
		for _, e := range events {
			var p echotest.Presence
			if err := json.Unmarshal(e.Data, &p); err == nil && live && e.Name == "presence:changed" && p.UserID == of && p.Presence == want {
				return p
			}
		}
		<-tick.C
	}
	t.Fatalf("not %s after %v", want, patience)
	return echotest.Presence{}
}

// watch asks, at a gateway that may know of the others' people a moment later, until the answer is right.
func watch(t *testing.T, socket *echotest.Socket, w echotest.Workspace, of, want string) echotest.Presence {
	t.Helper()
	return until(t, socket, w, of, want, false)
}

// becomes waits until it is shown, unasked, that somebody is so.
func becomes(t *testing.T, socket *echotest.Socket, w echotest.Workspace, of, want string) echotest.Presence {
	t.Helper()
	return until(t, socket, w, of, want, true)
}

func be(t *testing.T, socket *echotest.Socket, state string) {
	t.Helper()
	if ack, _ := socket.Emit(t, "presence:set", map[string]string{"state": state}); !ack.OK {
		t.Fatalf("presence:set: %+v", ack)
	}
}

// Ada sees Ben come, go away from his devices, return, want no disturbance, and go, at whichever gateway either is.
func TestPresence_OnlineAwayOffline(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		ada, ben := s.Register(t, "ada"), s.Register(t, "ben")
		w := echotest.Found(t, ada, ben)
		benID := idOf(t, ben)
		screen := enter(t, s.At(s.URL), ada, w)
		if p := watch(t, screen, w, benID, "offline"); p.LastSeenAt == nil {
			t.Errorf("it is not said when he was seen: %+v", p)
		}
		phone, refusal := s.Connect(t, ben.Token)
		if phone == nil {
			t.Fatal(refusal)
		}
		becomes(t, screen, w, benID, "active")
		laptop := enter(t, s.At(s.URL), ben, w)
		be(t, phone, "idle")
		be(t, laptop, "idle")
		becomes(t, screen, w, benID, "away")
		be(t, laptop, "active")
		becomes(t, screen, w, benID, "active")
		ben.Must(t, "PUT", "/api/users/me/presence", map[string]string{"presence": "dnd"}, nil)
		becomes(t, screen, w, benID, "dnd")
		ben.Must(t, "PATCH", "/api/users/me", map[string]any{"status": map[string]any{"text": "At sea", "emoji": "⛵", "expiresAt": nil}}, nil)
		if p := becomes(t, screen, w, benID, "dnd"); p.Status == nil || p.Status.Text != "At sea" {
			t.Errorf("his status is not shown: %+v", p)
		}
		ben.Must(t, "PUT", "/api/users/me/presence", map[string]string{"presence": "active"}, nil)
		becomes(t, screen, w, benID, "active")
		laptop.Break()
		becomes(t, screen, w, benID, "away") // the phone is there, and idle
		phone.Break()
		if p := becomes(t, screen, w, benID, "offline"); p.LastSeenAt == nil || p.Status == nil {
			t.Errorf("gone, he is %+v", p)
		}
	})
}

// Only who shares the workspace is told of, and only its members may ask.
func TestPresence_OfMembersOnly(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		ada, ben, eve := s.Register(t, "ada"), s.Register(t, "ben"), s.Register(t, "eve")
		w, elsewhere := echotest.Found(t, ada, ben), echotest.Workspace{}
		eve.Must(t, "POST", "/api/workspaces", map[string]string{"name": s.Name("elsewhere")}, &elsewhere)
		screen, spy := enter(t, s, ada, w), enter(t, s, eve, elsewhere)
		people := []string{idOf(t, ada), idOf(t, ben), idOf(t, eve)}
		ack, _ := screen.Emit(t, "presence:get", who{w.ID, people})
		if len(ack.People) != 2 {
			t.Errorf("told of %+v", ack.People)
		}
		if ack, _ := spy.Emit(t, "presence:get", who{w.ID, people}); ack.Code != "workspace_not_found" || len(ack.People) != 0 {
			t.Errorf("a stranger is told %+v", ack)
		}
		if ack, _ := spy.Emit(t, "presence:get", who{elsewhere.ID, people}); len(ack.People) != 1 {
			t.Errorf("a stranger is told %+v", ack)
		}
		for _, bad := range []struct {
			event string
			what  any
		}{
			{"presence:set", map[string]string{"state": "offline"}},
			{"presence:set", map[string]int{"state": 1}},
			{"presence:get", map[string]any{"workspaceId": w.ID, "userIds": []string{"x"}}},
			{"presence:get", who{w.ID, make([]string, 201)}},
		} {
			if ack, _ := screen.Emit(t, bad.event, bad.what); ack.OK || ack.Code == "" {
				t.Errorf("%s %v: %+v", bad.event, bad.what, ack)
			}
		}
	})
}

// The people of a gateway that is killed go offline by themselves, and who is at two stays.
func TestPresence_KilledGateway(t *testing.T) {
	t.Parallel()
	s := echotest.StartCluster(t, echotest.ApartSettings(t)...)
	ada, ben, cy := s.Register(t, "ada"), s.Register(t, "ben"), s.Register(t, "cyd")
	w := echotest.Found(t, ada, ben, cy)
	screen := enter(t, s.At(s.URL), ada, w)
	enter(t, s.Server, ben, w)
	enter(t, s.Server, cy, w)
	be(t, enter(t, s.At(s.URL), cy, w), "idle")
	watch(t, screen, w, idOf(t, ben), "active")
	watch(t, screen, w, idOf(t, cy), "active")
	for _, gateway := range s.Roles["gateway"] {
		if gateway.URL == s.Live {
			gateway.Kill(syscall.SIGKILL)
		}
	}
	becomes(t, screen, w, idOf(t, cy), "away")
	becomes(t, screen, w, idOf(t, ben), "offline")
	watch(t, screen, w, idOf(t, cy), "away")
}
