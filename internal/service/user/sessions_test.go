package user_test

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

func (e *env) login(t *testing.T, name, device string) user.SignedIn {
	t.Helper()
	return must(e.Login(t.Context(), user.LoginRequest{
		Identifier: name, Password: password, Device: user.Device{Name: device, Address: "192.0.2.7"},
	}))(t)
}

func TestSessions_LastUsedFirst(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "grace")
		first := e.register(t, "ada")
		e.clock.Advance(time.Minute)
		e.login(t, "ada", "phone")
		e.clock.Advance(time.Minute)
		must(e.Refresh(t.Context(), user.RefreshRequest{RefreshToken: first.RefreshToken, Device: user.Device{Address: "192.0.2.9"}}))(t)
		list := must(e.Sessions(e.as(t, first), rpc.None{}))(t)
		if len(list.Items) != 2 || list.NextCursor != nil {
			t.Fatalf("sessions %+v", list)
		}
		a, b := list.Items[0], list.Items[1]
		if !a.Current || b.Current || a.Address != "192.0.2.9" || b.Device != "phone" || b.Address != "192.0.2.7" || !a.LastSeenAt.Equal(e.clock.Now()) {
			t.Errorf("sessions %+v", list.Items)
		}
		e.clock.Advance(user.SessionIdle + time.Hour)
		if list := must(e.Sessions(e.as(t, e.login(t, "ada", "tablet")), rpc.None{}))(t); len(list.Items) != 1 {
			t.Errorf("ended sessions are listed: %+v", list.Items)
		}
	})
}

func TestRevokeSession(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		laptop, phone, other := e.register(t, "ada"), e.login(t, "ada", "phone"), e.register(t, "grace")
		phoneID := must(e.tokens.Verify(phone.AccessToken))(t).SessionID
		_, err := e.RevokeSession(e.as(t, other), user.RevokeSessionRequest{SessionID: phoneID})
		wantCode(t, err, "session_not_found")
		_, err = e.RevokeSession(e.as(t, laptop), user.RevokeSessionRequest{SessionID: id.New[id.Session]()})
		wantCode(t, err, "session_not_found")

		since := e.clock.Now()
		must(e.RevokeSession(e.as(t, laptop), user.RevokeSessionRequest{SessionID: phoneID}))(t)
		_, err = e.RevokeSession(e.as(t, laptop), user.RevokeSessionRequest{SessionID: phoneID})
		wantCode(t, err, "session_not_found")
		_, err = e.refresh(t, phone.RefreshToken)
		wantCode(t, err, "session_ended")
		must(e.refresh(t, laptop.RefreshToken))(t)

		want := user.SessionRevoked{UserID: laptop.User.ID, SessionID: phoneID, Reason: user.RevokedByUser}
		if events := announced[user.SessionRevoked](t, e, user.EventSessionRevoked); len(events) != 1 || events[0] != want {
			t.Errorf("announced %+v", events)
		}
		got := must(e.RevokedSessions(t.Context(), user.RevokedSessionsRequest{Since: since}))(t)
		if len(got) != 1 || got[0] != want {
			t.Errorf("revoked sessions %+v", got)
		}
		got = must(e.RevokedSessions(t.Context(), user.RevokedSessionsRequest{Since: since.Add(time.Microsecond)}))(t)
		if len(got) != 0 {
			t.Errorf("revoked later: %+v", got)
		}
	})
}

func TestLogout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		a, b, c, other := e.register(t, "ada"), e.login(t, "ada", "b"), e.login(t, "ada", "c"), e.register(t, "grace")
		must(e.Logout(e.as(t, a), user.LogoutRequest{}))(t)
		must(e.Logout(e.as(t, a), user.LogoutRequest{}))(t) // again is fine
		if n := len(announced[user.SessionRevoked](t, e, user.EventSessionRevoked)); n != 1 {
			t.Errorf("%d sessions revoked", n)
		}
		must(e.refresh(t, b.RefreshToken))(t)
		must(e.Logout(e.as(t, b), user.LogoutRequest{All: true}))(t)
		_, err := e.refresh(t, c.RefreshToken)
		wantCode(t, err, "session_ended")
		if n := len(announced[user.SessionRevoked](t, e, user.EventSessionRevoked)); n != 3 {
			t.Errorf("%d sessions revoked", n)
		}
		must(e.refresh(t, other.RefreshToken))(t)
		_, err = e.Logout(t.Context(), user.LogoutRequest{})
		wantCode(t, err, "missing_token")
	})
}

func TestSessions_Capped(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		oldest := e.register(t, "ada")
		var newest user.SignedIn
		for range user.MaxSessions {
			e.clock.Advance(time.Second)
			newest = e.login(t, "ada", "another")
		}
		list := must(e.Sessions(e.as(t, newest), rpc.None{}))(t)
		if len(list.Items) != user.MaxSessions || !list.Items[0].Current {
			t.Errorf("%d sessions", len(list.Items))
		}
		_, err := e.refresh(t, oldest.RefreshToken)
		wantCode(t, err, "session_ended")
		events := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
		if len(events) != 1 || events[0].Reason != user.RevokedByCap {
			t.Errorf("announced %+v", events)
		}
	})
}

// The table does not grow with time: a sign-in forgets what ended long ago.
func TestSessions_EndedAreForgotten(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.Logout(e.as(t, in), user.LogoutRequest{}))(t)
		e.login(t, "ada", "left behind")
		e.clock.Advance(user.SessionIdle + 25*time.Hour)
		e.login(t, "ada", "today")
		var n int
		if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM sessions`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n != 1 {
			t.Errorf("%d sessions kept", n)
		}
	})
}

// What a gateway that starts must know is still there when it asks.
func TestRevokedSessions_RememberedAsLongAsTokensLive(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.Logout(e.as(t, in), user.LogoutRequest{}))(t)
		e.clock.Advance(auth.MaxAccessAge)
		e.login(t, "ada", "phone")
		since := e.clock.Now().Add(-auth.MaxAccessAge)
		if got := must(e.RevokedSessions(t.Context(), user.RevokedSessionsRequest{Since: since}))(t); len(got) != 1 {
			t.Errorf("revoked sessions %+v", got)
		}
	})
}
