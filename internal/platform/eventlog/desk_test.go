package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/rpc/rpctest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// office is a desk with the logs of three services: two here, on either database, and one elsewhere.
type office struct {
	*eventlog.Desk
	logs   map[string]eventlog.Log
	away   *sqldb.DB  // of the service "message"
	events []id.Event // of all, the oldest first

	mu      sync.Mutex
	handled map[string][]id.Event // by consumer
}

func newOffice(t *testing.T, events int) *office {
	t.Helper()
	o := &office{logs: map[string]eventlog.Log{}, handled: map[string][]id.Event{}}
	services := []string{"user", "workspace", "message"}
	databases := map[string]*sqldb.DB{}
	for i, service := range services {
		db := sqldbtest.Open(t, []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres, sqldb.SQLite}[i], outbox.Migrate)
		databases[service], o.logs[service] = db, eventlog.Of(db, service)
	}
	o.away = databases["message"]
	o.logs["workspace"] = eventlog.Client(rpctest.Dial(t, "workspace", func(d *rpc.Door) *rpc.Server {
		return rpc.Handler("workspace", d, eventlog.Endpoints(o.logs["workspace"])...)
	}))
	for n := range events {
		service, at := services[n%len(services)], noon.Add(time.Duration(n)*time.Second)
		e, err := outbox.Event(fmt.Sprintf("%s.%s", service, []string{"made", "changed"}[n/3%2]), 1, "s", at, map[string]int{"n": n})
		if err != nil {
			t.Fatal(err)
		}
		e.ID = id.At[id.Event](at)
		e.ID[15] = byte(n)
		if err := databases[service].Tx(t.Context(), func(tx *sqldb.Tx) error { return outbox.Add(t.Context(), tx, e) }); err != nil {
			t.Fatal(err)
		}
		o.events = append(o.events, e.ID)
	}
	groups := []bus.Group{
		{Name: "message.channels", Types: []string{"workspace.*"}},
		{Name: "workspace.people", Types: []string{"user.made"}},
		{Name: "gateway.shown", Types: []string{"message.*"}},
	}
	o.Desk = eventlog.NewDesk(o.logs, o.startBus(t, groups), groups)
	return o
}

func (o *office) startBus(t *testing.T, groups []bus.Group) *inprocess.Bus {
	t.Helper()
	b := inprocess.New(inprocess.Config{
		DB: sqldbtest.Open(t, sqldb.SQLite, inprocess.Migrate), Groups: groups, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
	})
	for _, g := range groups {
		b.Subscribe(g.Handle(func(_ context.Context, e bus.Event) error {
			o.mu.Lock()
			defer o.mu.Unlock()
			o.handled[g.Name] = append(o.handled[g.Name], e.ID)
			return nil
		}))
	}
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	})
	return b
}

// takeAway makes the log of the service "message" one that cannot be read.
func (o *office) takeAway(t *testing.T) {
	t.Helper()
	if _, err := o.away.Exec(t.Context(), `ALTER TABLE outbox RENAME TO gone`); err != nil {
		t.Fatal(err)
	}
}

func ids(entries []eventlog.Entry) []id.Event {
	var out []id.Event
	for _, e := range entries {
		out = append(out, e.ID)
	}
	return out
}

// Page after page each event of every log comes once, the newest first, whatever the filter and the page's length.
func TestNewest_IsOneListOfAllLogs(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 40)
	for name, c := range map[string]struct {
		service string
		filter  eventlog.Filter
		takes   func(n int) bool
	}{
		"all":           {"", eventlog.Filter{}, func(int) bool { return true }},
		"of a service":  {"workspace", eventlog.Filter{}, func(n int) bool { return n%3 == 1 }},
		"of a type":     {"", eventlog.Filter{Types: []string{"user.changed"}}, func(n int) bool { return n%3 == 0 && n/3%2 == 1 }},
		"of a time":     {"", eventlog.Filter{Since: noon.Add(5 * time.Second), Until: noon.Add(9 * time.Second)}, func(n int) bool { return n >= 5 && n < 9 }},
		"what waits":    {"", eventlog.Filter{State: eventlog.Waiting}, func(int) bool { return true }},
		"what does not": {"", eventlog.Filter{State: eventlog.Published}, func(int) bool { return false }},
		"of nobody":     {"ai", eventlog.Filter{}, func(int) bool { return false }},
	} {
		var want []id.Event
		for n, eventID := range slices.Backward(o.events) {
			if c.takes(n) {
				want = append(want, eventID)
			}
		}
		for _, limit := range []int{1, 7, 100} {
			var got []id.Event
			filter := c.filter
			for range 100 {
				page, err := o.Newest(t.Context(), c.service, filter, limit)
				if err != nil || len(page.Items) > limit {
					t.Fatalf("%s: %d items of %d, %v", name, len(page.Items), limit, err)
				}
				got = append(got, ids(page.Items)...)
				if filter.Before = page.Next; page.Next.IsZero() {
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s, by %d: %v, want %v", name, limit, got, want)
			}
		}
	}
}

// A log that cannot be read is named, and the others are shown; with none there is an error.
func TestNewest_WithoutALog(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 9)
	o.takeAway(t)
	page, err := o.Newest(t.Context(), "", eventlog.Filter{}, 100)
	if err != nil || !slices.Equal(page.Missing, []string{"message"}) || len(page.Items) != 6 {
		t.Errorf("%d items, missing %v, %v", len(page.Items), page.Missing, err)
	}
	if _, err := o.Newest(t.Context(), "message", eventlog.Filter{}, 100); err == nil {
		t.Error("the log that is away is empty")
	}
	if _, err := o.Choose(t.Context(), "", eventlog.Filter{}, 0); err == nil {
		t.Error("chosen from what is away")
	}
	for _, box := range o.Outboxes(t.Context()) {
		if away := box.Service == "message"; away != (box.Err != nil) || !away && (box.Events != 3 || box.Oldest.IsZero()) {
			t.Errorf("%+v", box)
		}
	}
	if services := o.Services(); !slices.Equal(services, []string{"message", "user", "workspace"}) {
		t.Errorf("services %v", services)
	}
}

func TestFind_InWhicheverLog(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 6)
	for n, eventID := range o.events {
		e, err := o.Find(t.Context(), eventID)
		if err != nil || e.ID != eventID || e.Source != []string{"user", "workspace", "message"}[n%3] || string(e.Data) != fmt.Sprintf(`{"n":%d}`, n) {
			t.Errorf("%+v, %v", e, err)
		}
	}
	if _, err := o.Find(t.Context(), id.New[id.Event]()); !errs.Is(err, "event_not_found") {
		t.Errorf("an event of no log: %v", err)
	}
	o.takeAway(t)
	if _, err := o.Find(t.Context(), o.events[0]); err != nil {
		t.Errorf("with another log away: %v", err)
	}
	if _, err := o.Find(t.Context(), o.events[2]); err == nil || errs.Is(err, "event_not_found") {
		t.Errorf("in the log that is away: %v", err)
	}
}

func TestChoose_OldestFirstAndNotTooMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t, 450) // two pages of each log
	for most, fails := range map[int]bool{0: false, 450: false, 449: true, 1: true} {
		all, err := o.Choose(t.Context(), "", eventlog.Filter{}, most)
		if errors.Is(err, eventlog.ErrTooMany) != fails || err == nil && !slices.Equal(ids(all), o.events) {
			t.Errorf("at most %d: %d events, %v", most, len(all), err)
		}
	}
	few, err := o.Choose(t.Context(), "user", eventlog.Filter{Types: []string{"user.made"}, Since: noon.Add(400 * time.Second)}, 20)
	if err != nil || len(few) == 0 || !slices.ContainsFunc(o.events[400:], func(e id.Event) bool { return e == few[0].ID }) {
		t.Errorf("%v, %v", few, err)
	}
}

// A replay reaches the one consumer that is named, or all that keep something, with what each wants.
func TestReplay_ReachesWhoIsNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		consumer string
		want     map[string]int // events handled
	}{
		"one consumer":      {"workspace.people", map[string]int{"workspace.people": 5}},
		"all that keep":     {"", map[string]int{"workspace.people": 5, "message.channels": 10}},
		"one that is named": {"gateway.shown", map[string]int{"gateway.shown": 10}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, 30)
			all, err := o.Choose(t.Context(), "", eventlog.Filter{}, 0)
			if err != nil {
				t.Fatal(err)
			}
			deliveries := 0
			for _, n := range c.want {
				deliveries += n
			}
			if n, err := o.Replay(t.Context(), c.consumer, all); err != nil || n != deliveries {
				t.Fatalf("%d deliveries, %v, want %d", n, err, deliveries)
			}
			o.await(t, deliveries)
			for consumer, n := range c.want {
				if len(o.handled[consumer]) != n {
					t.Errorf("%s handled %d events, want %d", consumer, len(o.handled[consumer]), n)
				}
			}
		})
	}
	o := newOffice(t, 3)
	if _, err := o.Replay(t.Context(), "nobody", nil); !errors.Is(err, bus.ErrUnknownConsumer) {
		t.Errorf("to nobody: %v", err)
	}
	if o.Knows("nobody") || !o.Knows("gateway.shown") {
		t.Error("it does not know who there is")
	}
}

// await waits until so many events have been handled.
func (o *office) await(t *testing.T, n int) {
	t.Helper()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
	for deadline := time.Now().Add(time.Minute); ; <-look.C {
		o.mu.Lock()
		sum := 0
		for _, events := range o.handled {
			sum += len(events)
		}
		o.mu.Unlock()
		if sum >= n {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%d of %d events were handled", sum, n)
		}
	}
}
