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
	"github.com/echo-chat/echo/internal/platform/rpc"
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
	failed := make(chan error, 2)
	go func() { failed <- server.Serve(listener) }()
	servers := []*http.Server{server}
	side, err := a.serveSide(failed)
	if err != nil {
		return errors.Join(err, a.shutdown(append(servers, side...)))
	}
	listening(listener.Addr())
	select {
	case err = <-failed:
	case <-ctx.Done():
		a.log.Info("stopping", "drain", a.cfg.DrainTimeout)
	}
	return errors.Join(err, a.shutdown(append(servers, side...)))
}

// start begins delivery of events.
func (a *App) start(ctx context.Context) error {
	if err := a.bus.Start(ctx); err != nil {
		return err
	}
	// The relays outlive ctx: what is committed while stopping is still published.
	runCtx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	a.stopRun = cancel
	for _, run := range a.running {
		a.finished.Go(func() { run(runCtx) })
	}
	a.finished.Go(func() { a.busMetrics.Watch(runCtx, a.bus, a.log) })
	return nil
}

// shutdown is the second half of Run. servers are ended together, and in this order.
func (a *App) shutdown(servers []*http.Server) error {
	a.health.Drain()
	a.beNoticed()
	ctx, cancel := context.WithTimeout(context.Background(), a.cfg.DrainTimeout+time.Second)
	defer cancel()
	var err error
	if a.realtime != nil {
		a.realtime.Drain(reconnectAfter)
		// Sockets first: a long poll is a request that would otherwise hold the server for its whole wait.
		err = a.realtime.Close(ctx)
	}
	for _, server := range servers {
		if serr := server.Shutdown(ctx); serr != nil {
			_ = server.Close()
			err = errors.Join(err, fmt.Errorf("some requests did not finish in time: %w", serr))
		}
	}
	a.stop()
	err = errors.Join(err, a.stopTrace(ctx), a.closeStores())
	a.log.Info("stopped")
	return err
}

// beNoticed goes on answering until balancers, and neighbours, have seen that this process is stopping.
func (a *App) beNoticed() {
	wait := a.cfg.DrainDelay
	if a.inner != nil {
		wait = max(wait, rpc.NoticeTime)
	}
	if wait == 0 {
		return
	}
	noticed := time.NewTimer(wait)
	defer noticed.Stop()
	<-noticed.C
}

// stop ends the services: what is queued is committed, what is committed is published.
func (a *App) stop() {
	for _, end := range a.first {
		end()
	}
	if a.stopRun != nil {
		a.stopRun()
	}
	a.finished.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if err := a.bus.Close(ctx); err != nil {
		a.log.Warn("close bus", "error", err)
	}
	for _, end := range a.last {
		end()
	}
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

// serveSide opens the ports that are configured for operators, and for other processes.
func (a *App) serveSide(failed chan<- error) ([]*http.Server, error) {
	profiler := http.NewServeMux()
	profiler.HandleFunc("/debug/pprof/", pprof.Index)
	profiler.HandleFunc("/debug/pprof/profile", pprof.Profile)
	profiler.HandleFunc("/debug/pprof/trace", pprof.Trace)
	metrics := http.NewServeMux()
	metrics.Handle("GET /metrics", obs.MetricsHandler(a.metrics, ""))
	metrics.HandleFunc("GET /readyz", a.health.Explain)
	var servers []*http.Server
	for _, side := range []struct {
		addr    string
		handler http.Handler
	}{
		{a.cfg.InnerListen, a.operators(a.inner)}, {a.cfg.MetricsListen, metrics}, {a.cfg.PprofListen, profiler},
	} {
		if side.addr == "" {
			continue
		}
		listener, err := net.Listen("tcp", side.addr)
		if err != nil {
			return servers, fmt.Errorf("listen: %w", err)
		}
		s := gateway.NewServer(side.handler, a.log)
		servers = append(servers, s)
		go func() {
			if err := s.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
				failed <- err
			}
		}()
	}
	return servers, nil
}

// Close ends an App that Run was not called on.
func (a *App) Close() error {
	a.stop()
	var err error
	if a.realtime != nil {
		err = a.realtime.Close(context.Background())
	}
	return errors.Join(err, a.closeStores())
}

// PublicURL is where people reach Echo.
func (a *App) PublicURL() string { return a.publicURL() }
