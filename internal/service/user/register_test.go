package user_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestRegister(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := must(e.Register(t.Context(), user.RegisterRequest{
			Email: " Ada@Example.ORG ", Username: "Ada.L", Password: password, DisplayName: " Ada Lovelace ",
			Device: user.Device{Name: "Browser\x00\x1b[31m", Address: "192.0.2.1"},
		}))(t)
		want := user.OwnUser{
			User: user.User{
				ID: in.User.ID, Username: "ada.l", DisplayName: "Ada Lovelace", CreatedAt: e.clock.Now(), Presence: user.Active,
			},
			Email: "ada@example.org", LastSeenAt: e.clock.Now(),
			Preferences: user.Preferences{
				Theme: "system", Density: "comfortable", EnterToSend: true, TimeFormat: "auto", EmailNotifications: "all", ShowReadReceipts: true,
			},
		}
		if in.User != want {
			t.Errorf("user %+v", in.User)
		}
		if in.ExpiresIn != 15*60 {
			t.Errorf("expires in %d s", in.ExpiresIn)
		}
		if me := must(e.Me(e.as(t, in), rpc.None{}))(t); me != want {
			t.Errorf("Me = %+v", me)
		}
		sessions := must(e.Sessions(e.as(t, in), rpc.None{}))(t)
		if len(sessions.Items) != 1 || sessions.Items[0].Device != "Browser[31m" || !sessions.Items[0].Current {
			t.Errorf("sessions %+v", sessions.Items)
		}
		if events := announced[user.Registered](t, e, user.EventRegistered); len(events) != 1 || events[0].User != want.User {
			t.Errorf("announced %+v", events)
		}
	})
}

func TestRegister_DisplayNameDefaultsToUsername(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		if in := e.register(t, "Grace"); in.User.DisplayName != "grace" {
			t.Errorf("display name %q", in.User.DisplayName)
		}
	})
}

func TestRegister_BadInput(t *testing.T) {
	t.Parallel()
	good := user.RegisterRequest{Email: "ada@example.org", Username: "ada", Password: password}
	e := newEnv(t, "sqlite", false)
	for name, tc := range map[string]struct {
		change func(*user.RegisterRequest)
		fields string
	}{
		"nothing":                {func(r *user.RegisterRequest) { *r = user.RegisterRequest{} }, "email username password"},
		"no @":                   {func(r *user.RegisterRequest) { r.Email = "ada" }, "email"},
		"two addresses":          {func(r *user.RegisterRequest) { r.Email = "a@example.org,b@example.org" }, "email"},
		"display name in email":  {func(r *user.RegisterRequest) { r.Email = "Ada <ada@example.org>" }, "email"},
		"comment in email":       {func(r *user.RegisterRequest) { r.Email = "ada(x)@example.org" }, "email"},
		"quoted email":           {func(r *user.RegisterRequest) { r.Email = `"a da"@example.org` }, "email"},
		"header in email":        {func(r *user.RegisterRequest) { r.Email = "ada@example.org\r\nBcc: x@example.org" }, "email"},
		"address literal":        {func(r *user.RegisterRequest) { r.Email = "ada@[127.0.0.1]" }, "email"},
		"dots in domain":         {func(r *user.RegisterRequest) { r.Email = "ada@example..org" }, "email"},
		"dash in domain":         {func(r *user.RegisterRequest) { r.Email = "ada@-example.org" }, "email"},
		"letter that folds":      {func(r *user.RegisterRequest) { r.Email = "ma\u212a@example.org" }, "email"},
		"long local part":        {func(r *user.RegisterRequest) { r.Email = strings.Repeat("a", 65) + "@example.org" }, "email"},
		"long email":             {func(r *user.RegisterRequest) { r.Email = "a@" + strings.Repeat("a.", 130) + "org" }, "email"},
		"a megabyte of email":    {func(r *user.RegisterRequest) { r.Email = strings.Repeat("a", 1<<20) + "@example.org" }, "email"},
		"short username":         {func(r *user.RegisterRequest) { r.Username = "ad" }, "username"},
		"long username":          {func(r *user.RegisterRequest) { r.Username = strings.Repeat("a", 31) }, "username"},
		"space in username":      {func(r *user.RegisterRequest) { r.Username = "ada l" }, "username"},
		"@ in username":          {func(r *user.RegisterRequest) { r.Username = "ada@l" }, "username"},
		"zero byte in username":  {func(r *user.RegisterRequest) { r.Username = "ada\x00" }, "username"},
		"letters like others":    {func(r *user.RegisterRequest) { r.Username = "аdа" }, "username"},
		"short password":         {func(r *user.RegisterRequest) { r.Password = "1234567" }, "password"},
		"short, in many bytes":   {func(r *user.RegisterRequest) { r.Password = "ééééééé" }, "password"},
		"long password":          {func(r *user.RegisterRequest) { r.Password = strings.Repeat("a", 129) }, "password"},
		"a megabyte of password": {func(r *user.RegisterRequest) { r.Password = strings.Repeat("a", 1<<20) }, "password"},
		"long display name":      {func(r *user.RegisterRequest) { r.DisplayName = strings.Repeat("a", 81) }, "displayName"},
		"lines in display name":  {func(r *user.RegisterRequest) { r.DisplayName = "Ada\nAdmin" }, "displayName"},
		"turned display name":    {func(r *user.RegisterRequest) { r.DisplayName = "Ada\u202e" }, "displayName"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			req := good
			tc.change(&req)
			_, err := e.Register(t.Context(), req)
			wantCode(t, err, "validation_failed")
			var got []string
			for _, f := range errs.From(err).Fields {
				got = append(got, f.Field)
			}
			if strings.Join(got, " ") != tc.fields {
				t.Errorf("faults in %v, want %s", got, tc.fields)
			}
		})
	}
	t.Cleanup(func() { // after the parallel subtests
		if n := e.hasher.hashed.Load(); n != 0 {
			t.Errorf("%d passwords were hashed for nothing", n)
		}
	})
}

func TestRegister_LongestPassword(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		long := strings.Repeat("漢", user.MaxPassword)
		must(e.Register(t.Context(), user.RegisterRequest{Email: "ada@example.org", Username: "ada", Password: long}))(t)
		must(e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: long}))(t)
		_, err := e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: long[:len(long)-3] + "字"})
		wantCode(t, err, "wrong_credentials")
	})
}

func TestRegister_Taken(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.register(t, "ada")
		for name, tc := range map[string]struct{ email, username, code string }{
			"email in other case":    {"ADA@Example.org", "other", "email_taken"},
			"username in other case": {"other@example.org", "ADA", "username_taken"},
			"both":                   {"ada@example.org", "ada", "email_taken"},
		} {
			_, err := e.Register(t.Context(), user.RegisterRequest{Email: tc.email, Username: tc.username, Password: password})
			if !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
		if n := e.hasher.hashed.Load(); n != 1 {
			t.Errorf("%d passwords hashed, want only the one that was needed", n)
		}
	})
}

// Of many who want one name at once, one gets it, and the others are told why not.
func TestRegister_Race(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		const racers = 8
		var wg sync.WaitGroup
		results := make([]error, racers)
		for i := range racers {
			wg.Go(func() {
				req := user.RegisterRequest{Email: string(rune('a'+i)) + "@example.org", Username: "ada", Password: password}
				if i%2 == 0 {
					req.Email, req.Username = "ada@example.org", "ada"+string(rune('a'+i))
				}
				_, results[i] = e.Register(t.Context(), req)
			})
		}
		wg.Wait()
		won := map[string]int{}
		for i, err := range results {
			switch {
			case err == nil && i%2 == 0:
				won["email"]++
			case err == nil:
				won["username"]++
			case i%2 == 0:
				wantCode(t, err, "email_taken")
			default:
				wantCode(t, err, "username_taken")
			}
		}
		if won["email"] != 1 || won["username"] != 1 {
			t.Errorf("won: %v", won)
		}
	})
}

func TestMe_AccountGone(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		ctx := e.as(t, in)
		if _, err := e.db.Exec(t.Context(), `DELETE FROM users`); err != nil {
			t.Fatal(err)
		}
		_, err := e.Me(ctx, rpc.None{})
		wantCode(t, err, "user_not_found")
		_, err = e.Me(t.Context(), rpc.None{})
		wantCode(t, err, "missing_token")
	})
}

func TestLastSeen(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		e.clock.Advance(time.Hour)
		in = must(e.refresh(t, in.RefreshToken))(t)
		if !in.User.LastSeenAt.Equal(e.clock.Now()) {
			t.Errorf("last seen %v after a refresh", in.User.LastSeenAt)
		}
		e.clock.Advance(time.Hour)
		in = must(e.Login(t.Context(), user.LoginRequest{Identifier: "ada", Password: password}))(t)
		if me := must(e.Me(e.as(t, in), rpc.None{}))(t); !me.LastSeenAt.Equal(e.clock.Now()) {
			t.Errorf("last seen %v after a login", me.LastSeenAt)
		}
	})
}
