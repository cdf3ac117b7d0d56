package message

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// BenchmarkErase shows what senders to other channels notice while a channel of 100,000 messages is
// erased: the p99 of their sends before and meanwhile, by 8 senders, on databases that wait for the disk.
func BenchmarkErase(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			e := newEnv(b, sqldbtest.OpenDurable(b, dialect, Migrate))
			const messages = 100_000
			var took time.Duration
			var before, meanwhile []time.Duration
			for range b.N {
				ch := id.New[id.Channel]()
				e.seed(b, ch, messages)
				before = append(before, e.sendUntil(b, time.After(3*time.Second))...)
				begin := time.Now()
				e.deleteChannel(b, ch)
				erased := make(chan time.Time)
				go func() {
					look := time.NewTicker(10 * time.Millisecond)
					defer look.Stop()
					for range look.C {
						if e.toErase(b) == 0 {
							took += time.Since(begin)
							close(erased)
							return
						}
					}
				}()
				meanwhile = append(meanwhile, e.sendUntil(b, erased)...)
			}
			b.ReportMetric(messages*float64(b.N)/took.Seconds(), "erased/s")
			b.ReportMetric(p99(before), "ms-p99-before")
			b.ReportMetric(p99(meanwhile), "ms-p99-meanwhile")
			b.ReportMetric(float64(len(meanwhile))/took.Seconds(), "sends/s-meanwhile")
		})
	}
}

// sendUntil lets 8 people send one message after another, and returns how long each took.
func (e *env) sendUntil(b *testing.B, end <-chan time.Time) []time.Duration {
	b.Helper()
	latencies := make([][]time.Duration, 8)
	over := make(chan struct{})
	var wg sync.WaitGroup
	for i := range latencies {
		ch := id.New[id.Channel]()
		p := e.join(b, ch)
		wg.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				begin := time.Now()
				if _, err := e.local.Send(p.ctx, e.sendRequest(ch, "A message of about the length that people write.")); err != nil {
					b.Error(err)
					return
				}
				latencies[i] = append(latencies[i], time.Since(begin))
			}
		})
	}
	<-end
	close(over)
	wg.Wait()
	return slices.Concat(latencies...)
}

// p99 is in milliseconds.
func p99(latencies []time.Duration) float64 {
	slices.Sort(latencies)
	return float64(latencies[len(latencies)*99/100].Microseconds()) / 1000
}
