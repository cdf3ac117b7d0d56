package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"connectrpc.com/connect"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/obs"
)

// jsonCodec carries plain structs; connect's own JSON codec wants protocol buffers.
type jsonCodec struct{}

func (jsonCodec) Name() string                       { return "json" }
func (jsonCodec) Marshal(v any) ([]byte, error)      { return json.Marshal(v) }
func (jsonCodec) Unmarshal(data []byte, v any) error { return json.Unmarshal(data, v) }

const errorHeader = "Echo-Error"

// sendContext puts what travels of the context into the headers of a call. The deadline is connect's.
func sendContext(ctx context.Context, h http.Header) {
	if c, err := auth.CallerFrom(ctx); err == nil {
		raw, err := json.Marshal(c)
		if err == nil {
			h.Set(callerHeader, string(raw))
		}
	}
	obs.Inject(ctx, h)
}

// receiveContext is the other end of sendContext.
func receiveContext(ctx context.Context, h http.Header) (context.Context, error) {
	ctx = obs.Extract(ctx, h)
	raw := h.Get(callerHeader)
	if raw == "" {
		return ctx, nil
	}
	var c auth.Caller
	if err := json.Unmarshal([]byte(raw), &c); err != nil {
		return ctx, errs.Invalid("malformed_caller", "The calling service sent a malformed caller.").Because(err)
	}
	return auth.WithCaller(ctx, c), nil
}

// encodeError carries an *errs.Error whole in a header of the answer; the connect code is there for
// those who look from outside.
func encodeError(err error) error {
	e := errs.From(err)
	out := connect.NewError(connectCode(e.Kind), errors.New(e.Message))
	raw, merr := json.Marshal(e)
	if merr == nil {
		out.Meta().Set(errorHeader, string(raw))
	}
	return out
}

// decodeError is the other end of encodeError; nil for what no method of Echo answered.
func decodeError(err error) *errs.Error {
	ce, ok := errors.AsType[*connect.Error](err)
	if !ok {
		return nil
	}
	var e errs.Error
	if json.Unmarshal([]byte(ce.Meta().Get(errorHeader)), &e) == nil && e.Code != "" {
		return &e
	}
	return nil
}

func connectCode(k errs.Kind) connect.Code {
	switch k {
	case errs.KindInvalid, errs.KindTooLarge, errs.KindUnsupported:
		return connect.CodeInvalidArgument
	case errs.KindUnauthenticated:
		return connect.CodeUnauthenticated
	case errs.KindForbidden:
		return connect.CodePermissionDenied
	case errs.KindNotFound, errs.KindGone:
		return connect.CodeNotFound
	case errs.KindConflict:
		return connect.CodeAlreadyExists
	case errs.KindTooMany:
		return connect.CodeResourceExhausted
	case errs.KindUnavailable:
		return connect.CodeUnavailable
	case errs.KindInternal:
		return connect.CodeInternal
	}
	return connect.CodeInternal
}
