package inprocess_test

import (
	"errors"
	"log/slog"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func TestBus(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			bustest.Run(t, bustest.Driver{World: func(t *testing.T) func(...bus.Group) bus.Bus {
				t.Helper()
				db := sqldbtest.Open(t, dialect, inprocess.Migrate)
				return func(groups ...bus.Group) bus.Bus { return openOn(db, groups...) }
			}})
		})
	}
}

func openOn(db *sqldb.DB, groups ...bus.Group) *inprocess.Bus {
	return inprocess.New(inprocess.Config{
		DB: db, Groups: groups, Wait: bustest.Wait, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
	})
}

func TestPublish_TellsWhatItCouldNotKeep(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, inprocess.Migrate)
	if _, err := db.Exec(t.Context(), `DROP TABLE waiting_events`); err != nil {
		t.Fatal(err)
	}
	poison, fine := bustest.Event("n", "a", 0), bustest.Event("n", "a", 1)
	b := openOn(db)
	b.Subscribe(bus.Subscription{Name: "picky", Types: []string{"n"}, Handler: bustest.Refuse(poison.ID)})
	bustest.Start(t, b)
	err := b.Publish(t.Context(), []bus.Event{poison, fine})
	partial, ok := errors.AsType[*bus.PartialError](err)
	if !ok || len(partial.Failed) != 1 || partial.Failed[poison.ID] == nil {
		t.Errorf("publish: %v", err)
	}
}

func TestRetry_OfAConsumerThatIsNoMore_Parks(t *testing.T) {
	t.Parallel()
	db := sqldbtest.Open(t, sqldb.SQLite, inprocess.Migrate)
	old := openOn(db, bus.Group{Name: "former", Types: []string{"n"}})
	if err := old.Redeliver(t.Context(), "former", []bus.Event{bustest.Event("n", "a", 0)}); err != nil {
		t.Fatal(err)
	}
	b := openOn(db)
	b.Subscribe(bus.Subscription{Name: "present", Types: []string{"n"}, Handler: bustest.Refuse()})
	bustest.Start(t, b)
	bustest.Eventually(t, "it is parked", func() bool {
		parked, err := b.Parked(t.Context(), "former")
		return err == nil && len(parked) == 1
	})
}
