package kv_test

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/kv"
)

func TestParseRate(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]kv.Rate{
		"10/s,20": {Count: 10, Per: time.Second, Burst: 20}, "100/15m": {Count: 100, Per: 15 * time.Minute, Burst: 100},
		"1/h, 2": {Count: 1, Per: time.Hour, Burst: 2}, "off": {},
	} {
		got, err := kv.ParseRate(text)
		if err != nil || got != want {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
		if again, err := kv.ParseRate(got.String()); err != nil || again != want {
			t.Errorf("%q comes back as %q", text, got.String())
		}
	}
	for _, bad := range []string{"", "10", "0/s", "-1/s", "10/0s", "10/s,0", "10/s,x", "x/s", "10/day", "1000000000000/s", "10/s,20,30"} {
		if r, err := kv.ParseRate(bad); err == nil {
			t.Errorf("%q is %+v", bad, r)
		}
	}
}

// An hour's daylight, or a wrong clock put right, must not shut people out for that hour.
func TestTake_ClockSetBack(t *testing.T) {
	t.Parallel()
	clk := clock.NewManual(clock.System{}.Now())
	s := kv.NewMemory(clk)
	rate := kv.Rate{Count: 1, Per: time.Second, Burst: 3}
	for range 3 {
		if wait, err := s.Take(t.Context(), "a", rate); err != nil || wait != 0 {
			t.Fatal(wait, err)
		}
	}
	clk.Advance(-time.Hour)
	if wait, err := s.Take(t.Context(), "a", rate); err != nil || wait > time.Second {
		t.Errorf("waits %s, %v", wait, err)
	}
}
