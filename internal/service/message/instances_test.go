package message

import (
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// TestSend_TwoInstances sends to the same channels through two instances of the service on one
// PostgreSQL, each message through both at once: numbers stay dense and no message doubles.
func TestSend_TwoInstances(t *testing.T) {
	t.Parallel()
	url := sqldbtest.URL(t, sqldb.Postgres)
	one := newEnv(t, sqldbtest.OpenURL(t, url, Migrate))
	two := newEnv(t, sqldbtest.OpenURL(t, url))
	two.ws = one.ws
	const senders, messages = 8, 20
	channels := []id.Channel{id.New[id.Channel](), id.New[id.Channel]()}
	var wg sync.WaitGroup
	for i := range senders * len(channels) {
		ch := channels[i%len(channels)]
		p := one.join(t, ch)
		two.allow(ch, p.User, member())
		wg.Go(func() {
			for range messages {
				req := one.sendRequest(ch, "hello")
				var both sync.WaitGroup
				for _, e := range []*env{one, two} {
					both.Go(func() {
						if _, err := e.Send(p.ctx, req); err != nil {
							t.Error(err)
						}
					})
				}
				both.Wait()
			}
		})
	}
	wg.Wait()
	for _, ch := range channels {
		assertDense(t, one, ch, senders*messages)
	}
}
