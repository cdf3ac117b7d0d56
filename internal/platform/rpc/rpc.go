// Package rpc carries a service's methods between processes: over HTTP with connect's runtime and
// plain JSON, so that the structs of a service's contract are what travels. A service's rpc.go lists its
// methods once, for both sides:
//
//	func Handler(s Service, d *rpc.Door) *rpc.Server {
//		return rpc.Handler("user", d, rpc.Serve(getMethod, s.Get), …)
//	}
//	var getMethod = rpc.Idempotent[GetRequest, User]("Get")
//
// What crosses: the request, the caller (auth.CallerFrom), the deadline, the trace, and the error's
// code, message and fields. A cause does not: it is logged where it happened. Calls and answers are
// signed with a Credential that all services of one Echo share.
package rpc

import (
	"context"
	"fmt"
	"net/http"
	"runtime/debug"

	"connectrpc.com/connect"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// Method is one method of a service, named once for its two ends.
type Method[Req, Res any] struct {
	name       string
	idempotent bool
}

// Unary is a method that must not be sent twice.
func Unary[Req, Res any](name string) Method[Req, Res] { return Method[Req, Res]{name: name} }

// Idempotent is a method that may safely be sent again when no answer came.
func Idempotent[Req, Res any](name string) Method[Req, Res] {
	return Method[Req, Res]{name: name, idempotent: true}
}

// Endpoint is the serving end of one method.
type Endpoint struct {
	name       string
	idempotent bool
	build      func(path string, d *Door) http.Handler
}

// Name returns the method's name.
func (e Endpoint) Name() string { return e.name }

// maxMessage bounds a request or an answer between services, in bytes.
const maxMessage = 16 << 20

// Serve ties a method to the function that answers it.
func Serve[Req, Res any](m Method[Req, Res], fn func(context.Context, Req) (Res, error)) Endpoint {
	return Endpoint{name: m.name, idempotent: m.idempotent, build: func(path string, d *Door) http.Handler {
		return connect.NewUnaryHandler(path, func(ctx context.Context, req *connect.Request[Req]) (*connect.Response[Res], error) {
			ctx, err := receiveContext(ctx, req.Header())
			if err != nil {
				return nil, encodeError(err)
			}
			res, err := guarded(ctx, d, path, fn, *req.Msg)
			if err != nil {
				return nil, encodeError(err)
			}
			return connect.NewResponse(&res), nil
		}, connect.WithCodec(jsonCodec{}), connect.WithReadMaxBytes(maxMessage))
	}}
}

// guarded makes an error of a panic, and logs what only this process knows.
func guarded[Req, Res any](ctx context.Context, d *Door, path string, fn func(context.Context, Req) (Res, error), req Req) (res Res, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			d.Log.ErrorContext(ctx, "panic", "method", path, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	res, err = fn(ctx, req)
	if ctx.Err() != nil && errs.KindOf(err) == errs.KindInternal {
		err = errs.Unavailable(err) // the caller has stopped waiting: nothing is wrong here
	}
	switch errs.KindOf(err) {
	case errs.KindInternal:
		d.Log.ErrorContext(ctx, "call failed", "method", path, "error", err)
	case errs.KindUnavailable:
		d.Log.WarnContext(ctx, "call could not be served", "method", path, "error", err)
	default:
	}
	return res, err
}

// Caller returns the calling end of a method: a function like the one that answers it. Codes, beside those
// of the method: unavailable when nobody answers, or not sensibly.
func Caller[Req, Res any](c *Conn, m Method[Req, Res]) func(context.Context, Req) (Res, error) {
	client := connect.NewClient[Req, Res](transport{c}, "http://"+c.service+"/"+c.service+"/"+m.name,
		connect.WithCodec(jsonCodec{}), connect.WithReadMaxBytes(maxMessage), connect.WithAcceptCompression("gzip", nil, nil))
	return func(ctx context.Context, in Req) (out Res, err error) {
		err = c.call(ctx, m.name, m.idempotent, func(ctx context.Context) error {
			req := connect.NewRequest(&in)
			sendContext(ctx, req.Header())
			res, err := client.CallUnary(ctx, req)
			if err == nil {
				out = *res.Msg
			}
			return err
		})
		return out, err
	}
}

// None is the request or answer of a method that has nothing to say.
type None struct{}
