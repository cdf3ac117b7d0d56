package bench_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
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
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
	"github.com/echo-chat/echo/test/echotest"
)

// BenchmarkLogin measures failing to sign in as somebody there is and as somebody there is not, in
// random order, from an address of its own each time, so that nobody has to wait for earlier failures. 1,000 trials of
// each: -benchtime 1000x.
func BenchmarkLogin(b *testing.B) {
	s := echotest.Start(b, "ECHO_TRUSTED_PROXIES=127.0.0.1/32")
	for i := range 100 { // of each, 20 failures are free
		s.Register(b, fmt.Sprintf("known%d", i))
	}
	client := s.HTTP(b)
	var known, unknown []time.Duration
	b.ResetTimer()
	for i := range b.N {
		name, address := i%100, fmt.Sprintf("10.%d.%d.%d", i>>16&255, i>>8&255, i&255)
		as := []struct {
			prefix string
			took   *[]time.Duration
		}{{"known", &known}, {"nobody", &unknown}}
		if rand.IntN(2) == 0 { // who comes second finds what the first left to do
			slices.Reverse(as)
		}
		for _, a := range as {
			*a.took = append(*a.took, failLogin(b, client, s.URL, fmt.Sprintf("%s%d", a.prefix, name), address))
		}
	}
	b.StopTimer()
	slices.Sort(known)
	slices.Sort(unknown)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(known[b.N/2]), "ms-p50-known")
	b.ReportMetric(ms(unknown[b.N/2]), "ms-p50-unknown")
	b.ReportMetric(ms(known[b.N/2]-unknown[b.N/2]), "ms-apart")
}

func failLogin(b *testing.B, client *http.Client, url, name, address string) time.Duration {
	b.Helper()
	body := fmt.Sprintf(`{"identifier":%q,"password":"Not-The-Password-1"}`, name)
	req, err := http.NewRequestWithContext(b.Context(), http.MethodPost, url+"/api/auth/login", strings.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Forwarded-For", address)
	begin := time.Now()
	res, err := client.Do(req)
	if err != nil {
		b.Fatal(err)
	}
	answer, _ := io.ReadAll(res.Body)
	took := time.Since(begin)
	_ = res.Body.Close()
	if res.StatusCode != http.StatusUnauthorized {
		b.Fatalf("%s as %s: %s", res.Status, name, answer)
	}
	return took
}

// BenchmarkSendsBesideLogins measures sends by 4 senders alone, and while 100 people sign in at once again
// and again, and the most memory that the server then had.
func BenchmarkSendsBesideLogins(b *testing.B) {
	s := echotest.Start(b)
	people := []*echotest.Client{s.Register(b, "maya"), s.Register(b, "tomas"), s.Register(b, "ines"), s.Register(b, "ravi")}
	w := echotest.Found(b, people[0], people[1:]...)
	for i := range 10 { // not the senders: who signs in too often ends their own oldest session
		s.Register(b, fmt.Sprintf("crowd%d", i))
	}
	for range b.N {
		alone := sendFor(b, people, w, 5*time.Second)
		ctx, stop := context.WithCancel(b.Context())
		var logins atomic.Int64
		var crowd sync.WaitGroup
		for i := range 100 {
			crowd.Go(func() {
				c := s.Anonymous(b)
				who := map[string]string{"identifier": fmt.Sprintf("crowd%d", i%10), "password": echotest.Password}
				for ctx.Err() == nil {
					if _, err := c.Call(ctx, "POST", "/api/auth/login", who, nil); err == nil {
						logins.Add(1)
					}
				}
			})
		}
		beside := sendFor(b, people, w, 10*time.Second)
		stop()
		crowd.Wait()
		b.ReportMetric(ms(alone[len(alone)*99/100]), "ms-p99-alone")
		b.ReportMetric(ms(beside[len(beside)*99/100]), "ms-p99-beside")
		b.ReportMetric(ms(alone[len(alone)/2]), "ms-p50-alone")
		b.ReportMetric(ms(beside[len(beside)/2]), "ms-p50-beside")
		b.ReportMetric(float64(logins.Load())/10, "logins/s")
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(statusMB(s.Pid(), "VmHWM:"), "MB-peak")
}

// sendFor sends, one after another by each, as people do: 20 a second, and returns how long each took.
func sendFor(b *testing.B, people []*echotest.Client, w echotest.Workspace, long time.Duration) []time.Duration {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), long)
	defer cancel()
	var mu sync.Mutex
	var all []time.Duration
	var wg sync.WaitGroup
	for i, c := range people {
		wg.Go(func() {
			pace := time.NewTicker(50 * time.Millisecond)
			defer pace.Stop()
			for n := 0; ctx.Err() == nil; n++ {
				begin := time.Now()
				c.Must(b, "POST", w.Messages(), map[string]string{
					"content": "A message.", "clientMessageCorrelationId": fmt.Sprintf("%d-%d-%d", begin.UnixNano(), i, n),
				}, nil)
				mu.Lock()
				all = append(all, time.Since(begin))
				mu.Unlock()
				<-pace.C
			}
		})
	}
	wg.Wait()
	slices.Sort(all)
	return all
}

// statusMB reads a size of /proc/pid/status.
func statusMB(pid int, field string) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range bytes.Lines(raw) {
		if kb, ok := strings.CutPrefix(string(line), field); ok {
			n, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(kb), " kB"), 64)
			return n / 1024
		}
	}
	return 0
}

// BenchmarkBoot measures, through HTTP, what an app starts with for somebody in 500 channels of a workspace
// of 10,000 people, and pages of those people.
func BenchmarkBoot(b *testing.B) {
	s := echotest.Start(b)
	maya := s.Register(b, "maya")
	var me user.Author
	maya.Must(b, "GET", "/api/users/me", nil, &me)
	s.Kill(syscall.SIGTERM)
	w := crowded(b, filepath.Join(s.DataDir, "workspace_channels_db.sqlite"), me)
	s.Restart()
	for name, path := range map[string]string{
		"memberships": "/api/workspaces/me/memberships?includeChannels=true",
		"unread":      "/api/workspaces/" + w.String() + "/unread-counts",
		"members":     "/api/workspaces/" + w.String() + "/members?limit=50",
		"search":      "/api/workspaces/" + w.String() + "/members?limit=50&q=n99",
	} {
		b.Run(name, func(b *testing.B) {
			var took []time.Duration
			for range b.N {
				begin := time.Now()
				maya.Must(b, "GET", path, nil, nil)
				took = append(took, time.Since(begin))
			}
			slices.Sort(took)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(ms(took[len(took)/2]), "ms-p50")
			b.ReportMetric(ms(took[len(took)*99/100]), "ms-p99")
		})
	}
}

// crowded makes the workspace of BenchmarkBoot.
func crowded(b *testing.B, path string, owner user.Author) id.Workspace {
	b.Helper()
	db, err := sqldb.Open(b.Context(), sqldb.Config{URL: "sqlite:" + path})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	at := clock.System{}.Now().Add(-time.Hour)
	in := workspace.SeedWorkspace{Name: "big", DisplayName: "Big", CreatedAt: at}
	in.Members = append(in.Members, workspace.SeedMember{User: owner, Role: workspace.Owner, JoinedAt: at})
	for i := range 9_999 {
		p := user.Author{ID: id.New[id.User](), Username: fmt.Sprintf("n%d", i), DisplayName: fmt.Sprintf("Name %d", i)}
		in.Members = append(in.Members, workspace.SeedMember{User: p, Role: workspace.Member, JoinedAt: at.Add(time.Duration(i) * time.Millisecond)})
	}
	for i := range 500 {
		name := fmt.Sprintf("channel-%d", i)
		if i == 0 {
			name = workspace.GeneralName
		}
		in.Channels = append(in.Channels, workspace.SeedChannel{
			Type: workspace.Public, Name: name, DisplayName: name, CreatedAt: at,
			Members: []workspace.SeedChannelMember{{UserID: owner.ID, Role: workspace.ChannelOwner, JoinedAt: at}},
		})
	}
	w, _, err := workspace.Seed(b.Context(), db, in)
	if err != nil {
		b.Fatal(err)
	}
	return w.ID
}
