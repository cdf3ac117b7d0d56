package redisadapter_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/redisadapter"
	"github.com/echo-chat/echo/internal/platform/socketio/redistest"
)

// patience is longer than any machine needs for what must happen.
const patience = 30 * time.Second

func TestMain(m *testing.M) {
	logging.Disable()
	m.Run()
}

// node is an adapter and what takes its messages.
type node struct {
	*redisadapter.Adapter
	mu     sync.Mutex
	got    []socketio.Message
	missed map[string]int
	block  chan struct{} // when not nil, Deliver waits for it to be closed
}

func (n *node) Deliver(m socketio.Message) {
	n.mu.Lock()
	block := n.block
	n.got = append(n.got, m)
	n.mu.Unlock()
	if block != nil {
		<-block
	}
}

func (n *node) Missed(namespace, room string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.missed[namespace+" "+room]++
}

// packets returns what came.
func (n *node) packets() []string {
	n.mu.Lock()
	defer n.mu.Unlock()
	packets := make([]string, 0, len(n.got))
	for _, m := range n.got {
		packets = append(packets, string(m.Packet))
	}
	return packets
}

func (n *node) missedIn(namespace, room string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.missed[namespace+" "+room]
}

func (n *node) has(packet string) func() bool {
	return func() bool { return slices.Contains(n.packets(), packet) }
}

func (n *node) say(room, packet string) {
	n.Publish(socketio.Message{ID: n.IDs().Next(), Namespace: "/", Rooms: []string{room}, Packet: []byte(packet)})
}

// listens waits until the node hears what is said in rooms.
func (n *node) listens(t *testing.T, rooms ...string) {
	t.Helper()
	for _, room := range rooms {
		n.Watch("/", room)
	}
	eventually(t, "the node listens", func() bool { return n.Stats().Listening == n.Stats().Rooms })
}

// open starts a node with limits that no slow machine runs into.
func open(t *testing.T, url, prefix string, change ...func(*redisadapter.Config)) *node {
	t.Helper()
	opts, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	cfg := redisadapter.Config{Redis: opts, Prefix: prefix, Timeout: patience, BufferAge: patience}
	for _, c := range change {
		c(&cfg)
	}
	n := &node{Adapter: redisadapter.New(cfg), missed: map[string]int{}}
	n.Attach(n)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		_ = n.Close(ctx)
	})
	eventually(t, "the node is connected", func() bool { return n.Stats().Connected })
	return n
}

func newPrefix() string { return rand.Text() + ":" }

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(patience); !is(); {
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("waited in vain until " + what)
		}
	}
}

// modes runs a test with sharded and with plain channels.
func modes(t *testing.T, test func(t *testing.T, mode func(*redisadapter.Config))) {
	t.Helper()
	for name, plain := range map[string]bool{"sharded": false, "plain": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, func(c *redisadapter.Config) { c.Plain = plain })
		})
	}
}

func TestDelivery(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, mode func(*redisadapter.Config)) {
		prefix := newPrefix()
		a, b, c := open(t, redistest.URL(t), prefix, mode), open(t, redistest.URL(t), prefix, mode), open(t, redistest.URL(t), prefix, mode)
		a.listens(t, "one")
		b.listens(t, "one", "two")
		c.listens(t, "three")

		whole := socketio.Message{
			ID: a.IDs().Next(), Namespace: "/", Rooms: []string{"one", "two"}, Except: []string{"sid", "user:1"},
			Key: "k", Packet: []byte(`2["m",{}]`), Attachments: [][]byte{{0, 1, 2}, {}, []byte("x")},
		}
		a.Publish(whole)
		eventually(t, "it comes", func() bool { return len(b.packets()) == 1 })
		got := b.got[0]
		if fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", whole) {
			t.Errorf("sent %+v, came %+v", whole, got)
		}
		for i := range 500 {
			a.say("one", fmt.Sprint("a", i))
			b.say("one", fmt.Sprint("b", i))
			a.say("four", "nobody is there")
		}
		a.Publish(socketio.Message{Namespace: "/", Packet: []byte("to all")})
		a.Publish(socketio.Message{Namespace: "/", Volatile: true, Rooms: []string{"three"}, Packet: []byte("volatile")})
		for _, n := range []*node{b, c} {
			eventually(t, "everyone is reached", n.has("to all"))
		}
		eventually(t, "volatile messages come", c.has("volatile"))
		eventually(t, "all come", func() bool { return len(a.packets()) == 500 && len(b.packets()) == 502 })
		// In order, none of one's own, and only what is for rooms that somebody is in.
		for from, packets := range map[string][]string{"b": a.packets(), "a": b.packets()[1:501]} {
			for i, p := range packets {
				if p != fmt.Sprint(from, i) {
					t.Fatalf("number %d of %s is %s", i, from, p)
				}
			}
		}
		if s := c.Stats(); s.Received != 2 || s.Echoes != 0 {
			t.Errorf("a node in another room was sent %+v", s)
		}
		for _, n := range []*node{a, b, c} {
			if s := n.Stats(); s.Missed != 0 || s.Failed != 0 || s.Dropped != 0 || s.Sharded == isPlain(mode) {
				t.Errorf("%+v", s)
			}
		}
	})
}

func isPlain(mode func(*redisadapter.Config)) (plain bool) {
	var c redisadapter.Config
	mode(&c)
	return c.Plain
}

// A room whose last member left is listened to for a while, and then no more.
func TestUnwatch(t *testing.T) {
	t.Parallel()
	modes(t, func(t *testing.T, mode func(*redisadapter.Config)) {
		prefix := newPrefix()
		a := open(t, redistest.URL(t), prefix, mode)
		b := open(t, redistest.URL(t), prefix, mode, func(c *redisadapter.Config) { c.Linger = time.Millisecond })
		b.listens(t, "one", "two")
		b.Unwatch("/", "one")
		b.Watch("/", "one")
		b.Unwatch("/", "two")
		eventually(t, "the room is left", func() bool { return b.Stats().Rooms == 2 })
		a.say("two", "unheard")
		a.say("one", "heard")
		eventually(t, "the other is not", b.has("heard"))
		if slices.Contains(b.packets(), "unheard") {
			t.Error("still hears the room that it left")
		}
		b.listens(t, "two")
		a.say("two", "again")
		eventually(t, "it is back", b.has("again"))
	})
}

// What was said between joining a room and hearing it is not passed over in silence.
func TestWatch_TellsWhatWasMissedBefore(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	prefix := newPrefix()
	a, b := open(t, server.URL(), prefix), open(t, server.URL(), prefix)
	b.listens(t, "before")
	// The server answers nobody for a while; the message and the subscription wait, the message first.
	server.Freeze(t)
	b.Watch("/", "new")
	a.say("new", "unheard or heard")
	server.Thaw(t)
	eventually(t, "it is heard or reported missed", func() bool {
		return b.missedIn("/", "new") > 0 || b.has("unheard or heard")()
	})
	if b.missedIn("/", "before") != 0 {
		t.Error("a room was reported in which nobody spoke")
	}
}

func TestNodes_HaveDifferentNumbers(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	var nodes []*node
	for range 12 {
		n := open(t, redistest.URL(t), prefix)
		n.IDs().SetNode(7) // all want the same
		nodes = append(nodes, n)
	}
	for _, n := range nodes {
		if err := redisadapter.ClaimNumber(n.Adapter); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[int]bool{}
	for _, n := range nodes {
		seen[n.IDs().Node()] = true
	}
	if len(seen) != len(nodes) {
		t.Errorf("%d numbers for %d nodes", len(seen), len(nodes))
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	a, b := open(t, redistest.URL(t), prefix), open(t, redistest.URL(t), prefix)
	a.SaveSession("pid", []byte("state"), time.Minute)
	eventually(t, "another node finds it", func() bool {
		state, ok, err := b.TakeSession(t.Context(), "pid")
		if err != nil {
			t.Fatal(err)
		}
		return ok && string(state) == "state"
	})
	for _, n := range []*node{a, b} {
		if _, ok, err := n.TakeSession(t.Context(), "pid"); ok || err != nil {
			t.Errorf("taken twice: %v, %v", ok, err)
		}
	}
}
