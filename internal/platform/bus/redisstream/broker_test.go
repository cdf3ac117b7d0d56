package redisstream_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
)

func TestConsume_GarbageIsParked(t *testing.T) {
	t.Parallel()
	url, prefix := brokertest.RedisURL(t), brokertest.Name()
	c := bustest.NewCounter()
	b := open(t, url, prefix, slog.New(slog.DiscardHandler))
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	bustest.Start(t, b)
	opts, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(opts)
	defer client.Close()
	for _, values := range [][]any{{"event", ""}, {"event", "{"}, {"event", "\xff\x00"}, {"other", "field"}, {"event", "[]", "retries", "many"}} {
		if err := client.XAdd(t.Context(), &redis.XAddArgs{Stream: prefix + ":{one}:queue", Values: values}).Err(); err != nil {
			t.Fatal(err)
		}
	}
	bustest.Publish(t, b, bustest.Event("n", "a", 0))
	bustest.Eventually(t, "the event is handled and the garbage is parked", func() bool {
		list, err := b.Parked(t.Context(), "one")
		return err == nil && len(list) == 5 && c.Handled() == 1
	})
}

// Redis, which keeps what it has acknowledged, is killed while events are on their way, and later stops
// answering for a while.
func TestBroker_DiesAndHangs(t *testing.T) {
	t.Parallel()
	server := brokertest.StartRedis(t, "--appendonly", "yes", "--appendfsync", "always")
	c := bustest.NewCounter()
	b := open(t, server.URL, "echo", slog.New(slog.DiscardHandler))
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	b.Subscribe(bus.Subscription{Name: "two", Types: []string{"m"}, Handler: func(context.Context, bus.Event) error { return bus.Unknown("never") }})
	bustest.Start(t, b)
	poison := bustest.Event("m", "a", 0)
	bustest.Publish(t, b, poison)
	bustest.Eventually(t, "one is parked", func() bool {
		list, err := b.Parked(t.Context(), "two")
		return err == nil && len(list) == 1
	})
	const total = 600
	for i := range total {
		bustest.Publish(t, b, bustest.Event("n", fmt.Sprint(i%20), i))
		switch i {
		case total / 3:
			server.Kill()
			if err := b.Publish(t.Context(), []bus.Event{bustest.Event("n", "x", 0)}); !errors.Is(err, bus.ErrUnavailable) {
				t.Errorf("publish to a Redis that is gone: %v", err)
			}
			server.Start(t)
		case 2 * total / 3:
			server.Freeze(t)
			if err := b.Publish(t.Context(), []bus.Event{bustest.Event("n", "x", 0)}); !errors.Is(err, bus.ErrUnavailable) {
				t.Errorf("publish to a Redis that hangs: %v", err)
			}
			server.Thaw(t)
		}
	}
	bustest.Eventually(t, "all are handled", func() bool { return c.Handled() >= total })
	list, err := b.Parked(t.Context(), "")
	if err != nil || len(list) != 1 || list[0].ID != poison.ID {
		t.Errorf("parked after the restart: %+v, %v", list, err)
	}
}

// A Redis that keeps nothing is restarted: consumers go on, broadcast consumers hear that they may have
// missed something, and the log said at the start what there is to lose.
func TestBroker_ForgetsAll(t *testing.T) {
	t.Parallel()
	server := brokertest.StartRedis(t, "--save", "", "--appendonly", "no")
	var log syncBuffer
	c := bustest.NewCounter()
	var heard, missed atomic.Int32
	b := open(t, server.URL, "echo", slog.New(slog.NewTextHandler(&log, nil)))
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	b.Subscribe(bus.Subscription{
		Name: "live", Types: []string{"n"}, Broadcast: true,
		Missed:  func(context.Context) { missed.Add(1) },
		Handler: func(context.Context, bus.Event) error { heard.Add(1); return nil },
	})
	bustest.Start(t, b)
	bustest.Eventually(t, "the broadcast consumer hears", func() bool {
		bustest.Publish(t, b, bustest.Event("n", "a", 0))
		return heard.Load() > 0
	})
	server.Kill()
	server.Start(t)
	before := c.Handled()
	bustest.Eventually(t, "consumers go on, and know of the gap", func() bool {
		bustest.Publish(t, b, bustest.Event("n", "a", 1))
		return c.Handled() > before && missed.Load() == 1
	})
	if !strings.Contains(log.String(), "appendonly no") {
		t.Errorf("no warning: %s", log.String())
	}
}

type syncBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.String()
}
