package socketio_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// memory is what the adapters of a test remember together.
type memory struct {
	mu       sync.Mutex
	sessions map[string][]byte
	messages []socketio.Message
	away     bool
}

// remembering is a wire that also keeps sessions and messages.
type remembering struct {
	*wire
	*memory
}

func remember(n int) ([]*remembering, *memory) {
	m := &memory{sessions: make(map[string][]byte)}
	all := make([]*remembering, n)
	for i, w := range joined(n) {
		all[i] = &remembering{w, m}
	}
	return all, m
}

func (r *remembering) Publish(m socketio.Message) {
	m.Packet = slices.Clone(m.Packet)
	r.memory.mu.Lock()
	r.messages = append(r.messages, m)
	r.memory.mu.Unlock()
	r.wire.Publish(m)
}

func (r *remembering) SaveSession(pid string, state []byte, _ time.Duration) {
	r.memory.mu.Lock()
	defer r.memory.mu.Unlock()
	r.sessions[pid] = state
}

func (r *remembering) TakeSession(_ context.Context, pid string) ([]byte, bool, error) {
	r.memory.mu.Lock()
	defer r.memory.mu.Unlock()
	if r.away {
		return nil, false, context.DeadlineExceeded
	}
	state, ok := r.sessions[pid]
	delete(r.sessions, pid)
	return state, ok, nil
}

func (r *remembering) History(_ context.Context, _ string, rooms []string, since uint64) ([]socketio.Message, bool, error) {
	r.memory.mu.Lock()
	defer r.memory.mu.Unlock()
	if r.away {
		return nil, false, context.DeadlineExceeded
	}
	var found []socketio.Message
	for _, m := range r.messages {
		addressed := len(m.Rooms) == 0 || slices.ContainsFunc(m.Rooms, func(room string) bool { return slices.Contains(rooms, room) })
		late := socketio.TimeOf(m.ID).After(socketio.TimeOf(since).Add(-2 * time.Second)) // servers' ids have no exact order
		if late && addressed && !m.Volatile {
			found = append(found, m)
		}
	}
	return found, true, nil
}

func startCluster(t *testing.T) (a, b *server, m *memory) {
	t.Helper()
	adapters, m := remember(2)
	cfg := socketio.Config{Recovery: &socketio.Recovery{}}
	cfg.Adapter = adapters[0]
	a = start(t, cfg, withRecovery)
	cfg.Adapter = adapters[1]
	return a, start(t, cfg, withRecovery), m
}

// breakAway is breakOff, and waits until the cluster knows.
func (m *memory) breakAway(t *testing.T, srv *server, c *traveller) {
	t.Helper()
	srv.breakOff(t, c)
	wstest.Until(t, "the session is saved", func() bool {
		m.mu.Lock()
		defer m.mu.Unlock()
		return m.sessions[c.pid] != nil
	})
}

// expectSome reads events, of which those before may come again, in any number.
func (c *traveller) expectSome(t *testing.T, before []string, events ...string) {
	t.Helper()
	for len(events) > 0 {
		got, _, _ := strings.Cut(strings.TrimPrefix(c.Next(t), `42["`), `"`)
		switch {
		case got == events[0]:
			events = events[1:]
		case !slices.Contains(before, got):
			t.Fatalf("got %q, want %q; offset %s", got, events[0], c.offset)
		}
	}
}

// TestRecovery_OnAnotherServer follows a client from one server to another and back.
func TestRecovery_OnAnotherServer(t *testing.T) {
	t.Parallel()
	a, b, m := startCluster(t)
	c, s := a.travel(t, nil, "ann")
	s.Join("one", "two")
	_ = a.ns.To("one").Emit("first")
	c.expect(t, `["first"]`)
	m.breakAway(t, a, c)
	_ = b.ns.To("two").Emit("second")
	_ = a.ns.To("one").Emit("third")
	_ = b.ns.To("three").Emit("of no concern")
	_ = a.ns.To("one").Except("two").Emit("own")
	_ = a.ns.Emit("fourth")

	there, moved := b.travel(t, c, "ann")
	there.expectRecovered(t, c, moved)
	_ = a.ns.To("two").Emit("live")
	there.expectSome(t, []string{"first"}, "second", "third", "fourth", "live")
	if rooms := moved.Rooms(); len(rooms) != 2 {
		t.Fatalf("in rooms %q", rooms)
	}
	// Once more to the server where it was last: its offset is that of an event of the history or of this server.
	_ = b.ns.To("one").Emit("fifth")
	there.expect(t, `["fifth"]`)
	m.breakAway(t, b, there)
	_ = a.ns.To("one").Emit("sixth")
	again, same := b.travel(t, there, "ann")
	again.expectRecovered(t, there, same)
	again.expect(t, `["sixth"]`)
	m.breakAway(t, b, again)
	_ = a.ns.To("one").Emit("seventh")

	back, home := a.travel(t, again, "ann") // what this server had kept of it is out of date
	back.expectRecovered(t, again, home)
	back.expectSome(t, []string{"first", "second", "third", "fourth", "live", "fifth", "sixth"}, "seventh")
}

func TestRecovery_OnAnotherServerNot(t *testing.T) {
	t.Parallel()
	t.Run("somebody else", func(t *testing.T) {
		t.Parallel()
		a, b, m := startCluster(t)
		c, _ := a.travel(t, nil, "ann")
		m.breakAway(t, a, c)
		thief, s := b.travel(t, c, "bob")
		thief.expectFresh(t, c, s)
		back, own := b.travel(t, c, "ann")
		back.expectRecovered(t, c, own)
	})
	t.Run("the cluster is away", func(t *testing.T) {
		t.Parallel()
		a, b, m := startCluster(t)
		c, s := a.travel(t, nil, "ann")
		s.Join("one")
		_ = s.Emit("first")
		c.expect(t, `["first"]`)
		m.breakAway(t, a, c)
		m.mu.Lock()
		m.away = true
		m.mu.Unlock()
		fresh, other := b.travel(t, c, "ann")
		fresh.expectFresh(t, c, other)
		_ = a.ns.To("one").Emit("missed")
		back, own := a.travel(t, c, "ann") // the server it was on needs nobody
		back.expectRecovered(t, c, own)
		back.expect(t, `["missed"]`)
	})
}
