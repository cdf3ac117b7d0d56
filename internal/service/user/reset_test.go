package user_test

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/service/user"
)

const newPassword = "staple of another battery"

// forgot asks for a reset and returns the n-th token that was mailed.
func (e *env) forgot(t *testing.T, email string, n int) string {
	t.Helper()
	must(e.ForgotPassword(t.Context(), user.ForgotPasswordRequest{Email: email}))(t)
	mails := await[user.LinkRequested](t, e, user.EventPasswordResetRequested, n)
	return token(t, user.EventPasswordResetRequested, mails[n-1].SealedLink)
}

func (e *env) reset(t *testing.T, token, password string) error {
	t.Helper()
	_, err := e.ResetPassword(t.Context(), user.ResetPasswordRequest{Token: token, Password: password})
	return err
}

func TestResetPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		secretToken := e.forgot(t, " Ada@Example.org", 1)
		mail := announced[user.LinkRequested](t, e, user.EventPasswordResetRequested)[0]
		if mail.Email != "ada@example.org" || mail.UserID != in.User.ID || !mail.ExpiresAt.Equal(e.clock.Now().Add(15*time.Minute)) {
			t.Errorf("mail %+v", mail)
		}
		valid := must(e.ValidateResetToken(t.Context(), user.ValidateResetTokenRequest{Token: secretToken}))(t)
		if !valid.Valid || valid.Email != "a•••@example.org" || !valid.ExpiresAt.Equal(mail.ExpiresAt) {
			t.Errorf("valid %+v", valid)
		}
		if err := e.reset(t, secretToken, newPassword); err != nil {
			t.Fatal(err)
		}
		_, err := e.signIn(t, "ada", password)
		wantCode(t, err, "wrong_credentials")
		me := must(e.signIn(t, "ada", newPassword))(t).User
		if !me.EmailVerified {
			t.Error("who follows a mailed link reads the mail")
		}
		_, err = e.refresh(t, in.RefreshToken)
		wantCode(t, err, "session_ended")
		ended := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
		if len(ended) != 1 || ended[0].Reason != user.RevokedByPasswordReset {
			t.Errorf("announced %+v", ended)
		}
		told := announced[user.PasswordChanged](t, e, user.EventPasswordChanged)
		if len(told) != 1 || told[0].How != user.ByReset || told[0].Email != "ada@example.org" {
			t.Errorf("announced %+v", told)
		}
		wantCode(t, e.reset(t, secretToken, newPassword), "reset_token_invalid")
		want := []string{"account.signed_in", "account.password_reset", "account.registered"}
		if got := e.actions(t); !slices.Equal(got, want) {
			t.Errorf("audit log %q, want %q", got, want)
		}
	})
}

func TestResetPassword_TokenInvalid(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, e *env, in user.SignedIn, secretToken string) string{
		"used": func(t *testing.T, e *env, _ user.SignedIn, secretToken string) string {
			if err := e.reset(t, secretToken, newPassword); err != nil {
				t.Error(err)
			}
			return secretToken
		},
		"expired": func(_ *testing.T, e *env, _ user.SignedIn, secretToken string) string {
			e.clock.Advance(user.ResetTTL)
			return secretToken
		},
		"the password was changed since": func(t *testing.T, e *env, in user.SignedIn, secretToken string) string {
			must(e.ChangePassword(e.as(t, in), user.ChangePasswordRequest{CurrentPassword: password, NewPassword: newPassword}))(t)
			return secretToken
		},
		"another was used": func(t *testing.T, e *env, _ user.SignedIn, secretToken string) string {
			if err := e.reset(t, e.forgot(t, "ada@example.org", 2), newPassword); err != nil {
				t.Error(err)
			}
			return secretToken
		},
		"the account was deactivated": func(t *testing.T, e *env, in user.SignedIn, secretToken string) string {
			must(e.Deactivate(t.Context(), user.DeactivateRequest{UserID: in.User.ID}))(t)
			return secretToken
		},
		"one that confirms an address": func(t *testing.T, e *env, _ user.SignedIn, _ string) string {
			mail := announced[user.LinkRequested](t, e, user.EventEmailVerificationRequested)[0]
			return token(t, user.EventEmailVerificationRequested, mail.SealedLink)
		},
		"changed": func(_ *testing.T, _ *env, _ user.SignedIn, secretToken string) string {
			return secretToken[1:] + secretToken[:1]
		},
		"longer":     func(_ *testing.T, _ *env, _ user.SignedIn, secretToken string) string { return secretToken + "A" },
		"nothing":    func(*testing.T, *env, user.SignedIn, string) string { return "" },
		"a megabyte": func(*testing.T, *env, user.SignedIn, string) string { return strings.Repeat("A", 1<<20) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, e *env) {
				spoiled := spoil(t, e, e.register(t, "ada"), e.forgot(t, "ada@example.org", 1))
				before := e.hasher.hashed.Load()
				wantCode(t, e.reset(t, spoiled, "yet another of them"), "reset_token_invalid")
				valid := must(e.ValidateResetToken(t.Context(), user.ValidateResetTokenRequest{Token: spoiled}))(t)
				if valid != (user.ResetToken{}) {
					t.Errorf("validated as %+v", valid)
				}
				if e.hasher.hashed.Load() != before {
					t.Error("a password was hashed for nothing")
				}
			})
		})
	}
}

// A password that is refused does not cost the token.
func TestResetPassword_RefusedPasswordKeepsToken(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		secretToken := e.forgot(t, "ada@example.org", 1)
		for _, bad := range []string{"short", "password123", "ada@example.org!", strings.Repeat("a", 1<<20)} {
			wantCode(t, e.reset(t, secretToken, bad), "validation_failed")
		}
		if err := e.reset(t, secretToken, newPassword); err != nil {
			t.Error(err)
		}
	})
}

func TestResetPassword_OfTwoOneWins(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		secretToken := e.forgot(t, "ada@example.org", 1)
		var wg sync.WaitGroup
		var won atomic.Int32
		for range 8 {
			wg.Go(func() {
				_, err := e.ResetPassword(t.Context(), user.ResetPasswordRequest{Token: secretToken, Password: newPassword})
				if err == nil {
					won.Add(1)
				} else if !errs.Is(err, "reset_token_invalid") {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("%d won", won.Load())
		}
	})
}

// The answer is the same whoever is asked for, and mail goes to accounts only.
func TestForgotPassword_TellsNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		gone := e.register(t, "grace")
		must(e.Deactivate(t.Context(), user.DeactivateRequest{UserID: gone.User.ID}))(t)
		for _, email := range []string{"nobody@example.org", "grace@example.org", "no address", "", strings.Repeat("a", 1<<20)} {
			must(e.ForgotPassword(t.Context(), user.ForgotPasswordRequest{Email: email}))(t)
			e.clock.Advance(time.Second) // so that they are answered in this order
		}
		e.forgot(t, "ada@example.org", 1)
		if mails := announced[user.LinkRequested](t, e, user.EventPasswordResetRequested); len(mails) != 1 {
			t.Errorf("mails %+v", mails)
		}
	})
}

func TestForgotPassword_FiveMailsAnHour(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada") // one mail, to confirm the address
		e.register(t, "grace")
		for n := range user.MailsPerHour - 1 {
			e.forgot(t, "ada@example.org", n+1)
			e.clock.Advance(time.Minute)
		}
		must(e.ForgotPassword(t.Context(), user.ForgotPasswordRequest{Email: "ada@example.org"}))(t)
		e.clock.Advance(time.Second)
		e.forgot(t, "grace@example.org", user.MailsPerHour) // answered after the one too many
		for _, mail := range announced[user.LinkRequested](t, e, user.EventPasswordResetRequested)[user.MailsPerHour-1:] {
			if mail.Email != "grace@example.org" {
				t.Errorf("one mail too many: %+v", mail)
			}
		}
		e.clock.Advance(time.Hour)
		e.forgot(t, "ada@example.org", user.MailsPerHour+1)
	})
}

// What was asked for before a crash is answered after it.
func TestForgotPassword_AnsweredAfterCrash(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		_, err := e.db.Exec(t.Context(), `INSERT INTO forgotten_passwords (email, asked_at) VALUES ('ada@example.org', 1)`)
		if err != nil {
			t.Fatal(err)
		}
		e.instance(t, []byte(secret), e.hasher) // starts
		await[user.LinkRequested](t, e, user.EventPasswordResetRequested, 1)
	})
}

// An account that cannot be read does not keep the others waiting.
func TestForgotPassword_OneFaultHoldsUpNobody(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		e.register(t, "grace")
		if _, err := e.db.Exec(t.Context(), `UPDATE users SET preferences = 'damaged' WHERE username = 'ada'`); err != nil {
			t.Fatal(err)
		}
		must(e.ForgotPassword(t.Context(), user.ForgotPasswordRequest{Email: "ada@example.org"}))(t)
		e.clock.Advance(time.Second)
		e.forgot(t, "grace@example.org", 1)
	})
}

// Neither the tables nor the events hold a token that resets anything.
func TestForgotPassword_TokenIsNotInTheDatabase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		secretToken := e.forgot(t, "ada@example.org", 1)
		for _, query := range []string{
			`SELECT hash || email || purpose FROM mailed_tokens WHERE purpose = 'password_reset'`,
			`SELECT data FROM outbox WHERE type = 'user.password_reset_requested'`,
		} {
			var row string
			if err := e.db.QueryRow(t.Context(), query).Scan(&row); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(row, secretToken) {
				t.Errorf("in clear text: %s", row)
			}
		}
	})
}

func TestCreateResetLink(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		link := must(e.CreateResetLink(t.Context(), user.CreateResetLinkRequest{Identifier: "ADA"}))(t)
		if link.UserID != in.User.ID || !link.ExpiresAt.Equal(e.clock.Now().Add(user.OperatorTTL)) {
			t.Errorf("link %+v", link)
		}
		if err := e.reset(t, link.Token, newPassword); err != nil {
			t.Fatal(err)
		}
		if me := must(e.signIn(t, "ada", newPassword))(t).User; me.EmailVerified {
			t.Error("no mail was read for it")
		}
		_, err := e.CreateResetLink(t.Context(), user.CreateResetLinkRequest{Identifier: "nobody"})
		wantCode(t, err, "user_not_found")
	})
}
