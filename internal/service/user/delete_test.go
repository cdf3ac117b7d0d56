package user_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// whole returns all that is in the service's tables, a line a row.
func (e *env) whole(t *testing.T) []string {
	t.Helper()
	var out []string
	for _, table := range []string{
		"users", "sessions", "mailed_tokens", "mails_asked", "forgotten_passwords", "failed_attempts", "avatars",
		"audit", "audit_heads", "outbox", "handled_events",
	} {
		rows, err := e.db.Query(t.Context(), `SELECT * FROM `+table) //nolint:unqueryvet // whatever there is
		if err != nil {
			t.Fatal(err)
		}
		columns := must(rows.Columns())(t)
		for rows.Next() {
			values, dest := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				dest[i] = &values[i]
			}
			if err := rows.Scan(dest...); err != nil {
				t.Fatal(err)
			}
			line := table + ":"
			for i, v := range values {
				if raw, ok := v.([]byte); ok {
					v = string(raw)
				}
				line += fmt.Sprintf(" %s=%v", columns[i], v)
			}
			out = append(out, line)
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		rows.Close()
	}
	return out
}

// deliverAll is what the relay does, as far as the table knows.
func (e *env) deliverAll(t *testing.T) {
	t.Helper()
	if _, err := e.db.Exec(t.Context(), `UPDATE outbox SET published_at = 1 WHERE published_at IS NULL`); err != nil {
		t.Fatal(err)
	}
}

// busyLife is somebody of whom there is something everywhere.
func (e *env) busyLife(t *testing.T) user.SignedIn {
	t.Helper()
	in := must(e.Register(t.Context(), user.RegisterRequest{
		Email: "augusta@analytical.example", Username: "lovelace", DisplayName: "Ada King", Password: password,
		Device: user.Device{Name: "Canary Browser", Address: "203.0.113.99"},
	}))(t)
	ctx := e.as(t, in)
	must(e.UpdateMe(ctx, user.UpdateMeRequest{
		Title: new("Enchantress of numbers"), Bio: new("Poetical science"), TimeZone: new("Europe/London"), Locale: new("en-GB"),
		Status: &user.Status{Emoji: "🎩", Text: "At the opera"},
	}))(t)
	must(e.SetAvatar(ctx, user.SetAvatarRequest{Image: pngOf(t, 10, 10)}))(t)
	must(e.SetPreferences(ctx, user.Preferences{Theme: "dark", Density: "compact", TimeFormat: "24", EmailNotifications: "none"}))(t)
	must(e.ChangeEmail(ctx, user.ChangeEmailRequest{Email: "byron@analytical.example", Password: password}))(t)
	e.forgot(t, "augusta@analytical.example", 1)
	_, err := e.signIn(t, "augusta@analytical.example", "not it, sorry")
	wantCode(t, err, "wrong_credentials")
	return in
}

var traces = []string{
	"augusta", "analytical", "byron", "lovelace", "ada king", "Enchantress", "Poetical", "opera", "Canary", "🎩", "London", "argon2id",
	"compact", "image/jpeg",
}

func found(lines []string, trace string) bool {
	return slices.ContainsFunc(lines, func(line string) bool {
		return strings.Contains(strings.ToLower(line), strings.ToLower(trace))
	})
}

// Nothing in the service's database tells any more who it was.
func TestDeleteMe_LeavesNoTrace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.busyLife(t)
		before := e.whole(t)
		for _, trace := range traces {
			if !found(before, trace) {
				t.Errorf("%q is nowhere even before: the test proves nothing", trace)
			}
		}
		e.deliverAll(t)
		must(e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: password, Device: user.Device{Address: "203.0.113.99"}}))(t)
		after := e.whole(t)
		for _, trace := range traces {
			if found(after, trace) {
				for _, line := range after {
					if strings.Contains(strings.ToLower(line), strings.ToLower(trace)) {
						t.Errorf("%q is left in %s", trace, line)
					}
				}
			}
		}
	})
}

// What was still on its way to other services at the deletion is forgotten once it was delivered.
func TestDeleteMe_ForgetsEventsDeliveredAfterwards(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.busyLife(t)
		must(e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: password}))(t)
		if !found(e.whole(t), "lovelace") {
			t.Fatal("what was not delivered yet was rewritten")
		}
		e.deliverAll(t)
		e.clock.Advance(time.Minute)
		if err := user.TidyUp(t.Context(), e.local); err != nil {
			t.Fatal(err)
		}
		for _, trace := range traces {
			if found(e.whole(t), trace) {
				t.Errorf("%q is left", trace)
			}
		}
	})
}

func TestDeleteMe(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		in := e.register(t, "ada")
		must(e.signIn(t, "ada", password))(t)
		_, err := e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: "not it, sorry"})
		wantCode(t, err, "wrong_password")
		must(e.DeleteMe(e.as(t, in), user.DeleteMeRequest{Password: password}))(t)

		left := must(e.Get(t.Context(), user.GetRequest{UserID: in.User.ID}))(t)
		if left.DisplayName != user.DeletedName || !strings.HasPrefix(left.Username, "deleted-") || !left.IsDeactivated {
			t.Errorf("left %+v", left)
		}
		told := announced[user.Deleted](t, e, user.EventDeleted)
		if len(told) != 1 || told[0].UserID != in.User.ID || told[0].User != left {
			t.Errorf("announced %+v", told)
		}
		ended := announced[user.SessionRevoked](t, e, user.EventSessionRevoked)
		if len(ended) != 2 || ended[0].Reason != user.RevokedByDeletion {
			t.Errorf("announced %+v", ended)
		}
		if missed := must(e.RevokedSessions(t.Context(), user.RevokedSessionsRequest{Since: e.clock.Now()}))(t); len(missed) != 2 {
			t.Errorf("revoked %+v", missed)
		}
		for _, identifier := range []string{"ada", "ada@example.org", left.Username, "deleted:" + in.User.ID.String()} {
			for _, try := range []string{password, ""} {
				if _, err := e.signIn(t, identifier, try); err == nil {
					t.Errorf("signed in as %s", identifier)
				}
			}
		}
		contacts := must(e.Contacts(t.Context(), user.ContactsRequest{IDs: []id.User{in.User.ID}}))(t)
		if len(contacts) != 1 || contacts[0].Email != "" || !contacts[0].IsDeactivated {
			t.Errorf("contacts %+v", contacts)
		}
		_, err = e.Reactivate(t.Context(), user.DeactivateRequest{UserID: in.User.ID})
		wantCode(t, err, "user_deleted")
		_, err = e.FindByEmail(t.Context(), user.FindByEmailRequest{Email: "ada@example.org"})
		wantCode(t, err, "user_not_found")
		_, err = e.UpdateMe(e.as(t, in), user.UpdateMeRequest{DisplayName: new("Back again")})
		wantCode(t, err, "session_ended")
		again := e.register(t, "ada") // name and address are free
		must(e.Me(e.as(t, again), rpc.None{}))(t)
	})
}

func TestRegister_DeletedNamesAreReserved(t *testing.T) {
	t.Parallel()
	e := newEnv(t, sqldb.SQLite, false)
	_, err := e.Register(t.Context(), user.RegisterRequest{Email: "a@b.example", Username: "deleted-0123456789ab", Password: password})
	wantCode(t, err, "validation_failed")
}
