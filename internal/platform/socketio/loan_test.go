package socketio_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// TestBroadcast_LargeRoom: the members of a large room may change while it is broadcast to. Those who stay get everything
// once and in order, with what is emitted to them alone in its place; those who have left get nothing that comes later.
func TestBroadcast_LargeRoom(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	const steady, restless, messages = 270, 30, 300
	conns, sockets := make([]*wstest.Conn, steady+restless), make([]*socketio.Socket, steady+restless)
	for i := range conns {
		conns[i], sockets[i] = srv.connect(t)
		sockets[i].Join("room")
	}
	emitted := make(chan struct{})
	var work sync.WaitGroup
	for _, s := range sockets[steady:] {
		work.Go(func() {
			for {
				select {
				case <-emitted:
					s.Leave("room")
					return
				default:
					s.Leave("room")
					s.Join("room")
				}
			}
		})
	}
	for n := range messages {
		_ = srv.ns.To("room").Emit("e", n)
		if n%10 == 0 {
			_ = sockets[0].Emit("direct", n)
			_ = sockets[1].To("room").Emit("others", n)
		}
	}
	close(emitted)
	work.Wait()
	_ = srv.ns.To("room").Emit("between")
	late, newcomer := srv.connect(t)
	newcomer.Join("room")
	_ = srv.ns.To("room").Emit("after")
	late.Expect(t, `42["after"]`)

	for i := range 20 {
		for n := range messages {
			conns[i].Expect(t, fmt.Sprintf(`42["e",%d]`, n))
			if n%10 != 0 {
				continue
			}
			if i == 0 {
				conns[i].Expect(t, fmt.Sprintf(`42["direct",%d]`, n))
			}
			if i != 1 {
				conns[i].Expect(t, fmt.Sprintf(`42["others",%d]`, n))
			}
		}
		conns[i].Expect(t, `42["between"]`, `42["after"]`)
		expectNothing(t, conns[i], sockets[i])
	}
	for i := steady; i < len(conns); i++ {
		_ = sockets[i].Emit("marker")
		last := -1
		for got := conns[i].Next(t); got != `42["marker"]`; got = conns[i].Next(t) {
			var n int
			if got == `42["between"]` || got == `42["after"]` {
				t.Fatalf("got %s after leaving", got)
			}
			if _, err := fmt.Sscanf(got, `42["e",%d]`, &n); err != nil {
				continue // meant for others than one
			}
			if n <= last {
				t.Fatalf("got %s after %d", got, last)
			}
			last = n
		}
	}
}

// TestBroadcast_LargeRoomWhileConnecting: a member that is connecting gets what is broadcast meanwhile after its
// connection, and once.
func TestBroadcast_LargeRoomWhileConnecting(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
			s.Join("room")
			srv.sockets <- s
			if len(auth) > 0 { // the slow one
				<-release
			}
			return nil
		})
	})
	for range 260 {
		srv.connect(t)
	}
	c := srv.dial(t)
	c.Send(t, `40{"slow":true}`)
	s := <-srv.sockets
	for n := range 10 {
		_ = srv.ns.To("room").Emit("e", n)
	}
	close(release)
	c.ExpectPrefix(t, `40{"sid":"`)
	for n := range 10 {
		c.Expect(t, `42["e",`+strconv.Itoa(n)+"]")
	}
	expectNothing(t, c, s)
}
