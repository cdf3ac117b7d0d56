package socketio_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// Beside reference_test.go, which has what the reference server was seen to do too: what no client sends by mistake.

// onEachDriver runs a test on every way to read and write a connection.
func onEachDriver(t *testing.T, test func(t *testing.T, driver engineio.Driver)) {
	t.Helper()
	for name, driver := range map[string]engineio.Driver{"epoll": engineio.DriverEpoll, "goroutine": engineio.DriverGoroutine} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, driver)
		})
	}
}

// withRooms answers "e" and lets clients join and leave what they name.
func withRooms(srv *server) {
	withKicks(srv)
	on := func(event string, do func(s *socketio.Socket, name string)) {
		srv.ns.On(event, func(_ context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
			var name string
			_ = args.Decode(0, &name)
			do(s, name)
			if ack != nil {
				_ = ack()
			}
		})
	}
	on("e", func(*socketio.Socket, string) {})
	on("join", func(s *socketio.Socket, room string) { s.Join(room) })
	on("leave", func(s *socketio.Socket, room string) { s.Leave(room) })
}

// expectNobody waits until nothing is left of any client.
func (srv *server) expectNobody(t *testing.T, rooms ...string) {
	t.Helper()
	wstest.Until(t, "nothing is left", func() bool {
		st := srv.Stats()
		return st.Connections == 0 && st.WebSocket == 0 && len(srv.ns.All().Sockets()) == 0
	})
	for _, room := range rooms {
		if n := srv.ns.RoomSize(room); n != 0 {
			t.Errorf("room %s has %d members left", room, n)
		}
	}
}

func frames(frames ...[]byte) func(*testing.T, *wstest.Conn) { return raw(bytes.Join(frames, nil)...) }

// wrongMask is a frame whose payload is masked with another key than it says.
func wrongMask(payload string, key byte) []byte {
	return append([]byte{0x81, 0x80 | byte(len(payload)), key, key, key, key}, payload...)
}

func nested(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

var (
	silence       = outcome{status: noStatus, reason: "ping timeout"}
	notThePacket  = outcome{status: noStatus, reason: "parse error"}
	notTheFrame   = outcome{status: 1002, reason: "transport error"}
	tooMuch       = outcome{status: 1009, reason: "transport error"}
	notText       = outcome{status: 1007, reason: "transport error"}
	tooFast       = outcome{status: noStatus, reason: "rate limit exceeded"}
	withoutEffect = outcome{status: open}
)

var hostileCases = []struct {
	name string
	do   func(*testing.T, *wstest.Conn)
	want outcome
}{
	{"another protocol", raw([]byte("GET / HTTP/1.1\r\n\r\n")...), notTheFrame},
	{"zeros", raw(make([]byte, 64)...), notTheFrame},
	{"wrong mask, not UTF-8", frames(wrongMask(`42["e"]`, 0xff)), notText},
	{"wrong mask, another packet", frames(wrongMask(`42["e"]`, 0x40)), notThePacket},
	{"length with the highest bit", raw(0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4), notTheFrame},
	{"length of an exabyte", raw(0x81, 0xff, 0x10, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4), tooMuch},
	{"length longer than needed", raw(0x81, 0xfe, 0, 1, 1, 2, 3, 4, '2'), notTheFrame},
	{"unknown opcode", raw(0x83, 0x80, 1, 2, 3, 4), notTheFrame},
	{"continuation of nothing", frames(wstest.Frame(0x80, []byte("x"))), notTheFrame},
	{"message in a message", frames(wstest.Frame(0x01, []byte("4")), wstest.Frame(0x81, []byte("2"))), notTheFrame},
	{"ping in fragments", frames(wstest.Frame(0x09, []byte("x"))), notTheFrame},
	{"ping too long", frames(wstest.Frame(0x89, make([]byte, 126))), notTheFrame},
	{"close with half a status", frames(wstest.Frame(0x88, []byte{3})), notTheFrame},
	{"close with a reserved status", frames(wstest.Frame(0x88, []byte("\x03\xed"))), notTheFrame},
	{"endless empty fragments", frames(wstest.Frame(0x01, nil), bytes.Repeat(wstest.Frame(0x00, nil), 5000)), notTheFrame},
	{
		"fragments larger than a message", frames(wstest.Frame(0x01, []byte("4")), bytes.Repeat(wstest.Frame(0x00, make([]byte, 500)), 21)),
		tooMuch,
	},
	{"fragments that do not end", frames(wstest.Frame(0x01, []byte(`42["e"`))), silence},
	{"header that does not end", raw(0x81, 0xfe, 1), silence},
	{"payload that does not end", frames(wstest.Frame(0x81, []byte(`42["e"]`))[:9]), silence},
	{"attachments that do not come", text(`452-["e",` + placeholder + `]`), silence},
	{"attachments that are too many", text(`4511-["e",` + placeholder + `]`), notThePacket},
	{
		"attachment more than announced",
		frames(wstest.Frame(0x81, []byte(`451-["e",`+placeholder+`]`)), bytes.Repeat(wstest.Frame(0x82, []byte("x")), 2)), notThePacket,
	},
	{"attachments announced twice", text(`451-["e",`+placeholder+`]`, `451-["e",`+placeholder+`]`), notThePacket},
	{"placeholder of nothing", text(`4511["e",{"_placeholder":true,"num":-7}]`), notThePacket},
	{"deep event", text(`42["e",` + nested(4000) + `]`), notThePacket},
	{"deep acknowledgement", text(`430[` + nested(32) + `]`), notThePacket},
	{"deep authentication", text(`40/alive,{"a":` + nested(32) + `}`), notThePacket},
	{"largest acknowledgement id", text(`429007199254740992["e"]`), outcome{answer: `439007199254740992[]`, status: open}},
	{"acknowledgement id that JavaScript cannot count to", text(`429007199254740993["e"]`), notThePacket},
	{"acknowledgement id beyond 64 bits", text(`42` + strings.Repeat("9", 4000) + `["e"]`), notThePacket},
	{"negative acknowledgement id", text(`42-1["e"]`), notThePacket},
	{"answer to a huge id", text(`439007199254740992[]`), withoutEffect},
	{"namespace of one slash too many", text(`42//,["e"]`), withoutEffect},
	{"namespace without end", text("40/" + strings.Repeat("n", 9000)), notThePacket},
	{"name of an event is a NUL", text(`42["\u0000"]`), withoutEffect},
	{"half a surrogate", text(`42["e","\ud800"]`), withoutEffect},
	{"connects without end", frames(bytes.Repeat(wstest.Frame(0x81, []byte("40/nope,")), 120)), tooFast},
	{
		"comes and leaves without end",
		frames(bytes.Repeat(append(wstest.Frame(0x81, []byte("40/alive,")), wstest.Frame(0x81, []byte("41/alive,"))...), 60)), tooFast,
	},
}

// TestHostile_WebSocket lets a connected client do each thing, and go.
func TestHostile_WebSocket(t *testing.T) {
	t.Parallel()
	for _, tt := range hostileCases {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			onEachDriver(t, func(t *testing.T, driver engineio.Driver) {
				t.Helper()
				cfg := socketio.Config{Driver: driver, MaxPayload: 10_000, MaxEventsPerSecond: 1, EventBurst: 100}
				if tt.want == silence {
					cfg.PingInterval, cfg.PingTimeout = 20*time.Millisecond, 500*time.Millisecond
				}
				srv := start(t, cfg, withRooms)
				c, s := srv.connect(t)
				s.Join("room")
				tt.do(t, c)
				srv.expect(t, c, tt.want)
				_ = c.Close()
				srv.expectNobody(t, "room")
			})
		})
	}
}

// TestHostile_BeforeConnect has packets of a client that is connected to nothing. They are ignored.
func TestHostile_BeforeConnect(t *testing.T) {
	t.Parallel()
	onEachDriver(t, func(t *testing.T, driver engineio.Driver) {
		t.Helper()
		handled := make(chan string, 10)
		srv := start(t, socketio.Config{Driver: driver}, func(srv *server) {
			srv.ns.On("e", func(context.Context, *socketio.Socket, socketio.Args, socketio.Ack) { handled <- "e" })
		})
		c := srv.dial(t)
		c.Send(t, `42["e"]`, `421["e"]`, `430[]`, `41`, `42/nope,["e"]`, `41/nope,`, `451-["e",`+placeholder+`]`)
		c.SendBinary(t, "attachment")
		c.Send(t, "40")
		c.ExpectPrefix(t, `40{"sid":"`)
		expectNothing(t, c, <-srv.sockets)
		if len(handled) != 0 {
			t.Error("an event was handled before the connection")
		}
	})
}

// TestHostile_JoinsAndLeaves: one client goes through thousands of rooms, and is cut off in the middle.
func TestHostile_JoinsAndLeaves(t *testing.T) {
	t.Parallel()
	const rooms = 3000
	onEachDriver(t, func(t *testing.T, driver engineio.Driver) {
		t.Helper()
		srv := start(t, socketio.Config{Driver: driver, MaxEventsPerSecond: -1}, withRooms)
		c, s := srv.connect(t)
		var wire []byte
		var names []string
		for i := range rooms {
			names = append(names, strconv.Itoa(i))
			wire = append(wire, wstest.Frame(0x81, []byte(`42["join","`+names[i]+`"]`))...)
			if i%2 == 0 {
				wire = append(wire, wstest.Frame(0x81, []byte(`42["leave","`+names[i]+`"]`))...)
			}
		}
		c.SendRaw(t, wire)
		c.Send(t, `420["e"]`)
		c.Expect(t, `430[]`)
		if n := len(s.Rooms()); n != rooms/2 {
			t.Fatalf("in %d rooms", n)
		}
		c.SendRaw(t, wire)
		reset(t, c)
		srv.expectEnd(t, "transport close")
		srv.expectNobody(t, names...)
	})
}

// TestHostile_SessionIDs: what is not the id of a session is answered so, on both transports, and harms no session.
func TestHostile_SessionIDs(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, withRooms)
	session, _ := srv.poll(t)
	address, id, _ := strings.Cut(session, "&sid=")
	for name, sid := range map[string]string{
		"long":              strings.Repeat("A", 100_000),
		"binary":            "\xff\xfe\x80\x00",
		"NUL":               "\x00",
		"NUL after the id":  id + "\x00",
		"space":             id + " ",
		"padded":            id + "=",
		"padded to a block": id + "====",
		"a byte more":       id + "AA",
		"a byte less":       id[:len(id)-1],
		"standard alphabet": "++++////++++////++++",
		"hexadecimal":       strings.Repeat("0f", 15),
		"text":              "../../etc/passwd",
		"not one character": "🎉",
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			res := wstest.Request(t, method, address+"&sid="+url.QueryEscape(sid), "")
			if res.Status != http.StatusBadRequest || strings.TrimSpace(res.Body) != unknownSession {
				t.Errorf("%s %s: got %d %.100q", method, name, res.Status, res.Body)
			}
		}
		c, err := wstest.Open(srv.url + "?EIO=4&transport=websocket&sid=" + url.QueryEscape(sid))
		if err != nil || c.Status != http.StatusBadRequest {
			t.Errorf("WebSocket of %s: got %+v, %v", name, c, err)
		}
	}
	wstest.Request(t, http.MethodPost, session, `420["e"]`)
	if res := wstest.Request(t, http.MethodGet, session, ""); res.Body != "430[]" {
		t.Fatalf("the session answers %+v", res)
	}
	if n := srv.Stats().Connections; n != 1 {
		t.Fatalf("%d connections, want one", n)
	}
}

// TestHostile_PollWhilePolling: of two polls at once one is refused, and the session ends.
func TestHostile_PollWhilePolling(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	session, _ := srv.poll(t)
	answers := make(chan int, 2)
	for range 2 {
		go func() {
			ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
			defer cancel()
			res, _ := wstest.Do(ctx, http.MethodGet, session, "")
			answers <- res.Status
		}()
	}
	srv.expectEnd(t, "transport error")
	if a, b := <-answers, <-answers; a+b != http.StatusOK+http.StatusBadRequest {
		t.Fatalf("answered %d and %d", a, b)
	}
	srv.expectNobody(t)
}

// TestHostile_HalfRequests: requests that do not end, or are none, leave the server alone.
func TestHostile_HalfRequests(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, withRooms)
	host, _, _ := strings.Cut(strings.TrimPrefix(srv.url, "http://"), "/")
	for _, request := range []string{
		"GET /socket.io/?EIO=4&transport=web",
		"GET /socket.io/?EIO=4&transport=polling&sid=\x00\x01\xff HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
		"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
			"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n",
	} {
		conn, err := net.DialTimeout("tcp", host, wstest.Patience)
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.SetDeadline(time.Now().Add(wstest.Patience))
		_, _ = conn.Write([]byte(request))
		_ = conn.(*net.TCPConn).CloseWrite() //nolint:forcetypeassert // no TLS here
		answer, _ := io.ReadAll(conn)
		_ = conn.Close()
		if len(answer) > 0 && !strings.HasPrefix(string(answer), "HTTP/1.1 400 ") {
			t.Errorf("%.60q: got %q", request, answer)
		}
	}
	srv.expectNobody(t)
	c, s := srv.connect(t)
	expectNothing(t, c, s)
}
