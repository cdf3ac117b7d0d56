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

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"github.com/echo-chat/echo/internal/app/demo"
	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/outbox"
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
	kv         kv.Store
	relays     []*outbox.Relay
	stopRelay  context.CancelFunc
	relaying   sync.WaitGroup

	users      *user.Local
	workspaces *workspace.Local
	messages   *message.Local
	access     *workspace.AccessCache
	profiles   *user.ProfileCache
	passwords  *auth.Hasher
	sealer     *auth.Sealer

	notifications *notification.Local

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
		cfg: cfg, log: log, clock: clock.System{}, databases: map[string]*sqldb.DB{},
		health: obs.NewHealth(),
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
	if a.tracer, a.stopTrace, err = obs.NewTracer(ctx, cfg.OTLPEndpoint, build); err != nil {
		return nil, err
	}
	a.kv = kv.NewMemory(a.clock)
	if err := a.openDatabases(ctx); err != nil {
		return nil, err
	}
	a.openBus()
	if err := a.openServices(secret); err != nil {
		return nil, err
	}
	if cfg.Demo {
		if err := a.seedDemo(ctx); err != nil {
			return nil, err
		}
	}
	return a, a.openGateway(ctx, secret, build)
}

// relay makes the relay of a service's events and returns what the service hands them to.
func (a *App) relay(database, source string) func(...bus.Event) {
	r := outbox.NewRelay(outbox.Config{DB: a.databases[database], Source: source, To: a.bus, Keep: a.cfg.EventRetention, Clock: a.clock, Log: a.log})
	a.relays = append(a.relays, r)
	return r.Committed
}

func (a *App) openServices(secret []byte) error {
	if err := a.openUsers(secret, a.relay(usersDB, "user")); err != nil {
		return err
	}
	a.profiles = user.NewProfileCache(a.users)
	a.workspaces = workspace.New(workspace.Config{
		DB: a.databases[workspacesDB], Users: a.users, Sealer: a.sealer, Clock: a.clock, Committed: a.relay(workspacesDB, "workspace"),
	})
	a.access = workspace.NewAccessCache(a.workspaces)
	a.messages = message.New(message.Config{
		DB: a.databases[messagesDB], Replica: a.replica, Access: a.access, Profiles: a.profiles, Contacts: a.users, Clock: a.clock, Log: a.log,
		Committed: a.relay(messagesDB, "message"),
	})
	for _, s := range []bus.Subscription{
		a.profiles.Subscription("echo"), a.access.Subscription("echo"), a.workspaces.Subscription(), a.messages.Subscription(),
	} {
		a.bus.Subscribe(s)
	}
	return a.openNotifications()
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
	a.bus.Subscribe(revoked.Subscription())
	if err := revoked.Load(ctx, a.users); err != nil {
		return err
	}
	a.realtime = realtime.New(realtime.Config{
		Access: a.workspaces, Heads: a.messages, Profiles: a.profiles, Own: a.users, KV: a.kv,
		Verify:      func(token string) (auth.Caller, error) { return revoked.Verify(tokens, token) },
		AllowOrigin: a.allowOrigin,
		Driver:      realtimeDriver(a.cfg),
		Log:         a.log,
	})
	a.bus.Subscribe(a.realtime.Subscription())
	a.bus.Subscribe(a.realtime.PeopleSubscription())
	a.realtime.Register(a.metrics)
	cfg := gateway.Config{
		Users: a.users, Workspaces: a.workspaces, Messages: a.messages, Realtime: a.realtime, Tokens: tokens, Revoked: revoked,
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

// Handler is everything Echo shows to the outside.
func (a *App) Handler() http.Handler { return a.gateway }
