package rabbit_test

import (
	"log/slog"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/bus/rabbit"
)

func TestBus(t *testing.T) {
	t.Parallel()
	url := brokertest.RabbitURL(t)
	bustest.Run(t, bustest.Driver{
		World: func(*testing.T) func(...bus.Group) bus.Bus {
			prefix := brokertest.Name()
			return func(groups ...bus.Group) bus.Bus { return open(url, prefix, groups...) }
		},
		Crash: func(b bus.Bus) { rabbit.Crash(b.(*rabbit.Bus)) },
	})
}

func open(url, prefix string, groups ...bus.Group) *rabbit.Bus {
	return rabbit.New(rabbit.Config{
		URL: url, Prefix: prefix, Groups: groups, Wait: bustest.Wait, Clock: clock.System{}, Log: slog.New(slog.DiscardHandler),
	})
}
