package obs

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

var propagator = propagation.TraceContext{}

// Inject writes the trace and the request id of ctx into the headers of a call to another service.
func Inject(ctx context.Context, h http.Header) {
	propagator.Inject(ctx, propagation.HeaderCarrier(h))
	if rid := RequestID(ctx); rid != "" {
		h.Set(RequestIDHeader, rid)
	}
}

// Extract is the other end of Inject.
func Extract(ctx context.Context, h http.Header) context.Context {
	ctx = propagator.Extract(ctx, propagation.HeaderCarrier(h))
	if rid := h.Get(RequestIDHeader); rid != "" {
		ctx = WithRequestID(ctx, rid)
	}
	return ctx
}

// Traceparent returns the W3C trace context of ctx, for events; "" when nothing is traced.
func Traceparent(ctx context.Context) string {
	carrier := propagation.MapCarrier{}
	propagator.Inject(ctx, carrier)
	return carrier["traceparent"]
}

// TraceID returns the id that a user may quote and an operator can look up: the trace's, or else the
// request's.
func TraceID(ctx context.Context) string {
	if sc := trace.SpanContextFromContext(ctx); sc.HasTraceID() {
		return sc.TraceID().String()
	}
	return RequestID(ctx)
}
