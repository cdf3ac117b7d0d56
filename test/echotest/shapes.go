package echotest

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// EachShape runs a test on every shape of Echo, side by side; env is what makes echod run in it.
func EachShape(t *testing.T, test func(t *testing.T, env ...string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, "ECHO_DATABASE_URL="+sqldbtest.PostgresURL(t), "ECHO_DATABASE_PREFIX="+Prefix())
	})
}

// Prefix is one that no other server's databases have.
func Prefix() string { return "e2e_" + strings.ReplaceAll(id.New[id.Event]().String(), "-", "") + "_" }
