package app

import (
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

func realtimeDriver(cfg config.Config) engineio.Driver {
	switch cfg.RealtimeDriver {
	case "epoll":
		return engineio.DriverEpoll
	case "goroutine":
		return engineio.DriverGoroutine
	default:
		return engineio.DriverAuto
	}
}
