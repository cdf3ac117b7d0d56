package redisadapter_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/redisadapter"
	"github.com/echo-chat/echo/internal/platform/socketio/redistest"
)

// converse waits until two nodes hear each other.
func converse(t *testing.T, a, b *node, room string) {
	t.Helper()
	tick := 0
	eventually(t, "they hear each other", func() bool {
		tick++
		a.say(room, fmt.Sprint("ping", tick))
		b.say(room, fmt.Sprint("pong", tick))
		return slices.ContainsFunc(a.packets(), func(p string) bool { return p == fmt.Sprint("pong", tick-1) }) &&
			slices.ContainsFunc(b.packets(), func(p string) bool { return p == fmt.Sprint("ping", tick-1) })
	})
}

// A server that stands still for less than messages are kept: all arrive, once, in order, and nobody is told to look.
func TestOutage_Short(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, mode func(*redisadapter.Config)) {
		server, prefix := redistest.Start(t), newPrefix()
		a, b := open(t, server.URL(), prefix, mode), open(t, server.URL(), prefix, mode)
		a.listens(t, "room")
		b.listens(t, "room")
		server.Freeze(t)
		for i := range 300 {
			a.say("room", fmt.Sprint("a", i))
			b.say("room", fmt.Sprint("b", i))
		}
		server.Thaw(t)
		for from, to := range map[string]*node{"a": b, "b": a} {
			eventually(t, "all arrive", func() bool { return len(to.packets()) >= 300 })
			for i, p := range to.packets() {
				if p != fmt.Sprint(from, i) {
					t.Fatalf("number %d is %s", i, p)
				}
			}
			if to.missedIn("/", "room") != 0 {
				t.Error("told to look for what it has")
			}
		}
	})
}

// A server whose answers do not come in time: what is sent again is not delivered again.
func TestOutage_TimeoutsDoNotDouble(t *testing.T) {
	t.Parallel()
	server, prefix := redistest.Start(t), newPrefix()
	impatient := func(c *redisadapter.Config) { c.Timeout = 50 * time.Millisecond }
	a, b := open(t, server.URL(), prefix, impatient), open(t, server.URL(), prefix)
	b.listens(t, "room")
	a.say("room", "first")
	eventually(t, "it is there", b.has("first"))
	server.Freeze(t)
	a.say("room", "again and again")
	eventually(t, "the server is found missing", func() bool { return !a.Stats().Connected })
	server.Thaw(t)
	eventually(t, "it arrives", b.has("again and again"))
	a.say("room", "last")
	eventually(t, "what comes after does too", b.has("last"))
	if got := b.packets(); !slices.Equal(got, []string{"first", "again and again", "last"}) {
		t.Errorf("came %q", got)
	}
}

// A server that is away for longer: what waited too long is given up, both sides are told, and then all is as before.
func TestOutage_Long(t *testing.T) {
	t.Parallel()
	quick := func(c *redisadapter.Config) { c.Timeout, c.BufferAge = 100*time.Millisecond, 50*time.Millisecond }
	for name, outage := range map[string]struct {
		begin, end func(*redistest.Server, testing.TB)
	}{
		"frozen": {(*redistest.Server).Freeze, (*redistest.Server).Thaw},
		"killed": {(*redistest.Server).Kill, (*redistest.Server).Restart},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			modes(t, func(t *testing.T, mode func(*redisadapter.Config)) {
				server, prefix := redistest.Start(t), newPrefix()
				a, b := open(t, server.URL(), prefix, mode, quick), open(t, server.URL(), prefix, mode, quick)
				a.Watch("/", "room")
				b.Watch("/", "room")
				converse(t, a, b, "room")
				outage.begin(server, t)
				for i := range 10 {
					a.say("room", fmt.Sprint("a", i))
					b.say("room", fmt.Sprint("b", i))
				}
				eventually(t, "both have given up", func() bool { return a.Stats().Dropped >= 10 && b.Stats().Dropped >= 10 })
				before := [2]int{a.missedIn("/", "room"), b.missedIn("/", "room")}
				a.Publish(socketio.Message{Namespace: "/", Rooms: []string{"room"}, Volatile: true, Packet: []byte("typing")})
				if n := a.Stats().Buffered; n != 0 {
					t.Errorf("%d volatile messages wait", n)
				}
				outage.end(server, t)
				eventually(t, "both are told", func() bool {
					return a.missedIn("/", "room") > before[0] && b.missedIn("/", "room") > before[1]
				})
				converse(t, a, b, "room")
			})
		})
	}
}

// While the server is away no more waits than may.
func TestOutage_Bounded(t *testing.T) {
	t.Parallel()
	server, prefix := redistest.Start(t), newPrefix()
	small := func(c *redisadapter.Config) {
		c.BufferMessages, c.BufferBytes, c.Timeout = 1000, 100_000, 100*time.Millisecond
	}
	a, b := open(t, server.URL(), prefix, small), open(t, server.URL(), prefix)
	b.listens(t, "room-1", "room-2", "quiet")
	server.Freeze(t)
	for i := range 50_000 {
		a.say(fmt.Sprint("room-", i%10_000), "a message of some length, as people write them")
	}
	if s := a.Stats(); s.Buffered > 1000 || s.Dropped < 48_000 {
		t.Errorf("%+v", s)
	}
	server.Thaw(t)
	// More rooms were hit than are remembered by name, so it is all of them.
	for _, room := range []string{"room-1", "room-2", "quiet"} {
		eventually(t, "the other side is told", func() bool { return b.missedIn("/", room) > 0 })
	}
}

// A receiver that does not come back holds up itself alone.
func TestSlowReceiver(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	a, b, c := open(t, redistest.URL(t), prefix), open(t, redistest.URL(t), prefix), open(t, redistest.URL(t), prefix)
	b.block = make(chan struct{})
	b.listens(t, "room")
	c.listens(t, "room")
	for i := range 2000 {
		a.say("room", fmt.Sprint(i))
	}
	eventually(t, "the other one hears all", c.has("1999"))
	if n := len(b.packets()); n > 1 {
		t.Errorf("called %d times at once", n)
	}
	b.mu.Lock()
	block := b.block
	b.block = nil
	b.mu.Unlock()
	close(block)
	eventually(t, "it catches up", b.has("1999"))
}

// What was published before Close is sent.
func TestClose_SendsWhatIsLeft(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	a, b := open(t, redistest.URL(t), prefix), open(t, redistest.URL(t), prefix)
	b.listens(t, "room")
	for i := range 1000 {
		a.say("room", fmt.Sprint(i))
	}
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	if err := a.Close(ctx); err != nil {
		t.Fatal(err)
	}
	eventually(t, "all arrive", b.has("999"))
}

// It ends in time even if the server does not answer, and need never have been attached or found the server.
func TestClose_WithoutServer(t *testing.T) {
	t.Parallel()
	server, prefix := redistest.Start(t), newPrefix()
	a := open(t, server.URL(), prefix, func(c *redisadapter.Config) { c.Timeout = 100 * time.Millisecond })
	server.Freeze(t)
	a.say("room", "unheard")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_ = a.Close(ctx)
}
