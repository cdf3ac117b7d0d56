package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// These are the cases of the Engine.IO protocol test suite, revision 4, one test each, under their own names. The
// handshake, heartbeat, close and upgrade cases are in the Socket.IO suite too, so they run on both paths.

func TestHandshakePolling_OpensSession(t *testing.T) {
	onBothAt(t, quick, func(t *testing.T, s site) { s.openPolling(t) })
}

func TestHandshakePolling_InvalidEIO(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.expect(t, http.MethodGet, "?transport=polling", "", 400, "")
		s.expect(t, http.MethodGet, "?EIO=abc&transport=polling", "", 400, "")
	})
}

func TestHandshakePolling_InvalidTransport(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.expect(t, http.MethodGet, "?EIO=4", "", 400, "")
		s.expect(t, http.MethodGet, "?EIO=4&transport=abc", "", 400, "")
	})
}

func TestHandshakePolling_InvalidMethod(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.expect(t, http.MethodPost, pollingQuery, "", 400, "")
		s.expect(t, http.MethodPut, pollingQuery, "", 400, "")
	})
}

func TestHandshakeWebSocket_OpensSession(t *testing.T) {
	onBothAt(t, quick, func(t *testing.T, s site) {
		s.checkOpen(t, wstest.Dial(t, s.url+socketQuery).Next(t), []string{})
	})
}

// refuses expects that a WebSocket is not accepted.
func (s site) refuses(t *testing.T, query string) {
	t.Helper()
	c, err := wstest.Open(s.url + query)
	if err != nil {
		t.Fatal(err)
	}
	if c.Status != http.StatusBadRequest {
		t.Fatalf("%s: status %d", query, c.Status)
	}
}

func TestHandshakeWebSocket_InvalidEIO(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.refuses(t, "?transport=websocket")
		s.refuses(t, "?EIO=abc&transport=websocket")
	})
}

func TestHandshakeWebSocket_InvalidTransport(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.refuses(t, "?EIO=4")
		s.refuses(t, "?EIO=4&transport=abc")
	})
}

// echoes posts a payload and expects it in the next poll.
func echoes(t *testing.T, payload string) {
	t.Helper()
	t.Parallel()
	s := startEngine(t)
	session := pollingQuery + "&sid=" + s.openPolling(t)
	s.expect(t, http.MethodPost, session, payload, 200, "ok")
	s.expect(t, http.MethodGet, session, "", 200, payload)
}

func TestMessagePolling_OnePacket(t *testing.T)      { echoes(t, "4hello") }
func TestMessagePolling_SeveralPackets(t *testing.T) { echoes(t, "4test1\x1e4test2\x1e4test3") }
func TestMessagePolling_TextAndBinary(t *testing.T)  { echoes(t, "4hello\x1ebAQIDBA==") }
func TestMessagePolling_InvalidPacket(t *testing.T) {
	t.Parallel()
	s := startEngine(t)
	session := pollingQuery + "&sid=" + s.openPolling(t)
	s.expect(t, http.MethodPost, session, "abc", 400, "")
	s.expect(t, http.MethodGet, session, "", 400, "")
}

func TestMessagePolling_DuplicatePoll(t *testing.T) {
	t.Parallel()
	s := startEngine(t)
	session := pollingQuery + "&sid=" + s.openPolling(t)
	poll := s.async(t.Context(), http.MethodGet, session, "")
	a, b := s.concurrently(t, poll, poll)
	if a.status != 200 {
		a, b = b, a
	}
	if a.status != 200 || a.content != "1" || b.status != 400 {
		t.Fatalf("got %+v and %+v", a, b)
	}
	s.expect(t, http.MethodGet, session, "", 400, "")
}

func TestMessagePolling_CancelledPoll(t *testing.T) {
	t.Parallel()
	s := startEngine(t)
	session := pollingQuery + "&sid=" + s.openPolling(t)
	wstest.Until(t, "the session ends with a poll that was given up", func() bool {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, _, _ = s.do(ctx, http.MethodGet, session, "") // which may not reach the server in that time
		status, _ := s.request(t, http.MethodPost, session, "4hello")
		return status == http.StatusBadRequest
	})
}

// dial opens a WebSocket session and takes the open packet.
func (s site) dial(t *testing.T) *wstest.Conn {
	t.Helper()
	c := wstest.Dial(t, s.url+socketQuery)
	c.ExpectPrefix(t, "0")
	return c
}

func TestMessageWebSocket_Text(t *testing.T) {
	t.Parallel()
	c := startEngine(t).dial(t)
	c.Send(t, "4hello")
	c.Expect(t, "4hello")
}

func TestMessageWebSocket_Binary(t *testing.T) {
	t.Parallel()
	c := startEngine(t).dial(t)
	c.SendBinary(t, "\x01\x02\x03\x04")
	if got := c.NextBinary(t); got != "\x01\x02\x03\x04" {
		t.Fatalf("got %q", got)
	}
}

func TestMessageWebSocket_InvalidPacket(t *testing.T) {
	t.Parallel()
	c := startEngine(t).dial(t)
	c.Send(t, "abc")
	c.ExpectClose(t)
}

func TestHeartbeatPolling_PingPong(t *testing.T) {
	onBothAt(t, patient, func(t *testing.T, s site) {
		session := pollingQuery + "&sid=" + s.openPolling(t)
		for range 3 {
			s.expect(t, http.MethodGet, session, "", 200, "2")
			s.expect(t, http.MethodPost, session, "3", 200, "ok")
		}
	})
}

func TestHeartbeatPolling_Timeout(t *testing.T) {
	onBothAt(t, quick, func(t *testing.T, s site) {
		// On a machine that was stopped meanwhile the server gives its client more time, which is not what is tested.
		for range 5 {
			session := pollingQuery + "&sid=" + s.openPolling(t)
			<-time.After(quick.interval + quick.timeout) // not a moment more: the request itself must notice
			if status, _ := s.request(t, http.MethodGet, session, ""); status == http.StatusBadRequest {
				return
			}
		}
		t.Fatal("the session lives on after its time")
	})
}

func TestHeartbeatWebSocket_PingPong(t *testing.T) {
	onBothAt(t, patient, func(t *testing.T, s site) {
		c := s.dial(t)
		for range 3 {
			c.Expect(t, "2")
			c.Send(t, "3")
		}
	})
}

func TestHeartbeatWebSocket_Timeout(t *testing.T) {
	onBothAt(t, quick, func(t *testing.T, s site) { s.dial(t).ExpectClose(t) })
}

func TestClosePolling_ByClient(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		session := pollingQuery + "&sid=" + s.openPolling(t)
		polled := make(chan result, 1)
		go func() { polled <- s.async(t.Context(), http.MethodGet, session, "")() }()
		s.expect(t, http.MethodPost, session, "1", 200, "ok")
		if poll := <-polled; poll.status != 200 || poll.content != "6" || poll.err != nil {
			t.Fatalf("got %+v", poll)
		}
		s.expect(t, http.MethodGet, session, "", 400, "")
	})
}

func TestCloseWebSocket_ByClient(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		c := s.dial(t)
		c.Send(t, "1")
		c.ExpectClose(t)
	})
}

// probe opens a WebSocket beside a long-polling session and returns both.
func (s site) probe(t *testing.T) (c *wstest.Conn, sid string) {
	t.Helper()
	sid = s.openPolling(t)
	c = wstest.Dial(t, s.url+socketQuery+"&sid="+sid)
	c.Send(t, "2probe")
	c.Expect(t, "3probe")
	return c, sid
}

func TestUpgrade_PollingToWebSocket(t *testing.T) {
	t.Parallel()
	s := startEngine(t)
	c, sid := s.probe(t)
	s.expect(t, http.MethodGet, pollingQuery+"&sid="+sid, "", 200, "6")
	c.Send(t, "5", "4hello")
	c.Expect(t, "4hello")
}

func TestUpgrade_PollingToWebSocketSocketIO(t *testing.T) {
	t.Parallel()
	c, _ := startServer(t).probe(t)
	c.Send(t, "5", "40")
	c.ExpectPrefix(t, "40")
}

// upgraded is probe and the switch, which is known to be done when the session answers on the new connection.
func (s site) upgraded(t *testing.T) (c *wstest.Conn, sid string) {
	t.Helper()
	c, sid = s.probe(t)
	c.Send(t, "5")
	c.SendRaw(t, wstest.Frame(0x89, nil))
	if op, _, err := c.ReadFrame(); err != nil || op != 0xA {
		t.Fatalf("no pong: %v %v", op, err)
	}
	return c, sid
}

func TestUpgrade_IgnoresPollAfterwards(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		c, sid := s.upgraded(t)
		s.expect(t, http.MethodGet, pollingQuery+"&sid="+sid, "", 400, "")
		c.Send(t, "40")
		c.ExpectPrefix(t, "40")
	})
}

func TestUpgrade_IgnoresWebSocketAfterwards(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		c, sid := s.upgraded(t)
		wstest.Dial(t, s.url+socketQuery+"&sid="+sid).ExpectClose(t)
		c.Send(t, "40")
		c.ExpectPrefix(t, "40")
	})
}
