package notification_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/notification"
)

const maya = "maya@example.org"

func TestMail_SentOnceHoweverOftenTheEventComes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ev := e.resetRequested(id.New[id.User](), maya)
		e.deliver(ev)
		e.deliver(ev)
		e.want(notification.Waiting, "")
		if n := e.sendDue(); n != 1 {
			t.Errorf("%d mails were tried", n)
		}
		e.deliver(ev)
		e.sendDue()
		mails := e.server.Mails()
		if len(mails) != 1 {
			t.Fatalf("%d mails", len(mails))
		}
		r := e.only()
		if r.State != notification.Sent || r.Reason != "sent" || r.Attempts != 1 || r.SentAt == nil || r.Address != maya ||
			mails[0].MessageID != "<"+r.MessageID+">" || !strings.HasSuffix(r.MessageID, "@echo.example.org") {
			t.Errorf("%+v, Message-ID %s", r, mails[0].MessageID)
		}
	})
}

func TestMail_TriedAgainUntilTheServerTakesIt(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Fail(mailtest.Fault{At: mailtest.AtRcpt, Code: 451}, mailtest.Fault{At: mailtest.AtData, Code: 452})
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.sendDue()
		e.want(notification.Waiting, "the address was refused: 451")
		if n := e.sendDue(); n != 0 {
			t.Error("tried again at once")
		}
		e.clock.Advance(30 * time.Second)
		e.sendDue()
		e.want(notification.Waiting, "the mail was not acknowledged: 452")
		e.clock.Advance(30 * time.Second)
		if n := e.sendDue(); n != 0 {
			t.Error("tried again as soon as the first time")
		}
		e.clock.Advance(30 * time.Second)
		e.sendDue()
		e.want(notification.Sent, "sent")
		if len(e.server.Mails()) != 1 || e.server.Attempts() != 3 || e.only().Attempts != 3 {
			t.Errorf("%d mails after %d attempts", len(e.server.Mails()), e.server.Attempts())
		}
	})
}

func TestMail_RefusedForGoodIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Fail(mailtest.Fault{At: mailtest.AtRcpt, Code: 550})
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.sendDue()
		e.want(notification.Failed, "the address was refused: 550")
		e.clock.Advance(time.Minute)
		if n := e.sendDue(); n != 0 || e.server.Attempts() != 1 {
			t.Errorf("%d attempts", e.server.Attempts())
		}
		if strings.Contains(e.stored(), "sealedToken") {
			t.Error("the token is kept")
		}
	})
}

// A connection that is lost after the whole mail leaves open whether it was taken. The second mail, if it
// is one, says that it is the first.
func TestMail_DoubledOnlyUnderTheSameMessageID(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Fail(mailtest.Fault{At: mailtest.AtData, Drop: true, Keep: true})
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.sendDue()
		e.want(notification.Waiting, "the mail was not acknowledged")
		e.clock.Advance(30 * time.Second)
		e.sendDue()
		e.want(notification.Sent, "sent")
		mails := e.server.Mails()
		if len(mails) != 2 || mails[0].MessageID != mails[1].MessageID || mails[0].Header.Get("Date") != mails[1].Header.Get("Date") {
			t.Errorf("%d mails", len(mails))
		}
	})
}

// TestMail_CrashBetweenSendingAndNoting lets the process end, in effect, with the mail on its way: it is
// taken and never noted.
func TestMail_CrashBetweenSendingAndNoting(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		before := e.row()
		e.sendDue()
		e.restore(before)
		again := e.instance(false)
		if more, err := again.SendNext(t.Context()); more || err != nil {
			t.Errorf("taken up while the one that crashed might still be sending: %v, %v", more, err)
		}
		e.clock.Advance(2 * time.Minute)
		if more, err := again.SendNext(t.Context()); !more || err != nil {
			t.Errorf("not taken up: %v, %v", more, err)
		}
		e.want(notification.Sent, "sent")
		mails := e.server.Mails()
		if len(mails) != 2 || mails[0].MessageID != mails[1].MessageID {
			t.Errorf("%d mails", len(mails))
		}
	})
}

// row and restore take the only row back to where a claim had left it.
func (e *env) row() string {
	e.t.Helper()
	var letter string
	if err := e.db.QueryRow(e.t.Context(), `SELECT letter FROM notifications`).Scan(&letter); err != nil {
		e.t.Fatal(err)
	}
	return letter
}

func (e *env) restore(letter string) {
	e.t.Helper()
	if _, err := e.db.Exec(e.t.Context(), `UPDATE notifications SET state = 'waiting', reason = '', sent_at = NULL, letter = $1`, letter); err != nil {
		e.t.Fatal(err)
	}
}

func TestMail_ServerThatIsDownHoldsUpNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Close()
		for range 3 {
			e.deliver(e.resetRequested(id.New[id.User](), maya)) // returns at once, and without an error
		}
		e.sendDue()
		for _, r := range e.records() {
			if r.State != notification.Waiting || r.Attempts != 1 {
				t.Errorf("%+v", r)
			}
		}
		e.server.Open(t)
		e.clock.Advance(30 * time.Second)
		e.sendDue()
		if n := len(e.server.Mails()); n != 3 {
			t.Errorf("%d mails", n)
		}
	})
}

func TestHurry_AfterALongOutage(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Close()
		e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), maya))
		for range 60 {
			e.sendDue()
			e.clock.Advance(time.Minute)
		}
		e.server.Open(t)
		if n := e.sendDue(); n != 0 {
			t.Fatal("due already: this shows nothing")
		}
		if err := e.local.Hurry(t.Context()); err != nil {
			t.Fatal(err)
		}
		e.sendDue()
		e.want(notification.Sent, "sent")

		// What is being sent elsewhere is left alone.
		e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), "ines@example.org"))
		e.server.Fail(mailtest.Fault{At: mailtest.AtMail, Pause: true})
		done := make(chan error, 1)
		go func() {
			_, err := e.local.SendNext(t.Context())
			done <- err
		}()
		e.server.WaitHang(t)
		if err := e.local.Hurry(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := e.sendDue(); n != 0 {
			t.Error("sent twice")
		}
		e.server.Resume()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	})
}

func TestMail_ExpiredLinkIsNotSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.clock.Advance(time.Hour)
		e.sendDue()
		e.want(notification.Suppressed, "expired before it could be sent")
		if e.server.Attempts() != 0 || strings.Contains(e.stored(), "sealedToken") {
			t.Error("sent, or kept")
		}
	})
}

func TestMail_GivenUpWhenTheLinkExpires(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.server.Close()
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		for range 100 {
			e.sendDue()
			e.clock.Advance(time.Minute)
		}
		e.want(notification.Failed, "expired before it could be sent; the last try: the mail server could not be used")
		if n := e.only().Attempts; n < 6 || n > 12 {
			t.Errorf("%d attempts in an hour", n)
		}
	})
}

// Instances that look at the same moment share the mails, and none is sent twice.
func TestMail_TwoInstancesSendOne(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		const mails = 12
		for range mails {
			e.deliver(e.resetRequested(id.New[id.User](), maya[1:]+id.New[id.User]().String()))
		}
		var sending sync.WaitGroup
		for range 4 {
			s := e.instance(false)
			sending.Go(func() {
				for {
					more, err := s.SendNext(t.Context())
					if err != nil {
						t.Error(err)
					}
					if !more || err != nil {
						return
					}
				}
			})
		}
		sending.Wait()
		if n := len(e.server.Mails()); n != mails {
			t.Errorf("%d mails", n)
		}
	})
}

func TestRun_SendsWhenAnEventComes(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ctx, stop := context.WithCancel(t.Context())
		var running sync.WaitGroup
		running.Go(func() { e.local.Run(ctx) })
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.server.Wait(t, maya, 1)
		stop()
		running.Wait() // a mail that was taken is noted before the service ends
		e.want(notification.Sent, "sent")
	})
}

func TestMail_OnlyTheNewestLinkIsSent(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		person := id.New[id.User]()
		first, second, third := e.resetRequested(person, maya), e.resetRequested(person, maya), e.resetRequested(person, maya)
		for _, ev := range []bus.Event{first, third, second} { // one came late
			e.deliver(ev)
		}
		e.deliver(e.resetRequested(id.New[id.User](), "tomas@example.org"))
		e.sendDue()
		if n := len(e.server.Mails()); n != 2 {
			t.Errorf("%d mails", n)
		}
		replaced := 0
		for _, r := range e.records() {
			if r.State == notification.Suppressed && r.Reason == "replaced by a newer link" {
				replaced++
			}
		}
		if replaced != 2 {
			t.Errorf("%d were replaced", replaced)
		}
	})
}

func TestMail_TooManyInvitesToOneAddress(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		invite := func() { e.deliver(e.inviteIssued(id.New[id.Invite](), id.New[id.Workspace](), maya)) }
		for range 12 {
			invite()
		}
		e.sendDue()
		if n := len(e.server.Mails()); n != 10 {
			t.Errorf("%d mails within the hour", n)
		}
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.sendDue()
		if n := len(e.server.Mails()); n != 11 {
			t.Errorf("%d mails: a reset link is another kind", n)
		}
		e.clock.Advance(time.Hour)
		invite()
		e.sendDue()
		if n := len(e.server.Mails()); n != 12 {
			t.Errorf("%d mails after the hour", n)
		}
	})
}

func TestMail_WithoutAServer(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			e := newEnv(t, dialect, nil, false)
			e.deliver(e.resetRequested(id.New[id.User](), maya))
			e.sendDue()
			e.want(notification.Suppressed, "no mail server is configured")
			if list, err := e.Kept(t.Context(), notification.KeptRequest{}); err != nil || len(list.Items) != 0 {
				t.Errorf("kept: %+v, %v", list, err)
			}
			if strings.Contains(e.stored(), "sealedToken") {
				t.Error("the token is kept")
			}
		})
	}
}

func TestMail_ChangedSecret(t *testing.T) {
	t.Parallel()
	each(t, func(_ *testing.T, e *env) {
		ev := e.event("user.password_reset_requested", map[string]any{
			"userId": id.New[id.User](), "email": maya, "displayName": "Maya", "sealedToken": e.sealer.Seal("another purpose", []byte(token)),
			"expiresAt": e.clock.Now().Add(time.Hour),
		})
		e.deliver(ev)
		e.sendDue()
		e.want(notification.Failed, "the mail could not be written: open its token")
	})
}
