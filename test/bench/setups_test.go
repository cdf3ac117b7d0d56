package bench_test

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// BenchmarkSetups measures sends on the four set-ups of Echo by 1 to 256 senders. Databases wait for the disk
// on every commit; CPU is that of Echo's own processes.
func BenchmarkSetups(b *testing.B) {
	for _, setup := range []struct {
		name  string
		start func(b *testing.B) (*echotest.Server, []int)
	}{
		{"sqlite", func(b *testing.B) (*echotest.Server, []int) { return one(b) }},
		{"postgres", func(b *testing.B) (*echotest.Server, []int) {
			return one(b, "ECHO_DATABASE_URL="+sqldbtest.StartServer(b, true).URL)
		}},
		{"apart-redis", func(b *testing.B) (*echotest.Server, []int) {
			return several(b, brokertest.StartRedis(b, "--appendonly", "yes", "--appendfsync", "everysec"))
		}},
		{"apart-rabbitmq", func(b *testing.B) (*echotest.Server, []int) { return several(b, brokertest.StartRabbit(b)) }},
	} {
		b.Run(setup.name, func(b *testing.B) {
			s, pids := setup.start(b)
			people := []*echotest.Client{s.Register(b, "maya"), s.Register(b, "tomas"), s.Register(b, "ines"), s.Register(b, "ravi")}
			for _, c := range people {
				c.HTTP = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 300}, Timeout: time.Minute}
			}
			w := echotest.Found(b, people[0], people[1:]...)
			var names atomic.Int64
			for _, senders := range []int{1, 16, 64, 256} {
				b.Run(fmt.Sprint(senders), func(b *testing.B) { sendBy(b, senders, people, w, pids, &names) })
			}
		})
	}
}

func one(b *testing.B, env ...string) (*echotest.Server, []int) {
	b.Helper()
	s := echotest.Start(b, env...)
	return s, []int{s.Pid()}
}

func several(b *testing.B, broker *brokertest.Server) (*echotest.Server, []int) {
	b.Helper()
	c := echotest.StartCluster(b, "ECHO_DATABASE_URL="+sqldbtest.StartServer(b, true).URL, "ECHO_BUS_URL="+broker.URL)
	var pids []int
	for _, instances := range c.Roles {
		for _, s := range instances {
			pids = append(pids, s.Pid())
		}
	}
	return c.Server, pids
}

func sendBy(b *testing.B, senders int, people []*echotest.Client, w echotest.Workspace, pids []int, names *atomic.Int64) {
	b.Helper()
	used := func() (sum time.Duration) {
		for _, pid := range pids {
			sum += cpuTime(pid)
		}
		return sum
	}
	latencies := make([][]time.Duration, senders)
	var next atomic.Int64
	var wg sync.WaitGroup
	cpu := used()
	b.ResetTimer()
	for i := range senders {
		wg.Go(func() {
			for next.Add(1) <= int64(b.N) {
				begin := time.Now()
				people[i%len(people)].Must(b, "POST", w.Messages(), map[string]string{
					"content":                    "A message of about the length that people write, give or take a word or two.",
					"clientMessageCorrelationId": strconv.FormatInt(names.Add(1), 10),
				}, nil)
				latencies[i] = append(latencies[i], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	spent := used() - cpu
	all := slices.Concat(latencies...)
	slices.Sort(all)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric(ms(spent)/float64(b.N), "server-cpu-ms/message")
	b.ReportMetric(ms(all[len(all)/2]), "ms-p50")
	b.ReportMetric(ms(all[len(all)*99/100]), "ms-p99")
}
