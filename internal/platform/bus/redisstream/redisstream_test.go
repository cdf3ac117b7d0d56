package redisstream_test

import (
	"log/slog"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/bus/redisstream"
)

func TestBus(t *testing.T) {
	t.Parallel()
	url := brokertest.RedisURL(t)
	bustest.Run(t, bustest.Driver{
		World: func(t *testing.T) func(...bus.Group) bus.Bus {
			t.Helper()
			prefix := brokertest.Name()
			return func(groups ...bus.Group) bus.Bus {
				return open(t, url, prefix, slog.New(slog.DiscardHandler), groups...)
			}
		},
		Crash: func(b bus.Bus) { redisstream.Crash(b.(*redisstream.Bus)) },
	})
}

func open(t testing.TB, url, prefix string, log *slog.Logger, groups ...bus.Group) *redisstream.Bus {
	t.Helper()
	b, err := redisstream.New(redisstream.Config{
		URL: url, Prefix: prefix, Groups: groups, Wait: bustest.Wait, Lease: 2 * time.Second, Clock: clock.System{}, Log: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
