package detour

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// env is a detour for one consumer, which wants said.*, from the outboxes of two services.
type env struct {
	*Detour

	t           *testing.T
	clock       *clock.Manual
	first, last *sqldb.DB
	bus         bus.Subscription // the consumer, as the bus sees it
	got         []string
}

func each(t *testing.T, test func(t *testing.T, e *env)) {
	t.Helper()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			e := &env{
				t: t, clock: clock.NewManual(time.Now()),
				first: sqldbtest.Open(t, dialect, outbox.Migrate), last: sqldbtest.Open(t, dialect, outbox.Migrate),
			}
			e.Detour = New(prometheus.NewRegistry(), e.clock, slog.New(slog.DiscardHandler))
			e.bus = e.Around(bus.Subscription{Name: "screen", Types: []string{"said.*"}, Broadcast: true, Handler: e.hear})
			e.read(eventlog.Of(e.first, "first"), eventlog.Of(e.last, "last"))
			test(t, e)
		})
	}
}

func (e *env) hear(_ context.Context, v bus.Event) error {
	e.got = append(e.got, v.Subject)
	return nil
}

// add writes an event that happens now.
func (e *env) add(db *sqldb.DB, subject string) bus.Event {
	e.t.Helper()
	v := e.event(subject)
	e.commit(db, v)
	return v
}

func (e *env) event(subject string) bus.Event {
	return bus.Event{ID: id.At[id.Event](e.clock.Now()), Type: "said.aloud", Version: 1, Subject: subject, Time: e.clock.Now(), Data: []byte(`{}`)}
}

func (e *env) commit(db *sqldb.DB, v bus.Event) {
	e.t.Helper()
	if err := db.Tx(e.t.Context(), func(tx *sqldb.Tx) error { return outbox.Add(e.t.Context(), tx, v) }); err != nil {
		e.t.Fatal(err)
	}
}

func (e *env) look(want ...string) {
	e.t.Helper()
	if err := e.round(e.t.Context()); err != nil {
		e.t.Fatal(err)
	}
	e.want(want...)
}

func (e *env) want(want ...string) {
	e.t.Helper()
	if !slices.Equal(e.got, want) {
		e.t.Fatalf("got %q, want %q", e.got, want)
	}
}

// What waits for long, and all that comes after it, is brought in order and once.
func TestDetour_WhileTheBusIsAway(t *testing.T) {
	t.Parallel()
	each(t, func(_ *testing.T, e *env) {
		e.add(e.last, "one")
		e.look() // a relay has it
		e.clock.Advance(waitsLong)
		slow := e.event("two, committed late")
		e.clock.Advance(time.Millisecond)
		e.add(e.last, "three")
		e.look("one", "three")
		e.commit(e.last, slow)
		e.clock.Advance(lateCommits / 2)
		e.add(e.last, "four")
		e.look("one", "three", "two, committed late", "four")
		e.look("one", "three", "two, committed late", "four")
	})
}

// What the bus has taken is its to bring; of what comes both ways a consumer hears once.
func TestDetour_BesideTheBus(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		brought := e.add(e.last, "brought")
		e.clock.Advance(time.Millisecond)
		waits := e.add(e.last, "waits")
		e.clock.Advance(time.Millisecond)
		taken := e.add(e.last, "taken")
		if _, err := e.last.Exec(t.Context(), `UPDATE outbox SET published_at = 1 WHERE id = $1`, taken.ID); err != nil {
			t.Fatal(err)
		}
		e.clock.Advance(2 * waitsLong)
		if err := e.bus.Handler(t.Context(), brought); err != nil {
			t.Fatal(err)
		}
		e.look("brought", "waits")
		if err := e.bus.Handler(t.Context(), waits); err != nil {
			t.Fatal(err)
		}
		e.want("brought", "waits")
	})
}

// What comes after a log that cannot be read is not shown: who may see it is not known.
func TestDetour_LogThatCannotBeRead(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		e.add(e.last, "said")
		e.clock.Advance(time.Millisecond)
		e.add(e.first, "removed")
		e.clock.Advance(2 * waitsLong)
		broken := &unreadable{Log: e.logs[0].Log}
		e.logs[0].Log = broken
		if err := e.round(t.Context()); !errors.Is(err, errUnreadable) {
			t.Errorf("%v", err)
		}
		e.want()
		e.logs[0].Log = broken.Log
		e.look("removed", "said")
	})
}

// Who is not told of what happens finds out by itself, and only then.
func TestDetour_Deaf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		var heard time.Time
		deaf := false
		e.Told(func() (time.Time, bool) { return heard, deaf }, bus.Subscription{
			Name: "told", Types: []string{"said.*"}, Handler: func(_ context.Context, v bus.Event) error {
				e.got = append(e.got, "told "+v.Subject)
				return nil
			},
		})
		publish := func(subject string) {
			t.Helper()
			v := e.add(e.last, subject)
			if _, err := e.last.Exec(t.Context(), `UPDATE outbox SET published_at = 1 WHERE id = $1`, v.ID); err != nil {
				t.Fatal(err)
			}
			e.clock.Advance(time.Second)
		}
		publish("before")
		e.look()
		e.clock.Advance(time.Minute)
		heard, deaf = e.clock.Now(), true
		publish("one")
		e.look("told one")
		publish("two")
		e.look("told one", "told two")
		deaf = false
		publish("three")
		e.look("told one", "told two")
		e.add(e.last, "waits")
		e.clock.Advance(2 * waitsLong)
		e.look("told one", "told two", "waits", "told waits")
	})
}

var errUnreadable = errors.New("cannot be read")

type unreadable struct{ eventlog.Log }

func (unreadable) NextEvents(context.Context, eventlog.Filter) (eventlog.Seen, error) {
	return eventlog.Seen{}, errUnreadable
}

// What is remembered is bounded, and is at least the last of it.
func TestRecent(t *testing.T) {
	t.Parallel()
	var r recent
	all := make([]id.Event, 3*remembered)
	for i := range all {
		all[i] = id.New[id.Event]()
		if !r.add(all[i]) {
			t.Fatal("a new one is known")
		}
	}
	if n := len(r.now) + len(r.old); n > 2*remembered {
		t.Errorf("remembers %d", n)
	}
	for _, e := range all[len(all)-remembered:] {
		if r.add(e) {
			t.Fatal("one of the last is forgotten")
		}
	}
}
