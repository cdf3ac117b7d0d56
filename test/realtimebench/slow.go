//go:build linux

package main

import (
	"context"
	"slices"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

const (
	slowRate  = 10.0 // events a second: what the machine takes easily, so that waiting is the server's doing
	slowSize  = 4000 // bytes: long messages, so that what nobody reads fills buffers within seconds
	slowAlone = 6    // seconds
	slowLimit = 40   // seconds for all that do not read to be closed
)

// Rows and columns that are judged.
const (
	slowBefore = "others alone, before"
	slowBeside = "beside those that never read"
	slowAfter  = "others alone, after"
	slowP99    = "p99 ms, median of seconds"
)

// slow measures clients that read, before, while and after a tenth of all never reads. Delays are taken second by
// second, and the median of the seconds counts: a second in which the machine did something else does not.
func slow(ctx context.Context, b *bench) error {
	if !b.wants("echo") {
		return nil
	}
	s, err := b.serve(ctx, "echo", options{})
	if err != nil {
		return err
	}
	defer s.close()
	all := b.clients(5000)
	if _, err := s.connect(ctx, load.Connect{Clients: all - all/10, Rooms: 10}); err != nil {
		return err
	}
	if err := pacedTurn(ctx, s, 3); err != nil {
		return err
	}
	alone := func(second int) (bool, error) { return second < slowAlone, nil }
	before, err := s.seconds(ctx, alone)
	if err != nil {
		return err
	}
	b.putSeconds(slowBefore, before)
	if err := b.besideSlow(ctx, s, all/10); err != nil {
		return err
	}
	after, err := s.seconds(ctx, alone)
	if err != nil {
		return err
	}
	b.putSeconds(slowAfter, after)
	return nil
}

func (b *bench) putSeconds(row string, reports []load.Report) {
	var p50, p99 []float64
	for _, r := range reports {
		p50, p99 = append(p50, r.P50), append(p99, r.P99)
	}
	slices.Sort(p50)
	slices.Sort(p99)
	b.put("slow", row, "p50 ms", p50[len(p50)/2])
	b.put("slow", row, slowP99, p99[len(p99)/2])
	b.put("slow", row, "p99 ms, worst second", p99[len(p99)-1])
}

// seconds sends steadily and reports every second, as long as more says.
func (s *stand) seconds(ctx context.Context, more func(second int) (bool, error)) ([]load.Report, error) {
	if _, err := s.report(ctx); err != nil { // forget what was before
		return nil, err
	}
	if err := s.begin(ctx, slowRate, slowSize); err != nil {
		return nil, err
	}
	var reports []load.Report
	for second := 0; ; second++ {
		if again, err := more(second); err != nil || !again && second > 0 {
			if err != nil {
				return nil, err
			}
			break
		}
		if err := sleep(ctx, time.Second); err != nil {
			return nil, err
		}
		r, err := s.report(ctx)
		if err != nil {
			return nil, err
		}
		reports = append(reports, r)
	}
	if _, err := s.halt(ctx); err != nil {
		return nil, err
	}
	return reports, s.received(ctx)
}

// besideSlow adds clients that never read and sends until all of them are closed.
func (b *bench) besideSlow(ctx context.Context, s *stand, n int) error {
	if _, err := s.connect(ctx, load.Connect{Clients: n, Rooms: 10, NeverRead: true, First: 1 << 20}); err != nil {
		return err
	}
	if err := s.collect(ctx); err != nil {
		return err
	}
	base := s.resident()
	stop, err := s.profile(ctx, "slow")
	if err != nil {
		return err
	}
	defer stop()
	var closed int64
	var growth, took float64
	begin := time.Now()
	beside, err := s.seconds(ctx, func(second int) (bool, error) {
		st, err := s.stats(ctx)
		closed, growth, took = st.SlowClosed, max(growth, s.resident()-base), time.Since(begin).Seconds()
		return closed < int64(n) && second < slowLimit, err
	})
	if err != nil {
		return err
	}
	b.putSeconds(slowBeside, beside)
	b.put("slow", slowBeside, "seconds until all were closed", took)
	b.put("slow", slowBeside, "closed", float64(closed))
	b.put("slow", slowBeside, "growth MB", growth/mega)
	return nil
}
