package eventlog_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func readAll(t *testing.T, r *eventlog.Reader) []id.Event {
	t.Helper()
	var all []id.Event
	for {
		page, err := r.Next(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			return all
		}
		all = append(all, ids(page)...)
	}
}

// However the logs are cut into pages, each event comes once, the oldest first; afterwards what is new does, also what
// was committed late.
func TestReader_IsOneLogOfAll(t *testing.T) {
	t.Parallel()
	logs, databases := map[string]eventlog.Log{}, []*sqldb.DB{}
	for i := range 3 {
		db := sqldbtest.Open(t, sqldb.SQLite, outbox.Migrate)
		databases, logs[fmt.Sprint(i)] = append(databases, db), eventlog.Of(db, "a")
	}
	add := func(n, in int) id.Event {
		at := noon.Add(time.Duration(n) * 100 * time.Millisecond)
		e, err := outbox.Event("a.b", 1, "s", at, 0)
		if err != nil {
			t.Fatal(err)
		}
		e.ID = id.At[id.Event](at)
		if err := databases[in].Tx(t.Context(), func(tx *sqldb.Tx) error { return outbox.Add(t.Context(), tx, e) }); err != nil {
			t.Fatal(err)
		}
		return e.ID
	}
	var want []id.Event
	for n := range 1500 {
		if n == 1400 {
			continue // it is committed late
		}
		in := 0
		if n%7 == 0 {
			in = 1 + n/700%2
		}
		want = append(want, add(n, in))
	}
	r := eventlog.NewReader(logs, time.Time{})
	if got := readAll(t, r); !slices.Equal(got, want) {
		t.Fatalf("%d events, want %d in their order", len(got), len(want))
	}
	if got := readAll(t, r); got != nil {
		t.Errorf("%d events again", len(got))
	}
	late := []id.Event{add(1400, 0), add(1501, 2)}
	if got := readAll(t, r); !slices.Equal(got, late) {
		t.Errorf("later %v, want %v", got, late)
	}
	if got := readAll(t, eventlog.NewReader(logs, noon.Add(100*time.Second))); len(got) < 500 || len(got) > 502 {
		t.Errorf("%d events of the last third", len(got))
	}
}
