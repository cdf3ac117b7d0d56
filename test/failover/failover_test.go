package failover

import (
	"syscall"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// TestOneProcess_Killed kills Echo, on each database, and starts it again at once, as a supervisor would.
func TestOneProcess_Killed(t *testing.T) {
	t.Parallel()
	echotest.EachDatabase(t, func(t *testing.T, on echotest.Shape) {
		s := on.Start(t)
		r := begin(t, s)
		for range repeats(2) {
			r.strike("kill -9", func() { s.Kill(syscall.SIGKILL) }, func() { s.Restart() }, 0)
		}
		r.end()
	})
}

// TestPostgres_Restarted stops PostgreSQL under load, in order and as a crash would, and starts it again; Echo
// goes on by itself. Meanwhile the answer is 503, and nobody waits for long.
func TestPostgres_Restarted(t *testing.T) {
	t.Parallel()
	server := sqldbtest.StartServer(t, true)
	s := echotest.Start(t, "ECHO_DATABASE_URL="+server.URL)
	r := begin(t, s)
	for range repeats(1) {
		r.strike("PostgreSQL stopped", func() { server.Kill(syscall.SIGINT) }, server.Start, 20)
		r.strike("PostgreSQL crashed", func() { server.Kill(syscall.SIGQUIT) }, server.Start, 20)
	}
	r.end()
	for name, figures := range r.figures {
		for _, f := range figures {
			for status := range f.statuses {
				if status != 200 && status != 201 && status != 503 {
					t.Errorf("%s: answered with %d", name, status)
				}
			}
		}
	}
}
