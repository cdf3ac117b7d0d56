// Package kvtest is the test that every driver of the key-value store must pass.
package kvtest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/kv"
)

// Run tests a driver. open returns an empty store and what lets time pass for it.
func Run(t *testing.T, open func(t *testing.T) (s kv.Store, pass func(time.Duration))) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, kv.Store, func(time.Duration)){
		"values expire":                 valuesExpire,
		"counters count and expire":     countersCount,
		"counters count side by side":   countersSideBySide,
		"a rate lets a burst through":   rateBurst,
		"a rate is shared":              rateShared,
		"payloads reach subscribers":    payloadsReach,
		"a cancelled one hears nothing": cancelledHearsNothing,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, pass := open(t)
			test(t, s, pass)
			if err := s.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

func valuesExpire(t *testing.T, s kv.Store, pass func(time.Duration)) {
	expect := func(key, want string) {
		t.Helper()
		got, ok, err := s.Get(t.Context(), key)
		if err != nil || ok != (want != "") || string(got) != want {
			t.Errorf("%s is %q, %v, %v; want %q", key, got, ok, err, want)
		}
	}
	expect("a", "")
	for key, ttl := range map[string]time.Duration{"a": time.Minute, "b": time.Hour} {
		if err := s.Set(t.Context(), key, []byte("value of "+key), ttl); err != nil {
			t.Fatal(err)
		}
	}
	expect("a", "value of a")
	pass(2 * time.Minute)
	expect("a", "")
	expect("b", "value of b")
	if err := s.Delete(t.Context(), "b", "never there"); err != nil {
		t.Fatal(err)
	}
	expect("b", "")
}

func countersCount(t *testing.T, s kv.Store, pass func(time.Duration)) {
	for i, want := range []int64{1, 2, 3} {
		if n, err := s.Increment(t.Context(), "n", time.Minute); err != nil || n != want {
			t.Errorf("time %d: %d, %v", i+1, n, err)
		}
		pass(25 * time.Second) // the first sets the ttl, later ones do not move it
	}
	if n, err := s.Increment(t.Context(), "n", time.Minute); err != nil || n != 1 {
		t.Errorf("after the ttl: %d, %v", n, err)
	}
}

func countersSideBySide(t *testing.T, s kv.Store, _ func(time.Duration)) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				if _, err := s.Increment(t.Context(), "n", time.Minute); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if n, err := s.Increment(t.Context(), "n", time.Minute); err != nil || n != 801 {
		t.Errorf("counted %d, %v", n, err)
	}
}

func rateBurst(t *testing.T, s kv.Store, pass func(time.Duration)) {
	rate := kv.Rate{Count: 2, Per: time.Second, Burst: 5}
	take := func(key string) time.Duration {
		t.Helper()
		wait, err := s.Take(t.Context(), key, rate)
		if err != nil {
			t.Fatal(err)
		}
		return wait
	}
	let := func() (n int) {
		for n < 100 && take("a") == 0 {
			n++
		}
		return n
	}
	if n := let(); n != 5 {
		t.Errorf("let %d through at once", n)
	}
	if wait := take("a"); wait <= 0 || wait > 500*time.Millisecond {
		t.Errorf("asks to wait %s", wait)
	}
	if take("b") != 0 {
		t.Error("another key is limited too")
	}
	pass(time.Second) // being refused cost nothing
	if n := let(); n != 2 {
		t.Errorf("let %d through after a second", n)
	}
	pass(time.Hour) // no more than a burst is saved up
	if n := let(); n != 5 {
		t.Errorf("let %d through after an hour", n)
	}
	if wait, err := s.Take(t.Context(), "a", kv.Rate{}); err != nil || wait != 0 {
		t.Errorf("no limit: %s, %v", wait, err)
	}
	if _, there, err := s.Get(t.Context(), "a"); err != nil || there {
		t.Errorf("a rate is a value: %v", err)
	}
}

func rateShared(t *testing.T, s kv.Store, _ func(time.Duration)) {
	var through atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if wait, err := s.Take(t.Context(), "a", kv.Rate{Count: 1, Per: time.Hour, Burst: 100}); err != nil {
					t.Error(err)
				} else if wait == 0 {
					through.Add(1)
				}
			}
		})
	}
	wg.Wait()
	if through.Load() != 100 {
		t.Errorf("let %d through", through.Load())
	}
}

func payloadsReach(t *testing.T, s kv.Store, _ func(time.Duration)) {
	got := make(chan string, 100)
	cancel := s.Subscribe("topic", func(p []byte) { got <- string(p) })
	defer cancel()
	for i := range 20 {
		if err := s.Publish(t.Context(), "topic", fmt.Append(nil, i)); err != nil {
			t.Fatal(err)
		}
		if err := s.Publish(t.Context(), "another", fmt.Append(nil, -i)); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 20 {
		select {
		case p := <-got:
			if p != fmt.Sprint(i) {
				t.Fatalf("at %d came %s", i, p)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("payload %d never came", i)
		}
	}
}

func cancelledHearsNothing(t *testing.T, s kv.Store, _ func(time.Duration)) {
	heard := make(chan struct{}, 100)
	cancel := s.Subscribe("topic", func([]byte) { heard <- struct{}{} })
	cancel()
	cancel() // again is fine
	if err := s.Publish(t.Context(), "topic", []byte("x")); err != nil {
		t.Fatal(err)
	}
	select {
	case <-heard:
		t.Error("heard after cancel")
	default:
	}
}
