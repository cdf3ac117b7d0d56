// Package app is the composition room: it decides which services run in this process, on which
// engines, and wires them by hand, in a straight line. It is the only package that knows all others.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"github.com/echo-chat/echo/internal/app/demo"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/detour"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/gateway"
	"github.com/echo-chat/echo/internal/service/gateway/realtime"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
	"github.com/echo-chat/echo/web"
)

// App is a process of Echo: all services on their engines, not yet listening.
type App struct {
	cfg   config.Config
	log   *slog.Logger
	clock clock.Clock
	lock  *os.File

	databases  map[string]*sqldb.DB
	replica    *sqldb.Replica // of the messages; nil for none
	bus        bus.Bus
	busMetrics *delivery.Metrics
	detour     *detour.Detour // for when the bus is away; nil where it never is
	kv         kv.Store
	passwords  *auth.Hasher
	sealer     *auth.Sealer
	door       *rpc.Door // before what this process serves to others
	logs       map[string]eventlog.Log

	// The services, wherever they run.
	users         user.Service
	workspaces    workspace.Service
	messages      message.Service
	notifications notification.Service
	profiles      *user.ProfileCache

	running  []func(context.Context) // what the parts do all the time
	first    []func()                // what ends before them
	last     []func()                // what ends when nothing comes any more
	stopRun  context.CancelFunc
	finished sync.WaitGroup

	inner     *http.ServeMux // the services that run here, for other processes; nil when nobody may ask
	calls     *rpc.Metrics
	gateway   *gateway.Gateway
	realtime  *realtime.Gateway
	health    *obs.Health
	metrics   *prometheus.Registry
	tracer    trace.Tracer
	stopTrace func(context.Context) error
}

// Open makes the data folder, secrets, databases and services that cfg asks for. What it had opened is
// closed again when it fails.
func Open(ctx context.Context, cfg config.Config, log *slog.Logger) (_ *App, err error) {
	a := &App{
		cfg: cfg, log: log, clock: clock.System{}, databases: map[string]*sqldb.DB{}, logs: map[string]eventlog.Log{},
		health: obs.NewHealth(clock.System{}, log),
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.closeStores())
		}
	}()
	if err := os.MkdirAll(cfg.DataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make data folder: %w", err)
	}
	if a.lock, err = lockDataDir(cfg.DataDir); err != nil {
		return nil, err
	}
	secret, err := loadSecret(cfg.Secret, cfg.DataDir)
	if err != nil {
		return nil, err
	}
	build := obs.ReadBuild()
	a.metrics = obs.NewRegistry(build)
	a.metrics.MustRegister(a.health.Collector())
	if a.tracer, a.stopTrace, err = obs.NewTracer(ctx, cfg.OTLPEndpoint, build); err != nil {
		return nil, err
	}
	if err := a.openKV(); err != nil {
		return nil, err
	}
	if err := a.openDatabases(ctx); err != nil {
		return nil, err
	}
	if err := a.openBus(); err != nil {
		return nil, err
	}
	if err := a.openInner(secret); err != nil {
		return nil, err
	}
	if err := a.openServices(secret); err != nil {
		return nil, err
	}
	if cfg.Demo {
		if err := a.seedDemo(ctx); err != nil {
			return nil, err
		}
	}
	if cfg.Has(config.RoleGateway) {
		return a, a.openGateway(ctx, secret, build)
	}
	return a, nil
}

func (a *App) seedDemo(ctx context.Context) error {
	dbs := demo.Databases{Users: a.databases[usersDB], Workspaces: a.databases[workspacesDB], Messages: a.databases[messagesDB]}
	if err := demo.Seed(ctx, dbs, a.passwords, a.clock.Now()); err != nil {
		return fmt.Errorf("make demo data: %w", err)
	}
	return nil
}

func (a *App) tokens(secret []byte) (*auth.Tokens, error) {
	key, err := deriveKey(secret, "access tokens")
	if err != nil {
		return nil, err
	}
	return auth.NewTokens(key, a.clock)
}

func (a *App) openGateway(ctx context.Context, secret []byte, build obs.Build) error {
	tokens, err := a.tokens(secret)
	if err != nil {
		return err
	}
	revoked := gateway.NewRevokedSessions(a.clock)
	a.health.Need("revoked sessions", revoked.Check)
	if err := a.loadRevoked(ctx, revoked); err != nil {
		return err
	}
	adapter, err := a.openAdapter()
	if err != nil {
		return err
	}
	var joined socketio.Adapter
	if adapter != nil {
		joined = adapter
	}
	users := gateway.WithOperators(a.users, a.cfg.Operators)
	a.realtime = realtime.New(realtime.Config{
		Access: a.workspaces, Heads: a.messages, Profiles: a.profiles, Own: users, Unsent: a.messages, Adapter: joined,
		Shared:      a.sharedKV(),
		Verify:      func(token string) (auth.Caller, error) { return revoked.Verify(tokens, token) },
		AllowOrigin: a.allowOrigin,
		Driver:      realtimeDriver(a.cfg),
		Clock:       a.clock,
		Log:         a.log,
	})
	a.running = append(a.running, func(ctx context.Context) { revoked.Run(ctx, a.users, a.endSession, a.log) })
	a.subscribe(revoked.Subscription())
	a.subscribe(a.realtime.Subscriptions()...)
	if a.detour != nil && adapter != nil {
		a.detour.Told(adapter.Silent, a.realtime.Told()...)
	}
	a.realtime.Register(a.metrics)
	a.running = append(a.running, a.realtime.Run)
	cfg := gateway.Config{
		Users: users, Workspaces: a.workspaces, Messages: a.messages, Realtime: a.realtime, Tokens: tokens, Revoked: revoked,
		Events:    eventlog.NewDesk(a.logs, a.bus, groups(a.cfg)),
		PublicURL: a.publicURL(), AllowedOrigins: a.cfg.AllowedOrigins, AllowOrigin: a.allowOrigin, TrustedProxies: a.cfg.TrustedProxies,
		Limits:   gateway.Limits{Anonymous: a.cfg.LimitAnonymous, Auth: a.cfg.LimitAuth, User: a.cfg.LimitUser},
		Counters: a.kv,
		Health:   a.health, Metrics: a.metrics, Tracer: a.tracer, Build: build, Clock: a.clock, Log: a.log,
	}
	if a.cfg.MetricsToken != "" {
		cfg.MetricsHandler = obs.MetricsHandler(a.metrics, a.cfg.MetricsToken)
	}
	if !a.cfg.Production() && a.cfg.SMTPURL == "" {
		cfg.DevMail = notification.DevMail(a.notifications)
	}
	if files, built := web.FS(); built {
		cfg.WebApp = files
	}
	a.gateway = gateway.New(cfg)
	return nil
}

// loadRevoked reads which sessions have ended before anybody is let in. A user service elsewhere may start
// later: then Run does it.
func (a *App) loadRevoked(ctx context.Context, revoked *gateway.RevokedSessions) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
	defer cancel()
	err := revoked.Load(ctx, a.users)
	if a.cfg.Has(config.RoleUser) {
		return err
	}
	return nil
}

// endSession closes the sockets of a session whose event has not come.
func (a *App) endSession(s user.SessionRevoked) {
	if err := a.realtime.EndSession(s); err != nil {
		a.log.Warn("end the sockets of a session", "error", err)
	}
}

// publicURL is where people reach Echo, without a slash at the end.
func (a *App) publicURL() string {
	if a.cfg.PublicURL != "" {
		return strings.TrimSuffix(a.cfg.PublicURL, "/")
	}
	host, port, err := net.SplitHostPort(a.cfg.Listen)
	if err != nil || host == "" || host == "0.0.0.0" || host == "::" {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// allowOrigin lets browsers in from Echo's own pages and the origins that are configured. In
// development the address that a request came to will do, whatever it is called.
func (a *App) allowOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || origin == a.publicURL() {
		return true
	}
	if slices.Contains(a.cfg.AllowedOrigins, origin) {
		return true
	}
	return !a.cfg.Production() && (origin == "http://"+r.Host || origin == "https://"+r.Host)
}

// Handler is what answers on ECHO_LISTEN: everything Echo shows to the outside or, in a process without the
// gateway, what it answers to other processes.
func (a *App) Handler() http.Handler {
	if a.gateway != nil {
		return a.gateway
	}
	return a.operators(a.inner)
}
