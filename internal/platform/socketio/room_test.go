package socketio_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestBroadcast_Addressing(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	conns, sockets := make([]*wstest.Conn, 5), make([]*socketio.Socket, 5)
	for i := range conns {
		conns[i], sockets[i] = srv.connect(t)
	}
	id := func(i int) string { return sockets[i].ID() }
	sockets[0].Join("a", "b")
	sockets[1].Join("a", "a")
	sockets[2].Join("b", "c")
	sockets[3].Join("c")
	ns := srv.ns
	tests := []struct {
		name   string
		target socketio.Target
		want   []int
	}{
		{"room", ns.To("a"), []int{0, 1}},
		{"two rooms, each once", ns.To("a", "b"), []int{0, 1, 2}},
		{"rooms added", ns.To("a").To("c"), []int{0, 1, 2, 3}},
		{"everyone", ns.All(), []int{0, 1, 2, 3, 4}},
		{"nobody", ns.To("empty"), nil},
		{"no rooms", ns.To(), nil},
		{"no rooms with exceptions", ns.To().Except(id(0), id(1)), nil},
		{"others in a room", sockets[0].To("a"), []int{1}},
		{"one socket", ns.To(id(4)), []int{4}},
		{"room and socket", ns.To("a", id(4), id(0)), []int{0, 1, 4}},
		{"except a socket", ns.To("a").Except(id(0)), []int{1}},
		{"except sockets", ns.To("a", "c").Except(id(0), id(3)), []int{1, 2}},
		{"except a room", ns.To("b").Except("c"), []int{0}},
		{"everyone except", ns.All().Except(id(2)), []int{0, 1, 3, 4}},
		{"everyone except rooms", ns.All().Except("a", "c"), []int{4}},
		{"except nobody known", ns.To("a").Except("nobody"), []int{0, 1}},
	}
	for i, tt := range tests {
		if err := tt.target.Emit("n", i); err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, s := range tt.target.Sockets() {
			got = append(got, slices.Index(sockets, s))
		}
		slices.Sort(got)
		if !slices.Equal(got, tt.want) {
			t.Fatalf("%s: addressed %v, want %v", tt.name, got, tt.want)
		}
	}
	for i := range conns {
		for n, tt := range tests {
			if slices.Contains(tt.want, i) {
				conns[i].Expect(t, `42["n",`+strconv.Itoa(n)+"]")
			}
		}
		expectNothing(t, conns[i], sockets[i])
	}
}

func TestTarget_JoinLeaveDisconnect(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	c, s := srv.connect(t)
	s.Join("user:1")
	srv.ns.In("user:1").Join("x", "y")
	if rooms := s.Rooms(); len(rooms) != 3 {
		t.Fatalf("in %v", rooms)
	}
	srv.ns.In("user:1").Leave("x")
	s.Leave("never joined")
	if srv.ns.RoomSize("x") != 0 || srv.ns.RoomSize("y") != 1 {
		t.Fatalf("in %v", s.Rooms())
	}
	srv.ns.In("y").DisconnectSockets(true)
	c.Expect(t, "41")
	c.ExpectClose(t)
	srv.expectEnd(t, socketio.ReasonServer)
}

func TestEmitRaw(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) { srv.Of("/other") })
	c, _ := srv.connect(t)
	if err := srv.ns.All().EmitRaw("a<b", []byte(`{"x":1}`)); err != nil {
		t.Fatal(err)
	}
	_ = srv.ns.All().EmitRaw("nothing", nil)
	c.Expect(t, `42["a<b",{"x":1}]`, `42["nothing"]`)
	c.Send(t, "40/other,")
	c.ExpectPrefix(t, "40/other,")
	_ = srv.Of("/other").All().EmitRaw("e", []byte("1"))
	c.Expect(t, `42/other,["e",1]`)
}

// counted is marshalled as often as it is encoded.
type counted struct{ n *atomic.Int64 }

func (c counted) MarshalJSON() ([]byte, error) { return json.Marshal(c.n.Add(1)) }

func TestBroadcast_EncodesOnce(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	conns := make([]*wstest.Conn, 20)
	for i := range conns {
		conns[i], _ = srv.connect(t)
	}
	var n atomic.Int64
	if err := srv.ns.Emit("e", counted{&n}); err != nil {
		t.Fatal(err)
	}
	for _, c := range conns {
		c.Expect(t, `42["e",1]`)
	}
	if n.Load() != 1 {
		t.Fatalf("encoded %d times", n.Load())
	}
}

// TestBroadcast_BurstsShareWrites: events that come faster than they are written leave together.
func TestBroadcast_BurstsShareWrites(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	conns := make([]*wstest.Conn, 50)
	for i := range conns {
		var s *socketio.Socket
		conns[i], s = srv.connect(t)
		s.Join("room")
	}
	before := srv.Stats()
	for range 200 {
		_ = srv.ns.To("room").EmitRaw("e", nil)
	}
	for _, c := range conns {
		for range 200 {
			c.Expect(t, `42["e"]`)
		}
	}
	wstest.Until(t, "all is counted", func() bool { return srv.Stats().Frames-before.Frames >= 50*200 })
	after := srv.Stats()
	if frames, writes := after.Frames-before.Frames, after.Writes-before.Writes; writes > frames/2 {
		t.Fatalf("%d frames took %d writes", frames, writes)
	}
}

// TestRooms_AgainstModel joins and leaves at random and compares with plain sets.
func TestRooms_AgainstModel(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	sockets := make([]*socketio.Socket, 8)
	for i := range sockets {
		_, sockets[i] = srv.connect(t)
	}
	model := make(map[string]map[*socketio.Socket]bool)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		s, room := sockets[random.IntN(len(sockets))], fmt.Sprint("room", random.IntN(12))
		if model[room] == nil {
			model[room] = make(map[*socketio.Socket]bool)
		}
		if random.IntN(2) == 0 {
			s.Join(room)
			model[room][s] = true
		} else {
			s.Leave(room)
			delete(model[room], s)
		}
		if n := srv.ns.RoomSize(room); n != len(model[room]) {
			t.Fatalf("%s has %d members, want %d", room, n, len(model[room]))
		}
	}
	for room, members := range model {
		for _, s := range srv.ns.Sockets(room) {
			if !members[s] || !slices.Contains(s.Rooms(), room) {
				t.Fatalf("%s has a wrong member", room)
			}
		}
	}
}

// TestRooms_Concurrently joins, leaves, broadcasts and disconnects from many goroutines. A socket that stays in a room
// all the time gets every broadcast of each sender, in order.
func TestRooms_Concurrently(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	const senders, messages = 4, 200
	steady, s := srv.connect(t)
	s.Join("room")
	var work sync.WaitGroup
	for i := range 8 {
		c, restless := srv.connect(t)
		work.Go(func() {
			for n := range 300 {
				restless.Join("room", "room"+strconv.Itoa(n%5))
				restless.Leave("room")
			}
			if i%2 == 0 {
				restless.Disconnect(true)
			} else {
				_ = c.Close()
			}
		})
	}
	for sender := range senders {
		work.Go(func() {
			for n := range messages {
				target := srv.ns.To("room")
				if n%10 == 0 {
					target = target.To("room1").Except("nobody", "nothing")
				}
				_ = target.Emit("e", sender, n)
			}
		})
	}
	var next [senders]int
	for range senders * messages {
		var sender, n int
		if _, err := fmt.Sscanf(steady.Next(t), `42["e",%d,%d]`, &sender, &n); err != nil {
			t.Fatal(err)
		}
		if n != next[sender] {
			t.Fatalf("sender %d: got %d, want %d", sender, n, next[sender])
		}
		next[sender]++
	}
	work.Wait()
	wstest.Until(t, "the restless have gone", func() bool { return srv.ns.RoomSize("room") == 1 })
}
