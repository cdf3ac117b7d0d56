package eventcontract_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/gateway"
	"github.com/echo-chat/echo/internal/service/gateway/realtime"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// world is every real consumer of Echo, the groups on a real bus.
type world struct {
	bus           bus.Bus
	subscriptions []bus.Subscription
	databases     map[string]*sqldb.DB
}

func newWorld(t *testing.T) *world {
	t.Helper()
	quiet, clk := slog.New(slog.DiscardHandler), clock.System{}
	w := &world{databases: map[string]*sqldb.DB{
		"message":      sqldbtest.Open(t, sqldb.SQLite, message.Migrate),
		"workspace":    sqldbtest.Open(t, sqldb.SQLite, workspace.Migrate),
		"notification": sqldbtest.Open(t, sqldb.SQLite, notification.Migrate),
	}}
	committed := func(...bus.Event) {}
	workspaces := workspace.New(workspace.Config{DB: w.databases["workspace"], Clock: clk, Committed: committed})
	messages := message.New(message.Config{DB: w.databases["message"], Access: workspaces, Clock: clk, Log: quiet, Committed: committed})
	mails, err := notification.New(notification.Config{
		DB: w.databases["notification"], Seals: auth.NewSealer([]byte("a secret of thirty-two characters")),
		PublicURL: "http://echo.test", Clock: clk, Log: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	sockets := realtime.New(realtime.Config{Access: workspaces, Heads: messages, Unsent: messages, Clock: clk, Log: quiet})
	profiles, access := user.NewProfileCache(nil), workspace.NewAccessCache(workspaces)
	w.subscriptions = append(sockets.Subscriptions(), workspaces.Subscription(), messages.Subscription(), messages.LinksSubscription(), mails.Subscription(),
		profiles.Subscription("echo"), access.Subscription("echo"), gateway.NewRevokedSessions(clk).Subscription())
	w.bus = inprocess.New(inprocess.Config{DB: sqldbtest.Open(t, sqldb.SQLite, inprocess.Migrate), Wait: time.Hour, Clock: clk, Log: quiet})
	for _, s := range w.subscriptions {
		if !s.Broadcast {
			w.bus.Subscribe(s)
		}
	}
	if err := w.bus.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 10*time.Second)
		defer cancel()
		if err := w.bus.Close(ctx); err != nil {
			t.Error(err)
		}
		_ = sockets.Close(ctx)
		messages.Close()
		profiles.Close()
		access.Close()
	})
	return w
}

// deliver gives an event to each consumer that wants it, and fails the test for those that do not handle it.
// Broadcast consumers are called as they are: what they return, a bus only logs.
func (w *world) deliver(t *testing.T, e bus.Event) {
	t.Helper()
	for _, s := range w.subscriptions {
		if s.Broadcast && s.Wants(e.Type) {
			if err := s.Handler(t.Context(), e); err != nil {
				t.Errorf("%s does not take %s version %d: %v", s.Name, e.Type, e.Version, err)
			}
		}
	}
	if err := w.bus.Publish(t.Context(), []bus.Event{e}); err != nil {
		t.Fatal(err)
	}
	depths, err := w.bus.Depths(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range depths {
		if d.Waiting+d.Parked > 0 {
			parked, _ := w.bus.Parked(t.Context(), d.Consumer)
			t.Fatalf("%s does not take %s version %d: %+v", d.Consumer, e.Type, e.Version, parked)
		}
	}
}

// effects are what consumers have written.
func (w *world) effects(t *testing.T) string {
	t.Helper()
	var all []string
	for _, of := range []struct{ database, query string }{
		{"workspace", `SELECT id || ' ' || username || ' ' || display_name FROM people ORDER BY id`},
		{"message", `SELECT channel_id || ' ' || user_id FROM read_receipts ORDER BY channel_id, user_id`},
		{"notification", `SELECT kind || ' ' || COUNT(*) FROM notifications GROUP BY kind ORDER BY kind`},
	} {
		lines, err := sqldb.Collect(t.Context(), w.databases[of.database], func(rows *sqldb.Rows) (string, error) {
			var line string
			err := rows.Scan(&line)
			return line, err
		}, of.query)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s: %s", of.database, strings.Join(lines, ", ")))
	}
	return strings.Join(all, "\n")
}

// The world has every consumer that Echo has, for the same types.
func TestConsumers_AllAreHere(t *testing.T) {
	t.Parallel()
	var here, there []string
	for _, s := range newWorld(t).subscriptions {
		here = append(here, fmt.Sprintf("%s %t %v", s.Name, s.Broadcast, slices.Sorted(slices.Values(s.Types))))
	}
	for _, l := range app.Listeners() {
		there = append(there, fmt.Sprintf("%s %t %v", l.Name, l.Broadcast, slices.Sorted(slices.Values(l.Types))))
	}
	slices.Sort(here)
	slices.Sort(there)
	if !slices.Equal(here, there) {
		t.Errorf("here:\n%s\nin Echo:\n%s", strings.Join(here, "\n"), strings.Join(there, "\n"))
	}
}

// Every consumer takes each event in the version before, the current one, and a next one that says more,
// and makes the same of it.
func TestConsumers_TakeNeighbouringVersions(t *testing.T) {
	t.Parallel()
	versions := map[string]func(t *testing.T, c app.Contract) bus.Event{
		"previous": func(t *testing.T, c app.Contract) bus.Event { return golden(t, c.Type, max(1, c.Version-1)) },
		"current":  func(t *testing.T, c app.Contract) bus.Event { return golden(t, c.Type, c.Version) },
		"next":     next,
	}
	got := map[string]string{}
	for name, version := range versions {
		w := newWorld(t) // where nothing has happened
		for _, c := range endingLast(app.Contracts()) {
			if strings.HasSuffix(c.Type, ".deleted") && got[name] == "" {
				got[name] = w.effects(t)
			}
			w.deliver(t, version(t, c))
		}
	}
	if got["next"] != got["current"] || !strings.Contains(got["current"], "maya") || !strings.Contains(got["current"], "invite 1") {
		t.Errorf("the current versions make\n%s\nand the next ones\n%s", got["current"], got["next"])
	}
}

// endingLast puts events last that end what others are about.
func endingLast(all []app.Contract) []app.Contract {
	ending := func(c app.Contract) int {
		if strings.HasSuffix(c.Type, ".deleted") {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(x, y app.Contract) int { return ending(x) - ending(y) })
	return all
}

// next is an event of the version after the current one, with something new wherever there may be.
func next(t *testing.T, c app.Contract) bus.Event {
	t.Helper()
	e := golden(t, c.Type, c.Version)
	var data any
	if err := json.Unmarshal(e.Data, &data); err != nil {
		t.Fatal(err)
	}
	addFields(data)
	var err error
	if e.Data, err = json.Marshal(data); err != nil {
		t.Fatal(err)
	}
	e.Version++
	return e
}

func addFields(to any) {
	switch to := to.(type) {
	case map[string]any:
		for _, v := range to {
			addFields(v)
		}
		to["addedLater"] = map[string]any{"list": []any{1, "two", nil}}
	case []any:
		for _, v := range to {
			addFields(v)
		}
	}
}

// What is newer than that, and what a group does not know, is parked for it at once, and nothing else of
// the group waits for it.
func TestConsumers_UnknownIsParked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, s := range w.subscriptions {
		if s.Broadcast {
			continue
		}
		var strange []bus.Event
		for _, c := range app.Contracts() {
			if !s.Wants(c.Type) {
				continue
			}
			future, unknown := golden(t, c.Type, c.Version), golden(t, c.Type, c.Version)
			future.ID, future.Version = id.New[id.Event](), max(c.Version, s.Versions[c.Type])+2
			unknown.ID, unknown.Type = id.New[id.Event](), c.Type+".of.tomorrow"
			strange = append(strange, future, unknown)
		}
		if err := w.bus.Redeliver(t.Context(), s.Name, strange); err != nil {
			t.Fatal(err)
		}
		parked := w.waitParked(t, s.Name, len(strange))
		for _, e := range strange {
			at := slices.IndexFunc(parked, func(p bus.Parked) bool { return p.ID == e.ID })
			if at < 0 || parked[at].Retries != 0 || !strings.Contains(parked[at].Reason, "know") {
				t.Errorf("%s: %s version %d is not parked at once: %+v", s.Name, e.Type, e.Version, parked)
			}
		}
		if n, err := w.bus.Drop(t.Context(), s.Name); n != len(strange) || err != nil {
			t.Errorf("%d of %d dropped: %v", n, len(strange), err)
		}
	}
	for _, c := range app.Contracts() {
		w.deliver(t, golden(t, c.Type, c.Version))
	}
}

// waitParked waits until n events are parked for a group.
func (w *world) waitParked(t *testing.T, consumer string, n int) []bus.Parked {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		parked, err := w.bus.Parked(ctx, consumer)
		if err != nil {
			t.Fatal(err)
		}
		if len(parked) >= n {
			return parked
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			t.Fatalf("%d of %d events are parked for %s", len(parked), n, consumer)
		}
	}
}
