package redis_test

import (
	"context"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/kv/kvtest"
	"github.com/echo-chat/echo/internal/platform/kv/redis"
	"github.com/echo-chat/echo/internal/platform/socketio/redistest"
)

// patience is longer than any machine needs for what must happen.
const patience = 30 * time.Second

func open(t *testing.T, url string, wait time.Duration) (*redis.Store, string) {
	t.Helper()
	prefix := id.New[id.User]().String() + ":"
	s, err := redis.Open(redis.Config{URL: url, Prefix: prefix, Wait: wait, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, prefix
}

func TestStore(t *testing.T) {
	t.Parallel()
	kvtest.Run(t, func(t *testing.T) (kv.Store, func(time.Duration)) {
		t.Helper()
		s, prefix := open(t, redistest.URL(t), patience)
		return s, func(d time.Duration) { pass(t, prefix, d) }
	})
}

func TestStore_WithFallback(t *testing.T) {
	t.Parallel()
	kvtest.Run(t, func(t *testing.T) (kv.Store, func(time.Duration)) {
		t.Helper()
		s, prefix := open(t, redistest.URL(t), patience)
		return kv.WithFallback(s, clock.System{}), func(d time.Duration) { pass(t, prefix, d) }
	})
}

// pass lets time pass for the keys below a prefix, by moving what they remember of it into the past.
func pass(t *testing.T, prefix string, d time.Duration) {
	t.Helper()
	opts, err := redis.ParseURL(redistest.URL(t))
	if err != nil {
		t.Fatal(err)
	}
	client := goredis.NewClient(opts)
	defer client.Close()
	for keys := client.Scan(t.Context(), 0, prefix+"*", 1000).Iterator(); keys.Next(t.Context()); {
		key := keys.Val()
		left := client.PTTL(t.Context(), key).Val() - d
		if left <= 0 {
			client.Del(t.Context(), key)
			continue
		}
		if strings.HasPrefix(key, prefix+"r:") {
			full, err := strconv.ParseFloat(client.Get(t.Context(), key).Val(), 64)
			if err != nil {
				t.Fatal(err)
			}
			client.Set(t.Context(), key, full-float64(d.Microseconds()), left)
			continue
		}
		client.PExpire(t.Context(), key, left)
	}
}

func TestParseURL_KeepsThePasswordToItself(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "http://x", "redis://user:hunter2@host:port", "redis://user:hunter2@host/x"} {
		if _, err := redis.ParseURL(bad); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for _, good := range []string{"redis://127.0.0.1", "rediss://:secret@redis.example.org:6380/2", "unix:///run/redis.sock"} {
		if _, err := redis.ParseURL(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for end := time.After(patience); !is(); {
		select {
		case <-tick.C:
		case <-end:
			t.Fatal("waited in vain until " + what)
		}
	}
}

// While the server is away nobody is held up by it, and limits hold in this process; then they are shared again.
func TestOutage(t *testing.T) {
	t.Parallel()
	for name, outage := range map[string]struct {
		begin, end func(*redistest.Server, testing.TB)
	}{
		"frozen": {(*redistest.Server).Freeze, (*redistest.Server).Thaw},
		"killed": {(*redistest.Server).Kill, (*redistest.Server).Restart},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := redistest.Start(t)
			one, _ := open(t, server.URL(), 50*time.Millisecond)
			limits := kv.WithFallback(one, clock.System{})
			rate := kv.Rate{Count: 1, Per: time.Hour, Burst: 5}
			let := func(key string) (n int) {
				for range 20 {
					wait, err := limits.Take(t.Context(), key, rate)
					if err != nil {
						t.Fatal(err)
					}
					if wait == 0 {
						n++
					}
				}
				return n
			}
			eventually(t, "limits are shared", func() bool { return one.Set(t.Context(), "there", []byte("x"), time.Minute) == nil })

			outage.begin(server, t)
			eventually(t, "the server is given up", func() bool {
				_, err := one.Increment(t.Context(), "n", time.Minute)
				return err != nil && !one.Up()
			})
			if _, err := one.Take(t.Context(), "a", rate); errs.KindOf(err) != errs.KindUnavailable {
				t.Errorf("said %v", err)
			}
			if n := let("during"); n != 5 {
				t.Errorf("let %d through during the outage", n)
			}
			if n, err := limits.Increment(t.Context(), "here", time.Minute); err != nil || n != 1 {
				t.Errorf("counted %d, %v", n, err)
			}

			outage.end(server, t)
			eventually(t, "the server is found again", one.Up)
			eventually(t, "limits are shared again", func() bool {
				_, err := one.Take(t.Context(), "after", rate)
				return err == nil
			})
		})
	}
}

// A subscription lives through the end of the server.
func TestSubscribe_ConnectsAgain(t *testing.T) {
	t.Parallel()
	server := redistest.Start(t)
	s, _ := open(t, server.URL(), time.Second)
	got := make(chan string, 1000)
	defer s.Subscribe("topic", func(p []byte) { got <- string(p) })()
	server.Kill(t)
	server.Restart(t)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	for {
		_ = s.Publish(ctx, "topic", []byte("again"))
		select {
		case <-got:
			return
		case <-tick.C:
		case <-ctx.Done():
			t.Fatal("heard nothing any more")
		}
	}
}
