// Package rpc carries a service's methods between processes: over HTTP with connect's runtime and
// plain JSON, so that the structs of a service's contract are what travels and any call can be made
// with curl. A service's rpc.go lists its methods once, for both sides:
//
//	func Handler(s Service, credential string) (string, http.Handler) {
//		return rpc.Handler("user", credential, rpc.Serve(getMethod, s.Get), …)
//	}
//	var getMethod = rpc.Idempotent[GetRequest, User]("Get")
//
// What crosses: the request, the caller (auth.CallerFrom), the deadline, the trace, and the error's
// code, message and fields. A cause does not: it is logged where it happened.
package rpc

import (
	"context"
	"crypto/subtle"
	"net/http"
	"strings"

	"connectrpc.com/connect"
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
	name  string
	build func(path string, opts ...connect.HandlerOption) http.Handler
}

// Name returns the method's name.
func (e Endpoint) Name() string { return e.name }

// Serve ties a method to the function that answers it.
func Serve[Req, Res any](m Method[Req, Res], fn func(context.Context, Req) (Res, error)) Endpoint {
	return Endpoint{name: m.name, build: func(path string, opts ...connect.HandlerOption) http.Handler {
		return connect.NewUnaryHandler(path, func(ctx context.Context, req *connect.Request[Req]) (*connect.Response[Res], error) {
			ctx, err := receiveContext(ctx, req.Header())
			if err != nil {
				return nil, encodeError(err)
			}
			res, err := fn(ctx, *req.Msg)
			if err != nil {
				return nil, encodeError(err)
			}
			return connect.NewResponse(&res), nil
		}, opts...)
	}}
}

// maxMessage bounds a request or an answer between services, in bytes.
const maxMessage = 16 << 20

// Handler serves a service's methods below "/<service>/", to callers with the credential only: all
// others get 401 before anything is read.
func Handler(service, credential string, endpoints ...Endpoint) (prefix string, h http.Handler) {
	prefix = "/" + service + "/"
	mux := http.NewServeMux()
	for _, e := range endpoints {
		path := prefix + e.name
		mux.Handle(path, e.build(path, connect.WithCodec(jsonCodec{}), connect.WithReadMaxBytes(maxMessage)))
	}
	return prefix, requireCredential(credential, mux)
}

func requireCredential(credential string, next http.Handler) http.Handler {
	want := []byte(credential)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		if !ok || len(want) == 0 || subtle.ConstantTimeCompare([]byte(got), want) != 1 {
			http.Error(w, "this port answers other services of Echo only", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Conn leads to a service in another process. It is safe for concurrent use.
type Conn struct {
	http       connect.HTTPClient
	url        string
	credential string
}

// Dial returns a Conn to the service whose Handler is mounted at baseURL. It does not connect yet.
func Dial(client connect.HTTPClient, baseURL, service, credential string) *Conn {
	return &Conn{http: client, url: strings.TrimSuffix(baseURL, "/") + "/" + service + "/", credential: credential}
}

// Caller returns the calling end of a method: a function like the one that answers it.
func Caller[Req, Res any](c *Conn, m Method[Req, Res]) func(context.Context, Req) (Res, error) {
	opts := []connect.ClientOption{connect.WithCodec(jsonCodec{}), connect.WithReadMaxBytes(maxMessage)}
	if m.idempotent {
		opts = append(opts, connect.WithIdempotency(connect.IdempotencyIdempotent))
	}
	client := connect.NewClient[Req, Res](c.http, c.url+m.name, opts...)
	return func(ctx context.Context, in Req) (Res, error) {
		req := connect.NewRequest(&in)
		req.Header().Set("Authorization", "Bearer "+c.credential)
		sendContext(ctx, req.Header())
		res, err := client.CallUnary(ctx, req)
		if err != nil {
			var none Res
			return none, decodeError(ctx, err)
		}
		return *res.Msg, nil
	}
}

// None is the request or answer of a method that has nothing to say.
type None struct{}
