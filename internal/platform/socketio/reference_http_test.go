package socketio_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// What the reference does with long-polling and upgrades; reference_test.go has what it does on WebSockets.

// request is one HTTP request and the answer of the reference: status and the start of the body.
type request struct {
	method, query, body string // the query of a session is added
	status              int
	want                string
}

const (
	unknownSession = `{"code":1,"message":"Session ID unknown"}`
	badRequest     = `{"code":3,"message":"Bad request"}`
)

// TestReference_HTTP has requests outside any session.
func TestReference_HTTP(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	for _, r := range []request{
		{http.MethodGet, "EIO=4&transport=polling&sid=nope", "", 400, unknownSession},
		{http.MethodPost, "EIO=4&transport=polling&sid=nope", "40", 400, unknownSession},
		{http.MethodGet, "EIO=4&transport=websocket&sid=nope", "", 400, unknownSession},
		{http.MethodPost, "EIO=4&transport=polling", "40", 400, `{"code":2,"message":"Bad handshake method"}`},
		{http.MethodPut, "EIO=4&transport=polling", "40", 400, `{"code":2,"message":"Bad handshake method"}`},
		{http.MethodDelete, "EIO=4&transport=polling", "", 400, `{"code":2,"message":"Bad handshake method"}`},
		{http.MethodOptions, "EIO=4&transport=polling", "", 400, `{"code":2,"message":"Bad handshake method"}`},
		{http.MethodGet, "EIO=3&transport=polling", "", 400, `{"code":5,"message":"Unsupported protocol version"}`},
		{http.MethodGet, "EIO=4&transport=abc", "", 400, `{"code":0,"message":"Transport unknown"}`},
		{http.MethodGet, "EIO=4&transport=websocket", "", 400, badRequest},
	} {
		res := wstest.Request(t, r.method, srv.url+"?"+r.query, r.body)
		if res.Status != r.status || strings.TrimSpace(res.Body) != r.want {
			t.Errorf("%s %s: got %d %s, want %d %s", r.method, r.query, res.Status, res.Body, r.status, r.want)
		}
	}
}

// TestReference_Polling has requests of a connected session, one after the other. A row's reason is the one with which
// the session ends.
func TestReference_Polling(t *testing.T) {
	t.Parallel()
	post, get := http.MethodPost, http.MethodGet
	tests := []struct {
		name     string
		requests []request
		reason   string
	}{
		{"close packet", []request{{post, "", "1", 200, "ok"}, {get, "", "", 200, "6"}, {get, "", "", 400, unknownSession}}, "transport close"},
		{"leaves the namespace", []request{{post, "", "41", 200, "ok"}, {post, "", "3", 200, "ok"}}, "client namespace disconnect"},
		{"server leaves the namespace", []request{{post, "", `42["kick"]`, 200, "ok"}, {get, "", "", 200, "41"}}, "server namespace disconnect"},
		// Here the reference closes with the noop and the close packet in one payload, which its client never acts on.
		{"server disconnects", []request{
			{post, "", `42["kick all"]`, 200, "ok"},
			{get, "", "", 200, "41"},
			{get, "", "", 200, "1"},
			{get, "", "", 400, unknownSession},
		}, "server namespace disconnect"},
		// The reference answers ok, as it has not looked yet; the protocol suite wants 400.
		{"garbage", []request{{post, "", "abc", 400, badRequest}, {get, "", "", 400, unknownSession}}, "parse error"},
		{"empty payload", []request{{post, "", "", 400, badRequest}, {get, "", "", 400, unknownSession}}, "parse error"},
		{"ping from the client", []request{{post, "", "2", 400, badRequest}, {get, "", "", 400, unknownSession}}, "transport error"},
		// The reference takes what is left of broken base64.
		{"broken base64", []request{{post, "", "b!!!!", 400, badRequest}, {get, "", "", 400, unknownSession}}, "parse error"},
		// The reference keeps the session, which its client has given up by then.
		{"oversize payload", []request{{post, "", "4" + strings.Repeat("2", 2000), 413, ""}, {get, "", "", 400, unknownSession}}, "transport error"},
		// The reference answers 500 to another method.
		{"other method", []request{{http.MethodPut, "", "x", 400, badRequest}, {post, "", "1", 200, "ok"}}, "transport close"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, socketio.Config{MaxPayload: 1000}, withKicks)
			url, _ := srv.poll(t)
			for _, r := range tt.requests {
				res := wstest.Request(t, r.method, url, r.body)
				if res.Status != r.status || r.want != strings.TrimSpace(res.Body) {
					t.Fatalf("%s %q: got %d %s, want %d %s", r.method, r.body, res.Status, res.Body, r.status, r.want)
				}
			}
			srv.expectEnd(t, tt.reason)
		})
	}
}

// TestReference_PollingOverlap has requests that come while another is being served.
func TestReference_PollingOverlap(t *testing.T) {
	t.Parallel()
	t.Run("poll broken off", func(t *testing.T) {
		t.Parallel()
		srv := start(t, socketio.Config{}, nil)
		url, _ := srv.poll(t)
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if _, err := wstest.Do(ctx, http.MethodGet, url, ""); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("the poll ended with %v", err)
		}
		srv.expectEnd(t, "transport error")
	})
	t.Run("post while posting", func(t *testing.T) {
		t.Parallel()
		srv := start(t, socketio.Config{}, nil)
		url, _ := srv.poll(t)
		conn := srv.halfPost(t, url)
		// The first may not have been looked at yet, so others follow until one meets it.
		wstest.Until(t, "posts overlap", func() bool {
			return wstest.Request(t, http.MethodPost, url, "3").Status == http.StatusBadRequest
		})
		srv.expectEnd(t, "transport error")
		_ = conn.Close()
	})
}

// halfPost begins a POST that does not end.
func (srv *server) halfPost(t *testing.T, url string) net.Conn {
	t.Helper()
	host, path, _ := strings.Cut(strings.TrimPrefix(url, "http://"), "/")
	conn, err := net.DialTimeout("tcp", host, wstest.Patience)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	request := "POST /" + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 10\r\n\r\n4"
	if _, err := conn.Write([]byte(request)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// TestReference_Upgrade has WebSockets beside a session that polls.
func TestReference_Upgrade(t *testing.T) {
	t.Parallel()
	beside := func(t *testing.T) (srv *server, polling, webSocket string) {
		t.Helper()
		srv = start(t, socketio.Config{UpgradeTimeout: 300 * time.Millisecond}, func(srv *server) {
			srv.ns.On("echo", func(_ context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) { _ = s.Emit("echo") })
		})
		polling, _ = srv.poll(t)
		return srv, polling, strings.Replace(polling, "=polling", "=websocket", 1)
	}
	// works says that the session still polls.
	works := func(t *testing.T, polling string) {
		t.Helper()
		wstest.Request(t, http.MethodPost, polling, `42["echo"]`)
		var body string
		for body == "" || body == "6" { // a noop ends a poll during an upgrade
			body = wstest.Request(t, http.MethodGet, polling, "").Body
		}
		if body != `42["echo"]` {
			t.Fatalf("polled %q", body)
		}
	}
	t.Run("second while upgrading is closed", func(t *testing.T) {
		t.Parallel()
		_, polling, webSocket := beside(t)
		first := wstest.Dial(t, webSocket)
		first.Send(t, "2probe")
		first.Expect(t, "3probe")
		wstest.Dial(t, webSocket).ExpectClose(t)
		first.Send(t, "5", `42["echo"]`)
		first.Expect(t, `42["echo"]`)
		if res := wstest.Request(t, http.MethodGet, polling, ""); strings.TrimSpace(res.Body) != badRequest {
			t.Fatalf("polled %+v", res)
		}
		wstest.Dial(t, webSocket).ExpectClose(t) // after the upgrade too
		first.Send(t, `42["echo"]`)
		first.Expect(t, `42["echo"]`)
	})
	t.Run("message before the probe", func(t *testing.T) {
		t.Parallel()
		_, polling, webSocket := beside(t)
		c := wstest.Dial(t, webSocket)
		c.Send(t, "40")
		c.ExpectClose(t)
		works(t, polling)
	})
	t.Run("switch without a probe", func(t *testing.T) {
		t.Parallel()
		_, _, webSocket := beside(t)
		c := wstest.Dial(t, webSocket)
		c.Send(t, "5", `42["echo"]`)
		c.Expect(t, `42["echo"]`)
	})
	t.Run("probe given up", func(t *testing.T) {
		t.Parallel()
		_, polling, webSocket := beside(t)
		c := wstest.Dial(t, webSocket)
		c.Send(t, "2probe")
		c.Expect(t, "3probe")
		_ = c.Close()
		works(t, polling)
	})
	t.Run("probe that leads nowhere", func(t *testing.T) {
		t.Parallel()
		_, polling, webSocket := beside(t)
		c := wstest.Dial(t, webSocket)
		c.Send(t, "2probe")
		c.Expect(t, "3probe")
		c.ExpectClose(t)
		works(t, polling)
	})
}
