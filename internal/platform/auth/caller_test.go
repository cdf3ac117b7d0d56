package auth_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
)

func TestCallerFrom(t *testing.T) {
	t.Parallel()
	if _, err := auth.CallerFrom(t.Context()); !errs.Is(err, "missing_token") {
		t.Errorf("nobody: %v", err)
	}
	want := someone()
	if got, err := auth.CallerFrom(auth.WithCaller(t.Context(), want)); err != nil || got != want {
		t.Errorf("CallerFrom = %v, %v", got, err)
	}
}
