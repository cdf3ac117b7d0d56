package gateway

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/obs"
)

// newAPI mounts the REST contract on mux; the OpenAPI document is made of the registered operations.
func newAPI(mux *chi.Mux, build obs.Build) huma.API {
	humaSpeaksProblems()
	cfg := huma.DefaultConfig("Echo", build.Version)
	cfg.Info.Description = "Self-hosted team messaging. Live events come by Socket.IO at /socket.io (see api/realtime.md)."
	cfg.OpenAPIPath = "/api/openapi"
	cfg.DocsPath = "" // docs.go serves a page that needs nothing from outside
	cfg.SchemasPath = ""
	cfg.CreateHooks = nil // no $schema in answers
	json := huma.DefaultJSONFormat
	json.Unmarshal = decode
	cfg.Formats = map[string]huma.Format{"application/json": json, "json": json}
	cfg.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"bearer": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "An access token from /api/auth."},
	}
	return humachi.New(mux, cfg)
}

// route says where an operation is and what it is about.
type route struct {
	method, path string
	summary      string
	tag          string
	status       int      // of success; 200 when 0
	repeats      bool     // what is there already is answered with 200
	open         bool     // answers people who are not signed in
	takes        []string // media types of a body that is not JSON
	maxBody      int64    // of it
	codes        []string
	about        string // what the summary leaves out
}

// add registers an operation. Errors of any kind become problems here, and only here are internal ones
// logged.
func add[In, Out any](g *Gateway, r route, handle func(context.Context, *In) (*Out, error)) {
	op := huma.Operation{
		OperationID:  operationID(r.method, r.path),
		Method:       r.method,
		Path:         r.path,
		Summary:      r.summary,
		Tags:         []string{r.tag},
		MaxBodyBytes: cmp.Or(r.maxBody, maxBody),
		Responses:    map[string]*huma.Response{},
	}
	if r.status != 0 {
		op.DefaultStatus = r.status
	}
	if !r.open {
		op.Security = []map[string][]string{{"bearer": {}}}
		op.Middlewares = huma.Middlewares{requireSignedIn}
	}
	op.Middlewares = append(op.Middlewares, requireType(r.takes))
	if r.takes != nil {
		op.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{}}
		for _, t := range r.takes {
			op.RequestBody.Content[t] = &huma.MediaType{Schema: &huma.Schema{Type: "string", Format: "binary"}}
		}
	}
	op.Description = r.about
	if len(r.codes) > 0 {
		op.Description = strings.TrimSpace(op.Description + " Error codes: " + strings.Join(r.codes, ", ") + ".")
	}
	huma.Register(g.api, op, func(ctx context.Context, in *In) (*Out, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, g.problem(ctx, op.OperationID, err)
		}
		return out, nil
	})
	if r.repeats {
		op.Responses["200"] = &huma.Response{Description: "It was there already.", Content: op.Responses[strconv.Itoa(r.status)].Content}
	}
}

func (g *Gateway) problem(ctx context.Context, operation string, err error) *Problem {
	e := errs.From(err)
	switch e.Kind {
	case errs.KindInternal:
		g.log.ErrorContext(ctx, "request failed", "operation", operation, "error", err)
	case errs.KindUnavailable:
		g.log.WarnContext(ctx, "request could not be served", "operation", operation, "error", err)
	default:
		g.log.Log(ctx, slog.LevelDebug, "request refused", "operation", operation, "code", e.Code)
	}
	p := problemOf(ctx, e)
	if c := (*conflict)(nil); errors.As(err, &c) {
		p.Current = c.current
	}
	return p
}

// operationID makes post-workspaces-workspaceId-channels of POST /api/workspaces/{workspaceId}/channels.
func operationID(method, path string) string {
	path = strings.NewReplacer("/api/", "-", "/", "-", "{", "", "}", "").Replace(strings.TrimSuffix(path, "/"))
	return strings.ToLower(method) + path
}

// requireSignedIn turns away who is not signed in, before anything of the request is read.
func requireSignedIn(ctx huma.Context, next func(huma.Context)) {
	err, refused := ctx.Context().Value(tokenErrorKey{}).(error)
	if !refused {
		_, err = auth.CallerFrom(ctx.Context())
	}
	if err == nil {
		next(ctx)
		return
	}
	refuse(ctx, errs.From(err))
}

// refuse answers before huma does.
func refuse(ctx huma.Context, e *errs.Error) {
	r, w := humachi.Unwrap(ctx)
	writeProblem(w, r, e)
}

// body is an answer with a body.
type body[T any] struct{ Body T }

// statusBody is an answer whose status varies.
type statusBody[T any] struct {
	Status int
	Body   T
}

// ok makes an answer of what a service returned.
func ok[T any](v T, err error) (*body[T], error) {
	if err != nil {
		return nil, err
	}
	return &body[T]{Body: v}, nil
}

// none is an answer without a body.
type none struct{}
