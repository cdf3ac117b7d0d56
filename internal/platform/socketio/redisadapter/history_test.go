package redisadapter_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/redisadapter"
	"github.com/echo-chat/echo/internal/platform/socketio/redistest"
)

// idAt is an id of some time from now.
func idAt(d time.Duration) uint64 { return uint64(time.Now().Add(d).UnixMilli()) << 22 }

// remembers makes the server look as if it had run for a while.
func remembers(t *testing.T, n *node) {
	t.Helper()
	if err := redisadapter.SetEpoch(n.Adapter, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
}

func TestHistory_OfRoomsInOrder(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	a, b := open(t, redistest.URL(t), prefix), open(t, redistest.URL(t), prefix)
	remembers(t, a)
	b.listens(t, "sync")
	var want []string
	say := func(from *node, m socketio.Message) {
		m.Namespace = "/"
		from.Publish(m)
		if !m.Volatile {
			want = append(want, string(m.Packet))
		}
	}
	for i := range 20 {
		say(a, socketio.Message{ID: a.IDs().Next(), Rooms: []string{"one"}, Packet: fmt.Append(nil, "one", i)})
		say(a, socketio.Message{ID: a.IDs().Next(), Rooms: []string{"two", "one"}, Except: []string{"x"}, Packet: fmt.Append(nil, "both", i)})
		say(a, socketio.Message{ID: a.IDs().Next(), Rooms: []string{"two"}, Volatile: true, Packet: []byte("typing")})
		say(a, socketio.Message{ID: a.IDs().Next(), Packet: fmt.Append(nil, "all", i)})
	}
	a.Publish(socketio.Message{ID: a.IDs().Next(), Namespace: "/", Rooms: []string{"secret"}, Packet: []byte("secret")})
	a.say("sync", "done")
	eventually(t, "all is there", b.has("done"))

	messages, complete, err := b.History(t.Context(), "/", []string{"one", "two", "empty"}, idAt(0))
	if err != nil || !complete {
		t.Fatalf("complete %v, %v", complete, err)
	}
	var got []string
	for _, m := range messages {
		got = append(got, string(m.Packet))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if m := messages[1]; !slices.Equal(m.Rooms, []string{"two", "one"}) || !slices.Equal(m.Except, []string{"x"}) || m.Namespace != "/" {
		t.Errorf("%+v", m)
	}
	if messages, _, err := b.History(t.Context(), "/other", []string{"one", "two"}, idAt(0)); err != nil || len(messages) != 0 {
		t.Errorf("another namespace has %d messages, %v", len(messages), err)
	}
}

func TestHistory_SaysWhenSomethingIsGone(t *testing.T) {
	t.Parallel()
	prefix := newPrefix()
	a := open(t, redistest.URL(t), prefix)
	complete := func(room string, since time.Duration) bool {
		t.Helper()
		_, complete, err := a.History(t.Context(), "/", []string{room}, idAt(since))
		if err != nil {
			t.Fatal(err)
		}
		return complete
	}
	if complete("room", -time.Second) {
		t.Error("complete from before the server began to remember")
	}
	remembers(t, a)
	if !complete("room", -time.Second) {
		t.Error("nothing was ever said, and that is not all")
	}
	if complete("room", -time.Hour) {
		t.Error("complete for longer than streams are kept")
	}
	a.say("room", "first")
	for i := range 1000 {
		a.say("room", fmt.Sprint(i))
	}
	eventually(t, "the stream is cut", func() bool { return !complete("room", -time.Minute) })
	for range 5 {
		a.say("short", "x")
	}
	if !complete("short", -time.Minute) {
		t.Error("a stream that was never cut lacks something")
	}
}

func TestHistory_ServerAway(t *testing.T) {
	t.Parallel()
	server, prefix := redistest.Start(t), newPrefix()
	a := open(t, server.URL(), prefix, func(c *redisadapter.Config) { c.Timeout = 100 * time.Millisecond })
	server.Freeze(t)
	if _, complete, err := a.History(t.Context(), "/", []string{"room"}, idAt(0)); err == nil || complete {
		t.Errorf("complete %v, %v", complete, err)
	}
	if _, ok, err := a.TakeSession(t.Context(), "pid"); err == nil || ok {
		t.Errorf("session %v, %v", ok, err)
	}
}
