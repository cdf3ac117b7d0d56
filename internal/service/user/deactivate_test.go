package user_test

import (
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestDeactivate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.signIn(t, "ada", password))(t)
		who := user.DeactivateRequest{UserID: in.User.ID}
		for range 2 { // doing so twice is fine
			if u := must(e.Deactivate(t.Context(), who))(t); !u.IsDeactivated {
				t.Errorf("deactivated %+v", u)
			}
		}
		_, err := e.refresh(t, in.RefreshToken)
		wantCode(t, err, "session_ended")
		ended := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
		if len(ended) != 2 || ended[0].Reason != user.RevokedByDeactivation {
			t.Errorf("announced %+v", ended)
		}
		missed := must(e.RevokedSessions(t.Context(), user.RevokedSessionsRequest{Since: e.clock.Now()}))(t)
		if len(missed) != 2 || missed[0].Reason != user.RevokedByDeactivation {
			t.Errorf("revoked %+v", missed)
		}
		for range 2 {
			if u := must(e.Reactivate(t.Context(), who))(t); u.IsDeactivated {
				t.Errorf("reactivated %+v", u)
			}
		}
		must(e.signIn(t, "ada", password))(t)
		for _, event := range []string{user.EventDeactivated, user.EventReactivated} {
			if got := announced[user.Deactivated](t, e, event); len(got) != 1 || got[0].UserID != in.User.ID {
				t.Errorf("announced %s %+v", event, got)
			}
		}
		_, err = e.Deactivate(t.Context(), user.DeactivateRequest{UserID: id.New[id.User]()})
		wantCode(t, err, "user_not_found")
	})
}

// Whatever runs beside a deactivation or a deletion, no session lives on.
func TestDeactivate_DuringRefreshAndLogin(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(t *testing.T, e *env, in user.SignedIn) error{
		"deactivate": func(t *testing.T, e *env, in user.SignedIn) error {
			_, err := e.Deactivate(t.Context(), user.DeactivateRequest{UserID: in.User.ID})
			return err
		},
		"delete": func(t *testing.T, e *env, in user.SignedIn) error {
			_, err := e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: password})
			return err
		},
		"reset": func(t *testing.T, e *env, _ user.SignedIn) error {
			return e.reset(t, e.forgot(t, "ada@example.org", 1), newPassword)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, e *env) {
				in := e.register(t, "ada")
				start := make(chan struct{})
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						<-start
						token := in.RefreshToken
						for range 20 {
							next, err := e.Refresh(t.Context(), user.RefreshRequest{RefreshToken: token})
							if err != nil {
								if !errs.Is(err, "session_ended") {
									t.Error(err)
								}
								return
							}
							token = next.RefreshToken
						}
					})
					wg.Go(func() {
						<-start
						for range 5 {
							_, err := e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: password})
							if err != nil && !errs.Is(err, "account_deactivated") && !errs.Is(err, "wrong_credentials") && !errs.Is(err, "too_many_attempts") {
								t.Error(err)
							}
						}
					})
				}
				close(start)
				if err := end(t, e, in); err != nil {
					t.Error(err)
				}
				wg.Wait()
				var alive int
				if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM sessions WHERE revoked_at IS NULL`).Scan(&alive); err != nil || alive != 0 {
					t.Errorf("%d sessions live on, %v", alive, err)
				}
			})
		})
	}
}
