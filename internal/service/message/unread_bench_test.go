package message

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// BenchmarkUnread counts for somebody in 500 channels of 200 messages, who wrote every tenth and has
// read half of each.
func BenchmarkUnread(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			e := newEnv(b, sqldbtest.Open(b, dialect, Migrate))
			me, other := e.join(b, id.New[id.Channel]()), id.New[id.User]()
			const channels, messages = 500, 200
			var seeds []SeedChannel
			for range channels {
				c := SeedChannel{WorkspaceID: e.ws, ChannelID: id.New[id.Channel](), Read: map[id.User]int64{me.User: messages / 2}}
				for n := range messages {
					author := other
					if n%10 == 0 {
						author = me.User
					}
					c.Messages = append(c.Messages, SeedMessage{Author: author, Content: "A message of about the length that people write.", At: e.clock.Now()})
				}
				e.allow(c.ChannelID, me.User, member())
				seeds = append(seeds, c)
			}
			if err := Seed(b.Context(), e.db, seeds); err != nil {
				b.Fatal(err)
			}
			var latencies []time.Duration
			b.ResetTimer()
			for range b.N {
				begin := time.Now()
				counts, err := e.local.Unread(me.ctx, UnreadRequest{})
				latencies = append(latencies, time.Since(begin))
				if err != nil || len(counts) != channels+1 {
					b.Fatalf("%d counts, %v", len(counts), err)
				}
				for _, u := range counts {
					if u.LastMessageNo == messages && u.UnreadCount != 90 {
						b.Fatalf("%+v, want 90 unread", u)
					}
				}
			}
			b.ReportMetric(p99(latencies), "ms-p99")
		})
	}
}
