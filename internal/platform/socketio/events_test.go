package socketio_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

// TestEvents_SerialAndInOrder: one client's events wait for each other, also when more come than may wait.
func TestEvents_SerialAndInOrder(t *testing.T) {
	t.Parallel()
	const events = 500
	seen := make(chan int, events)
	running := make(chan struct{}, 1)
	srv := start(t, socketio.Config{MaxEventsPerSecond: -1}, func(srv *server) {
		srv.ns.On("n", func(_ context.Context, _ *socketio.Socket, args socketio.Args, _ socketio.Ack) {
			select {
			case running <- struct{}{}:
			default:
				t.Error("two handlers of one client at once")
			}
			var n int
			_ = args.Decode(0, &n)
			seen <- n
			<-running
		})
	})
	c, _ := srv.connect(t)
	for i := range events {
		c.Send(t, `42["n",`+strconv.Itoa(i)+"]")
	}
	for i := range events {
		if n := <-seen; n != i {
			t.Fatalf("event %d is %d", i, n)
		}
	}
}

// TestEvents_BeforeLeaving: events sent before a client leaves are handled, and OnDisconnect comes after them.
func TestEvents_BeforeLeaving(t *testing.T) {
	t.Parallel()
	handled := make(chan string, 10)
	release := make(chan struct{})
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("last", func(context.Context, *socketio.Socket, socketio.Args, socketio.Ack) {
			<-release
			handled <- "last"
		})
		srv.ns.OnDisconnect(func(_ *socketio.Socket, reason string) { handled <- reason })
	})
	c, _ := srv.connect(t)
	c.Send(t, `42["last"]`, `42["last"]`, "41")
	close(release)
	for _, want := range []string{"last", "last", socketio.ReasonClient} {
		if got := <-handled; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestEvents_RateLimit(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{MaxEventsPerSecond: 1, EventBurst: 5}, func(srv *server) {
		srv.ns.On("e", func(_ context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) {
			_ = s.Emit("seen")
		})
	})
	for _, packet := range []string{`42["e"]`, `430[]`, "40/nowhere,"} {
		c, _ := srv.connect(t) // takes the first token
		for range 5 {
			c.Send(t, packet)
		}
		c.ExpectClose(t)
		srv.expectEnd(t, socketio.ReasonRateLimit)
	}
}

func TestEvents_PanicEndsTheClientOnly(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("bad", func(context.Context, *socketio.Socket, socketio.Args, socketio.Ack) { panic("oh") })
	})
	c, _ := srv.connect(t)
	other, s := srv.connect(t)
	c.Send(t, `42["bad"]`)
	c.ExpectClose(t)
	srv.expectEnd(t, socketio.ReasonPanic)
	expectNothing(t, other, s)
}
