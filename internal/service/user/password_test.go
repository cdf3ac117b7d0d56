package user_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestChangePassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		here := e.register(t, "ada")
		there := must(e.signIn(t, "ada", password))(t)
		_, err := e.ChangePassword(e.as(t, here), user.ChangePasswordRequest{CurrentPassword: newPassword, NewPassword: newPassword})
		wantCode(t, err, "wrong_password")
		must(e.ChangePassword(e.as(t, here), user.ChangePasswordRequest{CurrentPassword: password, NewPassword: newPassword}))(t)
		must(e.refresh(t, here.RefreshToken))(t)
		_, err = e.refresh(t, there.RefreshToken)
		wantCode(t, err, "session_ended")
		ended := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
		if len(ended) != 1 || ended[0].Reason != user.RevokedByPasswordChanged {
			t.Errorf("announced %+v", ended)
		}
		if told := announced[user.PasswordChanged](t, e, user.EventPasswordChanged); len(told) != 1 || told[0].How != user.ByChange {
			t.Errorf("announced %+v", told)
		}
		_, err = e.signIn(t, "ada", password)
		wantCode(t, err, "wrong_credentials")
		must(e.signIn(t, "ada", newPassword))(t)
		if n := len(must(e.Sessions(e.as(t, here), rpc.None{}))(t).Items); n != 2 {
			t.Errorf("%d sessions", n)
		}
	})
}

func TestRegister_PasswordThatManyTry(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	for password, refused := range map[string]bool{
		"password":               true,
		"Password1":              true,
		"iloveyou2024!":          true,
		"12345678":               true,
		"lovelace-99":            true, // the username
		"my.augusta.pass":        true, // of the address
		"analytical 1":           true, // of the domain
		"King's engine":          true, // of the name
		"echo, my friend":        true,
		"1234567":                true,
		"":                       true,
		strings.Repeat("a", 129): true,

		"a lamp in the fog":               false,
		"ada 1815 ada 1815":               false, // too short a word to be looked for
		"Ünïcödé ist erlaubt 🔑":           false,
		strings.Repeat("wörd ", 25):       false, // 125 characters, more bytes
		strings.Repeat("\U0001f511", 128): false,
	} {
		_, err := e.Register(t.Context(), user.RegisterRequest{
			Email: "augusta@analytical.example", Username: "lovelace", DisplayName: "Ada King", Password: password,
		})
		if refused {
			wantCode(t, err, "validation_failed")
			continue
		}
		in := must(e.signIn(t, must0(t, err), password))(t)
		must(e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: password}))(t)
	}
}

// must0 fails the test on an error; otherwise it says who was registered.
func must0(t *testing.T, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return "lovelace"
}

// What no account can have as its password is refused before it costs anything.
func TestPassword_HugeIsRefusedUnhashed(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	in := e.register(t, "ada")
	before := e.hasher.hashed.Load()
	huge := strings.Repeat("a", 1<<20)
	ctx := e.as(t, in)
	for name, try := range map[string]func() error{
		"as the current one": func() error {
			_, err := e.ChangePassword(ctx, user.ChangePasswordRequest{CurrentPassword: huge, NewPassword: newPassword})
			return err
		},
		"for another address": func() error {
			_, err := e.ChangeEmail(ctx, user.ChangeEmailRequest{Email: "a@b.example", Password: huge})
			return err
		},
		"to end the account": func() error { _, err := e.DeleteMe(ctx, user.DeleteMeRequest{Password: huge}); return err },
		"nothing":            func() error { _, err := e.DeleteMe(ctx, user.DeleteMeRequest{}); return err },
	} {
		if err := try(); err == nil {
			t.Error(name)
		} else {
			wantCode(t, err, "validation_failed")
		}
	}
	if e.hasher.hashed.Load() != before {
		t.Error("it was hashed")
	}
}
