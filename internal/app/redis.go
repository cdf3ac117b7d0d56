package app

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/kv/redis"
	"github.com/echo-chat/echo/internal/platform/socketio/redisadapter"
)

// openKV makes the store for what is short-lived: of this process, or shared through Redis.
func (a *App) openKV() error {
	if a.cfg.RedisURL == "" {
		a.kv = kv.NewMemory(a.clock)
		return nil
	}
	shared, err := redis.Open(redis.Config{URL: a.cfg.RedisURL, Prefix: a.redisPrefix("kv"), Log: a.log})
	if err != nil {
		return fmt.Errorf("open redis: %w", err)
	}
	shared.Register(a.metrics)
	a.kv = kv.WithFallback(shared, a.clock)
	return nil
}

// sharedKV is the store of all gateways; nil when there is none but this process's own.
func (a *App) sharedKV() kv.Store {
	if a.cfg.RedisURL == "" {
		return nil
	}
	return a.kv
}

// openAdapter makes what joins this gateway to others; nil without Redis.
func (a *App) openAdapter() (*redisadapter.Adapter, error) {
	if a.cfg.RedisURL == "" {
		return nil, nil //nolint:nilnil // a gateway that is alone has none
	}
	opts, err := redis.ParseURL(a.cfg.RedisURL)
	if err != nil {
		return nil, fmt.Errorf("open redis: %w", err)
	}
	adapter := redisadapter.New(redisadapter.Config{Redis: opts, Prefix: a.redisPrefix("rt"), Logger: a.log})
	registerAdapter(a.metrics, adapter)
	return adapter, nil
}

// redisPrefix keeps parts of an Echo, and several Echos, apart.
func (a *App) redisPrefix(part string) string { return "echo:" + a.cfg.DBPrefix + part + ":" }

func registerAdapter(reg *prometheus.Registry, adapter *redisadapter.Adapter) {
	counter := func(name, help string, value func(redisadapter.Stats) uint64) {
		reg.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "echo_socket_cluster_" + name + "_total", Help: help},
			func() float64 { return float64(value(adapter.Stats())) }))
	}
	counter("published", "Broadcasts handed to Redis.", func(s redisadapter.Stats) uint64 { return s.Published })
	counter("received", "Broadcasts of other gateways.", func(s redisadapter.Stats) uint64 { return s.Received })
	counter("dropped", "Broadcasts given up because Redis was away.", func(s redisadapter.Stats) uint64 { return s.Dropped })
	counter("missed", "Times that a room was told to catch up.", func(s redisadapter.Stats) uint64 { return s.Missed })
	counter("reconnects", "Times that the connection to Redis was lost.", func(s redisadapter.Stats) uint64 { return s.Reconnects })
	counter("refused", "Commands that Redis refused.", func(s redisadapter.Stats) uint64 { return s.Failed })
	gauge := func(name, help string, value func(redisadapter.Stats) int) {
		reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "echo_socket_cluster_" + name, Help: help},
			func() float64 { return float64(value(adapter.Stats())) }))
	}
	gauge("buffered", "Broadcasts waiting for Redis.", func(s redisadapter.Stats) int { return s.Buffered })
	gauge("rooms", "Rooms listened to.", func(s redisadapter.Stats) int { return s.Rooms })
}
