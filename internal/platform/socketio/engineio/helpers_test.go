package engineio_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestMain(m *testing.M) { os.Exit(wstest.Main(m, "socketio/engineio.")) }

// server is a running engine that echoes and notes how its sessions begin and end.
type server struct {
	*engineio.Server
	url    string
	onOpen func(s *engineio.Session)

	goroutines bool // the driver

	opened  chan *engineio.Session
	reasons chan string

	mu     sync.Mutex
	closed map[*engineio.Session]int
}

func (srv *server) Open(s *engineio.Session) {
	srv.onOpen(s)
	srv.opened <- s
}

func (srv *server) Message(s *engineio.Session, data []byte, binary bool) {
	if binary {
		s.Send(engineio.NewBinaryFrame(data))
		return
	}
	s.Send(engineio.NewFrame(data))
}

func (srv *server) Close(s *engineio.Session, reason string) {
	srv.mu.Lock()
	srv.closed[s]++
	if srv.closed[s] > 1 {
		panic("told twice of the end of a session")
	}
	srv.mu.Unlock()
	srv.reasons <- reason
}

// start runs a server until the end of the test. The options change it before it serves.
func start(t *testing.T, cfg engineio.Config, options ...func(*server, *httptest.Server)) *server {
	t.Helper()
	srv := &server{
		onOpen:  func(*engineio.Session) {},
		opened:  make(chan *engineio.Session, 1000),
		reasons: make(chan string, 1000),
		closed:  make(map[*engineio.Session]int),
	}
	web := httptest.NewUnstartedServer(nil)
	scheme := web.Start
	for _, option := range options {
		option(srv, web)
	}
	if srv.goroutines {
		cfg.Driver = engineio.DriverGoroutine
	}
	srv.Server = engineio.New(cfg, srv)
	if web.Config.Handler == nil {
		web.Config.Handler = srv.Server
	}
	if web.TLS != nil {
		scheme = web.StartTLS
	}
	scheme()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
		defer cancel()
		if err := srv.Server.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		web.Close()
	})
	srv.url = web.URL + "/engine.io/"
	return srv
}

func onOpen(fn func(s *engineio.Session)) func(*server, *httptest.Server) {
	return func(srv *server, _ *httptest.Server) { srv.onOpen = fn }
}

func withGoroutines(srv *server, _ *httptest.Server) { srv.goroutines = true }

const (
	pollingQuery = "?EIO=4&transport=polling"
	socketQuery  = "?EIO=4&transport=websocket"
)

// dial opens a session on a WebSocket.
func (srv *server) dial(t *testing.T) (*wstest.Conn, *engineio.Session) {
	t.Helper()
	c := wstest.Dial(t, srv.url+socketQuery)
	c.ExpectPrefix(t, "0")
	return c, <-srv.opened
}

// poller is a client on long-polling.
type poller struct {
	t   *testing.T
	url string
	id  string
}

func (srv *server) poll(t *testing.T) (*poller, *engineio.Session) {
	t.Helper()
	res := wstest.Request(t, http.MethodGet, srv.url+pollingQuery, "")
	var open struct{ SID string }
	if err := json.Unmarshal([]byte(strings.TrimPrefix(res.Body, "0")), &open); err != nil {
		t.Fatalf("handshake: %+v", res)
	}
	return &poller{t, srv.url + pollingQuery + "&sid=" + open.SID, open.SID}, <-srv.opened
}

func (p *poller) get() wstest.Response {
	p.t.Helper()
	return wstest.Request(p.t, http.MethodGet, p.url, "")
}

func (p *poller) post(body string) wstest.Response {
	p.t.Helper()
	return wstest.Request(p.t, http.MethodPost, p.url, body)
}

func (p *poller) expect(status int, body string) {
	p.t.Helper()
	if res := p.get(); res.Status != status || res.Body != body {
		p.t.Fatalf("got %d %q, want %d %q", res.Status, res.Body, status, body)
	}
}

func (srv *server) expectEnd(t *testing.T, reason string) {
	t.Helper()
	select {
	case got := <-srv.reasons:
		if got != reason {
			t.Fatalf("ended with %q, want %q", got, reason)
		}
	case <-time.After(wstest.Patience):
		t.Fatalf("did not end with %q", reason)
	}
}

func text(s string) *engineio.Frame { return engineio.NewFrame([]byte(s)) }
