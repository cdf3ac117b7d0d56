package socketio_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

const (
	// soakGrowth bounds how much larger the live heap may be after a soak of any length: a polling session whose client
	// vanished is known for another half minute, and maps keep the room they once took.
	soakGrowth = 4 << 20

	// soakWorkers bounds how many more goroutines may wait for work than did before: the server keeps up to 32.
	soakWorkers = 32

	soakClients = 8 // at a time
	soakRooms   = 20
)

// TestSoak lets clients of every kind live and die at random while others broadcast. When they have gone nothing of them is
// left: no connection, room, descriptor or goroutine, and no memory. It does a fixed amount of work; with ECHO_TEST_SOAK it
// goes on for that time. It runs alone, as it counts what belongs to the process.
func TestSoak(t *testing.T) {
	var length time.Duration
	if text := os.Getenv("ECHO_TEST_SOAK"); text != "" {
		var err error
		if length, err = time.ParseDuration(text); err != nil {
			t.Fatal(err)
		}
	}
	drivers := map[string]engineio.Driver{"epoll": engineio.DriverEpoll, "goroutine": engineio.DriverGoroutine}
	for name, driver := range drivers {
		t.Run(name, func(t *testing.T) { soak(t, driver, length/time.Duration(len(drivers))) })
	}
}

func soak(t *testing.T, driver engineio.Driver, length time.Duration) {
	t.Helper()
	var ends tally
	srv := start(t, socketio.Config{
		Driver:       driver,
		PingInterval: 10 * time.Millisecond, PingTimeout: 100 * time.Millisecond,
		UpgradeTimeout: 100 * time.Millisecond, ConnectTimeout: 100 * time.Millisecond, WriteTimeout: 100 * time.Millisecond,
		MaxPayload: 100_000, MaxEventsPerSecond: 1000,
		Recovery: &socketio.Recovery{MaxDisconnection: 50 * time.Millisecond, MaxBytes: 256 << 10},
	}, func(srv *server) { srv.serveSoak(&ends) })

	srv.crowd(t, 1, func(lives int) bool { return lives < len(soakLives) }) // what is made once has been made
	srv.expectGone(t)
	before := measure(t)

	end := time.Now().Add(length)
	srv.crowd(t, 2, func(lives int) bool { return lives < len(soakLives) || time.Now().Before(end) })
	srv.expectGone(t)
	wstest.Until(t, "descriptors are closed", func() bool { return descriptors(t) <= before.descriptors })
	wstest.Until(t, "goroutines have ended", func() bool { return runtime.NumGoroutine() <= before.goroutines+soakWorkers })
	after := measure(t)
	if growth := after.heap - before.heap; growth > soakGrowth {
		t.Errorf("the heap has grown by %d bytes from %d, want at most %d", growth, before.heap, soakGrowth)
	}
	t.Logf("%+v became %+v; ends: %v; %+v", before, after, &ends, srv.Stats())
}

// expectGone waits until the server has noticed that every client has gone.
func (srv *server) expectGone(t *testing.T) {
	t.Helper()
	wstest.Until(t, "all have gone", func() bool {
		st := srv.Stats()
		return st.Connections == 0 && st.WebSocket == 0 && srv.RecoveryStats().Away == 0
	})
	if sockets := srv.ns.All().Sockets(); len(sockets) != 0 {
		t.Errorf("%d sockets are left", len(sockets))
	}
	for i := range soakRooms {
		if n := srv.ns.RoomSize(roomName(i)); n != 0 {
			t.Errorf("room %d has %d members left", i, n)
		}
	}
}

func roomName(i int) string { return "room " + strconv.Itoa(i) }

type footprint struct {
	heap                    int64 // what is reachable
	descriptors, goroutines int
}

func measure(t *testing.T) footprint {
	t.Helper()
	runtime.GC()
	runtime.GC() // what pools held through the first
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return footprint{int64(m.HeapAlloc), descriptors(t), runtime.NumGoroutine()}
}

// tally counts by name.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func (c *tally) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts == nil {
		c.counts = make(map[string]int)
	}
	c.counts[name]++
}

func (c *tally) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return fmt.Sprint(c.counts)
}

// crowd lets clients live one after the other, soakClients at a time, as long as there are to be more.
func (srv *server) crowd(t *testing.T, seed uint64, more func(lives int) bool) {
	t.Helper()
	stop := make(chan struct{})
	var broadcasts, clients sync.WaitGroup
	broadcasts.Go(func() { srv.chatter(stop) })
	for i := range soakClients {
		random := rand.New(rand.NewPCG(seed, uint64(i)))
		clients.Go(func() {
			for lives := 0; more(lives); lives++ {
				v := visitor{srv: srv, t: t, random: random}
				v.live(soakLives[(lives+i)%len(soakLives)])
			}
		})
	}
	clients.Wait()
	close(stop)
	broadcasts.Wait()
}

// chatter broadcasts to rooms and to everyone.
func (srv *server) chatter(stop <-chan struct{}) {
	tick := time.NewTicker(500 * time.Microsecond)
	defer tick.Stop()
	for i := 0; ; i++ {
		select {
		case <-stop:
			return
		case <-tick.C:
			room := srv.ns.To(roomName(i % soakRooms))
			switch i % 5 {
			case 0:
				_ = srv.ns.Emit("news", i)
			case 1:
				_ = room.Volatile("typing").Emit("typing")
			case 2:
				_ = room.Emit("picture", []byte("binary"))
			default:
				_ = room.EmitRaw("news", []byte(`{"some":"payload"}`))
			}
		}
	}
}

// serveSoak registers what the visitors ask for.
func (srv *server) serveSoak(ends *tally) {
	srv.ns.OnConnect(nil)
	srv.ns.OnDisconnect(func(_ *socketio.Socket, reason string) { ends.add(reason) })
	srv.Of("/other")
	on := func(event string, do func(ctx context.Context, s *socketio.Socket, args socketio.Args)) {
		srv.ns.On(event, func(ctx context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
			do(ctx, s, args)
			if ack != nil {
				_ = ack(args.Values()...)
			}
		})
	}
	room := func(args socketio.Args) (name string) {
		_ = args.Decode(0, &name)
		return name
	}
	on("join", func(_ context.Context, s *socketio.Socket, args socketio.Args) { s.Join(room(args)) })
	on("leave", func(_ context.Context, s *socketio.Socket, args socketio.Args) { s.Leave(room(args)) })
	on("say", func(_ context.Context, s *socketio.Socket, args socketio.Args) {
		_ = s.To(room(args)).Emit("said", args.Values()...)
	})
	on("echo", func(_ context.Context, s *socketio.Socket, args socketio.Args) { _ = s.Emit("echo", args.Values()...) })
	on("kick", func(_ context.Context, s *socketio.Socket, _ socketio.Args) { s.Disconnect(true) })
	on("panic", func(context.Context, *socketio.Socket, socketio.Args) { panic("a handler fails") })
	on("ask", func(ctx context.Context, s *socketio.Socket, _ socketio.Args) {
		ctx, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
		defer cancel()
		_, _ = s.EmitWithAck(ctx, "question")
	})
	on("flood", func(_ context.Context, s *socketio.Socket, _ socketio.Args) {
		page := make([]byte, 32<<10)
		for range 512 { // 16 MB, more than the kernel takes
			if s.Emit("page", page) != nil {
				return
			}
		}
	})
}
