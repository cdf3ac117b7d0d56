package socketio_test

import (
	"context"
	"encoding/json"
	"net"
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
		srv := start(t, socketio.Config{PingInterval: 20 * time.Millisecond, PingTimeout: 500 * time.Millisecond}, nil)
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
