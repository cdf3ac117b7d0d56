package outbox_test

import (
	"errors"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func TestApply_AnnouncesWhatWasCommitted(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		at := clock.System{}.Now()
		var got []bus.Event
		committed := func(events ...bus.Event) {
			got = append(got, events...)
			if n := count(t, db, `type = 'thing.happened'`); n != len(got) {
				t.Errorf("%d events in the table when %d were handed over", n, len(got))
			}
		}
		err := outbox.Apply(t.Context(), db, at, committed, func(c *outbox.Change) error {
			return errors.Join(
				c.Announce(t.Context(), "thing.happened", 1, "a", "first"),
				c.Announce(t.Context(), "thing.happened", 2, "b", "second"),
			)
		})
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != 2 || got[0].Subject != "a" || string(got[1].Data) != `"second"` || got[1].Version != 2 || !got[1].Time.Equal(at) {
			t.Errorf("handed over %+v", got)
		}
	}, outbox.Migrate)
}

func TestApply_RolledBack(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		refused := errors.New("refused")
		for name, fn := range map[string]func(c *outbox.Change) error{
			"refused": func(c *outbox.Change) error {
				return errors.Join(c.Announce(t.Context(), "thing.happened", 1, "a", "x"), refused)
			},
			"not encodable": func(c *outbox.Change) error { return c.Announce(t.Context(), "thing.happened", 1, "a", func() {}) },
		} {
			err := outbox.Apply(t.Context(), db, clock.System{}.Now(), func(events ...bus.Event) {
				t.Errorf("%s: %d events handed over", name, len(events))
			}, fn)
			if err == nil {
				t.Errorf("%s: no error", name)
			}
		}
		if n := count(t, db, `1 = 1`); n != 0 {
			t.Errorf("%d events written", n)
		}
	}, outbox.Migrate)
}
