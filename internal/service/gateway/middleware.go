package gateway

import (
	"context"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/obs"
)

type tokenErrorKey struct{}

// wrap puts around the routes what every request goes through, outermost first.
func (g *Gateway) wrap(next http.Handler) http.Handler {
	return g.observe(g.secure(g.cors(g.authenticate(next))))
}

// observe gives the request an id and a trace, measures and logs it, and survives panics.
func (g *Gateway) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := g.clock.Now()
		requestID := id.New[id.Event]().String()
		ctx, span := g.tracer.Start(obs.Extract(r.Context(), traceOnly(r.Header)), r.Method)
		defer span.End()
		ctx = context.WithValue(obs.WithRequestID(ctx, requestID), clientAddressKey{}, g.clientAddress(r))
		// The router fills in the context that it finds: so the pattern is known here afterwards.
		matched := chi.NewRouteContext()
		r = r.WithContext(context.WithValue(g.withCaller(ctx, r), chi.RouteCtxKey, matched))
		w.Header().Set(obs.RequestIDHeader, requestID)
		rec := &recorder{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			if p := recover(); p != nil {
				g.log.ErrorContext(ctx, "panic", "panic", p, "stack", string(debug.Stack()))
				if !rec.wrote {
					writeProblem(rec, r, errs.From(errPanic))
				}
			}
			g.record(ctx, r, matched.RoutePattern(), rec, g.clock.Now().Sub(start))
		}()
		next.ServeHTTP(rec, r)
	})
}

// traceOnly keeps of a client's headers the trace, but not a request id: that is ours to give.
func traceOnly(h http.Header) http.Header {
	return http.Header{"Traceparent": h["Traceparent"], "Tracestate": h["Tracestate"]}
}

func (g *Gateway) record(ctx context.Context, r *http.Request, route string, rec *recorder, took time.Duration) {
	if route == "" {
		route = "other"
	}
	// Sockets live for hours; their time is not that of a request.
	if rec.status != http.StatusSwitchingProtocols && !strings.HasPrefix(r.URL.Path, "/socket.io/") {
		g.requests.With(prometheus.Labels{"route": route, "method": method(r), "code": strconv.Itoa(rec.status)}).Observe(took.Seconds())
	}
	g.log.DebugContext(ctx, "request", "method", r.Method, "route", route, "status", rec.status, "took", took)
}

// method bounds the label's values.
func method(r *http.Request) string {
	if slices.Contains([]string{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}, r.Method) {
		return r.Method
	}
	return "other"
}

// withCaller adds who is asking, or why that is not known.
func (g *Gateway) withCaller(ctx context.Context, r *http.Request) context.Context {
	token, given := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !given {
		return ctx
	}
	caller, err := g.tokens.Verify(token)
	if err == nil {
		err = g.revoked.check(caller.SessionID)
	}
	if err != nil {
		return context.WithValue(ctx, tokenErrorKey{}, err)
	}
	return auth.WithCaller(ctx, caller)
}

// authenticate keeps answers to signed-in people out of every cache.
func (g *Gateway) authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/api/") {
			w.Header().Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

// contentPolicy lets the page run its own scripts and nothing else. Styles may be inline: the
// component libraries of the web app set some.
const contentPolicy = "default-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; style-src 'self' 'unsafe-inline'; " +
	"script-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"

func (g *Gateway) secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		if strings.HasPrefix(g.publicURL, "https://") {
			h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
		}
		next.ServeHTTP(w, r)
	})
}

// cors lets the listed origins in, by exact match. Their requests carry tokens, never cookies.
func (g *Gateway) cors(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		origin := r.Header.Get("Origin")
		if origin == "" || !slices.Contains(g.allowedOrigins, origin) {
			next.ServeHTTP(w, r)
			return
		}
		h := w.Header()
		h.Add("Vary", "Origin")
		h.Set("Access-Control-Allow-Origin", origin)
		if r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != "" {
			h.Set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
			h.Set("Access-Control-Allow-Headers", "Authorization, Content-Type")
			h.Set("Access-Control-Max-Age", "600")
			w.WriteHeader(http.StatusNoContent)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// recorder remembers the status. Unwrap lets the WebSocket upgrade reach the connection.
type recorder struct {
	http.ResponseWriter
	status int
	wrote  bool
}

func (r *recorder) WriteHeader(status int) {
	if !r.wrote {
		r.status, r.wrote = status, true
	}
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(b []byte) (int, error) {
	r.wrote = true
	return r.ResponseWriter.Write(b)
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }
