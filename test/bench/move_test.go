package bench_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// BenchmarkMove moves an Echo of 100,000 messages from SQLite to a PostgreSQL that waits for the disk.
func BenchmarkMove(b *testing.B) {
	const messages = 100_000
	server := sqldbtest.StartServer(b, true)
	s := echotest.Start(b)
	maya := s.Register(b, "maya")
	w := echotest.Found(b, maya)
	var me struct{ ID id.User }
	maya.Must(b, "GET", "/api/users/me", nil, &me)
	s.Kill(syscall.SIGTERM)
	fill(b, filepath.Join(s.DataDir, "message_db.sqlite"), w, me.ID, messages)
	b.ResetTimer()
	for range b.N {
		out, err := s.Command(b, "migrate", "--from", "sqlite", "--to", server.URL, "--database-prefix="+echotest.Prefix())
		if err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	b.ReportMetric(float64(messages*b.N)/b.Elapsed().Seconds(), "messages/s")
}
