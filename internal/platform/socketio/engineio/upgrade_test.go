package engineio_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func (srv *server) probe(t *testing.T, p *poller) *wstest.Conn {
	t.Helper()
	c := wstest.Dial(t, srv.url+socketQuery+"&sid="+p.id)
	c.Send(t, "2probe")
	c.Expect(t, "3probe")
	return c
}

func TestUpgrade_SecondAttempt(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, _ := srv.poll(t)
	first := srv.probe(t, p)
	if status := wstest.Dial(t, srv.url+socketQuery+"&sid="+p.id).ExpectClose(t); status != websocket.StatusNormal {
		t.Fatalf("closed with %d", status)
	}
	first.Send(t, "5", "4x")
	first.Expect(t, "4x")
}

func TestUpgrade_FailedProbeLeavesPolling(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		fail func(t *testing.T, c *wstest.Conn)
	}{
		{"garbage", func(t *testing.T, c *wstest.Conn) { c.Send(t, "4x"); c.ExpectClose(t) }},
		{"binary", func(t *testing.T, c *wstest.Conn) { c.SendBinary(t, "x"); c.ExpectClose(t) }},
		{"gone", func(_ *testing.T, c *wstest.Conn) { c.Close() }},
		{"close frame", func(t *testing.T, c *wstest.Conn) { c.SendRaw(t, wstest.Frame(0x88, nil)); c.ExpectClose(t) }},
		{"silence", func(t *testing.T, c *wstest.Conn) { c.ExpectClose(t) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, engineio.Config{UpgradeTimeout: 100 * time.Millisecond})
			p, s := srv.poll(t)
			tt.fail(t, srv.probe(t, p))
			s.Send(text("by polling"))
			p.expect(200, "4by polling")
			wstest.Until(t, "another attempt is possible", func() bool { return !s.Upgrading() })
			c := srv.probe(t, p)
			c.Send(t, "5", "4x")
			c.Expect(t, "4x")
		})
	}
}

func TestUpgrade_SessionEndsMeanwhile(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, s := srv.poll(t)
	c := srv.probe(t, p)
	s.Close("enough")
	c.ExpectClose(t)
	srv.expectEnd(t, "enough")
	p.expect(200, "1")
}

func TestUpgrade_WaitingPollIsReleased(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, s := srv.poll(t)
	polled := make(chan wstest.Response, 1)
	go func() {
		res, _ := wstest.Do(context.Background(), http.MethodGet, p.url, "")
		polled <- res
	}()
	wstest.Until(t, "the poll waits", s.Waiting)
	c := srv.probe(t, p)
	if res := <-polled; res.Body != "6" {
		t.Fatalf("got %+v", res)
	}
	c.Send(t, "5", "4x")
	c.Expect(t, "4x")
	if st := srv.Stats(); st.WebSocket != 1 || st.Polling != 0 {
		t.Fatalf("got %+v", st)
	}
}

// TestUpgrade_MidTraffic: numbered messages flow in both directions all the time; none is lost, doubled or overtaken.
func TestUpgrade_MidTraffic(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, s := srv.poll(t)
	stop, stopped := make(chan struct{}), make(chan int, 1)
	go func() {
		tick := time.NewTicker(100 * time.Microsecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				stopped <- i
				return
			case <-tick.C:
				s.Send(text(strconv.Itoa(i)))
			}
		}
	}()
	next := 0
	take := func(packet string) {
		if packet == "6" {
			return
		}
		if packet != "4"+strconv.Itoa(next) {
			t.Fatalf("got %q, want message %d", packet, next)
		}
		next++
	}
	poll := func() {
		for packet := range strings.SplitSeq(p.get().Body, "\x1e") {
			take(packet)
		}
	}
	for range 10 {
		poll()
	}
	c := srv.probe(t, p)
	for range 5 {
		poll()
	}
	c.Send(t, "5")
	for next < 1000 {
		take(c.Next(t))
	}
	close(stop)
	for total := <-stopped; next < total; {
		take(c.Next(t))
	}
}

// TestUpgrade_PollLeftWaiting: a poll that waits when its client switches came too late, and takes nothing with it.
func TestUpgrade_PollLeftWaiting(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	for range 50 {
		p, s := srv.poll(t)
		c := srv.probe(t, p)
		polled := make(chan wstest.Response, 1)
		go func() {
			res, _ := wstest.Do(context.Background(), http.MethodGet, p.url, "")
			polled <- res
		}()
		wstest.Until(t, "the poll waits, or has for long enough", func() bool { return s.Waiting() || len(polled) > 0 })
		c.Send(t, "5", "4x")
		c.Expect(t, "4x")
		if res := <-polled; res.Status != http.StatusBadRequest {
			t.Fatalf("got %+v", res)
		}
	}
}
