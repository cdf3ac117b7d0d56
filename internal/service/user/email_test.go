package user_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

func (e *env) verify(t *testing.T, token string) (user.VerifiedEmail, error) {
	t.Helper()
	return e.VerifyEmail(t.Context(), user.VerifyEmailRequest{Token: token})
}

// verificationToken returns the n-th token that was mailed to confirm a first address.
func verificationToken(t *testing.T, e *env, n int) string {
	t.Helper()
	mails := announced[user.LinkRequested](t, e, user.EventEmailVerificationRequested)
	if len(mails) != n {
		t.Fatalf("%d mails, want %d", len(mails), n)
	}
	return token(t, user.EventEmailVerificationRequested, mails[n-1].SealedLink)
}

// changeToken returns the n-th token that was mailed to change an address.
func changeToken(t *testing.T, e *env, n int) string {
	t.Helper()
	mails := announced[user.EmailChangeRequested](t, e, user.EventEmailChangeRequested)
	if len(mails) != n {
		t.Fatalf("%d mails, want %d", len(mails), n)
	}
	return token(t, user.EventEmailChangeRequested, mails[n-1].SealedLink)
}

func (e *env) changeEmail(t *testing.T, in user.SignedIn, email string) {
	t.Helper()
	must(e.ChangeEmail(e.as(t, in), user.ChangeEmailRequest{Email: email, Password: password}))(t)
}

func (e *env) me(t *testing.T, in user.SignedIn) user.OwnUser {
	t.Helper()
	return must(e.Me(e.as(t, in), rpc.None{}))(t)
}

func TestVerifyEmail_FirstAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		if in.User.EmailVerified {
			t.Error("confirmed before any mail was read")
		}
		secretToken := verificationToken(t, e, 1)
		if got := must(e.verify(t, secretToken))(t); got.Email != "ada@example.org" {
			t.Errorf("verified %+v", got)
		}
		if !e.me(t, in).EmailVerified {
			t.Error("not confirmed")
		}
		_, err := e.verify(t, secretToken)
		wantCode(t, err, "verification_token_invalid")
		must(e.ResendVerification(e.as(t, in), rpc.None{}))(t)
		verificationToken(t, e, 1) // nothing to confirm, no other mail
	})
}

func TestResendVerification_FiveMailsAnHour(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		for range 2 * user.MailsPerHour {
			must(e.ResendVerification(e.as(t, in), rpc.None{}))(t)
		}
		must(e.verify(t, verificationToken(t, e, user.MailsPerHour)))(t)
	})
}

func TestVerifyEmail_Expired(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		e.clock.Advance(user.VerificationTTL)
		_, err := e.verify(t, verificationToken(t, e, 1))
		wantCode(t, err, "verification_token_invalid")
	})
}

func TestVerifyEmail_RefusesResetToken(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		secretToken := e.forgot(t, "ada@example.org", 1)
		_, err := e.verify(t, secretToken)
		wantCode(t, err, "verification_token_invalid")
		if e.me(t, in).EmailVerified {
			t.Error("confirmed")
		}
		if err := e.reset(t, secretToken, newPassword); err != nil {
			t.Errorf("the token was spoiled: %v", err)
		}
	})
}

func TestChangeEmail(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		first, forgotten := verificationToken(t, e, 1), e.forgot(t, "ada@example.org", 1)
		e.changeEmail(t, in, " Lovelace@Example.org")
		me := e.me(t, in)
		if me.Email != "ada@example.org" || me.PendingEmail == nil || *me.PendingEmail != "lovelace@example.org" {
			t.Errorf("before it is confirmed: %+v", me)
		}
		if got := must(e.verify(t, changeToken(t, e, 1)))(t); got.Email != "lovelace@example.org" {
			t.Errorf("verified %+v", got)
		}
		if me := e.me(t, in); me.Email != "lovelace@example.org" || me.PendingEmail != nil || !me.EmailVerified {
			t.Errorf("after it was confirmed: %+v", me)
		}
		told := announced[user.EmailChanged](t, e, user.EventEmailChanged)
		if len(told) != 1 || told[0].OldEmail != "ada@example.org" || told[0].NewEmail != "lovelace@example.org" {
			t.Errorf("announced %+v", told)
		}
		must(e.signIn(t, "lovelace@example.org", password))(t)
		_, err := e.signIn(t, "ada@example.org", password)
		wantCode(t, err, "wrong_credentials")
		_, err = e.verify(t, first) // what went to the old address is void
		wantCode(t, err, "verification_token_invalid")
		wantCode(t, e.reset(t, forgotten, newPassword), "reset_token_invalid")
	})
}

func TestChangeEmail_WrongPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		_, err := e.ChangeEmail(e.as(t, in), user.ChangeEmailRequest{Email: "new@example.org", Password: "not mine at all"})
		wantCode(t, err, "wrong_password")
		_, err = e.ChangeEmail(e.as(t, in), user.ChangeEmailRequest{Email: "no address", Password: password})
		wantCode(t, err, "validation_failed")
		if e.me(t, in).PendingEmail != nil {
			t.Error("an address is pending")
		}
	})
}

// Whoever asks for somebody else's address learns nothing, and nobody gets a mail.
func TestChangeEmail_TakenIsNotTold(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		e.register(t, "grace")
		e.changeEmail(t, in, "grace@example.org")
		if me := e.me(t, in); me.PendingEmail == nil || *me.PendingEmail != "grace@example.org" {
			t.Errorf("answered differently: %+v", me)
		}
		must(e.ResendVerification(e.as(t, in), rpc.None{}))(t)
		if mails := announced[user.EmailChangeRequested](t, e, user.EventEmailChangeRequested); len(mails) != 0 {
			t.Errorf("mails %+v", mails)
		}
	})
}

// Two ask for an address that is nobody's; the one who confirms it first has it.
func TestVerifyEmail_TakenMeanwhile(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada, grace := e.register(t, "ada"), e.register(t, "grace")
		e.changeEmail(t, ada, "one@example.org")
		e.changeEmail(t, grace, "one@example.org")
		mails := announced[user.EmailChangeRequested](t, e, user.EventEmailChangeRequested)
		must(e.verify(t, token(t, user.EventEmailChangeRequested, mails[0].SealedLink)))(t)
		_, err := e.verify(t, token(t, user.EventEmailChangeRequested, mails[1].SealedLink))
		wantCode(t, err, "email_taken")
		if e.me(t, grace).Email != "grace@example.org" {
			t.Error("the second has changed")
		}
	})
}

func TestChangeEmail_LastOneCounts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		e.changeEmail(t, in, "one@example.org")
		one := changeToken(t, e, 1)
		e.changeEmail(t, in, "two@example.org")
		_, err := e.verify(t, one)
		wantCode(t, err, "verification_token_invalid")
		must(e.ResendVerification(e.as(t, in), rpc.None{}))(t)
		again := changeToken(t, e, 3)
		e.changeEmail(t, in, "ada@example.org") // never mind
		_, err = e.verify(t, again)
		wantCode(t, err, "verification_token_invalid")
		if me := e.me(t, in); me.PendingEmail != nil || me.Email != "ada@example.org" {
			t.Errorf("me %+v", me)
		}
	})
}

func TestVerifyEmail_OfTwoOneWins(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		e.changeEmail(t, in, "new@example.org")
		secretToken := changeToken(t, e, 1)
		var wg sync.WaitGroup
		var won atomic.Int32
		for range 8 {
			wg.Go(func() {
				_, err := e.VerifyEmail(t.Context(), user.VerifyEmailRequest{Token: secretToken})
				if err == nil {
					won.Add(1)
				} else {
					wantCode(t, err, "verification_token_invalid")
				}
			})
		}
		wg.Wait()
		if won.Load() != 1 {
			t.Errorf("%d won", won.Load())
		}
	})
}

// A session that was taken over cannot keep a change of address under way when its owner changes the password.
func TestChangePassword_EndsChangeOfEmail(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		e.changeEmail(t, in, "thief@example.org")
		e.clock.Advance(time.Minute)
		must(e.ChangePassword(e.as(t, in), user.ChangePasswordRequest{CurrentPassword: password, NewPassword: newPassword}))(t)
		_, err := e.verify(t, changeToken(t, e, 1))
		wantCode(t, err, "verification_token_invalid")
		if e.me(t, in).PendingEmail != nil {
			t.Error("an address is pending")
		}
	})
}
