package bus_test

import (
	"log/slog"
	"testing"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
)

func TestInProcess(t *testing.T) {
	t.Parallel()
	bustest.Run(t, func(*testing.T) bus.Bus { return bus.NewInProcess(slog.New(slog.DiscardHandler)) })
}
