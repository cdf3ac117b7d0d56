package notification_test

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/internal/service/notification"
)

func TestInvite_RevokedBeforeItWasSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		invite, ws := id.New[id.Invite](), id.New[id.Workspace]()
		e.deliver(e.inviteIssued(invite, ws, maya))
		e.deliver(e.event("workspace.invite.revoked", map[string]any{"inviteId": invite, "workspaceId": ws}))
		e.sendDue()
		e.want(notification.Suppressed, "invite revoked")
		if e.server.Attempts() != 0 || strings.Contains(e.stored(), "sealedToken") {
			t.Error("sent, or kept")
		}
		e.deliver(e.inviteIssued(invite, ws, maya)) // issued anew, later
		e.sendDue()
		if n := len(e.server.Mails()); n != 1 {
			t.Errorf("%d mails", n)
		}
	})
}

func TestInvite_EventsOutOfOrder(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		invite, ws := id.New[id.Invite](), id.New[id.Workspace]()
		issued := e.inviteIssued(invite, ws, maya)
		e.deliver(e.event("workspace.invite.revoked", map[string]any{"inviteId": invite, "workspaceId": ws}))
		e.deliver(issued)
		e.sendDue()
		e.want(notification.Suppressed, "invite revoked")
		if e.server.Attempts() != 0 {
			t.Error("sent")
		}
	})
}

// A mail that is on its way when its invite is revoked was sent, and the record says so.
func TestInvite_RevokedWhileItIsSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		invite, ws := id.New[id.Invite](), id.New[id.Workspace]()
		e.deliver(e.inviteIssued(invite, ws, maya))
		e.server.Fail(mailtest.Fault{At: mailtest.AtMail, Pause: true})
		done := make(chan error, 1)
		go func() {
			_, err := e.local.SendNext(t.Context())
			done <- err
		}()
		e.server.WaitHang(t)
		e.deliver(e.event("workspace.invite.revoked", map[string]any{"inviteId": invite, "workspaceId": ws}))
		e.server.Resume()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		e.want(notification.Sent, "sent")
	})
}

func TestWorkspaceDeleted_TakesItsInvites(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ws, other := id.New[id.Workspace](), id.New[id.Workspace]()
		e.deliver(e.inviteIssued(id.New[id.Invite](), ws, maya))
		e.sendDue()
		e.deliver(e.inviteIssued(id.New[id.Invite](), ws, "ines@example.org"))
		late := e.inviteIssued(id.New[id.Invite](), ws, "ravi@example.org")
		e.deliver(e.inviteIssued(id.New[id.Invite](), other, "tomas@example.org"))
		e.deliver(e.event("workspace.deleted", map[string]any{"workspaceId": ws, "channelIds": []string{}}))
		e.deliver(late)
		e.sendDue()
		all := e.records()
		if len(all) != 2 || all[0].Address != "tomas@example.org" || all[0].State != notification.Sent ||
			all[1].State != notification.Suppressed || all[1].Reason != "workspace deleted" {
			t.Errorf("%+v", all)
		}
		if n := len(e.server.Mails()); n != 2 {
			t.Errorf("%d mails", n)
		}
	})
}

func TestUserDeleted_LeavesNoAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		person := id.New[id.User]()
		e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), maya))
		e.deliver(e.event("user.password_changed", with(to(person), map[string]any{"how": "changed"})))
		e.server.Fail(mailtest.Fault{}, mailtest.Fault{At: mailtest.AtRcpt, Code: 550})
		e.sendDue()
		e.deliver(e.resetRequested(person, maya))
		late := e.resetRequested(person, maya)
		e.deliver(e.resetRequested(id.New[id.User](), "tomas@example.org"))
		e.deliver(e.event("user.deleted", map[string]any{"userId": person, "user": map[string]any{"id": person}}))
		e.deliver(late)
		// The event log forgets people too; what it calls for anew is on record, and goes to nobody.
		before := len(e.records())
		e.deliver(e.event("user.password_reset_requested", map[string]any{"userId": person, "user": map[string]any{"id": person}}))
		if all := e.records(); len(all) != before+1 || all[before].Address != "" || all[before].State != notification.Suppressed || all[before].UserID != person {
			t.Errorf("%d records of an event that names nobody: %+v", len(all)-before, all)
		}
		e.sendDue()
		if n := len(e.server.Mails()); n != 2 { // the invite, and the other's reset link
			t.Errorf("%d mails", n)
		}
		if held := strings.ReplaceAll(e.stored(), "tomas@example.org", ""); strings.Contains(held, "@example.org") || strings.Contains(held, "Maya") {
			t.Errorf("still held: %s", held)
		}
	})
}

func TestPrune_KeepsNinetyDays(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.deliver(e.event("workspace.invite.revoked", map[string]any{"inviteId": id.New[id.Invite](), "workspaceId": id.New[id.Workspace]()}))
		e.sendDue()
		e.clock.Advance(notification.RecordRetention - time.Minute)
		e.deliver(e.resetRequested(id.New[id.User](), "tomas@example.org"))
		for _, want := range []int{2, 1} {
			if err := e.local.Prune(t.Context()); err != nil {
				t.Fatal(err)
			}
			var gone int
			if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM gone`).Scan(&gone); err != nil {
				t.Fatal(err)
			}
			if n := len(e.records()); n != want || gone != want-1 {
				t.Errorf("%d records and %d that are gone, want %d", n, gone, want)
			}
			e.clock.Advance(2 * time.Minute)
		}
	})
}
