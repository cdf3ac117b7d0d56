package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// What the reference server, socket.io 4.8 on Node, was seen to do with each of these is data here. Where this server
// does something else on purpose, the row says what and why.

// Ways in which a client sees its connection end, beside the status of a close frame.
const (
	open     = -1   // it does not
	noStatus = 1005 // a close frame without a status; this server says 1000, normal closure, which clients treat alike
	noFrame  = 1006 // without a close frame
)

// outcome is what the client and the application are told.
type outcome struct {
	answer string // what the client gets before the end; the sid is cut
	status int
	reason string // given to OnDisconnect; empty if it is not called
}

type deviation struct {
	outcome
	why string
}

func text(payloads ...string) func(*testing.T, *wstest.Conn) {
	return func(t *testing.T, c *wstest.Conn) {
		t.Helper()
		c.Send(t, payloads...)
	}
}

func raw(p ...byte) func(*testing.T, *wstest.Conn) {
	return func(t *testing.T, c *wstest.Conn) {
		t.Helper()
		c.SendRaw(t, p)
	}
}

func hangUp(t *testing.T, c *wstest.Conn) {
	t.Helper()
	_ = c.Close()
}

func reset(t *testing.T, c *wstest.Conn) {
	t.Helper()
	_ = c.Conn.(*net.TCPConn).SetLinger(0) //nolint:forcetypeassert // no TLS here
	_ = c.Close()
}

// placeholder stands for the first attachment.
const placeholder = `{"_placeholder":true,"num":0}`

// broken is what the reference does about a malformed Socket.IO packet. Its reason is as if the application had closed
// the connection.
var broken = outcome{status: noStatus, reason: "forced close"}

func brokenHere(why string) *deviation {
	return &deviation{outcome{status: noStatus, reason: "parse error"}, why}
}

// sayWhat is why malformed packets end otherwise.
const sayWhat = "the reason that the documentation of the reference gives for it, and that says what happened"

var webSocketCases = []struct {
	name      string
	do        func(*testing.T, *wstest.Conn)
	reference outcome
	here      *deviation // nil: the same
}{
	{"client leaves the namespace", text("41"), outcome{status: open, reason: "client namespace disconnect"}, nil},
	{
		"engine close packet", text("1"),
		outcome{status: open, reason: ""},
		&deviation{outcome{status: noStatus, reason: "transport close"}, "the protocol suite wants the connection closed"},
	},
	{"close frame 1000", raw(wstest.Frame(0x88, []byte("\x03\xe8"))...), outcome{status: 1000, reason: "transport close"}, nil},
	{"close frame without status", raw(wstest.Frame(0x88, nil)...), outcome{status: noStatus, reason: "transport close"}, nil},
	{"TCP reset", reset, outcome{status: noFrame, reason: "transport close"}, nil},
	{"TCP end", hangUp, outcome{status: noFrame, reason: "transport close"}, nil},
	{"unknown Socket.IO packet", text("4abc"), broken, brokenHere(sayWhat)},
	{"not JSON", text(`42["a"`), broken, brokenHere(sayWhat)},
	{"payload no array", text(`42{}`), broken, brokenHere(sayWhat)},
	{"event without a name", text(`42[]`), broken, brokenHere(sayWhat)},
	{"second CONNECT", text(`40`), broken, brokenHere(sayWhat)},
	{"attachment of nothing", raw(wstest.Frame(0x82, []byte{1, 2, 3})...), broken, brokenHere(sayWhat)},
	{"text instead of attachment", text(`451-["echo",`+placeholder+`]`, `42["echo"]`), broken, brokenHere(sayWhat)},
	{"too many attachments", text(`4599-["echo",` + placeholder + `]`), broken, brokenHere(sayWhat)},
	{"reserved name connect", text(`42["connect"]`), broken, brokenHere(sayWhat)},
	{"reserved name disconnect", text(`42["disconnect"]`), broken, brokenHere(sayWhat)},
	{"connection error from a client", text(`44{"message":"x"}`), broken, brokenHere(sayWhat)},
	{
		"event to a namespace not connected", text(`42/other,["echo"]`), broken,
		&deviation{outcome{status: open}, "it may have crossed with the server's disconnection of that namespace"},
	},
	{"acknowledgement nobody waits for", text(`4399[]`), outcome{status: open}, nil},
	{"acknowledgement without id", text(`43[]`), outcome{status: open}, brokenHere("nothing can be acknowledged by it")},
	{"unknown namespace", text(`40/nope,`), outcome{answer: `44/nope,{"message":"Invalid namespace"}`, status: open}, nil},
	{"server leaves the namespace", text(`42["kick"]`), outcome{answer: "41", status: open, reason: "server namespace disconnect"}, nil},
	{"server disconnects", text(`42["kick all"]`), outcome{answer: "41", status: noStatus, reason: "server namespace disconnect"}, nil},
	{"unknown engine packet", text("abc"), outcome{status: noStatus, reason: "parse error"}, nil},
	{"empty message", text(""), outcome{status: noStatus, reason: "parse error"}, nil},
	{"ping from the client", text("2"), outcome{status: noStatus, reason: "transport error"}, nil},
	{"pong to no ping", text("3"), outcome{status: open}, nil},
	{"open, upgrade and noop packets", text("0", "5", "6"), outcome{status: open}, nil},
	{"oversize message", text("4" + strings.Repeat("2", 2000)), outcome{status: 1009, reason: "transport error"}, nil},
	{"frame without mask", raw(0x81, 1, '2'), outcome{status: 1002, reason: "transport error"}, nil},
	{"reserved bits", raw(0xf1, 0x81, 1, 2, 3, 4, '2'), outcome{status: 1002, reason: "transport error"}, nil},
	{"text not UTF-8", raw(0x81, 0x82, 0, 0, 0, 0, '4', 0xff), outcome{status: 1007, reason: "transport error"}, nil},
}

// TestReference_WebSocket lets a connected client do each thing.
func TestReference_WebSocket(t *testing.T) {
	t.Parallel()
	for _, tt := range webSocketCases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, socketio.Config{MaxPayload: 1000}, withKicks)
			c, _ := srv.connect(t)
			tt.do(t, c)
			want := tt.reference
			if tt.here != nil {
				want = tt.here.outcome
			}
			srv.expect(t, c, want)
		})
	}
}

func withKicks(srv *server) {
	for name, all := range map[string]bool{"kick": false, "kick all": true} {
		srv.ns.On(name, func(_ context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) { s.Disconnect(all) })
	}
	srv.Of("/alive")
}

// expect checks what comes to the client, how its connection ends and what the application is told.
func (srv *server) expect(t *testing.T, c *wstest.Conn, want outcome) {
	t.Helper()
	if want.answer != "" {
		c.Expect(t, want.answer)
	}
	switch want.status {
	case open:
		c.Send(t, "40/alive,")
		c.ExpectPrefix(t, `40/alive,{"sid":`)
	case noFrame: // the client itself hung up
	default:
		status := want.status
		if status == noStatus {
			status = 1000
		}
		if got := c.ExpectClose(t); got != status {
			t.Errorf("closed with status %d, want %d", got, status)
		}
	}
	if want.reason != "" {
		srv.expectEnd(t, want.reason)
	}
}

// TestReference_NotConnected has clients that are connected to no namespace yet.
func TestReference_NotConnected(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, send string
		reference  outcome
	}{
		{"middleware error", `40{"bad":1}`, outcome{answer: `44{"message":"nope","data":{"a":1}}`, status: open}},
		{"auth is an array", `40[]`, outcome{status: noStatus}},
		{"event before CONNECT", `42["echo"]`, outcome{status: noStatus}},
		{"nothing in time", ``, outcome{status: noStatus}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, socketio.Config{ConnectTimeout: 300 * time.Millisecond}, func(srv *server) {
				withKicks(srv)
				srv.ns.OnConnect(func(context.Context, *socketio.Socket, json.RawMessage) error {
					return &socketio.ConnectError{Message: "nope", Data: map[string]int{"a": 1}}
				})
			})
			c := srv.dial(t)
			if tt.send != "" {
				c.Send(t, tt.send)
			}
			srv.expect(t, c, tt.reference) // an event before CONNECT is ignored here and closed as nothing in time
		})
	}
}

// TestReference_Server has ends that begin at the server, or with nothing at all.
func TestReference_Server(t *testing.T) {
	t.Parallel()
	t.Run("ping timeout", func(t *testing.T) {
		t.Parallel()
		srv := start(t, socketio.Config{PingInterval: 20 * time.Millisecond, PingTimeout: 20 * time.Millisecond}, nil)
		c, _ := srv.connect(t)
		srv.expect(t, c, outcome{status: noStatus, reason: "ping timeout"})
	})
	t.Run("server closed", func(t *testing.T) {
		t.Parallel()
		srv := start(t, socketio.Config{}, nil)
		c, _ := srv.connect(t)
		if err := srv.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		srv.expect(t, c, outcome{status: noStatus, reason: "server shutting down"})
	})
}

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
