// Package gateway is the door that people and their clients come through: the REST contract under
// /api, live events at /socket.io (package realtime), and the web app. It owns nothing durable: each
// request is answered by the services behind it, on behalf of the caller whose token it checked.
package gateway

import (
	"context"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/trace"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/kv"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Config is what a gateway stands on.
type Config struct {
	Users      user.Service
	Workspaces workspace.Service
	Messages   message.Service
	Realtime   http.Handler   // Socket.IO
	Events     *eventlog.Desk // what operators work on
	Tokens     *auth.Tokens
	Revoked    *RevokedSessions

	// PublicURL is where people reach Echo, without a slash at the end: links are made of it, never of
	// what a request says its host is.
	PublicURL      string
	AllowedOrigins []string
	// AllowOrigin decides whether a browser's request comes from Echo's own pages or a listed origin.
	AllowOrigin    func(*http.Request) bool
	TrustedProxies []netip.Prefix
	Limits         Limits
	Counters       kv.Store // of Limits

	Health         *obs.Health
	Metrics        *prometheus.Registry
	MetricsHandler http.Handler // nil: no /metrics here
	Tracer         trace.Tracer
	Build          obs.Build
	Clock          clock.Clock
	Log            *slog.Logger

	// DevMail shows mails that were not sent, at /dev/mail; nil where there is no such mailbox.
	DevMail http.Handler
	// WebApp is the built web app; nil shows a page that says how to build it.
	WebApp fs.FS
}

// Gateway is an http.Handler for everything Echo shows to the outside.
type Gateway struct {
	users      user.Service
	workspaces workspace.Service
	messages   message.Service
	events     *eventlog.Desk
	tokens     *auth.Tokens
	revoked    *RevokedSessions

	publicURL      string
	allowedOrigins []string
	allowOrigin    func(*http.Request) bool
	trustedProxies []netip.Prefix
	limits         Limits
	counters       kv.Store

	api      huma.API
	requests *prometheus.HistogramVec
	limited  *prometheus.CounterVec
	tracer   trace.Tracer
	build    obs.Build
	clock    clock.Clock
	log      *slog.Logger
	handler  http.Handler
}

// New makes the gateway.
func New(cfg Config) *Gateway {
	mux := chi.NewMux()
	g := &Gateway{
		users: cfg.Users, workspaces: cfg.Workspaces, messages: cfg.Messages, events: cfg.Events, tokens: cfg.Tokens, revoked: cfg.Revoked,
		publicURL: cfg.PublicURL, allowedOrigins: cfg.AllowedOrigins, allowOrigin: cfg.AllowOrigin, trustedProxies: cfg.TrustedProxies,
		limits: cfg.Limits, counters: cfg.Counters,
		api: newAPI(mux, cfg.Build),
		requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "echo_http_request_duration_seconds", Help: "Time to answer a request.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5},
		}, []string{"route", "method", "code"}),
		limited: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "echo_ratelimit_rejected_total", Help: "Requests refused because too many came.",
		}, []string{"scope"}),
		tracer: cfg.Tracer, build: cfg.Build, clock: cfg.Clock, log: cfg.Log,
	}
	cfg.Metrics.MustRegister(g.requests, g.limited)
	g.routes()
	mux.Get("/healthz", cfg.Health.Live)
	mux.Get("/readyz", cfg.Health.Ready)
	if cfg.MetricsHandler != nil {
		mux.Method(http.MethodGet, "/metrics", cfg.MetricsHandler)
	}
	if cfg.DevMail != nil {
		mux.Handle("/dev/mail", cfg.DevMail)
		mux.Handle("/dev/mail/{id}", cfg.DevMail)
	}
	mux.Get("/avatars/{file}", g.avatar)
	mux.Get("/custom-emoji/{file}", g.emojiFile)
	mux.Get("/previews/{file}", g.previewImage)
	mux.Handle("/socket.io/", cfg.Realtime)
	mux.Get("/api/docs", g.docs)
	mux.HandleFunc("/api/*", g.unknownRoute)
	mux.MethodNotAllowed(g.unknownRoute)
	mux.Handle("/*", webApp(cfg.WebApp))
	g.handler = g.wrap(mux)
	return g
}

// routes registers the REST contract, a file a resource.
func (g *Gateway) routes() {
	g.authRoutes()
	g.recoveryRoutes()
	g.userRoutes()
	g.accountRoutes()
	g.profileRoutes()
	g.workspaceRoutes()
	g.manageWorkspaceRoutes()
	g.groupRoutes()
	g.inviteRoutes()
	g.emojiRoutes()
	g.channelRoutes()
	g.manageChannelRoutes()
	g.channelMemberRoutes()
	g.messageRoutes()
	g.actRoutes()
	g.savedRoutes()
	g.receiptRoutes()
	g.draftRoutes()
	g.scheduledRoutes()
	g.threadRoutes()
	g.adminEventRoutes()
	g.adminParkedRoutes()
	g.previewRoutes()
	add(g, route{method: "GET", path: "/api/version", summary: "What is running", tag: "Server", open: true},
		func(context.Context, *struct{}) (*body[obs.Build], error) {
			return &body[obs.Build]{Body: g.build}, nil
		})
}

// ServeHTTP answers a request.
func (g *Gateway) ServeHTTP(w http.ResponseWriter, r *http.Request) { g.handler.ServeHTTP(w, r) }

// OpenAPI returns the contract's document, as YAML.
func (g *Gateway) OpenAPI() ([]byte, error) { return g.api.OpenAPI().YAML() }

// NewServer returns an HTTP server for a handler, with the timeouts that keep slow clients from
// holding it. Answers are not timed: sockets and downloads last.
func NewServer(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
}
