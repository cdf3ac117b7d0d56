package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestRecovery_BeginsAnew(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		cfg  socketio.Recovery
		end  func(t *testing.T, srv *server, c *traveller, s *socketio.Socket)
		user string
	}{
		{"unknown pid", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			c.pid = strings.Repeat("A", len(c.pid))
		}, "ann"},
		{"pid of another key", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			c.pid = c.sid + strings.Repeat("A", 20)
		}, "ann"},
		{"short pid", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			c.pid = "x"
		}, "ann"},
		{"nonsense for an offset", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			c.offset = "'; drop table"
		}, "ann"},
		{"offset of the future", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			c.offset = "__________8"
		}, "ann"},
		{"somebody else", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
		}, "bob"},
		{"the client left", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			c.Send(t, "41")
			srv.expectEnd(t, socketio.ReasonClient)
		}, "ann"},
		{"the server disconnected it", socketio.Recovery{}, func(t *testing.T, srv *server, _ *traveller, s *socketio.Socket) {
			t.Helper()
			s.Disconnect(true)
			srv.expectEnd(t, socketio.ReasonServer)
		}, "ann"},
		{"it broke the protocol", socketio.Recovery{}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			c.Send(t, "4x")
			srv.expectEnd(t, "parse error")
		}, "ann"},
		{"too much missed", socketio.Recovery{MaxMissed: 5}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			for range 6 {
				_ = srv.ns.To("a").Emit("missed")
			}
		}, "ann"},
		{"not kept any more", socketio.Recovery{MaxBytes: 1000}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			for range 10 {
				_ = srv.ns.To("b").Emit("of no concern", strings.Repeat("x", 100))
			}
		}, "ann"},
		{"away too long", socketio.Recovery{MaxDisconnection: 10 * time.Millisecond}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			srv.breakOff(t, c)
			wstest.Until(t, "its time is over", func() bool { return srv.RecoveryStats().Away == 0 })
		}, "ann"},
		{"too many are away", socketio.Recovery{MaxSessions: 1}, func(t *testing.T, srv *server, c *traveller, _ *socketio.Socket) {
			t.Helper()
			first, _ := srv.travel(t, nil, "cid")
			srv.breakOff(t, first)
			srv.breakOff(t, c)
		}, "ann"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := startRecovery(t, tt.cfg)
			c, s := srv.travel(t, nil, "ann")
			s.Join("a")
			_ = s.Emit("hello")
			c.expect(t, `["hello"]`)
			sid := c.sid
			tt.end(t, srv, c, s)
			back, again := srv.travel(t, c, tt.user)
			if back.sid == sid || again.Recovered() || len(again.Rooms()) > 0 {
				t.Fatalf("goes on as %s in %q", sid, again.Rooms())
			}
			_ = again.Emit("fresh")
			back.expect(t, `["fresh"]`)
		})
	}
}

// TestRecovery_OnConnectRefuses: who may not connect any more is not let in by having been there; who corrects that goes on.
func TestRecovery_OnConnectRefuses(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{Recovery: &socketio.Recovery{}}, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
			if strings.Contains(string(auth), "expired") {
				return &socketio.ConnectError{Message: "token_expired"}
			}
			s.Join("own")
			_ = s.Emit("welcome")
			srv.sockets <- s
			return nil
		})
	})
	c, _ := srv.travel(t, nil, "ann")
	c.expect(t, `["welcome"]`)
	srv.breakOff(t, c)
	_ = srv.ns.To("own").Emit("missed")
	refused := srv.dial(t)
	refused.Send(t, fmt.Sprintf(`40{"pid":%q,"offset":%q,"user":"expired"}`, c.pid, c.offset))
	refused.Expect(t, `44{"message":"token_expired"}`)
	back, again := srv.travel(t, c, "ann")
	back.expectRecovered(t, c, again)
	back.expect(t, `["missed"]`, `["welcome"]`) // what OnConnect emits this time comes in its order
}

func TestOnRecover_DecidesRooms(t *testing.T) {
	t.Parallel()
	asked := make(chan []string, 1)
	var failure error
	srv := start(t, socketio.Config{Recovery: &socketio.Recovery{}}, func(srv *server) {
		withRecovery(srv)
		srv.ns.OnRecover(func(_ context.Context, s *socketio.Socket, rooms []string) ([]string, error) {
			slices.Sort(rooms)
			asked <- slices.Clone(rooms)
			s.Leave("taken out meanwhile")
			_ = srv.ns.To("allowed", "forbidden", "taken out meanwhile").Except("nobody").Emit("to several")
			_ = srv.ns.To("taken out meanwhile").Emit("secret")
			return slices.DeleteFunc(rooms, func(r string) bool { return r == "forbidden" }), failure
		})
	})
	c, s := srv.travel(t, nil, "ann")
	s.Join("allowed", "forbidden", "taken out meanwhile")
	_ = s.Emit("first")
	c.expect(t, `["first"]`)
	srv.breakOff(t, c)
	_ = srv.ns.To("forbidden").Emit("secret")
	_ = srv.ns.To("allowed").Emit("missed")
	back, again := srv.travel(t, c, "ann")
	if rooms := <-asked; !slices.Equal(rooms, []string{"allowed", "forbidden", "taken out meanwhile"}) {
		t.Fatalf("asked about %q", rooms)
	}
	back.expectRecovered(t, c, again)
	if rooms := again.Rooms(); !slices.Equal(rooms, []string{"allowed"}) {
		t.Fatalf("in rooms %q", rooms)
	}
	back.expect(t, `["missed"]`, `["to several"]`)
	srv.breakOff(t, back)

	failure = errors.New("nobody knows")
	fresh, last := srv.travel(t, back, "ann")
	fresh.expectFresh(t, back, last)
}
