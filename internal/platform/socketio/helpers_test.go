package socketio_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// server is a running server with one namespace set up by a test.
type server struct {
	*socketio.Server
	ns      *socketio.Namespace
	url     string
	sockets chan *socketio.Socket // as they connect
	reasons chan string           // as they disconnect
}

// start runs a server until the end of the test. Set up registers handlers; OnConnect and OnDisconnect may be replaced.
func start(t *testing.T, cfg socketio.Config, setUp func(srv *server)) *server {
	t.Helper()
	srv := &server{
		Server:  socketio.New(cfg),
		sockets: make(chan *socketio.Socket, 1000),
		reasons: make(chan string, 1000),
	}
	srv.ns = srv.Of("/")
	srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
		srv.sockets <- s
		return nil
	})
	srv.ns.OnDisconnect(func(_ *socketio.Socket, reason string) { srv.reasons <- reason })
	if setUp != nil {
		setUp(srv)
	}
	web := httptest.NewServer(srv)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
		defer cancel()
		if err := srv.Close(ctx); err != nil {
			t.Errorf("close: %v", err)
		}
		web.Close()
	})
	srv.url = web.URL + "/socket.io/"
	return srv
}

// dial opens a connection without connecting to a namespace.
func (srv *server) dial(t *testing.T) *wstest.Conn {
	t.Helper()
	c := wstest.Dial(t, srv.url+"?EIO=4&transport=websocket")
	c.ExpectPrefix(t, "0")
	return c
}

// connect opens a connection to the main namespace.
func (srv *server) connect(t *testing.T) (*wstest.Conn, *socketio.Socket) {
	t.Helper()
	c := srv.dial(t)
	c.Send(t, "40")
	got := c.Next(t)
	for got == "2" { // a ping may be faster
		c.Send(t, "3")
		got = c.Next(t)
	}
	if !strings.HasPrefix(got, `40{"sid":"`) {
		t.Fatalf("not connected: %q", got)
	}
	return c, <-srv.sockets
}

// poll opens a connection on long-polling and returns its address.
func (srv *server) poll(t *testing.T) (url string, s *socketio.Socket) {
	t.Helper()
	url = srv.url + "?EIO=4&transport=polling"
	res := wstest.Request(t, http.MethodGet, url, "")
	var open struct{ SID string }
	if err := json.Unmarshal([]byte(res.Body[1:]), &open); err != nil {
		t.Fatalf("handshake: %+v", res)
	}
	url += "&sid=" + open.SID
	wstest.Request(t, http.MethodPost, url, "40")
	s = <-srv.sockets
	wstest.Request(t, http.MethodGet, url, "") // the connection
	return url, s
}

func (srv *server) expectEnd(t *testing.T, reason string) {
	t.Helper()
	select {
	case got := <-srv.reasons:
		if got != reason {
			t.Fatalf("disconnected for %q, want %q", got, reason)
		}
	case <-time.After(wstest.Patience):
		t.Fatalf("not disconnected for %q", reason)
	}
}

// expectNothing waits until all that was emitted to the socket has been received: nothing else stands before the marker.
func expectNothing(t *testing.T, c *wstest.Conn, s *socketio.Socket) {
	t.Helper()
	if err := s.Emit("marker"); err != nil {
		t.Fatal(err)
	}
	c.Expect(t, `42["marker"]`)
}
