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
	return g.observe(g.secure(g.cors(short(g.limitRates(g.sameSite(next))))))
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
