package notification_test

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/notification"
)

func TestEvent_OfANewerVersionIsUnderstood(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ev := e.event("user.password_changed", with(to(id.New[id.User]()), map[string]any{"how": "by magic", "at": e.clock.Now(), "spell": []int{1}}))
		ev.Version = 2
		e.deliver(ev)
		e.sendDue()
		if mails := e.server.Mails(); len(mails) != 1 || mails[0].Subject != "Your password was changed" {
			t.Errorf("%+v", mails)
		}
	})
}

// What cannot be handled is refused, so that it is tried again and then parked, and leaves no row.
func TestEvent_ThatCannotBeHandledIsRefused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		person := id.New[id.User]()
		for name, ev := range map[string]bus.Event{
			"of another kind": e.event("message.created", map[string]any{}),
			"no address":      e.event("user.password_changed", map[string]any{"userId": person}),
			"nobody":          e.event("user.password_changed", map[string]any{"email": maya}),
			"no token":        e.event("user.password_reset_requested", with(to(person), map[string]any{"expiresAt": e.clock.Now().Add(time.Hour)})),
			"no expiry":       e.event("user.password_reset_requested", with(to(person), map[string]any{"sealedToken": "x"})),
			"no id":           e.event("user.password_changed", map[string]any{"userId": 42, "email": maya}),
			"deleted nobody":  e.event("user.deleted", map[string]any{}),
		} {
			if err := e.local.Subscription().Handler(t.Context(), ev); err == nil {
				t.Errorf("%s: taken", name)
			}
		}
		if n := len(e.records()); n != 0 {
			t.Errorf("%d records", n)
		}
	})
}

func TestSubscription_NamesWhatItHandles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		s := e.local.Subscription()
		if s.Broadcast || len(s.Types) != 10 {
			t.Errorf("%+v", s.Types)
		}
		for _, eventType := range s.Types {
			err := s.Handler(t.Context(), e.event(eventType, map[string]any{}))
			if err == nil || strings.Contains(err.Error(), "not an event that calls for a mail") {
				t.Errorf("%s: %v", eventType, err)
			}
		}
	})
}

func TestRecords_PagesAndFilters(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		person := id.New[id.User]()
		e.deliver(e.resetRequested(person, maya))
		e.deliver(e.event("user.password_changed", to(person)))
		e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), maya))
		e.deliver(e.resetRequested(id.New[id.User](), "tomas@example.org"))
		for _, c := range []struct {
			req  notification.RecordsRequest
			want int
		}{
			{notification.RecordsRequest{}, 4},
			{notification.RecordsRequest{Address: maya}, 3},
			{notification.RecordsRequest{UserID: person}, 2},
			{notification.RecordsRequest{UserID: person, Address: "tomas@example.org"}, 0},
		} {
			list, err := e.Records(t.Context(), c.req)
			if err != nil || len(list.Items) != c.want {
				t.Errorf("%+v: %d, %v", c.req, len(list.Items), err)
			}
		}
		var seen []notification.Kind
		req := notification.RecordsRequest{Limit: 3}
		for range 2 {
			list, err := e.Records(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			for _, n := range list.Items {
				seen = append(seen, n.Kind)
			}
			if list.NextCursor != nil {
				req.Cursor = *list.NextCursor
			}
		}
		want := []notification.Kind{notification.ResetPassword, notification.Invite, notification.PasswordChanged, notification.ResetPassword}
		if len(seen) != 4 || seen[0] != want[0] || seen[1] != want[1] || seen[2] != want[2] || seen[3] != want[3] {
			t.Errorf("%v, want the newest first: %v", seen, want)
		}
		if _, err := e.Records(t.Context(), notification.RecordsRequest{Cursor: "x"}); !errs.Is(err, "bad_cursor") {
			t.Errorf("%v", err)
		}
		if _, err := e.KeptMail(t.Context(), notification.KeptMailRequest{ID: id.New[id.Notification]()}); !errs.Is(err, "mail_not_found") {
			t.Errorf("%v", err)
		}
	})
}
