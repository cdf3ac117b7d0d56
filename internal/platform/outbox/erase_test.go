package outbox_test

import (
	"strconv"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// Events about what was erased go, published, waiting or parked; the others stay. There are more than
// one look at the log takes in.
func TestErase(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		var events []bus.Event
		for i := range 2500 {
			e, err := outbox.Event("thing.happened", 1, "thing "+strconv.Itoa(i%5), clock.System{}.Now(), "secret")
			if err != nil {
				t.Fatal(err)
			}
			events = append(events, e)
		}
		if err := db.Tx(t.Context(), func(tx *sqldb.Tx) error { return outbox.Add(t.Context(), tx, events...) }); err != nil {
			t.Fatal(err)
		}
		for at, set := range map[int]string{0: `published_at = 1`, 5: `parked_at = 1`, 10: `type = 'thing.deleted'`} {
			if _, err := db.Exec(t.Context(), `UPDATE outbox SET `+set+` WHERE id = $1`, events[at].ID); err != nil {
				t.Fatal(err)
			}
		}
		for range 2 {
			if err := outbox.Erase(t.Context(), db, []string{"thing 0", "thing 3", "never heard of"}, "thing.deleted"); err != nil {
				t.Fatal(err)
			}
			if n := count(t, db, `subject IN ('thing 0', 'thing 3') AND type = 'thing.happened'`); n != 0 {
				t.Errorf("%d events left", n)
			}
			if n := count(t, db, `1 = 1`); n != 1501 {
				t.Errorf("%d events in all, want 1500 of other things and the one that says what was deleted", n)
			}
		}
	}, outbox.Migrate)
}

func TestEraseNow(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		add(t, db, clock.System{}.Now(), 3) // about "thing"
		for _, subject := range []string{"another", "thing"} {
			want := map[string]int{"another": 3, "thing": 0}[subject]
			if err := db.Tx(t.Context(), func(tx *sqldb.Tx) error { return outbox.EraseNow(t.Context(), tx, []string{subject}) }); err != nil {
				t.Fatal(err)
			}
			if n := count(t, db, `1 = 1`); n != want {
				t.Errorf("%d events after erasing those about %s, want %d", n, subject, want)
			}
		}
	}, outbox.Migrate)
}
