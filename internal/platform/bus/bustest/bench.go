package bustest

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// backlog is how many events BenchDrain starts with.
const backlog = 100_000

// BenchDrain measures how fast a relay and one group get through a backlog that an outage has left in the
// outbox. The group does nothing with its events, so that the bus is measured and not a handler.
func BenchDrain(b *testing.B, db *sqldb.DB, open func(groups ...bus.Group) bus.Bus) {
	b.Helper()
	for b.Loop() {
		b.StopTimer()
		fill(b, db)
		var handled atomic.Int64
		done := make(chan struct{})
		driver := open()
		driver.Subscribe(group("drain", func(context.Context, bus.Event) error {
			if handled.Add(1) == backlog {
				close(done)
			}
			return nil
		}, "thing.*"))
		if err := driver.Start(b.Context()); err != nil {
			b.Fatal(err)
		}
		ready(b, driver)
		b.StartTimer()
		begin := time.Now()
		stopRelay := relay(b, db, driver)
		<-done
		b.ReportMetric(backlog/time.Since(begin).Seconds(), "events/s")
		b.StopTimer()
		stopRelay()
		if err := driver.Close(context.Background()); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}

// BenchLatency measures the time from an event's commit to its handler, one event at a time, 50 a second.
func BenchLatency(b *testing.B, db *sqldb.DB, open func(groups ...bus.Group) bus.Bus) {
	b.Helper()
	came := make(chan id.Event, 1000)
	driver := open()
	driver.Subscribe(group("latency", func(_ context.Context, e bus.Event) error { came <- e.ID; return nil }, "thing.*"))
	if err := driver.Start(b.Context()); err != nil {
		b.Fatal(err)
	}
	ready(b, driver)
	r := outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: driver, Keep: time.Hour, Clock: clock.System{}, Log: quiet()})
	stopRelay := run(b, r)
	var took []time.Duration
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for b.Loop() {
		<-tick.C
		e := logged(b, "one")
		if err := db.Tx(b.Context(), func(tx *sqldb.Tx) error { return outbox.Add(b.Context(), tx, e) }); err != nil {
			b.Fatal(err)
		}
		begin := time.Now()
		r.Committed(e)
		for <-came != e.ID { //nolint:revive // one that came twice
		}
		took = append(took, time.Since(begin))
	}
	b.StopTimer()
	stopRelay()
	if err := driver.Close(context.Background()); err != nil {
		b.Fatal(err)
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
}

func fill(b *testing.B, db *sqldb.DB) {
	b.Helper()
	for n := 0; n < backlog; n += 1000 {
		events := make([]bus.Event, 1000)
		for i := range events {
			events[i] = logged(b, fmt.Sprint(i%100))
		}
		if err := db.Tx(b.Context(), func(tx *sqldb.Tx) error { return outbox.Add(b.Context(), tx, events...) }); err != nil {
			b.Fatal(err)
		}
	}
}

// logged makes an event of about 500 bytes that happened a while ago, so that it is due at once.
func logged(b *testing.B, subject string) bus.Event {
	b.Helper()
	e, err := outbox.Event("thing.happened", 1, subject, clock.System{}.Now().Add(-time.Minute), map[string]string{"text": fmt.Sprintf("%0400d", 1)})
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// ready waits until the driver delivers.
func ready(b *testing.B, driver bus.Bus) {
	b.Helper()
	for driver.Check(b.Context()) != nil {
		if b.Context().Err() != nil {
			b.Fatal("the bus never became ready")
		}
	}
}

func relay(b *testing.B, db *sqldb.DB, to bus.Publisher) (stop func()) {
	b.Helper()
	return run(b, outbox.NewRelay(outbox.Config{DB: db, Source: "test", To: to, Keep: time.Hour, Clock: clock.System{}, Log: quiet()}))
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func run(b *testing.B, r *outbox.Relay) (stop func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	done := make(chan struct{})
	go func() { r.Run(ctx); close(done) }()
	return func() { cancel(); <-done }
}
