package e2e_test

import (
	"net/http"
	"slices"
	"strings"
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
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
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
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
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
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
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
			_, before := socket.Emit(t, "join:workspace", place{WorkspaceID: w.ID})
			// What was before he went may come late: events about two subjects are in no order.
			if i := slices.IndexFunc(before, func(e echotest.Event) bool { return e.Name == "channel:created" || e.Name == "message:created" }); i >= 0 {
				t.Errorf("after removal: %+v", before[i])
			}
		}
	})
}

// admin runs a command of the program beside the running server, and returns what it printed.
func admin(t *testing.T, s *echotest.Server, args ...string) string {
	t.Helper()
	out, err := s.Command(t, args...)
	if err != nil {
		t.Fatalf("echod %v: %v\n%s", args, err, out)
	}
	return out
}

// expectEnd waits until a session is told why it ends and its connection is closed, and shows that its token is void.
func expectEnd(t *testing.T, live *echotest.Socket, c *echotest.Client, reason string) {
	t.Helper()
	var revoked struct{ Reason string }
	if live.Expect(t, "session:revoked", &revoked); revoked.Reason != reason {
		t.Errorf("ended because of %q, want %q", revoked.Reason, reason)
	}
	live.ExpectEnd(t)
	eventually(t, "REST refuses the token after "+reason, func() bool { // another gateway hears of it by itself
		_, err := c.Call(t.Context(), "GET", "/api/users/me", nil, nil)
		return code(err) == "invalid_token"
	})
}

// TestLive_AnAccountEndsEverywhere shuts somebody out and lets them in again by commands beside the server, resets
// a password, and deletes the account.
func TestLive_AnAccountEndsEverywhere(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		signIn := func(password string) error {
			var session struct{ AccessToken string }
			_, err := tomas.Call(t.Context(), "POST", "/api/auth/login", map[string]string{"identifier": s.Name("tomas"), "password": password}, &session)
			if err == nil {
				tomas.Token = session.AccessToken
			}
			return err
		}

		live := enter(t, s, tomas, w)
		if out := admin(t, s, "admin", "user", "show", strings.ToUpper(s.Address("tomas"))); !strings.Contains(out, "active") || !strings.Contains(out, s.Name("tomas")) {
			t.Errorf("shows %s", out)
		}
		admin(t, s, "admin", "user", "deactivate", s.Name("tomas"))
		expectEnd(t, live, tomas, "deactivated")
		if err := signIn(echotest.Password); code(err) != "account_deactivated" {
			t.Errorf("sign-in while deactivated: %v", err)
		}
		admin(t, s, "admin", "user", "reactivate", s.Name("tomas"))
		if err := signIn(echotest.Password); err != nil {
			t.Fatalf("sign-in after that: %v", err)
		}

		live = enter(t, s, tomas, w)
		_, token, found := strings.Cut(admin(t, s, "admin", "user", "reset-link", s.Name("tomas")), "/reset-password#")
		if !found {
			t.Fatal("no link")
		}
		tomas.Must(t, "POST", "/api/auth/reset-password", map[string]string{"token": strings.TrimSpace(token), "password": "Another-Horse-9"}, nil)
		expectEnd(t, live, tomas, "password_reset")
		if err := signIn("Another-Horse-9"); err != nil {
			t.Fatalf("sign-in with the new password: %v", err)
		}

		live = enter(t, s, tomas, w)
		if _, err := maya.Call(t.Context(), "DELETE", "/api/users/me", map[string]string{"password": echotest.Password}, nil); code(err) != "last_owner" ||
			!strings.Contains(err.Error(), "harbour") {
			t.Errorf("deleting the last owner: %v", err)
		}
		tomas.Must(t, "DELETE", "/api/users/me", map[string]string{"password": "Another-Horse-9"}, nil)
		expectEnd(t, live, tomas, "deleted")
		if out := admin(t, s, "audit", "verify"); !strings.Contains(out, " 0 broken") {
			t.Errorf("audit: %s", out)
		}
		if out, err := s.Command(t, "admin", "user", "show", "nobody"); err == nil {
			t.Errorf("shows nobody: %s", out)
		}
	})
}

// TestLive_OwnDevicesAndOthersSeeAProfileChange sets a status on one device.
func TestLive_OwnDevicesAndOthersSeeAProfileChange(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
		w := echotest.Found(t, maya, tomas)
		own, other := enter(t, s, tomas, w), enter(t, s, maya, w)
		status := map[string]any{"status": map[string]any{"emoji": ":palm_tree:", "text": "Away", "expiresAt": nil}}
		tomas.Must(t, "PATCH", "/api/users/me", status, nil)
		var seen struct {
			UserID, Email string
			Status        struct{ Text string }
		}
		if own.Expect(t, "user:updated", &seen); seen.Email != s.Address("tomas") || seen.Status.Text != "Away" {
			t.Errorf("own devices see %+v", seen)
		}
		if other.Expect(t, "presence:changed", &seen); seen.UserID != idOf(t, tomas) || seen.Status.Text != "Away" {
			t.Errorf("others see %+v", seen)
		}
		tomas.Must(t, "PUT", "/api/workspaces/"+w.ID+"/channels/"+w.Channel+"/preferences", map[string]any{
			"isMuted": true, "notificationLevel": "none", "isStarred": true, "section": "Later",
		}, nil)
		var channel struct {
			ID, Section        string
			IsMuted, IsStarred bool
		}
		if own.Expect(t, "channel:updated", &channel); channel.ID != w.Channel || !channel.IsMuted || !channel.IsStarred || channel.Section != "Later" {
			t.Errorf("own devices see %+v", channel)
		}
		var own2 struct{ Status *struct{ Text string } }
		tomas.Must(t, "PATCH", "/api/users/me", map[string]any{"status": nil}, &own2)
		if own2.Status != nil {
			t.Errorf("a status of null leaves %+v", own2.Status)
		}
	})
}
