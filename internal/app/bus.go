package app

import (
	"log/slog"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/bus/rabbit"
	"github.com/echo-chat/echo/internal/platform/bus/redisstream"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/gateway/realtime"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// groups are all durable consumers of Echo, whichever of them run in this process: who publishes must
// know for whom.
func groups(cfg config.Config) []bus.Group {
	all := []bus.Group{message.Follows(), message.FollowsLinks(), workspace.Follows(), notification.Follows()}
	if cfg.RedisURL != "" {
		all = append(all, realtime.Follows()...)
	}
	return all
}

// openBus makes the bus that the settings ask for.
func (a *App) openBus() error {
	a.busMetrics = delivery.NewMetrics(a.metrics)
	var err error
	if a.bus, err = newBus(a.cfg, a.databases[busDB], a.clock, a.busMetrics, a.log); err != nil {
		return err
	}
	if a.cfg.Bus() != config.BusInProcess {
		// Sending goes on without the broker: what happens waits in the outboxes.
		a.health.Watch("bus", a.bus.Check)
	}
	return nil
}

// busPrefix keeps several Echos on one broker apart, as ECHO_DATABASE_PREFIX does on one PostgreSQL.
func busPrefix(cfg config.Config) string { return "echo" + strings.TrimSuffix("."+cfg.DBPrefix, ".") }

// newBus makes a bus; db is for the in-process one.
func newBus(cfg config.Config, db *sqldb.DB, clk clock.Clock, m *delivery.Metrics, log *slog.Logger) (bus.Bus, error) {
	switch cfg.Bus() {
	case config.BusRabbit:
		return rabbit.New(rabbit.Config{URL: cfg.BusURL, Prefix: busPrefix(cfg), Groups: groups(cfg), Clock: clk, Metrics: m, Log: log}), nil
	case config.BusRedis:
		return redisstream.New(redisstream.Config{URL: cfg.BusURL, Prefix: busPrefix(cfg), Groups: groups(cfg), Clock: clk, Metrics: m, Log: log})
	case config.BusInProcess:
	}
	return inprocess.New(inprocess.Config{DB: db, Groups: groups(cfg), Clock: clk, Metrics: m, Log: log}), nil
}
