package app

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/pprof"
	"time"

	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/gateway"
)

// reconnectAfter is what clients are told when the server stops: they come back spread over this time.
const reconnectAfter = 2 * time.Second

// Run serves until ctx ends, then stops in order: not ready, clients told, sockets closed, requests
// finished, messages committed, events published, databases closed. listening is called once the address
// is open.
func (a *App) Run(ctx context.Context, listening func(addr net.Addr)) error {
	if err := a.start(ctx); err != nil {
		return errors.Join(err, a.closeStores())
	}
	listener, err := net.Listen("tcp", a.cfg.Listen)
	if err != nil {
		a.stop()
		return errors.Join(fmt.Errorf("listen: %w", err), a.closeStores())
	}
	server := gateway.NewServer(a.Handler(), a.log)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	side, err := a.serveSide()
	if err != nil {
		return errors.Join(err, a.shutdown(server))
	}
	listening(listener.Addr())
	select {
	case err = <-failed:
	case <-ctx.Done():
		a.log.Info("stopping", "drain", a.cfg.DrainTimeout)
	}
	for _, s := range side {
		_ = s.Close()
	}
	return errors.Join(err, a.shutdown(server))
}

// start begins delivery of events.
func (a *App) start(ctx context.Context) error {
	if err := a.bus.Start(ctx); err != nil {
		return err
	}
	// The relays outlive ctx: what is committed while stopping is still published.
	relayCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a.stopRelay = cancel
	for _, r := range a.relays {
		a.relaying.Go(func() { r.Run(relayCtx) })
	}
	a.relaying.Go(func() { a.users.Run(relayCtx) })
	a.relaying.Go(func() { a.notifications.Run(relayCtx) })
	a.relaying.Go(func() { a.busMetrics.Watch(relayCtx, a.bus, a.log) })
	return nil
}

// shutdown is the second half of Run.
func (a *App) shutdown(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), a.cfg.DrainTimeout+time.Second)
	defer cancel()
	a.health.Drain()
	a.realtime.Drain(reconnectAfter)
	// Sockets first: a long poll is a request that would otherwise hold the server for its whole wait.
	err := a.realtime.Close(ctx)
	if serr := server.Shutdown(ctx); serr != nil {
		_ = server.Close()
		err = errors.Join(err, fmt.Errorf("some requests did not finish in time: %w", serr))
	}
	a.stop()
	err = errors.Join(err, a.stopTrace(ctx), a.closeStores())
	a.log.Info("stopped")
	return err
}

// stop ends the services: what is queued is committed, what is committed is published.
func (a *App) stop() {
	a.messages.Close()
	if a.stopRelay != nil {
		a.stopRelay()
	}
	a.relaying.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := a.bus.Close(ctx); err != nil {
		a.log.Warn("close bus", "error", err)
	}
	a.access.Close()
	a.profiles.Close()
}

func (a *App) closeStores() error {
	var err error
	for _, db := range a.databases {
		err = errors.Join(err, db.Close())
	}
	err = errors.Join(err, a.replica.Close())
	if a.kv != nil {
		err = errors.Join(err, a.kv.Close())
	}
	if a.lock != nil {
		err = errors.Join(err, a.lock.Close())
	}
	return err
}

// serveSide opens the ports for operators that are configured.
func (a *App) serveSide() ([]*http.Server, error) {
	profiler := http.NewServeMux()
	profiler.HandleFunc("/debug/pprof/", pprof.Index)
	profiler.HandleFunc("/debug/pprof/profile", pprof.Profile)
	profiler.HandleFunc("/debug/pprof/trace", pprof.Trace)
	metrics := http.NewServeMux()
	metrics.Handle("GET /metrics", obs.MetricsHandler(a.metrics, ""))
	var servers []*http.Server
	for addr, handler := range map[string]http.Handler{a.cfg.PprofListen: profiler, a.cfg.MetricsListen: metrics} {
		if addr == "" {
			continue
		}
		listener, err := net.Listen("tcp", addr)
		if err != nil {
			return servers, fmt.Errorf("listen: %w", err)
		}
		s := gateway.NewServer(handler, a.log)
		servers = append(servers, s)
		go func() { _ = s.Serve(listener) }()
	}
	return servers, nil
}

// Close ends an App that Run was not called on.
func (a *App) Close() error {
	a.stop()
	return errors.Join(a.realtime.Close(context.Background()), a.closeStores())
}

// PublicURL is where people reach Echo.
func (a *App) PublicURL() string { return a.publicURL() }
