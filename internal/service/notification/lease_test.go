package notification_test

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/mail/mailtest"
	"github.com/echo-chat/echo/internal/service/notification"
)

// A server that takes longer than a lease keeps its mail: no other instance sends it meanwhile.
func TestMail_SlowServerKeepsTheLease(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.deliver(e.resetRequested(id.New[id.User](), maya))
		e.server.Fail(mailtest.Fault{At: mailtest.AtMail, Pause: true})
		done := make(chan error, 1)
		go func() {
			_, err := e.local.SendNext(t.Context())
			done <- err
		}()
		e.server.WaitHang(t)
		leased := e.due()
		e.clock.Advance(10 * time.Second)
		look, late := time.Tick(20*time.Millisecond), time.After(30*time.Second)
		for e.due() == leased {
			select {
			case <-look:
			case <-late:
				t.Fatal("the lease was not renewed")
			}
		}
		e.clock.Advance(10 * time.Second) // longer than the first lease
		if more, err := e.instance(false).SendNext(t.Context()); more || err != nil {
			t.Errorf("another took it: %v, %v", more, err)
		}
		e.server.Resume()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
		e.want(notification.Sent, "sent")
	})
}

// due is when the only row is anybody's again.
func (e *env) due() int64 {
	e.t.Helper()
	var at int64
	if err := e.db.QueryRow(e.t.Context(), `SELECT due_at FROM notifications`).Scan(&at); err != nil {
		e.t.Fatal(err)
	}
	return at
}
