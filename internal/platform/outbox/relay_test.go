package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// recorder is a publisher that remembers, and can be told to fail.
type recorder struct {
	mu    sync.Mutex
	got   map[id.Event]int
	order []id.Event // first times
	fail  func(bus.Event) error
	seen  chan struct{}

	away    *atomic.Bool
	refused atomic.Int32
}

func newRecorder() *recorder {
	return &recorder{got: map[id.Event]int{}, seen: make(chan struct{}, 1000)}
}

func (r *recorder) Publish(_ context.Context, events []bus.Event) error {
	if r.away != nil && r.away.Load() {
		r.refused.Add(1)
		return bus.ErrUnavailable
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	failed := map[id.Event]error{}
	for _, e := range events {
		if r.fail != nil {
			if err := r.fail(e); err != nil {
				failed[e.ID] = err
				continue
			}
		}
		if r.got[e.ID]++; r.got[e.ID] == 1 {
			r.order = append(r.order, e.ID)
		}
		r.seen <- struct{}{}
	}
	if len(failed) > 0 {
		return &bus.PartialError{Failed: failed}
	}
	return nil
}

func (r *recorder) times(eventID id.Event) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.got[eventID]
}

func add(t *testing.T, db *sqldb.DB, at time.Time, n int) []bus.Event {
	t.Helper()
	var events []bus.Event
	for range n {
		e, err := outbox.Event("thing.happened", 1, "thing", at, map[string]string{"quote": `it's "fine" \ é 漢`})
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, e)
	}
	if err := db.Tx(t.Context(), func(tx *sqldb.Tx) error { return outbox.Add(t.Context(), tx, events...) }); err != nil {
		t.Fatal(err)
	}
	return events
}

func start(t *testing.T, r *outbox.Relay) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { r.Run(ctx); close(done) }()
	stop = func() { cancel(); <-done }
	t.Cleanup(stop)
	return stop
}

func waitFor(t *testing.T, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ok(); runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatal("condition never came true")
		}
	}
}

func count(t *testing.T, db *sqldb.DB, where string) int {
	t.Helper()
	var n int
	if err := db.QueryRow(t.Context(), `SELECT COUNT(*) FROM outbox WHERE `+where).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestRelay_PublishesWhatWasCommitted(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		rec := newRecorder()
		relay := outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: rec, Keep: time.Hour, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
		stop := start(t, relay)
		events := add(t, db, clock.System{}.Now(), 3)
		relay.Committed(events...)
		for range events {
			<-rec.seen
		}
		stop()
		for _, e := range events {
			if n := rec.times(e.ID); n != 1 {
				t.Errorf("event published %d times", n)
			}
		}
		if n := count(t, db, `published_at IS NULL`); n != 0 {
			t.Errorf("%d events not noted as published", n)
		}
	}, outbox.Migrate)
}

func TestRelay_PublishesAfterCrash(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		// The process that wrote these died before it could hand them over, a while ago.
		events := add(t, db, clock.System{}.Now().Add(-time.Minute), 700)
		rec := newRecorder()
		stop := start(t, outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: rec, Keep: time.Hour, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)}))
		for range events {
			<-rec.seen
		}
		stop()
		if n := count(t, db, `published_at IS NULL`); n != 0 {
			t.Errorf("%d events not noted as published", n)
		}
	}, outbox.Migrate)
}

func TestRelay_OffersWhatTheBusRefusedForever(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		clk := clock.NewManual(clock.System{}.Now())
		refused := add(t, db, clk.Now(), 1)[0]
		fine := add(t, db, clk.Now(), 1)[0]
		rec := newRecorder()
		tried := make(chan struct{}, 100)
		var accept atomic.Bool
		rec.fail = func(e bus.Event) error {
			if e.ID != refused.ID || accept.Load() {
				return nil
			}
			tried <- struct{}{}
			return errors.New("no queue for it")
		}
		clk.Advance(time.Minute)
		stop := start(t, outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: rec, Keep: time.Hour, Clock: clk, Log: slog.New(slog.DiscardHandler)}))
		for attempt := range 10 {
			<-tried
			waitFor(t, func() bool { return count(t, db, `attempts = `+strconv.Itoa(attempt+1)) == 1 })
			clk.Advance(time.Second)
		}
		if n := count(t, db, `published_at IS NULL AND failure = 'no queue for it'`); n != 1 {
			t.Error("the refused event is not kept with the reason")
		}
		accept.Store(true)
		clk.Advance(time.Second)
		waitFor(t, func() bool { return rec.times(refused.ID) == 1 })
		stop()
		if rec.times(fine.ID) != 1 {
			t.Errorf("the other event was published %d times", rec.times(fine.ID))
		}
	}, outbox.Migrate)
}

// The bus is away while events are committed. When it is back, they come in the order of their
// commits, what was committed meanwhile and what is new.
func TestRelay_KeepsOrderOverAnOutage(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		rec := newRecorder()
		var away atomic.Bool
		rec.away = &away
		relay := outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: rec, Keep: time.Hour, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)})
		start(t, relay)
		var want []id.Event
		commit := func(n int) {
			for range n {
				e := add(t, db, clock.System{}.Now(), 1)[0]
				want = append(want, e.ID)
				relay.Committed(e)
			}
		}
		commit(3)
		waitFor(t, func() bool { return rec.times(want[2]) == 1 })
		away.Store(true)
		commit(20)
		waitFor(t, func() bool { return rec.refused.Load() > 0 })
		away.Store(false)
		commit(20)
		waitFor(t, func() bool { return rec.times(want[len(want)-1]) > 0 })
		waitFor(t, func() bool { return count(t, db, `published_at IS NULL`) == 0 })
		rec.mu.Lock()
		defer rec.mu.Unlock()
		if !slices.Equal(rec.order, want) {
			t.Errorf("came in another order, or twice: %d of %d", len(rec.order), len(want))
		}
	}, outbox.Migrate)
}

func TestMigrate_WhatWasParkedIsPublishedOnceMore(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		parked := add(t, db, clock.System{}.Now().Add(-time.Hour), 1)[0]
		if _, err := db.Exec(t.Context(), `UPDATE outbox SET parked_at = 1, attempts = 4, failure = 'old' WHERE id = $1`, parked.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := db.Exec(t.Context(), `DELETE FROM schema_outbox WHERE version_id = 2`); err != nil {
			t.Fatal(err)
		}
		if err := outbox.Migrate(t.Context(), db); err != nil {
			t.Fatal(err)
		}
		rec := newRecorder()
		start(t, outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: rec, Keep: time.Hour, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler)}))
		waitFor(t, func() bool { return rec.times(parked.ID) == 1 })
	}, outbox.Migrate)
}

func TestOnce_SecondTimeIsKnown(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		e := add(t, db, clock.System{}.Now(), 1)[0]
		for i, want := range []bool{true, false} {
			err := db.Tx(t.Context(), func(tx *sqldb.Tx) error {
				first, err := outbox.Once(t.Context(), tx, "consumer", e, e.Time)
				if first != want {
					t.Errorf("time %d: first = %v", i+1, first)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}, outbox.Migrate)
}

func TestPrune_KeepsWhatIsNotDelivered(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		now := clock.System{}.Now()
		delivered, waiting, fresh := add(t, db, now, 1)[0], add(t, db, now, 1)[0], add(t, db, now, 1)[0]
		if _, err := db.Exec(t.Context(), `UPDATE outbox SET published_at = 1 WHERE id IN ($1, $2)`, delivered.ID, fresh.ID); err != nil {
			t.Fatal(err)
		}
		for _, id := range []any{delivered.ID, waiting.ID} { // as if they were old
			if _, err := db.Exec(t.Context(), `UPDATE outbox SET id = '01000000' || SUBSTR(id, 9) WHERE id = $1`, id); err != nil {
				t.Fatal(err)
			}
		}
		if err := outbox.Prune(t.Context(), db, now, time.Hour); err != nil {
			t.Fatal(err)
		}
		if n := count(t, db, `published_at IS NULL`); n != 1 {
			t.Errorf("%d undelivered events left, want 1", n)
		}
		if n := count(t, db, `published_at IS NOT NULL`); n != 1 {
			t.Errorf("%d delivered events left, want the fresh one", n)
		}
	}, outbox.Migrate)
}
