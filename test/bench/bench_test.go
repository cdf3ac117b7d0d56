package bench_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/test/echotest"
)

const million = 1_000_000

// BenchmarkStart measures from exec to the first answer that says ready, and the memory then held.
func BenchmarkStart(b *testing.B) {
	b.Run("empty", func(b *testing.B) {
		var took []time.Duration
		for range b.N {
			s := echotest.Start(b)
			took = append(took, s.Took)
			b.ReportMetric(megabytes(s.Pid()), "MB-rss")
			s.Kill(syscall.SIGKILL)
		}
		reportStarts(b, took)
	})
	b.Run("existing", func(b *testing.B) {
		s := echotest.Start(b)
		echotest.Found(b, s.Register(b, "maya"))
		benchmarkRestarts(b, s)
	})
	b.Run("million", func(b *testing.B) { benchmarkRestarts(b, withMillion(b).server) })
}

func benchmarkRestarts(b *testing.B, s *echotest.Server) {
	var took []time.Duration
	b.ResetTimer()
	for range b.N {
		s.Kill(syscall.SIGKILL)
		took = append(took, s.Restart())
	}
	b.ReportMetric(megabytes(s.Pid()), "MB-rss")
	reportStarts(b, took)
}

func reportStarts(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(took[len(took)/2]), "ms-p50")
	b.ReportMetric(ms(took[len(took)-1]), "ms-max")
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// BenchmarkSend measures sends through HTTP with authentication, by 64 senders.
func BenchmarkSend(b *testing.B) {
	for _, synchronous := range []string{"full", "normal"} {
		b.Run("sqlite-"+synchronous, func(b *testing.B) {
			s := echotest.Start(b, "ECHO_SQLITE_SYNCHRONOUS="+synchronous, profiled())
			benchmarkSend(b, s)
		})
	}
}

func benchmarkSend(b *testing.B, s *echotest.Server) {
	const senders = 64
	people := []*echotest.Client{s.Register(b, "maya"), s.Register(b, "tomas"), s.Register(b, "ines"), s.Register(b, "ravi")}
	w := echotest.Found(b, people[0], people[1:]...)
	var next atomic.Int64
	latencies := make([][]time.Duration, senders)
	var wg sync.WaitGroup
	cpu := cpuTime(s.Pid())
	b.ResetTimer()
	for i := range senders {
		wg.Go(func() {
			c := people[i%len(people)]
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				begin := time.Now()
				c.Must(b, "POST", w.Messages(), map[string]string{
					"content":                    "A message of about the length that people write, give or take a word or two.",
					"clientMessageCorrelationId": strconv.FormatInt(n, 10),
				}, nil)
				latencies[i] = append(latencies[i], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	spent := cpuTime(s.Pid()) - cpu
	all := slices.Concat(latencies...)
	slices.Sort(all)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
	b.ReportMetric(ms(spent)/float64(b.N), "server-cpu-ms/message")
	b.ReportMetric(ms(all[len(all)/2]), "ms-p50")
	b.ReportMetric(ms(all[len(all)*99/100]), "ms-p99")
}

// BenchmarkHistory measures pages of 50 out of a million messages, at random places, by 16 readers,
// through HTTP with authentication.
func BenchmarkHistory(b *testing.B) {
	m := withMillion(b)
	const readers = 16
	var next atomic.Int64
	latencies := make([][]time.Duration, readers)
	var wg sync.WaitGroup
	cpu := cpuTime(m.server.Pid())
	b.ResetTimer()
	for i := range readers {
		wg.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				before := (n*7919*104729)%million + 51
				begin := time.Now()
				m.reader.Must(b, "GET", m.workspace.Messages()+"?limit=50&before="+strconv.FormatInt(before, 10), nil, nil)
				latencies[i] = append(latencies[i], time.Since(begin))
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	all := slices.Concat(latencies...)
	slices.Sort(all)
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(ms(cpuTime(m.server.Pid())-cpu)/float64(b.N), "server-cpu-ms/page")
	b.ReportMetric(ms(all[len(all)/2]), "ms-p50")
	b.ReportMetric(ms(all[len(all)*99/100]), "ms-p99")
}

// full is a server whose one channel holds a million messages.
type full struct {
	server    *echotest.Server
	reader    *echotest.Client
	workspace echotest.Workspace
}

func withMillion(b *testing.B) full {
	b.Helper()
	s := echotest.Start(b, profiled())
	maya := s.Register(b, "maya")
	w := echotest.Found(b, maya)
	var me struct{ ID id.User }
	maya.Must(b, "GET", "/api/users/me", nil, &me)
	s.Kill(syscall.SIGTERM)
	fill(b, filepath.Join(s.DataDir, "message_db.sqlite"), w, me.ID, million)
	s.Restart()
	return full{s, maya, w}
}

func fill(b *testing.B, path string, w echotest.Workspace, author id.User, messages int) {
	b.Helper()
	ctx := context.Background()
	db, err := sqldb.Open(ctx, sqldb.Config{URL: "sqlite:" + path})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	c := message.SeedChannel{
		WorkspaceID: id.MustParse[id.Workspace](w.ID), ChannelID: id.MustParse[id.Channel](w.Channel),
		Read: map[id.User]int64{author: int64(messages)},
	}
	at := clock.System{}.Now().Add(-time.Duration(messages) * time.Second)
	for n := range messages {
		c.Messages = append(c.Messages, message.SeedMessage{
			Author: author, At: at.Add(time.Duration(n) * time.Second),
			Content: fmt.Sprintf("Message %d, of about the length that people write, give or take a word or two.", n),
		})
	}
	if err := message.Seed(ctx, db, []message.SeedChannel{c}); err != nil {
		b.Fatal(err)
	}
}

// profiled lets one look inside with go tool pprof, at the address in ECHO_TEST_PPROF.
func profiled() string { return "ECHO_PPROF_LISTEN=" + os.Getenv("ECHO_TEST_PPROF") }

// cpuTime is what a process has used so far (proc(5), /proc/pid/stat, fields 14 and 15, in ticks of 10 ms).
func cpuTime(pid int) time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	user, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(user+system) * 10 * time.Millisecond
}

// megabytes is the resident memory of a process.
func megabytes(pid int) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, _ := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(kb), "kB")), 64)
			return n / 1024
		}
	}
	return 0
}
