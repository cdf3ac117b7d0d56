package socketio_test

import (
	"net/http"
	"strconv"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestLimits_Connections(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{MaxConnections: 1}, nil)
	c, _ := srv.connect(t)
	res := wstest.Request(t, http.MethodGet, srv.url+"?EIO=4&transport=polling", "")
	after, err := strconv.Atoi(res.Header.Get("Retry-After"))
	if res.Status != http.StatusServiceUnavailable || err != nil || after < 1 || after > 10 {
		t.Fatalf("got %d, Retry-After %q", res.Status, res.Header.Get("Retry-After"))
	}
	if refused, err := wstest.Open(srv.url + "?EIO=4&transport=websocket"); err != nil || refused.Status != http.StatusServiceUnavailable {
		t.Fatalf("got %+v, %v", refused, err)
	}
	srv.SetLimits(socketio.Limits{MaxConnections: 2})
	srv.connect(t)
	srv.SetLimits(socketio.Limits{MaxConnections: 1}) // nobody is closed for it
	c.Send(t, `42["still here"]`)
	_ = srv.ns.Emit("e")
	c.Expect(t, `42["e"]`)
}

func TestLimits_EventsAtRunTime(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{MaxEventsPerSecond: -1}, nil)
	c, _ := srv.connect(t)
	for range 50 {
		c.Send(t, `42["e"]`)
	}
	srv.SetLimits(socketio.Limits{MaxEventsPerSecond: 1, EventBurst: 1})
	c.Send(t, `42["e"]`, `42["e"]`)
	srv.expectEnd(t, socketio.ReasonRateLimit)
}

// TestNode_IsInSessionIDs: with an Adapter, the id of a session says which server has it.
func TestNode_IsInSessionIDs(t *testing.T) {
	t.Parallel()
	w := &numbered{wire: joined(1)[0], ids: socketio.NewIDs()}
	w.ids.SetNode(777)
	srv := start(t, socketio.Config{Adapter: w}, nil)
	c := wstest.Dial(t, srv.url+"?EIO=4&transport=websocket")
	open := c.Next(t)
	id := open[len(`0{"sid":"`):][:20]
	if node, ok := engineio.NodeOf(id); !ok || node != 777 {
		t.Fatalf("%s is of node %d", open, node)
	}
	for _, none := range []string{"no id", id[:19] + "\n", id + "\n", id[:19] + "="} {
		if _, ok := engineio.NodeOf(none); ok {
			t.Fatalf("%q is no id", none)
		}
	}
	foreign := "AAAA" + id[4:]
	if res := wstest.Request(t, http.MethodGet, srv.url+"?EIO=4&transport=polling&sid="+foreign, ""); res.Status != http.StatusBadRequest {
		t.Fatalf("got %+v", res)
	}
}

// numbered is a wire that numbers its server.
type numbered struct {
	*wire
	ids *socketio.IDs
}

func (n *numbered) IDs() *socketio.IDs { return n.ids }
