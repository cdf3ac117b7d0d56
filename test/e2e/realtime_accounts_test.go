package e2e_test

import (
	"net/http"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

func idOf(t *testing.T, c *echotest.Client) string {
	t.Helper()
	var me struct{ ID string }
	c.Must(t, "GET", "/api/users/me", nil, &me)
	return me.ID
}

// makeChannel makes a channel and returns its path.
func makeChannel(t *testing.T, c *echotest.Client, w echotest.Workspace, kind, name string) string {
	t.Helper()
	var made struct{ ID string }
	c.Must(t, "POST", "/api/workspaces/"+w.ID+"/channels", map[string]string{"type": kind, "name": name}, &made)
	return "/api/workspaces/" + w.ID + "/channels/" + made.ID
}

// TestLive_RoomsFollowRoles makes a member a guest and back: a guest hears of no public channel.
func TestLive_RoomsFollowRoles(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, env ...string) {
		s := echotest.Start(t, env...)
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		owner, live := enter(t, s, maya, w), enter(t, s, tomas, w)
		public := makeChannel(t, maya, w, "public", "plans")
		live.Expect(t, "channel:created", nil)
		if ack, _ := live.Emit(t, "join:channel", place{w.ID, public[len(public)-36:]}); !ack.OK {
			t.Fatalf("visit: %+v", ack)
		}
		member := "/api/workspaces/" + w.ID + "/members/" + idOf(t, tomas)
		var changed struct{ UserID, Role string }
		maya.Must(t, "PATCH", member, map[string]string{"role": "guest"}, nil)
		if live.Expect(t, "member:updated", &changed); changed.Role != "guest" || changed.UserID != member[len(member)-36:] {
			t.Errorf("member:updated is %+v", changed)
		}
		makeChannel(t, maya, w, "public", "more-plans")
		send(t, maya, public+"/messages", "among ourselves")
		owner.Expect(t, "message:created", nil)
		if _, before := live.Emit(t, "join:channel", place{w.ID, public[len(public)-36:]}); len(before) > 0 {
			t.Errorf("a guest hears %+v", before)
		}
		maya.Must(t, "PATCH", member, map[string]string{"role": "member"}, nil)
		live.Expect(t, "member:updated", nil)
		makeChannel(t, maya, w, "public", "even-more")
		live.Expect(t, "channel:created", nil)
	})
}

// TestLive_DeletedWorkspaceEmptiesItsRooms shows that all hear of the end, and nothing after it.
func TestLive_DeletedWorkspaceEmptiesItsRooms(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, env ...string) {
		s := echotest.Start(t, env...)
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		owner, live := enter(t, s, maya, w), enter(t, s, tomas, w)
		maya.Must(t, "DELETE", "/api/workspaces/"+w.ID, nil, nil)
		for _, socket := range []*echotest.Socket{owner, live} {
			var gone place
			if socket.Expect(t, "workspace:deleted", &gone); gone.WorkspaceID != w.ID {
				t.Errorf("workspace:deleted is %+v", gone)
			}
			if ack, _ := socket.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); ack.Code != "workspace_not_found" {
				t.Errorf("join:workspace: %+v", ack)
			}
		}
		if status, err := tomas.Call(t.Context(), "GET", w.Messages(), nil, nil); status != http.StatusNotFound {
			t.Errorf("history: %v", err)
		}
	})
}

// TestLive_RemovedMemberLeavesTheRooms removes somebody who follows it on two devices.
func TestLive_RemovedMemberLeavesTheRooms(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, env ...string) {
		s := echotest.Start(t, env...)
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		first, second, owner := enter(t, s, tomas, w), enter(t, s, tomas, w), enter(t, s, maya, w)
		maya.Must(t, "DELETE", "/api/workspaces/"+w.ID+"/members/"+idOf(t, tomas), nil, nil)
		for _, socket := range []*echotest.Socket{first, second} {
			for { // out of each channel, then out of the workspace
				var left place
				if socket.Expect(t, "member:left", &left); left.ChannelID == "" {
					break
				}
			}
		}
		makeChannel(t, maya, w, "public", "plans")
		send(t, maya, w.Messages(), "behind his back")
		owner.Expect(t, "message:created", nil)
		for _, socket := range []*echotest.Socket{first, second} {
			if _, before := socket.Emit(t, "join:workspace", place{WorkspaceID: w.ID}); len(before) > 0 {
				t.Errorf("after removal: %+v", before)
			}
		}
	})
}
