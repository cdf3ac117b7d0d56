package socketio_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// TestChurn lets clients come and go in every way there is, in the middle of broadcasts. When they have gone, nothing of
// them is left: no connection, no room, no descriptor.
func TestChurn(t *testing.T) {
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
			s.Join("room")
			return nil
		})
		srv.ns.OnDisconnect(nil)
	})
	before := descriptors(t)
	stop := make(chan struct{})
	var broadcasts, clients sync.WaitGroup
	broadcasts.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				_ = srv.ns.To("room").EmitRaw("e", []byte(`{"some":"payload"}`))
			}
		}
	})
	for i := range 8 {
		random := rand.New(rand.NewPCG(1, uint64(i)))
		clients.Go(func() {
			for range 40 {
				srv.visit(t, random)
			}
		})
	}
	clients.Wait()
	close(stop)
	broadcasts.Wait()
	wstest.Until(t, "all have gone", func() bool {
		st := srv.Stats()
		return st.Connections == 0 && st.WebSocket == 0 && srv.ns.RoomSize("room") == 0
	})
	wstest.Until(t, "descriptors are closed", func() bool { return descriptors(t) <= before })
}

// visit is one client's life, with an end chosen at random.
func (srv *server) visit(t *testing.T, random *rand.Rand) {
	t.Helper()
	url := srv.url + "?EIO=4&transport="
	if random.IntN(4) == 0 { // by polling, which says goodbye, as nothing else ends it soon
		res := wstest.Request(t, http.MethodGet, url+"polling", "")
		var open struct{ SID string }
		_ = json.Unmarshal([]byte(res.Body[1:]), &open)
		session := url + "polling&sid=" + open.SID
		wstest.Request(t, http.MethodPost, session, "40")
		wstest.Request(t, http.MethodGet, session, "")
		wstest.Request(t, http.MethodPost, session, "1")
		return
	}
	c, err := wstest.Open(url + "websocket")
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	c.Send(t, "40")
	for range random.IntN(5) {
		if _, err := c.Read(); err != nil {
			return
		}
	}
	switch random.IntN(6) {
	case 0:
		c.Send(t, "1")
	case 1:
		c.Send(t, "41", "40")
	case 2:
		c.SendRaw(t, wstest.Frame(0x88, []byte("\x03\xe8")))
	case 3:
		c.SendRaw(t, []byte("garbage"))
	case 4:
		c.SendRaw(t, wstest.Frame(0x81, []byte(`42["half"]`))[:6])
	case 5: // just gone
	}
}

// descriptors counts the open descriptors of this process; zero where /proc is missing.
func descriptors(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		return 0
	}
	return len(entries)
}
