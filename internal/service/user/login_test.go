package user_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestLogin(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		want := e.register(t, "ada").User
		for _, identifier := range []string{"ada", "ADA", " ada ", "ada@example.org", "Ada@EXAMPLE.org", " ada@example.org "} {
			in, err := e.Login(t.Context(), user.LoginRequest{Identifier: identifier, Password: password})
			if err != nil || in.User != want {
				t.Errorf("as %q: %+v, %v", identifier, in.User, err)
			}
		}
	})
}

// An unknown account is answered as a wrong password is, and costs as much.
func TestLogin_WrongCredentials(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		texts := map[string]bool{}
		for _, try := range []user.LoginRequest{
			{Identifier: "ada", Password: "wrong horse battery"},
			{Identifier: "ada", Password: password + " "},
			{Identifier: "ada", Password: "x"},
			{Identifier: "nobody", Password: password},
			{Identifier: "nobody@example.org", Password: password},
			{Identifier: "zero\x00byte", Password: password},
			{Identifier: "a", Password: password},
			{Identifier: "' OR 1=1 --", Password: password},
			{Identifier: "%", Password: password},
		} {
			before := e.hasher.hashed.Load()
			_, err := e.Login(t.Context(), try)
			wantCode(t, err, "wrong_credentials")
			if err != nil {
				texts[err.Error()] = true
			}
			if n := e.hasher.hashed.Load() - before; n != 1 {
				t.Errorf("%q: %d passwords hashed", try.Identifier, n)
			}
		}
		if len(texts) != 1 {
			t.Errorf("answers differ: %v", texts)
		}
	})
}

func TestLogin_BadInput(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	for name, req := range map[string]user.LoginRequest{
		"nothing":                  {},
		"no password":              {Identifier: "ada"},
		"no identifier":            {Password: password},
		"long password":            {Identifier: "ada", Password: strings.Repeat("a", 129)},
		"a megabyte of password":   {Identifier: "ada", Password: strings.Repeat("a", 1<<20)},
		"a megabyte of identifier": {Identifier: strings.Repeat("a", 1<<20), Password: password},
	} {
		_, err := e.Login(t.Context(), req)
		if err == nil {
			t.Error(name)
		}
		wantCode(t, err, "validation_failed")
	}
	if n := e.hasher.hashed.Load(); n != 0 {
		t.Errorf("%d passwords were hashed for nothing", n)
	}
}

// A hash made with older parameters is replaced when its password is next seen.
func TestLogin_Rehashes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		stronger := auth.HashParams{MemoryKiB: 16, Time: 1, Threads: 1}
		upgraded := e.instance(t, []byte(secret), auth.NewHasher(stronger))
		must(upgraded.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: password}))(t)
		var hash string
		if err := e.db.QueryRow(t.Context(), `SELECT password_hash FROM users`).Scan(&hash); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(hash, "m=16,") {
			t.Errorf("still %s", hash)
		}
		must(e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: password}))(t)
	})
}

func TestLogin_WithoutPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		people := must(user.Seed(t.Context(), e.db, e.hasher, []user.SeedUser{
			{Email: "ada@example.org", Username: "ada", DisplayName: "Ada", CreatedAt: e.clock.Now()},
			{Email: "grace@example.org", Username: "grace", DisplayName: "Grace", Password: "Password1", CreatedAt: e.clock.Now()},
		}))(t)
		_, err := e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: password})
		wantCode(t, err, "wrong_credentials")
		in := must(e.Login(t.Context(), user.LoginRequest{Identifier: "grace", Password: "Password1"}))(t)
		if in.User.User != people[1] {
			t.Errorf("signed in as %+v", in.User)
		}
	})
}
