package message

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// BenchmarkSend measures the service's send path, without HTTP, by group commit and by a transaction a
// message. The databases are durable: synchronous=FULL, and a PostgreSQL with fsync.
func BenchmarkSend(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		for _, channels := range []int{1, 100} {
			for _, senders := range []int{1, 64} {
				for _, mode := range []struct {
					name  string
					batch int
				}{{"group", 0}, {"single", 1}} {
					name := fmt.Sprintf("%s/channels=%d/senders=%d/%s", dialect, channels, senders, mode.name)
					b.Run(name, func(b *testing.B) { benchmarkSend(b, dialect, channels, senders, mode.batch) })
				}
			}
		}
	}
}

func benchmarkSend(b *testing.B, dialect sqldb.Dialect, channels, senders, batch int) {
	db := sqldbtest.OpenDurable(b, dialect, Migrate)
	e := newEnv(b, db)
	e.local.Close()
	e.local.lanes = startLanes(&committer{db: db, clock: clock.System{}, committed: func(...bus.Event) {}}, batch)
	places := make([]id.Channel, channels)
	for i := range places {
		places[i] = id.New[id.Channel]()
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	for i := range senders {
		people := make([]person, channels)
		for c := range people {
			people[c] = e.join(b, places[c])
		}
		wg.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				c := (int(n) + i) % channels
				if _, err := e.local.Send(people[c].ctx, e.sendRequest(places[c], "A message of about the length that people write, give or take.")); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}
