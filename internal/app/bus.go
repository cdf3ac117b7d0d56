package app

import (
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
)

// openBus makes the bus that the settings ask for.
func (a *App) openBus() {
	a.busMetrics = delivery.NewMetrics(a.metrics)
	a.bus = inprocess.New(inprocess.Config{DB: a.databases[busDB], Clock: a.clock, Metrics: a.busMetrics, Log: a.log})
}
