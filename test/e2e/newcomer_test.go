package e2e_test

import (
	"slices"
	"syscall"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// session is what signing in answers.
type session struct{ AccessToken, RefreshToken string }

// TestNewcomer_InvitesSomeoneWhoFollowsTheMail: someone signs up, makes a workspace and invites by mail; the
// other follows the link, signs up and is in. The process is killed between the steps; nothing is lost.
func TestNewcomer_InvitesSomeoneWhoFollowsTheMail(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		maya, eve := s.Register(t, "maya"), s.Register(t, "eve")
		w := echotest.Found(t, maya)
		workspace := "/api/workspaces/" + w.ID
		maya.Must(t, "POST", workspace+"/invites", map[string]string{"email": "ben@example.org", "message": "Come aboard"}, nil)
		killAndRestart(t, s)

		token := map[string]string{"token": s.LinkTo(t, "ben@example.org", "/invite/")}
		var preview struct {
			Workspace struct{ Name string }
			Email     string
		}
		s.Anonymous(t).Must(t, "POST", "/api/workspaces/invites/preview", token, &preview)
		if preview.Workspace.Name != "harbour" || preview.Email == "" || preview.Email == "ben@example.org" {
			t.Errorf("before sign-up one sees %+v", preview)
		}
		if _, err := eve.Call(t.Context(), "POST", "/api/workspaces/invites/accept", token, nil); code(err) != "invite_other_address" {
			t.Errorf("another takes the invitation: %v", err)
		}
		ben := s.Register(t, "ben")
		killAndRestart(t, s)
		ben.Must(t, "POST", "/api/workspaces/invites/accept", token, nil)
		if _, err := ben.Call(t.Context(), "POST", "/api/workspaces/invites/accept", token, nil); err != nil && code(err) != "invite_used_up" {
			t.Errorf("accepting twice: %v", err)
		}
		killAndRestart(t, s)
		live := enter(t, s, ben, w)
		send(t, maya, w.Messages(), "welcome")
		live.Expect(t, "message:created", nil)
		if n := len(s.Mails(t, "ben@example.org")); n < 1 {
			t.Errorf("%d mails", n)
		}
	})
}

// killAndRestart ends the process without a word, and starts it again.
func killAndRestart(t *testing.T, s *echotest.Server) {
	t.Helper()
	s.Kill(syscall.SIGKILL)
	s.Restart()
}

// TestRoles_ActAtOnceOnOpenSockets: what is changed about a member holds at once, for calls and for sockets.
func TestRoles_ActAtOnceOnOpenSockets(t *testing.T) {
	t.Parallel()
	echotest.Everywhere(t, func(t *testing.T, s *echotest.Server) {
		maya, ben := s.Register(t, "maya"), s.Register(t, "ben")
		w := echotest.Found(t, maya, ben)
		live := enter(t, s, ben, w)
		var me struct{ ID string }
		ben.Must(t, "GET", "/api/users/me", nil, &me)
		workspace := "/api/workspaces/" + w.ID
		change := map[string]string{"description": "Boats"}
		if _, err := ben.Call(t.Context(), "PATCH", workspace, change, nil); code(err) != "forbidden" {
			t.Errorf("a member changes the workspace: %v", err)
		}
		maya.Must(t, "PATCH", workspace+"/members/"+me.ID, map[string]string{"role": "admin"}, nil)
		live.Expect(t, "member:updated", nil)
		ben.Must(t, "PATCH", workspace, change, nil)

		maya.Must(t, "PATCH", workspace+"/members/"+me.ID, map[string]string{"role": "guest"}, nil)
		live.Expect(t, "member:updated", nil)
		var hall struct{ ID string }
		maya.Must(t, "POST", workspace+"/channels", map[string]string{"type": "public", "name": "hall"}, &hall)
		maya.Must(t, "POST", workspace+"/channels/"+hall.ID+"/members", map[string]string{"userId": me.ID}, nil)
		live.Expect(t, "member:joined", nil) // not channel:created: guests hear of what they are in
		send(t, maya, workspace+"/channels/"+hall.ID+"/messages", "for a guest too")
		live.Expect(t, "message:created", nil)

		maya.Must(t, "DELETE", workspace+"/members/"+me.ID, nil, nil)
		live.Expect(t, "member:left", nil)
		send(t, maya, w.Messages(), "among ourselves")
		send(t, maya, w.Messages(), "still")
		ack, before := live.Emit(t, "join:workspace", place{WorkspaceID: w.ID})
		if ack.OK || slices.ContainsFunc(before, func(e echotest.Event) bool { return e.Name == "message:created" }) {
			t.Errorf("after removal: %+v, events %+v", ack, before)
		}
		if _, err := ben.Call(t.Context(), "GET", w.Messages(), nil, nil); code(err) != "workspace_not_found" {
			t.Errorf("after removal: %v", err)
		}
	})
}

// TestRestart_KeepsWhatWasBegun: links to choose a new password, the count of failed attempts and sessions
// outlive the process.
func TestRestart_KeepsWhatWasBegun(t *testing.T) {
	t.Parallel()
	echotest.EachShape(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		s.Register(t, "maya")
		anyone := s.Anonymous(t)
		login := func(password string) (session, error) {
			var got session
			_, err := anyone.Call(t.Context(), "POST", "/api/auth/login", map[string]string{"identifier": "maya", "password": password}, &got)
			return got, err
		}
		kept, err := login(echotest.Password)
		if err != nil {
			t.Fatal(err)
		}
		maya := *anyone
		maya.Token = kept.AccessToken
		anyone.Must(t, "POST", "/api/auth/forgot-password", map[string]string{"email": "maya@example.org"}, nil)
		killAndRestart(t, s)
		maya.Must(t, "GET", "/api/users/me", nil, nil)
		var refreshed session
		anyone.Must(t, "POST", "/api/auth/refresh", map[string]string{"refreshToken": kept.RefreshToken}, &refreshed)

		token := s.LinkTo(t, "maya@example.org", "/reset-password#")
		killAndRestart(t, s)
		live, _ := s.Connect(t, refreshed.AccessToken)
		const fresh = "Other-Battery-Staple-7"
		reset := map[string]string{"token": token, "password": fresh}
		anyone.Must(t, "POST", "/api/auth/reset-password", reset, nil)
		live.Expect(t, "session:revoked", nil)
		live.ExpectEnd(t)
		if _, err := anyone.Call(t.Context(), "POST", "/api/auth/reset-password", reset, nil); code(err) != "reset_token_invalid" {
			t.Errorf("the link works twice: %v", err)
		}
		killAndRestart(t, s)
		if _, err := anyone.Call(t.Context(), "POST", "/api/auth/refresh", map[string]string{"refreshToken": refreshed.RefreshToken}, nil); code(err) != "session_ended" {
			t.Errorf("a session outlives the reset: %v", err)
		}
		if _, err := login(echotest.Password); code(err) != "wrong_credentials" {
			t.Errorf("the old password: %v", err)
		}
		if _, err := login(fresh); err != nil {
			t.Errorf("the new password: %v", err)
		}
		wrong := func() error { _, err := login("wrong"); return err }
		before := failUntilRefused(t, wrong)
		killAndRestart(t, s)
		// The pause may be over by now, and then the next failure begins one: there are no free ones again.
		if after := failUntilRefused(t, wrong); after > 2 || after >= before {
			t.Errorf("a restart forgets failed attempts: refused at number %d, before it at %d", after, before)
		}
	})
}

// failUntilRefused fails to sign in until the server wants a pause, and returns at which attempt that was.
func failUntilRefused(t *testing.T, login func() error) int {
	t.Helper()
	for n := range 50 {
		if code(login()) == "too_many_attempts" {
			return n + 1
		}
	}
	t.Fatal("fifty failed attempts, and no pause")
	return 0
}
