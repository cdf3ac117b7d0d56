package rpc_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/rpc/rpctest"
)

type question struct {
	Text string   `json:"text"`
	List []string `json:"list"`
}

type answer struct {
	Text      string      `json:"text"`
	Caller    auth.Caller `json:"caller"`
	RequestID string      `json:"requestId"`
	Deadline  bool        `json:"deadline"`
}

var ask = rpc.Idempotent[question, answer]("Ask")

func serve(t *testing.T, fn func(context.Context, question) (answer, error)) func(context.Context, question) (answer, error) {
	t.Helper()
	conn := rpctest.Dial(t, "oracle", func(d *rpc.Door) *rpc.Server { return rpc.Handler("oracle", d, rpc.Serve(ask, fn)) })
	return rpc.Caller(conn, ask)
}

func TestCall_CarriesCallerRequestAndDeadline(t *testing.T) {
	t.Parallel()
	call := serve(t, func(ctx context.Context, q question) (answer, error) {
		caller, err := auth.CallerFrom(ctx)
		_, deadline := ctx.Deadline()
		return answer{Text: q.Text + strings.Join(q.List, ""), Caller: caller, RequestID: obs.RequestID(ctx), Deadline: deadline}, err
	})
	caller := auth.Caller{UserID: id.New[id.User](), SessionID: id.New[id.Session]()}
	ctx, cancel := context.WithTimeout(obs.WithRequestID(auth.WithCaller(t.Context(), caller), "request-7"), time.Minute)
	defer cancel()
	got, err := call(ctx, question{Text: "größe ", List: []string{"a", "b"}})
	want := answer{Text: "größe ab", Caller: caller, RequestID: "request-7", Deadline: true}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCall_ErrorsComeBackWhole(t *testing.T) {
	t.Parallel()
	secret := errors.New("password of the database")
	for _, want := range []*errs.Error{
		errs.InvalidFields(errs.Field{Field: "name", Message: "Zu groß."}),
		errs.Unauthenticated("token_expired", "m"), errs.Forbidden("forbidden", "m"), errs.NotFound("channel_not_found", "m"),
		errs.Conflict("name_taken", "m"), errs.Gone("invite_expired", "m"), errs.TooLarge("body_too_large", "m"),
		errs.TooMany(90 * time.Second), errs.Unavailable(secret), errs.From(secret),
	} {
		call := serve(t, func(context.Context, question) (answer, error) { return answer{}, want.Because(secret) })
		_, err := call(t.Context(), question{})
		got := errs.From(err)
		if !reflect.DeepEqual(*got, withoutCause(want)) {
			t.Errorf("%+v came back as %+v", want, got)
		}
		if strings.Contains(err.Error(), secret.Error()) {
			t.Errorf("the cause of %s crossed the wire", want.Code)
		}
	}
}

// withoutCause is e as another process may see it.
func withoutCause(e *errs.Error) errs.Error {
	return errs.Error{Kind: e.Kind, Code: e.Code, Message: e.Message, Fields: e.Fields, RetryAfter: e.RetryAfter}
}

func TestCall_PanicIsAnInternalError(t *testing.T) {
	t.Parallel()
	call := serve(t, func(context.Context, question) (answer, error) { panic("a bug") })
	if _, err := call(t.Context(), question{}); !errs.Is(err, "internal") {
		t.Errorf("%v", err)
	}
}
