package realtime

import (
	"context"
	"log/slog"
	"maps"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/kv"
)

var start = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// wantShown settles a roster and compares what those who watch are told.
func wantShown(t *testing.T, r *roster, now time.Time, want map[id.User]there) settled {
	t.Helper()
	got := r.settle(now)
	if !maps.Equal(got.show, want) {
		t.Errorf("shown %v, want %v", got.show, want)
	}
	return got
}

// Somebody is active while any of their devices is, and gone some seconds after the last of them.
func TestRoster_SeveralDevices(t *testing.T) {
	t.Parallel()
	r, ada, now := newRoster(), id.New[id.User](), start
	r.devices(ada, 1, 0)
	r.devices(ada, 1, 0)
	wantShown(t, r, now, map[id.User]there{ada: present})
	r.devices(ada, -1, 1)
	wantShown(t, r, now, map[id.User]there{})
	r.devices(ada, -1, 1)
	wantShown(t, r, now, map[id.User]there{ada: idling})
	r.devices(ada, 1, -1)
	wantShown(t, r, now, map[id.User]there{ada: present})
	r.devices(ada, -1, 0)
	wantShown(t, r, now, map[id.User]there{ada: idling})
	r.devices(ada, 0, -1)
	wantShown(t, r, now, map[id.User]there{})
	if r.is(ada) != idling {
		t.Error("gone at once")
	}
	wantShown(t, r, now.Add(presenceGrace-1), map[id.User]there{})
	got := wantShown(t, r, now.Add(presenceGrace), map[id.User]there{ada: absent})
	if len(got.left) != 1 || got.left[0] != ada || r.size() != 0 || r.is(ada) != absent {
		t.Errorf("left %v, and %d are known", got.left, r.size())
	}
}

// A connection that is back within the grace is seen by nobody, nor is one that comes and goes within a second.
func TestRoster_DoesNotFlicker(t *testing.T) {
	t.Parallel()
	r, ada, now := newRoster(), id.New[id.User](), start
	r.devices(ada, 1, 0)
	r.devices(ada, -1, 0)
	if got := wantShown(t, r, now, map[id.User]there{}); len(got.left) != 0 || r.size() != 0 {
		t.Errorf("left %v", got.left)
	}
	r.devices(ada, 1, 0)
	wantShown(t, r, now, map[id.User]there{ada: present})
	for range 3 {
		r.devices(ada, -1, 0)
		now = now.Add(presenceGrace / 2)
		wantShown(t, r, now, map[id.User]there{})
		r.devices(ada, 1, 0)
		wantShown(t, r, now, map[id.User]there{})
	}
	r.devices(ada, -1, 0)
	wantShown(t, r, now, map[id.User]there{})
	wantShown(t, r, now.Add(presenceGrace), map[id.User]there{ada: absent})
}

// line is some gateways that hear each other through one store, whose time is a test's.
type line struct {
	store    *kv.Memory
	clock    *clock.Manual
	gateways []*gossip
	deaf     map[*gossip]bool
}

func newLine(t *testing.T, n int) *line {
	t.Helper()
	l := &line{clock: clock.NewManual(start), deaf: map[*gossip]bool{}}
	l.store = kv.NewMemory(l.clock)
	for range n {
		l.gateways = append(l.gateways, newGossip(recorder{l.store, l}, newRoster(), slog.New(slog.DiscardHandler)))
	}
	return l
}

// recorder hands what is said to all at once, so that a test knows when it was heard.
type recorder struct {
	*kv.Memory
	line *line
}

func (r recorder) Publish(_ context.Context, _ string, payload []byte) error {
	for _, g := range r.line.gateways {
		if !r.line.deaf[g] {
			g.hear(payload, r.line.clock.Now())
		}
	}
	return nil
}

// turn is a second at each of the gateways.
func (l *line) turn(t *testing.T, gateways ...*gossip) {
	t.Helper()
	l.clock.Advance(presenceTick)
	for _, g := range gateways {
		g.turn(t.Context(), l.clock.Now(), g.roster.settle(l.clock.Now()).say)
	}
}

func (l *line) want(t *testing.T, of id.User, want ...there) {
	t.Helper()
	for i, g := range l.gateways {
		if got := g.roster.is(of); got != want[i] {
			t.Errorf("at gateway %d they are %d, want %d", i, got, want[i])
		}
	}
}

func TestGossip_EachKnowsWhoIsAtTheOthers(t *testing.T) {
	t.Parallel()
	l := newLine(t, 2)
	a, b := l.gateways[0], l.gateways[1]
	ada := id.New[id.User]()
	a.roster.devices(ada, 0, 1)
	l.turn(t, a, b)
	l.want(t, ada, idling, idling)
	b.roster.devices(ada, 1, 0)
	l.turn(t, a, b)
	l.want(t, ada, present, present)
	b.roster.devices(ada, -1, 0)
	l.turn(t, a, b)
	l.want(t, ada, idling, idling)
	a.roster.devices(ada, 0, -1)
	for range int(presenceGrace/presenceTick) + 3 {
		l.turn(t, a, b)
	}
	l.want(t, ada, absent, absent)
}

// What a gateway did not hear, it asks for as soon as it sees the hole; who comes later asks, too.
func TestGossip_HolesAreFilled(t *testing.T) {
	t.Parallel()
	l := newLine(t, 3)
	a, b, late := l.gateways[0], l.gateways[1], l.gateways[2]
	ada, ben := id.New[id.User](), id.New[id.User]()
	l.deaf[late], l.deaf[b] = true, true
	a.roster.devices(ada, 1, 0)
	l.turn(t, a, b)
	l.deaf[b] = false
	a.roster.devices(ben, 1, 0)
	l.turn(t, a, b)
	l.turn(t, a, b)
	l.want(t, ada, present, present, absent)
	l.deaf[late] = false
	late.say(t.Context(), word{What: wordAsk})
	l.turn(t, a, b)
	l.want(t, ada, present, present, present)
	l.want(t, ben, present, present, present)
	// The end of the grace is missed: a beat tells that something was.
	l.deaf[late] = true
	a.roster.devices(ada, -1, 0)
	l.turn(t, a, b, late)
	l.deaf[late] = false
	for range int((presenceGrace+beatEvery)/presenceTick) + 3 {
		l.turn(t, a, b, late)
	}
	l.want(t, ada, absent, absent, absent)
}

// Thousands are told in parts.
func TestGossip_Many(t *testing.T) {
	t.Parallel()
	l := newLine(t, 2)
	a, b := l.gateways[0], l.gateways[1]
	for range 2*sayBatch + 1 {
		a.roster.devices(id.New[id.User](), 1, 0)
	}
	l.turn(t, a, b)
	if n := b.roster.size(); n != 2*sayBatch+1 {
		t.Errorf("%d are known", n)
	}
	b.hear([]byte(`{"from":"x","what":`), start)
	b.hear([]byte(`{"from":"x","no":7,"what":"some","people":{"y":1}}`), start)
	l.turn(t, a, b)
	l.turn(t, a, b)
	if n := b.roster.size(); n != 2*sayBatch+1 {
		t.Errorf("%d are known", n)
	}
}

// People of a gateway that stopped or was killed are gone by themselves, and noted as last seen by another.
func TestGossip_TheDead(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*line, *gossip){
		"killed":  func(*line, *gossip) {},
		"stopped": func(_ *line, g *gossip) { g.say(context.Background(), word{What: wordBye}) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := newLine(t, 2)
			a, b := l.gateways[0], l.gateways[1]
			ada, ben := id.New[id.User](), id.New[id.User]()
			a.roster.devices(ada, 1, 0)
			a.roster.devices(ben, 1, 0)
			b.roster.devices(ben, 0, 1)
			l.turn(t, a, b)
			l.want(t, ada, present, present)
			l.want(t, ben, present, present)
			end(l, a)
			var left []id.User
			for range int((deadAfter+presenceGrace)/presenceTick) + 2 {
				l.clock.Advance(presenceTick)
				got := b.roster.settle(l.clock.Now())
				left = append(left, got.left...)
				b.turn(t.Context(), l.clock.Now(), got.say)
			}
			if b.roster.is(ada) != absent || b.roster.is(ben) != idling || len(left) != 1 || left[0] != ada {
				t.Errorf("ada is %d, ben %d, left %v", b.roster.is(ada), b.roster.is(ben), left)
			}
		})
	}
}
