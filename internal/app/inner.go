package app

import (
	"net/http"

	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// openInner makes what carries calls between processes: the credential that they share and, when other
// processes may ask this one, the door that they come through. The gateway's port is never that door.
func (a *App) openInner(secret []byte) error {
	var keys [][]byte
	for _, configured := range []string{a.cfg.ServiceSecret, a.cfg.ServiceSecretPrevious} {
		if configured != "" {
			secret = []byte(configured)
		} else if len(keys) > 0 {
			break
		}
		key, err := deriveKey(secret, "calls between services")
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	a.door = &rpc.Door{Credential: rpc.NewCredential(a.clock, keys[0], keys[1:]...), Fit: a.health.Fit, Log: a.log}
	a.calls = rpc.NewMetrics()
	a.metrics.MustRegister(a.calls)
	if a.cfg.InnerListen != "" || !a.cfg.Has(config.RoleGateway) {
		a.inner = http.NewServeMux()
	}
	return nil
}

// serve lets other processes ask a service that runs here.
func (a *App) serve(s *rpc.Server) {
	if a.inner != nil {
		a.inner.Handle(s.Prefix(), s)
	}
}

// neighbour leads to a service that runs elsewhere.
func (a *App) neighbour(role string) (*rpc.Conn, error) {
	cfg := rpc.Config{Service: role, URLs: a.cfg.URLs(role), Credential: a.door.Credential, Clock: a.clock, Log: a.log}
	if !a.cfg.Asks(role) {
		return rpc.Dial(cfg) // nothing here asks it
	}
	cfg.Metrics = a.calls
	conn, err := rpc.Dial(cfg)
	if err != nil {
		return nil, err
	}
	note := a.health.Watch
	if a.cfg.Needs(role) {
		note = a.health.Need
	}
	note(role+" service", conn.Check)
	a.running = append(a.running, conn.Run)
	return conn, nil
}

// operators adds to the calls of other processes what those ask who run this one.
func (a *App) operators(inner *http.ServeMux) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", a.health.Live)
	mux.HandleFunc("GET /readyz", a.health.Explain)
	if a.cfg.MetricsToken != "" {
		mux.Handle("GET /metrics", obs.MetricsHandler(a.metrics, a.cfg.MetricsToken))
	}
	if inner != nil {
		mux.Handle("POST /", inner)
	}
	return mux
}
