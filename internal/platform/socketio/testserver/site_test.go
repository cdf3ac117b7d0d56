package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestMain(m *testing.M) { os.Exit(wstest.Main(m, "platform/socketio")) }

// The suites run on servers that give their clients 200 ms: a test on a busy machine can be later than that. Only
// what is about that time has it.
var (
	calm    = beat{time.Minute, time.Minute, time.Minute}    // asks nothing while a test lasts
	patient = beat{quick.interval, time.Minute, time.Minute} // asks as often as the suites expect, and waits
)

// site is a running test server.
type site struct {
	url  string // of one of the two paths
	http *http.Client
	beat beat
}

func start(t *testing.T, path string, handler http.Handler, stop func(context.Context) error, b beat) site {
	t.Helper()
	web := httptest.NewServer(handler)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
		defer cancel()
		if err := stop(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		web.Close()
	})
	return site{url: web.URL + path, http: web.Client(), beat: b}
}

func startEngine(t *testing.T) site {
	t.Helper()
	return startEngineOn(t, engineio.DriverAuto, calm)
}

func startEngineOn(t *testing.T, driver engineio.Driver, b beat) site {
	t.Helper()
	engine := newEngine(driver, b)
	return start(t, "/engine.io/", engine, engine.Close, b)
}

func startServer(t *testing.T) site {
	t.Helper()
	return startServerOn(t, engineio.DriverAuto, calm)
}

func startServerOn(t *testing.T, driver engineio.Driver, b beat) site {
	t.Helper()
	server := newServer(driver, b)
	return start(t, "/socket.io/", server, server.Close, b)
}

// onBoth runs a case against both servers, with each driver.
func onBoth(t *testing.T, test func(t *testing.T, s site)) { onBothAt(t, calm, test) }

func onBothAt(t *testing.T, b beat, test func(t *testing.T, s site)) {
	t.Parallel()
	for name, driver := range map[string]engineio.Driver{"epoll": engineio.DriverEpoll, "goroutine": engineio.DriverGoroutine} {
		t.Run("engine.io/"+name, func(t *testing.T) { t.Parallel(); test(t, startEngineOn(t, driver, b)) })
		t.Run("socket.io/"+name, func(t *testing.T) { t.Parallel(); test(t, startServerOn(t, driver, b)) })
	}
}

// do sends a request and returns status and body of the answer.
func (s site) do(ctx context.Context, method, query, body string) (int, string, error) {
	req, err := http.NewRequestWithContext(ctx, method, s.url+query, strings.NewReader(body))
	if err != nil {
		return 0, "", err
	}
	res, err := s.http.Do(req)
	if err != nil {
		return 0, "", err
	}
	defer res.Body.Close()
	content, err := io.ReadAll(res.Body)
	return res.StatusCode, string(content), err
}

func (s site) request(t *testing.T, method, query, body string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), wstest.Patience)
	defer cancel()
	status, content, err := s.do(ctx, method, query, body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, query, err)
	}
	return status, content
}

func (s site) expect(t *testing.T, method, query, body string, status int, content string) {
	t.Helper()
	gotStatus, gotContent := s.request(t, method, query, body)
	if gotStatus != status || (content != "" && gotContent != content) {
		t.Fatalf("%s %s: got %d %q, want %d %q", method, query, gotStatus, gotContent, status, content)
	}
}

const (
	pollingQuery = "?EIO=4&transport=polling"
	socketQuery  = "?EIO=4&transport=websocket"
)

// openPolling opens a long-polling session and returns its id.
func (s site) openPolling(t *testing.T) string {
	t.Helper()
	status, content := s.request(t, http.MethodGet, pollingQuery, "")
	if status != http.StatusOK {
		t.Fatalf("handshake: %d %q", status, content)
	}
	return s.checkOpen(t, content, []string{"websocket"})
}

// checkOpen checks an open packet and returns the session id.
func (s site) checkOpen(t *testing.T, packet string, upgrades []string) string {
	t.Helper()
	var keys map[string]any
	var open struct {
		SID                                   string
		Upgrades                              []string
		PingInterval, PingTimeout, MaxPayload int64
	}
	content, found := strings.CutPrefix(packet, "0")
	if !found || json.Unmarshal([]byte(content), &open) != nil || json.Unmarshal([]byte(content), &keys) != nil {
		t.Fatalf("not an open packet: %q", packet)
	}
	if open.SID == "" || open.Upgrades == nil || !slices.Equal(open.Upgrades, upgrades) || open.PingInterval != s.beat.interval.Milliseconds() ||
		open.PingTimeout != s.beat.timeout.Milliseconds() || open.MaxPayload != 1000000 || len(keys) != 5 {
		t.Fatalf("open packet %s", packet)
	}
	return open.SID
}

// result is an answer that a goroutine waits for.
type result struct {
	status  int
	content string
	err     error
}

// concurrently polls twice at once and returns the answers: the waiting one first.
func (s site) concurrently(t *testing.T, first, second func() result) (result, result) {
	t.Helper()
	var a, b result
	var both sync.WaitGroup
	both.Go(func() { a = first() })
	both.Go(func() { b = second() })
	both.Wait()
	if a.err != nil || b.err != nil {
		t.Fatalf("requests failed: %v, %v", a.err, b.err)
	}
	return a, b
}

func (s site) async(ctx context.Context, method, query, body string) func() result {
	return func() result {
		status, content, err := s.do(ctx, method, query, body)
		return result{status, content, err}
	}
}
