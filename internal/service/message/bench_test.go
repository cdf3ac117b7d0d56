package message

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

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

// BenchmarkHistory reads pages of 50 at random places of a channel, by 16 readers, without HTTP.
// ECHO_TEST_HISTORY is the length of the channel; make bench reads from a million.
func BenchmarkHistory(b *testing.B) {
	length := int64(100_000)
	if n, err := strconv.ParseInt(os.Getenv("ECHO_TEST_HISTORY"), 10, 64); err == nil {
		length = n
	}
	db := sqldbtest.Open(b, sqldb.SQLite, Migrate)
	e := newEnv(b, db)
	ch := id.New[id.Channel]()
	p := e.join(b, ch)
	c := SeedChannel{WorkspaceID: e.ws, ChannelID: ch, Read: map[id.User]int64{p.User: length}}
	for n := range length {
		c.Messages = append(c.Messages, SeedMessage{
			Author: p.User, At: e.clock.Now(), Content: fmt.Sprintf("Message %d, of about the length that people write, give or take a word.", n),
		})
	}
	if err := Seed(b.Context(), db, []SeedChannel{c}); err != nil {
		b.Fatal(err)
	}
	var next atomic.Int64
	latencies := make([][]time.Duration, 16)
	var wg sync.WaitGroup
	b.ResetTimer()
	for reader := range latencies {
		wg.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				before := n*7919*104729%length + 51
				begin := time.Now()
				page, err := e.local.History(p.ctx, HistoryRequest{WorkspaceID: e.ws, ChannelID: ch, Before: &before, Limit: 50})
				if err != nil || len(page.Items) != 50 {
					b.Errorf("%d messages, %v", len(page.Items), err)
				}
				latencies[reader] = append(latencies[reader], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(p99(slices.Concat(latencies...)), "ms-p99")
}
