package socketio_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// TestChurn lets clients come and go in every way there is, in the middle of broadcasts. When they have gone, nothing of
// them is left: no connection, no room, no descriptor.
func TestChurn(t *testing.T) {
	cfg := socketio.Config{PingInterval: time.Millisecond, PingTimeout: 20 * time.Millisecond} // nobody answers
	srv := start(t, cfg, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
			s.Join("room")
			return nil
		})
		srv.ns.OnDisconnect(nil)
	})
	for range 16 { // every shard has had a client, and keeps its own descriptors
		c := srv.dial(t)
		_ = c.Close()
	}
	wstest.Until(t, "the first have gone", func() bool { return srv.Stats().Connections == 0 })
	before := descriptors(t)
	stop := make(chan struct{})
	var broadcasts, clients sync.WaitGroup
	broadcasts.Go(func() {
		tick := time.NewTicker(100 * time.Microsecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
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

// visit is one client's life, with an end chosen at random. What fails on the way does not matter.
func (srv *server) visit(t *testing.T, random *rand.Rand) {
	t.Helper()
	url := srv.url + "?EIO=4&transport="
	if random.IntN(4) == 0 { // by polling, which says goodbye, as nothing else ends it soon
		ctx := t.Context()
		res, err := wstest.Do(ctx, http.MethodGet, url+"polling", "")
		var open struct{ SID string }
		if err != nil || json.Unmarshal([]byte(res.Body[1:]), &open) != nil {
			t.Errorf("handshake: %+v, %v", res, err)
			return
		}
		session := url + "polling&sid=" + open.SID
		_, _ = wstest.Do(ctx, http.MethodPost, session, "40")
		_, _ = wstest.Do(ctx, http.MethodGet, session, "")
		_, _ = wstest.Do(ctx, http.MethodPost, session, "1")
		return
	}
	c, err := wstest.Open(url + "websocket")
	if err != nil {
		t.Error(err)
		return
	}
	defer c.Close()
	_, _ = c.Write(wstest.Frame(0x81, []byte("40")))
	for range random.IntN(5) {
		_, _ = c.Read()
	}
	ends := [][]byte{
		wstest.Frame(0x81, []byte("1")),
		append(wstest.Frame(0x81, []byte("41")), wstest.Frame(0x81, []byte("40"))...),
		wstest.Frame(0x88, []byte("\x03\xe8")),
		[]byte("garbage"),
		wstest.Frame(0x81, []byte(`42["half"]`))[:6],
		nil,
	}
	_, _ = c.Write(ends[random.IntN(len(ends))])
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
