package user_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

func TestUpdateMe(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		soon := e.clock.Now().Add(10 * time.Minute) // the access token lives longer
		got := must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{
			DisplayName: new(" Ada Lovelace "), Title: new("Countess"), Bio: new("Numbers.\nAnd music."), TimeZone: new("Europe/London"),
			Locale: new("en-GB"), Status: &user.Status{Emoji: ":tophat:", Text: " At the opera ", ExpiresAt: &soon},
		}))(t)
		want := in.User
		want.DisplayName, want.Title, want.Bio, want.TimeZone, want.Locale = "Ada Lovelace", "Countess", "Numbers.\nAnd music.", "Europe/London", "en-GB"
		want.Status = &user.Status{Emoji: ":tophat:", Text: "At the opera", ExpiresAt: &soon}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
		if told := announced[user.Updated](t, e, user.EventUpdated); len(told) != 1 || !reflect.DeepEqual(told[0].User, want.User) {
			t.Errorf("announced %+v", told)
		}
		if again := must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{}))(t); !reflect.DeepEqual(again, want) {
			t.Errorf("nothing to change changed %+v", again)
		}
		e.clock.Advance(10 * time.Minute)
		if me := e.me(t, in); me.Status != nil {
			t.Errorf("the opera is over: %+v", me.Status)
		}
		must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{Status: &user.Status{Text: "Composing"}}))(t)
		if me := must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{Status: &user.Status{}}))(t); me.Status != nil {
			t.Errorf("not cleared: %+v", me.Status)
		}
	})
}

func TestUpdateMe_BadInput(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	in := e.register(t, "ada")
	past := e.clock.Now()
	for field, req := range map[string][]user.UpdateMeRequest{
		"displayName":      {{DisplayName: new(" ")}, {DisplayName: new(strings.Repeat("a", 81))}, {DisplayName: new("a\nb")}},
		"title":            {{Title: new(strings.Repeat("a", 81))}},
		"bio":              {{Bio: new(strings.Repeat("a", 501))}, {Bio: new("\x00")}},
		"timeZone":         {{TimeZone: new("Mars/Olympus")}, {TimeZone: new("Local")}, {TimeZone: new("../etc/passwd")}, {TimeZone: new(strings.Repeat("a", 1<<20))}},
		"locale":           {{Locale: new("e")}, {Locale: new("en_GB")}, {Locale: new("en-")}, {Locale: new(strings.Repeat("a", 1<<20))}},
		"status.text":      {{Status: &user.Status{Text: strings.Repeat("a", 101)}}},
		"status.emoji":     {{Status: &user.Status{Emoji: strings.Repeat("a", 65)}}, {Status: &user.Status{Emoji: "<b>"}}, {Status: &user.Status{Emoji: "two words"}}},
		"status.expiresAt": {{Status: &user.Status{Text: "a", ExpiresAt: &past}}},
	} {
		for _, req := range req {
			_, err := e.UpdateMe(e.as(t, in), req)
			if err == nil || len(errs.From(err).Fields) != 1 || errs.From(err).Fields[0].Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
	}
	if me := e.me(t, in); !reflect.DeepEqual(me, in.User) {
		t.Errorf("changed to %+v", me)
	}
}

func TestUpdateMe_TimeZonesAndLocales(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	in := e.register(t, "ada")
	for _, zone := range []string{"", "UTC", "America/Argentina/Buenos_Aires", "Asia/Kolkata", "Etc/GMT+12"} {
		must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{TimeZone: &zone}))(t)
	}
	for _, locale := range []string{"", "en", "pt-BR", "zh-Hant-TW", "es-419", "de-CH-1996", "ca-valencia", "yue"} {
		must(e.UpdateMe(e.as(t, in), user.UpdateMeRequest{Locale: &locale}))(t)
	}
}

func TestSetPresence(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		soon := e.clock.Now().Add(10 * time.Minute) // the access token lives longer
		me := must(e.SetPresence(e.as(t, in), user.SetPresenceRequest{Presence: user.DND, Until: &soon}))(t)
		if me.Presence != user.DND || me.PresenceUntil == nil || !me.PresenceUntil.Equal(soon) {
			t.Errorf("me %+v", me)
		}
		if told := announced[user.Updated](t, e, user.EventUpdated); len(told) != 1 || told[0].User.Presence != user.DND {
			t.Errorf("announced %+v", told)
		}
		e.clock.Advance(10 * time.Minute)
		if me := e.me(t, in); me.Presence != user.Active || me.PresenceUntil != nil {
			t.Errorf("ten minutes later %+v", me)
		}
		if me := must(e.SetPresence(e.as(t, in), user.SetPresenceRequest{Presence: user.Away}))(t); me.Presence != user.Away {
			t.Errorf("me %+v", me)
		}
		for _, bad := range []user.SetPresenceRequest{{}, {Presence: "asleep"}, {Presence: user.DND, Until: &soon}} {
			_, err := e.SetPresence(e.as(t, in), bad)
			wantCode(t, err, "validation_failed")
		}
	})
}

func TestPreferences(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		want := user.Preferences{Theme: "dark", Density: "compact", TimeFormat: "24", EmailNotifications: "mentions"}
		if got := must(e.SetPreferences(e.as(t, in), want))(t); got != want {
			t.Errorf("set %+v", got)
		}
		if got := must(e.Preferences(e.as(t, in), rpc.None{}))(t); got != want || e.me(t, in).Preferences != want {
			t.Errorf("got %+v", got)
		}
		contacts := must(e.Contacts(t.Context(), user.ContactsRequest{IDs: []id.User{in.User.ID}}))(t)
		if contacts[0].EmailNotifications != "mentions" || contacts[0].ShowReadReceipts {
			t.Errorf("contact %+v", contacts[0])
		}
		for _, spoil := range []func(p *user.Preferences){
			func(p *user.Preferences) { p.Theme = "neon" }, func(p *user.Preferences) { p.Density = "" },
			func(p *user.Preferences) { p.TimeFormat = "25" }, func(p *user.Preferences) { p.EmailNotifications = "some" },
		} {
			bad := want
			spoil(&bad)
			_, err := e.SetPreferences(e.as(t, in), bad)
			wantCode(t, err, "validation_failed")
		}
	})
}

func TestContacts(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		want := user.Contact{
			ID: in.User.ID, Email: "ada@example.org", Username: "ada", DisplayName: "ada", ShowReadReceipts: true, EmailNotifications: "all",
		}
		got := must(e.Contacts(t.Context(), user.ContactsRequest{IDs: []id.User{in.User.ID, id.New[id.User]()}}))(t)
		if len(got) != 1 || got[0] != want {
			t.Errorf("contacts %+v", got)
		}
		if got := must(e.FindByEmail(t.Context(), user.FindByEmailRequest{Email: " ADA@example.org "}))(t); got != want {
			t.Errorf("found %+v", got)
		}
		for _, email := range []string{"grace@example.org", "ada", ""} {
			_, err := e.FindByEmail(t.Context(), user.FindByEmailRequest{Email: email})
			wantCode(t, err, "user_not_found")
		}
		_, err := e.Contacts(t.Context(), user.ContactsRequest{IDs: make([]id.User, user.MaxIDs+1)})
		wantCode(t, err, "validation_failed")
	})
}

// Whoever is not signed in has no account of their own.
func TestOwn_NeedsCaller(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	ctx := t.Context()
	for name, call := range map[string]func() error{
		"UpdateMe":           func() error { _, err := e.UpdateMe(ctx, user.UpdateMeRequest{}); return err },
		"SetPresence":        func() error { _, err := e.SetPresence(ctx, user.SetPresenceRequest{}); return err },
		"Preferences":        func() error { _, err := e.Preferences(ctx, rpc.None{}); return err },
		"SetPreferences":     func() error { _, err := e.SetPreferences(ctx, user.Preferences{}); return err },
		"SetAvatar":          func() error { _, err := e.SetAvatar(ctx, user.SetAvatarRequest{}); return err },
		"RemoveAvatar":       func() error { _, err := e.RemoveAvatar(ctx, rpc.None{}); return err },
		"ChangePassword":     func() error { _, err := e.ChangePassword(ctx, user.ChangePasswordRequest{}); return err },
		"ChangeEmail":        func() error { _, err := e.ChangeEmail(ctx, user.ChangeEmailRequest{}); return err },
		"ResendVerification": func() error { _, err := e.ResendVerification(ctx, rpc.None{}); return err },
		"DeleteMe":           func() error { _, err := e.DeleteMe(ctx, user.DeleteMeRequest{}); return err },
	} {
		if err := call(); !errs.Is(err, "missing_token") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
