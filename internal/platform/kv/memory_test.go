package kv_test

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/kv/kvtest"
)

func TestMemory(t *testing.T) {
	t.Parallel()
	kvtest.Run(t, func(*testing.T) (kv.Store, func(time.Duration)) {
		clk := clock.NewManual(clock.System{}.Now())
		return kv.NewMemory(clk), clk.Advance
	})
}
