package engineio_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// TestFlush_SmallRoomsDoNotWaitForLargeOnes: in the middle of a broadcast to a thousand, one to two is written next.
func TestFlush_SmallRoomsDoNotWaitForLargeOnes(t *testing.T) {
	t.Parallel()
	b := engineio.NewBench()
	for i := range 1000 {
		b.Send(b.Session("large"+strconv.Itoa(i), 1<<20), text("to a large room"), true)
	}
	b.Flush()
	begun := len(b.Wrote)
	small := []*engineio.Session{b.Session("small0", 1<<20), b.Session("small1", 1<<20)}
	for _, s := range small {
		b.Send(s, text("to a small room"), false)
	}
	b.Flush()
	if next := b.Wrote[begun : begun+2]; !slices.Equal(next, []string{"small0", "small1"}) {
		t.Fatalf("wrote to %q next", next)
	}
	b.All()
	if len(b.Wrote) != 1002 {
		t.Fatalf("wrote to %d", len(b.Wrote))
	}
}

// TestFlush_UrgentTakesWhatWaitsWithIt: who waits for a broadcast and is sent something urgent gets both at once, in
// order, and is not written to again.
func TestFlush_UrgentTakesWhatWaitsWithIt(t *testing.T) {
	t.Parallel()
	b := engineio.NewBench()
	frame := text("to all")
	var sessions []*engineio.Session
	for i := range 500 {
		s := b.Session(strconv.Itoa(i), 1<<20)
		sessions = append(sessions, s)
		b.Send(s, frame, true)
	}
	b.Send(sessions[499], text("acknowledged"), false)
	b.Flush()
	if b.Wrote[0] != "499" {
		t.Fatalf("wrote to %s first", b.Wrote[0])
	}
	if got := messages(b.Bytes["499"]); !slices.Equal(got, []string{"4to all", "4acknowledged"}) {
		t.Fatalf("got %q", got)
	}
	b.All()
	if len(b.Wrote) != 500 {
		t.Fatalf("%d writes", len(b.Wrote))
	}
}

// TestFlush_BulkGoesOn: however many urgent ones there are, bulk ones get their share.
func TestFlush_BulkGoesOn(t *testing.T) {
	t.Parallel()
	b := engineio.NewBench()
	for i := range 10 {
		b.Send(b.Session("bulk"+strconv.Itoa(i), 1<<20), text("x"), true)
	}
	for i := range 1000 {
		b.Send(b.Session("urgent"+strconv.Itoa(i), 1<<20), text("x"), false)
	}
	b.Flush()
	if !slices.Contains(b.Wrote, "bulk9") {
		t.Fatalf("wrote to %q", b.Wrote)
	}
}

// TestFlush_PartialWrites: whatever the kernel takes at a time, a client gets every frame whole and in order.
func TestFlush_PartialWrites(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	b := engineio.NewBench()
	s := b.Session("c", 0)
	var want []string
	for i := range 2000 {
		message := fmt.Sprint(i, string(bytes.Repeat([]byte("x"), random.IntN(300))))
		want = append(want, "4"+message)
		if !b.Send(s, text(message), i%2 == 0) {
			t.Fatalf("refused message %d with %d waiting", i, s.Queued())
		}
		if random.IntN(3) == 0 {
			b.All()
			b.Unblock(s, random.IntN(2000))
		}
	}
	b.Unblock(s, 1<<30)
	b.All()
	if got := messages(b.Bytes["c"]); !slices.Equal(got, want) {
		t.Fatalf("got %d messages, want %d", len(got), len(want))
	}
}

func TestVolatile_LatestOfAKey(t *testing.T) {
	t.Parallel()
	b := engineio.NewBench()
	s := b.Session("c", 1<<20)
	b.Send(s, text("first"), false)
	b.Send(s, text("ada 1").Volatile("ada"), false)
	b.Send(s, text("ben 1").Volatile("ben"), false)
	b.Send(s, text("ada 2").Volatile("ada"), false)
	b.Send(s, text("no key").Volatile(""), false)
	b.Send(s, text("no key").Volatile(""), false)
	b.All()
	want := []string{"4first", "4ada 2", "4ben 1", "4no key", "4no key"}
	if got := messages(b.Bytes["c"]); !slices.Equal(got, want) {
		t.Fatalf("got %q, want %q", got, want)
	}
}

func TestVolatile_DroppedForWhoDoesNotRead(t *testing.T) {
	t.Parallel()
	b := engineio.NewBench()
	s := b.Session("c", 3)
	b.Send(s, text("first"), false)
	b.All() // now it is blocked
	if !b.Send(s, text("typing").Volatile("k"), false) {
		t.Fatal("the client was closed")
	}
	b.Send(s, text("second"), false)
	b.Unblock(s, 1<<20)
	b.All()
	if got := messages(b.Bytes["c"]); !slices.Equal(got, []string{"4first", "4second"}) {
		t.Fatalf("got %q", got)
	}
}

// messages splits what was written into the payloads of its frames.
func messages(wire []byte) (payloads []string) {
	for len(wire) > 0 {
		var p []byte
		_, p, wire = websocket.Next(wire)
		payloads = append(payloads, string(p))
	}
	return payloads
}
