package errs_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

func TestFrom_KeepsCodesThroughWrapping(t *testing.T) {
	t.Parallel()
	cause := errors.New("no route to host")
	err := fmt.Errorf("load: %w", errs.NotFound("channel_not_found", "No such channel.").Because(cause))
	if !errs.Is(err, "channel_not_found") || errs.KindOf(err) != errs.KindNotFound || !errors.Is(err, cause) {
		t.Errorf("lost something of %v", err)
	}
}

func TestFrom_AnythingElseIsInternal(t *testing.T) {
	t.Parallel()
	e := errs.From(errors.New("password=hunter2"))
	if e.Code != "internal" || e.Kind.Status() != 500 || e.Message == "" {
		t.Errorf("%+v", e)
	}
	if e.Message == e.Error() {
		t.Error("the message for users tells the cause")
	}
	if errs.From(nil) != nil || errs.Is(nil, "internal") {
		t.Error("nil is an error")
	}
}

func TestStatus_EveryKindHasOne(t *testing.T) {
	t.Parallel()
	for kind, want := range map[errs.Kind]int{
		errs.KindInvalid: 400, errs.KindUnauthenticated: 401, errs.KindForbidden: 403, errs.KindNotFound: 404, errs.KindConflict: 409,
		errs.KindGone: 410, errs.KindTooLarge: 413, errs.KindUnsupported: 415, errs.KindTooMany: 429, errs.KindUnavailable: 503, errs.KindInternal: 500, "": 500,
	} {
		if got := kind.Status(); got != want {
			t.Errorf("%q is %d, want %d", kind, got, want)
		}
	}
}
