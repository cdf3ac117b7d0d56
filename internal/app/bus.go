package app

import (
	"context"
	"log/slog"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/bus/inprocess"
	"github.com/echo-chat/echo/internal/platform/bus/rabbit"
	"github.com/echo-chat/echo/internal/platform/bus/redisstream"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/detour"
	"github.com/echo-chat/echo/internal/platform/eventlog"
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
		a.detour = detour.New(a.metrics, a.clock, a.log)
		a.running = append(a.running, a.goRound)
	}
	return nil
}

// subscribe makes parts of this process hear of events, over the bus and, what is broadcast, without it.
func (a *App) subscribe(all ...bus.Subscription) {
	for _, s := range all {
		if s.Broadcast && a.detour != nil {
			s = a.detour.Around(s)
		}
		a.bus.Subscribe(s)
	}
}

// goRound brings events while the bus is away: who may be where before what is said there.
func (a *App) goRound(ctx context.Context) {
	logs := []eventlog.Log{a.logs["user"], a.logs["workspace"]}
	if a.cfg.Has(config.RoleGateway) {
		logs = append(logs, a.logs["message"])
	}
	a.detour.Run(ctx, logs...)
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
