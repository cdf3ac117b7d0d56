package resilience_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/resilience"
)

func TestBreaker_OpensWhenHalfOfTheCallsFail(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	b := resilience.NewBreaker(clk)
	allow(t, b, true)
	for range 6 {
		b.Succeeded()
	}
	for range 5 {
		b.Failed()
	}
	if b.State() != resilience.Closed {
		t.Fatalf("5 of 11 failed: %v", b.State())
	}
	b.Failed()
	if b.State() != resilience.Open {
		t.Fatalf("6 of 12 failed: %v", b.State())
	}
	if after := allow(t, b, false); after != time.Second {
		t.Errorf("ask again after %v", after)
	}
	clk.Advance(400 * time.Millisecond)
	if after := allow(t, b, false); after != 600*time.Millisecond {
		t.Errorf("ask again after %v", after)
	}
}

func TestBreaker_LetsOneThroughToSee(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	b := opened(t, clk)
	clk.Advance(time.Second)
	allow(t, b, true)
	allow(t, b, false) // the second one, while the first is away
	b.Failed()
	allow(t, b, false)
	clk.Advance(time.Second)
	allow(t, b, true)
	b.Abandoned() // its caller went away: the next may see
	allow(t, b, true)
	b.Succeeded()
	if b.State() != resilience.Closed {
		t.Errorf("after a success: %v", b.State())
	}
	allow(t, b, true)
	allow(t, b, true)
}

func TestBreaker_FewFailuresAndOldOnesAreForgiven(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	b := resilience.NewBreaker(clk)
	for range 30 {
		for range 2 {
			b.Failed()
		}
		clk.Advance(11 * time.Second)
	}
	if b.State() != resilience.Closed {
		t.Error("two failures every eleven seconds opened it")
	}
}

func TestBreaker_ClockSetBackDoesNotKeepItOpen(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	b := opened(t, clk)
	clk.Advance(-time.Hour)
	allow(t, b, true)
	b.Succeeded()
	for range 5 {
		b.Failed()
	}
	b.Reset()
	allow(t, b, true)
}

func opened(t *testing.T, clk clock.Clock) *resilience.Breaker {
	t.Helper()
	b := resilience.NewBreaker(clk)
	for range 5 {
		b.Failed()
	}
	allow(t, b, false)
	return b
}

func allow(t *testing.T, b *resilience.Breaker, want bool) time.Duration {
	t.Helper()
	got, after := b.Allow()
	if got != want {
		t.Fatalf("allowed %v in state %v", got, b.State())
	}
	return after
}

func TestBulkhead_RefusesWhatWouldWaitBehindAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := resilience.NewBulkhead(2)
		entered := make(chan error, 4)
		for range 4 {
			go func() { entered <- b.Enter(t.Context()) }()
		}
		synctest.Wait()
		if len(entered) != 2 {
			t.Fatalf("%d got in", len(entered))
		}
		if err := b.Enter(t.Context()); !errors.Is(err, resilience.ErrFull) {
			t.Errorf("the fifth: %v", err)
		}
		b.Leave()
		b.Leave()
		synctest.Wait()
		for range 4 {
			if err := <-entered; err != nil {
				t.Error(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := b.Enter(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("who waited in vain: %v", err)
		}
	})
}

func TestPause_GrowsAndEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for n, millis := range []int{50, 100, 200, 400, 800, 1000, 1000} {
			begin := time.Now()
			if !resilience.Pause(t.Context(), n+1) {
				t.Fatal("not worth trying")
			}
			limit := time.Duration(millis) * time.Millisecond
			if took := time.Since(begin); took < limit/4 || took > limit {
				t.Errorf("pause %d: %v", n+1, took)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
		defer cancel()
		begin := time.Now()
		if resilience.Pause(ctx, 1) || time.Since(begin) != 10*time.Millisecond {
			t.Error("went on after the end")
		}
	})
}
