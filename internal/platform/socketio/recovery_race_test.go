package socketio_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// wanderer is a client that loses its connection again and again, and counts what it gets of numbered events: a hole or a
// double in any room is an error.
type wanderer struct {
	srv    *server
	random *rand.Rand
	user   string

	conn        *wstest.Conn
	pid, offset string
	next        map[string]int64 // room: number of the next event
	recovered   int
}

// come connects. In a fresh connection the numbers begin where they are.
func (w *wanderer) come() error {
	c, err := wstest.Open(w.srv.url + "?EIO=4&transport=websocket")
	if err != nil {
		return err
	}
	w.conn = c
	if _, err := c.Read(); err != nil {
		return err
	}
	auth, _ := json.Marshal(map[string]string{"user": w.user, "pid": w.pid, "offset": w.offset})
	if _, err := c.Write(wstest.Frame(0x81, append([]byte("40"), auth...))); err != nil {
		return err
	}
	m, err := c.Read()
	if err != nil {
		return err
	}
	var answer struct{ PID string }
	if err := json.Unmarshal([]byte(strings.TrimPrefix(m.Data, "40")), &answer); err != nil {
		return fmt.Errorf("%s: %w", m.Data, err)
	}
	if w.pid != "" && answer.PID != w.pid {
		return fmt.Errorf("began anew after %s", w.offset)
	}
	if w.pid != "" {
		w.recovered++
	}
	w.pid = answer.PID
	return nil
}

// read takes a few events.
func (w *wanderer) read(n int) error {
	for range n {
		m, err := w.conn.Read()
		if err != nil {
			return err
		}
		if m.Data == "2" {
			continue
		}
		var args []any
		if err := json.Unmarshal([]byte(strings.TrimPrefix(m.Data, "42")), &args); err != nil || len(args) != 4 {
			return fmt.Errorf("%s: %w", m.Data, err)
		}
		room, number := args[1].(string), int64(args[2].(float64)) //nolint:forcetypeassert // a test's own events
		if want, begun := w.next[room]; begun && number != want {
			return fmt.Errorf("%s: got number %d, want %d", room, number, want)
		}
		w.next[room] = number + 1
		w.offset = args[3].(string) //nolint:forcetypeassert // likewise
	}
	return nil
}

// leave breaks off: with a reset, a plain end, or by just coming back while the server takes the connection for alive.
func (w *wanderer) leave() {
	switch w.random.IntN(3) {
	case 0:
		_ = w.conn.Close()
	case 1:
		_, _ = w.conn.Write(wstest.Frame(0x88, nil))
	}
}

// TestRecovery_NoHolesNoDoubles has events emitted to rooms all the time while their members break off and come back in the
// middle of it.
func TestRecovery_NoHolesNoDoubles(t *testing.T) {
	t.Parallel()
	for name, driver := range map[string]engineio.Driver{"epoll": engineio.DriverEpoll, "goroutine": engineio.DriverGoroutine} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testNoHoles(t, driver)
		})
	}
}

func testNoHoles(t *testing.T, driver engineio.Driver) {
	t.Helper()
	rooms := []string{"a", "b", "everyone"}
	cfg := socketio.Config{Driver: driver, Recovery: &socketio.Recovery{MaxMissed: 1 << 20}, MaxQueuedFrames: 1 << 20, MaxQueuedBytes: 1 << 30}
	srv := start(t, cfg, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
			s.Join("a", "b") // each time: what comes to them meanwhile must not come twice
			return nil
		})
		srv.ns.OnDisconnect(nil)
	})
	done := make(chan struct{})
	var emitters, wanderers sync.WaitGroup
	for _, room := range rooms {
		emitters.Go(func() { srv.count(room, done) })
	}
	var returns atomic.Int64
	for i := range 12 {
		w := &wanderer{srv: srv, random: rand.New(rand.NewPCG(7, uint64(i))), user: fmt.Sprint(i), next: make(map[string]int64)}
		wanderers.Go(func() {
			for trip := range 20 {
				if err := w.come(); err != nil {
					t.Errorf("client %d, trip %d: %v", i, trip, err)
					return
				}
				if err := w.read(w.random.IntN(40)); err != nil {
					t.Errorf("client %d, trip %d: %v", i, trip, err)
					return
				}
				w.leave()
			}
			_ = w.conn.Close()
			returns.Add(int64(w.recovered))
		})
	}
	wanderers.Wait()
	close(done)
	emitters.Wait()
	if got, want := returns.Load(), int64(12*19); got != want && !t.Failed() {
		t.Errorf("%d of %d returns were recovered", got, want)
	}
}

// count emits numbered events to a room until it is done.
func (srv *server) count(room string, done <-chan struct{}) {
	tick := time.NewTicker(3 * time.Millisecond)
	defer tick.Stop()
	for n := 0; ; n++ {
		select {
		case <-done:
			return
		case <-tick.C:
		}
		to := srv.ns.To(room)
		if room == "everyone" {
			to = srv.ns.All()
		}
		_ = to.Emit("n", room, n)
	}
}
