package socketio_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

// wire is an Adapter that joins servers of one process, and says what it was told.
type wire struct {
	others   []*wire
	receiver socketio.Receiver

	mu      sync.Mutex
	watched []string
	sent    int
}

func joined(n int) []*wire {
	wires := make([]*wire, n)
	for i := range wires {
		wires[i] = &wire{}
	}
	for i, w := range wires {
		w.others = slices.Concat(wires[:i], wires[i+1:])
	}
	return wires
}

func (w *wire) Attach(r socketio.Receiver) { w.receiver = r }

func (w *wire) Watch(_, room string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watched = append(w.watched, room)
}

func (w *wire) Unwatch(_, room string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.watched = slices.DeleteFunc(w.watched, func(r string) bool { return r == room })
}

// Publish delivers as a broker does: once for each room that is watched.
func (w *wire) Publish(m socketio.Message) {
	w.mu.Lock()
	w.sent++
	w.mu.Unlock()
	rooms := m.Rooms
	if len(rooms) == 0 {
		rooms = []string{""}
	}
	for _, o := range w.others {
		for _, room := range rooms {
			if o.watches(room) {
				o.receiver.Deliver(m)
			}
		}
	}
}

func (w *wire) watches(room string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Contains(w.watched, room)
}

func (w *wire) SaveSession(string, []byte, time.Duration) {}

func (w *wire) TakeSession(context.Context, string) ([]byte, bool, error) { return nil, false, nil }

func (w *wire) History(context.Context, string, []string, uint64) ([]socketio.Message, bool, error) {
	return nil, false, nil
}

func (w *wire) Close(context.Context) error { return nil }

func TestCluster_BroadcastsReachAllServers(t *testing.T) {
	t.Parallel()
	wires := joined(2)
	here := start(t, socketio.Config{Adapter: wires[0]}, nil)
	there := start(t, socketio.Config{Adapter: wires[1]}, nil)
	_, mine := here.connect(t)
	mine.Join("a", "b")
	c, s := there.connect(t)
	s.Join("a", "b")
	other, o := there.connect(t)
	o.Join("quiet")

	_ = here.ns.To("a").Emit("one room", []byte{1, 2})
	c.Expect(t, `451-["one room",{"_placeholder":true,"num":0}]`)
	if got := c.NextBinary(t); got != "\x01\x02" {
		t.Fatalf("got %q", got)
	}
	_ = here.ns.To("a", "b").EmitRaw("once", []byte("1"))
	_ = here.ns.All().Except("quiet").Volatile("k").Emit("everyone")
	_ = here.ns.To("a").Local().Emit("not sent")
	_ = here.ns.To().Emit("nobody")
	_ = here.ns.To("nobody is there").Emit("not received")
	c.Expect(t, `42["once",1]`, `42["everyone"]`)
	expectNothing(t, c, s)
	expectNothing(t, other, o)
	if wires[0].sent != 4 {
		t.Fatalf("published %d messages", wires[0].sent)
	}
}

func TestCluster_WatchesWhatHasMembers(t *testing.T) {
	t.Parallel()
	w := joined(1)[0]
	srv := start(t, socketio.Config{Adapter: w}, nil)
	_, s := srv.connect(t)
	_, other := srv.connect(t)
	s.Join("a")
	other.Join("a")
	s.Leave("a")
	if !w.watches("") || !w.watches("a") {
		t.Fatalf("watches %q", w.watched)
	}
	other.Disconnect(true)
	srv.expectEnd(t, socketio.ReasonServer)
	if w.watches("a") {
		t.Fatal("watches a room without members")
	}
}

func TestCluster_TellsWhatWasMissed(t *testing.T) {
	t.Parallel()
	w := joined(1)[0]
	missed := make(chan string, 1)
	start(t, socketio.Config{Adapter: w}, func(srv *server) {
		srv.ns.OnMissed(func(room string) { missed <- room })
	})
	w.receiver.Missed("/", "a")
	w.receiver.Missed("/unknown", "a")
	if got := <-missed; got != "a" || len(missed) > 0 {
		t.Fatalf("missed %q", got)
	}
}
