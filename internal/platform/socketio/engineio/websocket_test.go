package engineio_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// onEach runs a test on every way to read and write a connection.
func onEach(t *testing.T, test func(t *testing.T, option func(*server, *httptest.Server))) {
	t.Parallel()
	t.Run("epoll", func(t *testing.T) { // where there is one
		t.Parallel()
		test(t, func(*server, *httptest.Server) {})
	})
	t.Run("goroutine", func(t *testing.T) {
		t.Parallel()
		test(t, withGoroutines)
	})
	t.Run("tls", func(t *testing.T) {
		t.Parallel()
		test(t, func(_ *server, web *httptest.Server) { web.TLS = &tls.Config{MinVersion: tls.VersionTLS12} })
	})
}

func TestWebSocket_Echo(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		c, _ := start(t, engineio.Config{}, option).dial(t)
		long := "4" + strings.Repeat("long", 100_000)
		c.Send(t, "4hello", "4", long)
		c.SendBinary(t, "\x00\x01")
		c.Expect(t, "4hello", "4", long)
		if got := c.NextBinary(t); got != "\x00\x01" {
			t.Fatalf("got %q", got)
		}
	})
}

func TestWebSocket_BytesSentWithTheHandshake(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	c, err := wstest.OpenWith(srv.url+socketQuery, wstest.Frame(0x81, []byte("4early")))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.ExpectPrefix(t, "0")
	c.Expect(t, "4early")
}

// TestWebSocket_QueuedFramesShareWrites: what is queued while the handshake is answered leaves in as few writes as it
// fits into.
func TestWebSocket_QueuedFramesShareWrites(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		const frames = 200
		srv := start(t, engineio.Config{}, option, onOpen(func(s *engineio.Session) {
			for range frames {
				s.Send(text("x"))
			}
		}))
		c, _ := srv.dial(t)
		for range frames {
			c.Expect(t, "4x")
		}
		wstest.Until(t, "the write is counted", func() bool { return srv.Stats().Writes > 0 })
		if st := srv.Stats(); st.Frames != frames || st.Writes != 1 {
			t.Fatalf("%d frames took %d writes", st.Frames, st.Writes)
		}
	})
}

func TestWebSocket_OrderUnderLoad(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		c, s := start(t, engineio.Config{}, option).dial(t)
		const messages = 20_000
		go func() {
			for i := range messages {
				for !s.Send(engineio.NewFrame([]byte{byte(i), byte(i >> 8)})) {
					return
				}
				if i%100 == 0 {
					wstest.Eventually(func() bool { return s.Queued() < 100 })
				}
			}
		}()
		for i := range messages {
			if got := c.Next(t); got != string([]byte{'4', byte(i), byte(i >> 8)}) {
				t.Fatalf("message %d is %q", i, got)
			}
		}
	})
}

func TestWebSocket_Violations(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		send   []byte
		status int
		reason string
	}{
		{"not masked", []byte{0x81, 0x02, '4', 'x'}, websocket.StatusProtocol, engineio.ReasonTransportError},
		{"too long", wstest.Frame(0x81, make([]byte, 1001)), websocket.StatusTooBig, engineio.ReasonTransportError},
		{
			"fragmented bomb", append(wstest.Frame(0x01, make([]byte, 900)), wstest.Frame(0x00, make([]byte, 900))...),
			websocket.StatusTooBig, engineio.ReasonTransportError,
		},
		{"not UTF-8", wstest.Frame(0x81, []byte("4\xff")), websocket.StatusBadText, engineio.ReasonTransportError},
		{"garbage", []byte("GET / HTTP/1.1\r\n\r\n"), websocket.StatusProtocol, engineio.ReasonTransportError},
		{"empty packet", wstest.Frame(0x81, nil), websocket.StatusNormal, engineio.ReasonParseError},
		{"ping from the client", wstest.Frame(0x81, []byte("2")), websocket.StatusNormal, engineio.ReasonTransportError},
		{"close packet", wstest.Frame(0x81, []byte("1")), websocket.StatusNormal, engineio.ReasonTransportClose},
		{"close frame", wstest.Frame(0x88, []byte("\x03\xe9")), websocket.StatusNormal, engineio.ReasonTransportClose},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, engineio.Config{MaxPayload: 1000})
			c, _ := srv.dial(t)
			c.SendRaw(t, tt.send)
			if status := c.ExpectClose(t); status != tt.status {
				t.Fatalf("closed with %d, want %d", status, tt.status)
			}
			srv.expectEnd(t, tt.reason)
		})
	}
}

func TestWebSocket_LostConnection(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		srv := start(t, engineio.Config{}, option)
		c, s := srv.dial(t)
		c.SendRaw(t, wstest.Frame(0x81, []byte("4half"))[:5])
		c.Close()
		srv.expectEnd(t, engineio.ReasonTransportClose)
		if s.Send(text("late")) {
			t.Fatal("sent after the end")
		}
	})
}

func TestWebSocket_PingIsAnswered(t *testing.T) {
	t.Parallel()
	c, _ := start(t, engineio.Config{}).dial(t)
	c.SendRaw(t, wstest.Frame(0x89, []byte("are you there")))
	if op, payload, err := c.ReadFrame(); op != websocket.Pong || string(payload) != "are you there" || err != nil {
		t.Fatalf("got %v %q %v", op, payload, err)
	}
}

func TestWebSocket_CloseSendsTheRest(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		srv := start(t, engineio.Config{}, option)
		c, s := srv.dial(t)
		s.Send(text("last words"))
		s.Close("enough")
		srv.expectEnd(t, "enough")
		c.Expect(t, "4last words")
		if status := c.ExpectClose(t); status != websocket.StatusNormal {
			t.Fatalf("closed with %d", status)
		}
		c.SendRaw(t, wstest.Frame(0x88, []byte("\x03\xe8"))) // the client's part of the goodbye
	})
}

// TestSlow_NeverReads: who does not read is closed, others do not notice.
func TestSlow_NeverReads(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		srv := start(t, engineio.Config{MaxQueuedFrames: 64}, option)
		_, stuck := srv.dial(t)
		good, reading := srv.dial(t)
		frame := engineio.NewFrame(bytes.Repeat([]byte("x"), 16<<10))
		closed := false
		for range 2000 { // 32 MB, more than the kernel takes for one connection
			if !stuck.Send(frame) {
				closed = true
				break
			}
			if !reading.Send(frame) {
				t.Fatal("the reader was closed")
			}
			if got := good.Next(t); len(got) != 1+16<<10 {
				t.Fatalf("the reader got %d bytes", len(got))
			}
		}
		if !closed {
			t.Fatal("the stuck client was not closed")
		}
		srv.expectEnd(t, engineio.ReasonSlow)
		good.Send(t, "4still here")
		good.Expect(t, "4still here")
		if n := srv.Stats().SlowClosed; n != 1 {
			t.Fatalf("counted %d", n)
		}
	})
}

// TestSlow_NoProgress: what is queued is within the bounds, but nothing of it is taken.
func TestSlow_NoProgress(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		srv := start(t, engineio.Config{WriteTimeout: 100 * time.Millisecond}, option)
		_, s := srv.dial(t)
		s.Send(engineio.NewFrame(make([]byte, 32<<20)))
		srv.expectEnd(t, engineio.ReasonSlow)
		if n := srv.Stats().SlowClosed; n != 1 {
			t.Fatalf("counted %d", n)
		}
	})
}

// TestSlow_Catches up: a client that pauses for less than the bounds gets everything in order.
func TestSlow_CatchesUp(t *testing.T) {
	onEach(t, func(t *testing.T, option func(*server, *httptest.Server)) {
		srv := start(t, engineio.Config{MaxQueuedBytes: 64 << 20}, option)
		c, s := srv.dial(t)
		const frames = 200
		for i := range frames {
			if !s.Send(engineio.NewFrame(append(make([]byte, 64<<10), byte(i)))) {
				t.Fatal("closed")
			}
		}
		for i := range frames {
			if got := c.Next(t); got[len(got)-1] != byte(i) {
				t.Fatalf("frame %d is %d", i, got[len(got)-1])
			}
		}
	})
}

// TestHeartbeat_TrafficCountsAsLife runs alone: it has deadlines that a busy machine would miss.
func TestHeartbeat_TrafficCountsAsLife(t *testing.T) {
	srv := start(t, engineio.Config{PingInterval: 50 * time.Millisecond, PingTimeout: 500 * time.Millisecond})
	c, _ := srv.dial(t)
	c.Expect(t, "2") // and never a pong
	begin := time.Now()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for range 24 { // 1.2 s, two timeouts
		<-tick.C
		c.Send(t, "4busy")
		if m, err := c.Read(); err != nil {
			t.Fatalf("%v after %v: %s", err, time.Since(begin), <-srv.reasons)
		} else if m.Data != "4busy" {
			t.Fatalf("got %q", m.Data)
		}
	}
	c.ExpectClose(t) // silence now
	srv.expectEnd(t, engineio.ReasonPingTimeout)
}

func TestClose_TellsEveryoneAndRefuses(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	c, s := srv.dial(t)
	p, waiting := srv.poll(t)
	idle, _ := srv.poll(t)
	s.Send(text("rest"))
	polled := make(chan wstest.Response, 1)
	go func() {
		res, _ := wstest.Do(context.Background(), http.MethodGet, p.url, "")
		polled <- res
	}()
	wstest.Until(t, "the poll waits", waiting.Waiting)
	closed := make(chan error, 1)
	go func() { closed <- srv.Server.Close(context.Background()) }()
	c.Expect(t, "4rest")
	c.ExpectClose(t)
	c.Close()
	if res := <-polled; res.Status != 200 || res.Body != "1" {
		t.Fatalf("got %+v", res)
	}
	idle.expect(200, "1")
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	for range 3 {
		srv.expectEnd(t, engineio.ReasonShutdown)
	}
	res := wstest.Request(t, http.MethodGet, srv.url+pollingQuery, "")
	if res.Status != http.StatusServiceUnavailable {
		t.Fatalf("got %+v", res)
	}
	if st := srv.Stats(); st.Connections != 0 || st.WebSocket != 0 || st.Polling != 0 {
		t.Fatalf("got %+v", st)
	}
}

func TestClose_StopsWaitingWithItsContext(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{WriteTimeout: 200 * time.Millisecond})
	_, s := srv.dial(t)
	s.Send(engineio.NewFrame(make([]byte, 32<<20))) // cannot be sent
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := srv.Server.Close(ctx); err == nil {
		t.Fatal("closed")
	}
}
