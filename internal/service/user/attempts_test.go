package user_test

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/service/user"
)

// guess tries a wrong password from an address.
func guess(t *testing.T, s user.Service, identifier, address string) error {
	t.Helper()
	_, err := s.Login(t.Context(), user.LoginRequest{Identifier: identifier, Password: "not it, sorry", Device: user.Device{Address: address}})
	return err
}

// exhaust makes the failures that are free.
func exhaust(t *testing.T, s user.Service, identifier, address string) {
	t.Helper()
	for range 5 {
		wantCode(t, guess(t, s, identifier, address), "wrong_credentials")
	}
	wantCode(t, guess(t, s, identifier, address), "too_many_attempts")
}

// An account that does not exist is delayed as any.
func TestLogin_DelaysAfterFiveFailures(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		for _, identifier := range []string{"ada", "nobody", "nobody@example.org"} {
			exhaust(t, e, identifier, "192.0.2.1")
			before := e.hasher.hashed.Load()
			for delay := time.Second; delay < 20*time.Minute; delay *= 2 {
				delay := min(delay, 15*time.Minute)
				err := guess(t, e, identifier, "192.0.2.1")
				wantCode(t, err, "too_many_attempts")
				if got := errs.From(err).RetryAfter; got != delay {
					t.Errorf("%s waits %v, want %v", identifier, got, delay)
				}
				e.clock.Advance(delay - time.Microsecond)
				wantCode(t, guess(t, e, identifier, "192.0.2.1"), "too_many_attempts")
				e.clock.Advance(time.Microsecond)
				wantCode(t, guess(t, e, identifier, "192.0.2.1"), "wrong_credentials")
			}
			if n := e.hasher.hashed.Load() - before; n != 11 { // 1 s to 512 s, and 15 minutes
				t.Errorf("%d passwords verified, want one a delay", n)
			}
		}
	})
}

// Even the right password waits, or waiting would tell which one it is.
func TestLogin_DelayHoldsForTheRightPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		exhaust(t, e, "ada", "192.0.2.1")
		_, err := e.signIn(t, "ada", password)
		wantCode(t, err, "too_many_attempts")
		e.clock.Advance(time.Second)
		must(e.signIn(t, "ada", password))(t)
		exhaust(t, e, "ada", "192.0.2.1") // a success forgets
	})
}

func TestLogin_AnHourForgetsFailures(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		exhaust(t, e, "ada", "192.0.2.1")
		e.clock.Advance(time.Hour)
		exhaust(t, e, "ada", "192.0.2.1")
	})
}

// Who guesses from one address does not keep the account's owner out, who comes from another.
func TestLogin_OthersAreNotLockedOut(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		exhaust(t, e, "ada", "198.51.100.7")
		must(e.signIn(t, "ada", password))(t)
		exhaust(t, e, "grace", "198.51.100.7") // and an address is not barred for one account
	})
}

// Many addresses together get 20 guesses at an account, then one a minute at the slowest.
func TestLogin_ManyAddressesOneAccount(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		for n := range 20 {
			wantCode(t, guess(t, e, "ada", fmt.Sprintf("198.51.100.%d", n)), "wrong_credentials")
		}
		for n := range 10 {
			err := guess(t, e, "ada", fmt.Sprintf("203.0.113.%d", n))
			wantCode(t, err, "too_many_attempts")
			wait := errs.From(err).RetryAfter
			if want := min(time.Second<<n, time.Minute); wait != want {
				t.Errorf("waits %v, want %v", wait, want)
			}
			e.clock.Advance(wait)
			wantCode(t, guess(t, e, "ada", fmt.Sprintf("203.0.113.%d", n)), "wrong_credentials")
		}
	})
}

// One address gets 50 guesses at all accounts together. An IPv6 address is 64 bits: the rest is its owner's.
func TestLogin_OneAddressManyAccounts(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]func(n int) string{
		"IPv4": func(int) string { return "198.51.100.7" },
		"IPv6": func(n int) string { return fmt.Sprintf("2001:db8:0:1::%x", n+1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, e *env) {
				for n := range 50 {
					wantCode(t, guess(t, e, fmt.Sprint("user", n), address(n)), "wrong_credentials")
				}
				wantCode(t, guess(t, e, "somebody-else", address(77)), "too_many_attempts")
				wantCode(t, guess(t, e, "somebody-else", "2001:db8:0:2::1"), "wrong_credentials")
			})
		})
	}
}

func TestLogin_DelaySurvivesRestart(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		exhaust(t, e, "ada", "192.0.2.1")
		restarted := e.instance(t, []byte(secret), e.hasher)
		wantCode(t, guess(t, restarted, "ada", "192.0.2.1"), "too_many_attempts")
	})
}

// However many come at once, the failures are counted before more passwords are looked at.
func TestLogin_ParallelGuessesAreCounted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		before := e.hasher.hashed.Load()
		var wg sync.WaitGroup
		var delayed atomic.Int64
		for range 100 {
			wg.Go(func() {
				if errs.Is(guess(t, e, "ada", "192.0.2.1"), "too_many_attempts") {
					delayed.Add(1)
				}
			})
		}
		wg.Wait()
		verified := e.hasher.hashed.Load() - before
		if most := int64(5 + runtime.GOMAXPROCS(0) - 1); verified > most || verified+delayed.Load() != 100 {
			t.Errorf("%d passwords were verified, want %d at most; %d delayed", verified, most, delayed.Load())
		}
	})
}

// Asking a session for the password is no way around the delay.
func TestConfirmPassword_CountsAsSignIn(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		ctx, d := e.as(t, in), user.Device{Address: "192.0.2.1"}
		for range 2 {
			_, err := e.ChangePassword(ctx, user.ChangePasswordRequest{CurrentPassword: "not it, sorry", NewPassword: newPassword, Device: d})
			wantCode(t, err, "wrong_password")
			_, err = e.ChangeEmail(ctx, user.ChangeEmailRequest{Email: "a@b.example", Password: "not it, sorry", Device: d})
			wantCode(t, err, "wrong_password")
		}
		_, err := e.DeleteMe(ctx, user.DeleteMeRequest{Password: "not it, sorry", Device: d})
		wantCode(t, err, "wrong_password")
		_, err = e.DeleteMe(ctx, user.DeleteMeRequest{Password: password, Device: d})
		wantCode(t, err, "too_many_attempts")
		wantCode(t, guess(t, e, "ada@example.org", "192.0.2.1"), "too_many_attempts")
		if got := e.actions(t); got[0] != "account.sign_in_failed" {
			t.Errorf("audit log %q", got)
		}
	})
}

// A success writes nothing about attempts, unless there is something to forget.
func TestLogin_CountsAreNotReadable(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		must(e.signIn(t, "ada", password))(t)
		var rows int
		if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM failed_attempts`).Scan(&rows); err != nil || rows != 0 {
			t.Errorf("%d rows, %v", rows, err)
		}
		_ = guess(t, e, "ada", "192.0.2.1")
		const query = `SELECT COUNT(*) FROM failed_attempts WHERE key LIKE '%ada%' OR key LIKE '%192.0%' OR LENGTH(key) <> 64`
		if err := e.db.QueryRow(t.Context(), query).Scan(&rows); err != nil || rows != 0 {
			t.Errorf("%d rows tell who it was, %v", rows, err)
		}
	})
}

// A clock that was set back does not make anyone wait longer.
func TestLogin_ClockSetBack(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	exhaust(t, e, "ada", "192.0.2.1")
	e.clock.Advance(-time.Hour)
	if got := errs.From(guess(t, e, "ada", "192.0.2.1")).RetryAfter; got != time.Second {
		t.Errorf("waits %v", got)
	}
}

func TestLogin_Deactivated(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.Deactivate(t.Context(), user.DeactivateRequest{UserID: in.User.ID}))(t)
		_, err := e.signIn(t, "ada", password)
		wantCode(t, err, "account_deactivated")
		_, err = e.signIn(t, "ada", "not it, sorry")
		wantCode(t, err, "wrong_credentials")
	})
}
