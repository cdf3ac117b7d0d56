package user_test

import (
	"encoding/base64"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestRefresh_Rotates(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		first := must(e.tokens.Verify(in.AccessToken))(t)
		seen := map[string]bool{in.RefreshToken: true}
		for range 5 {
			e.clock.Advance(time.Hour)
			in = must(e.refresh(t, in.RefreshToken))(t)
			if seen[in.RefreshToken] {
				t.Fatal("a token came twice")
			}
			seen[in.RefreshToken] = true
			if got := must(e.tokens.Verify(in.AccessToken))(t); got != first {
				t.Errorf("access token for %v, want %v", got, first)
			}
		}
		if n := len(announced[user.SessionRevoked](t, e, user.EventSessionRevoked)); n != 0 {
			t.Errorf("%d sessions revoked", n)
		}
	})
}

// The answer to a refresh got lost: the client asks again with the token it has.
func TestRefresh_RetryGivesSameSuccessor(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		spent := must(e.refresh(t, e.register(t, "ada").RefreshToken))(t).RefreshToken
		lost := must(e.refresh(t, spent))(t)
		e.clock.Advance(user.RefreshGrace)
		again := must(e.refresh(t, spent))(t)
		if again.RefreshToken != lost.RefreshToken {
			t.Error("another successor")
		}
		if again.AccessToken == lost.AccessToken {
			t.Error("no new access token")
		}
		must(e.refresh(t, again.RefreshToken))(t)
	})
}

func TestRefresh_ReuseRevokesTheSession(t *testing.T) {
	t.Parallel()
	for name, reuse := range map[string]func(*testing.T, *env, []string) string{
		"after the grace": func(_ *testing.T, e *env, tokens []string) string {
			e.clock.Advance(user.RefreshGrace + time.Microsecond)
			return tokens[1]
		},
		"successor used": func(_ *testing.T, _ *env, tokens []string) string { return tokens[0] },
		"successor used, an age": func(_ *testing.T, e *env, tokens []string) string {
			e.clock.Advance(user.SessionIdle)
			return tokens[0]
		},
		"clock was set back since": func(_ *testing.T, e *env, tokens []string) string { e.clock.Advance(-time.Hour); return tokens[0] },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			each(t, func(t *testing.T, e *env) {
				in := e.register(t, "ada")
				ctx := e.as(t, in)
				tokens := []string{in.RefreshToken}
				for range 2 {
					tokens = append(tokens, must(e.refresh(t, tokens[len(tokens)-1]))(t).RefreshToken)
				}
				_, err := e.refresh(t, reuse(t, e, tokens))
				wantCode(t, err, "session_ended")
				_, err = e.refresh(t, tokens[2])
				wantCode(t, err, "session_ended")
				events := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
				caller := must(auth.CallerFrom(ctx))(t)
				want := user.SessionRevoked{UserID: in.User.ID, SessionID: caller.SessionID, Reason: user.RevokedByReuse}
				if len(events) != 1 || events[0] != want {
					t.Errorf("announced %+v", events)
				}
			})
		})
	}
}

// A clock that steps back between a refresh and its retry must not sign anyone out.
func TestRefresh_RetryAfterClockStepBack(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		token := e.register(t, "ada").RefreshToken
		next := must(e.refresh(t, token))(t).RefreshToken
		e.clock.Advance(-10 * time.Minute)
		if got := must(e.refresh(t, token))(t).RefreshToken; got != next {
			t.Error("another successor")
		}
	})
}

// Two tabs refresh at once: both get the same successor, on any instance of the service.
func TestRefresh_Concurrent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		token := e.register(t, "ada").RefreshToken
		services := []user.Service{e.Service, e.instance(t, []byte(secret), e.hasher)}
		var wg sync.WaitGroup
		successors := make([]string, 10)
		for i := range successors {
			wg.Go(func() {
				in, err := services[i%2].Refresh(t.Context(), user.RefreshRequest{RefreshToken: token})
				if err != nil {
					t.Error(err)
				}
				successors[i] = in.RefreshToken
			})
		}
		wg.Wait()
		for _, s := range successors {
			if s != successors[0] || s == token {
				t.Fatalf("successors differ: %q", successors)
			}
		}
	})
}

func TestRefresh_SessionLives(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		idle, busy := e.register(t, "ada").RefreshToken, e.register(t, "grace").RefreshToken
		for range 5 { // six days, again and again
			e.clock.Advance(6 * 24 * time.Hour)
			busy = must(e.refresh(t, busy))(t).RefreshToken
		}
		_, err := e.refresh(t, idle)
		wantCode(t, err, "session_ended")
		e.clock.Advance(time.Hour)
		_, err = e.refresh(t, busy) // the 30 days are over
		wantCode(t, err, "session_ended")
	})
}

func TestRefresh_Forged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		token := must(e.refresh(t, in.RefreshToken))(t).RefreshToken
		raw, err := base64.RawURLEncoding.DecodeString(token)
		if err != nil {
			t.Fatal(err)
		}
		change := func(at int) string {
			forged := append([]byte(nil), raw...)
			forged[at] ^= 1
			return base64.RawURLEncoding.EncodeToString(forged)
		}
		for name, forged := range map[string]string{
			"empty": "", "garbage": "garbage", "an access token": in.AccessToken,
			"other session": change(15), "older generation": change(19), "newer generation": change(16),
			"other secret": change(51), "truncated": token[:len(token)-1], "longer": token + "A",
			"line break": token[:69] + "\n", "a megabyte": strings.Repeat("A", 1<<20),
		} {
			if _, err := e.refresh(t, forged); err == nil {
				t.Errorf("%s was accepted", name)
			} else {
				wantCode(t, err, "session_ended")
			}
		}
		// Whoever made those up has ended nothing.
		must(e.refresh(t, token))(t)
	})
}

// The database alone holds nothing that signs anyone in.
func TestRefresh_TokensAreNotInTheDatabase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		token := e.register(t, "ada").RefreshToken
		raw, err := base64.RawURLEncoding.DecodeString(token)
		if err != nil {
			t.Fatal(err)
		}
		var row string
		if err := e.db.QueryRow(t.Context(), `SELECT token_hash || seed || device FROM sessions`).Scan(&row); err != nil {
			t.Fatal(err)
		}
		secretPart := raw[20:]
		for _, form := range []string{token, string(secretPart), hexOf(secretPart)} {
			if strings.Contains(row, form) {
				t.Error("the token is kept in clear text")
			}
		}
	})
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	var s strings.Builder
	for _, c := range b {
		s.WriteByte(digits[c>>4])
		s.WriteByte(digits[c&15])
	}
	return s.String()
}

// A changed secret signs nobody out, and does not take tokens made with the old one for stolen.
func TestRefresh_SecretChanged(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		spent := e.register(t, "ada").RefreshToken
		token := must(e.refresh(t, spent))(t).RefreshToken
		changed := e.instance(t, []byte("another secret, of 32 bytes or more"), e.hasher)
		_, err := changed.Refresh(t.Context(), user.RefreshRequest{RefreshToken: spent})
		wantCode(t, err, "session_ended")
		in := must(changed.Refresh(t.Context(), user.RefreshRequest{RefreshToken: token}))(t)
		must(changed.Refresh(t.Context(), user.RefreshRequest{RefreshToken: in.RefreshToken}))(t)
	})
}

func TestRefresh_AfterLogout(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.Logout(e.as(t, in), user.LogoutRequest{}))(t)
		_, err := e.refresh(t, in.RefreshToken)
		wantCode(t, err, "session_ended")
		_, err = e.Sessions(t.Context(), rpc.None{})
		wantCode(t, err, "missing_token")
	})
}

func TestNew_RefusesShortSecret(t *testing.T) {
	t.Parallel()
	if _, err := user.New(user.Config{Secret: []byte("short")}); err == nil {
		t.Error("a short secret was enough")
	}
}
