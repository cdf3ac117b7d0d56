package echotest

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// EachShape runs a test on a server of its own on either database, side by side; env is what makes echod
// run so. It is for tests that set, stop or kill the server; Everywhere is for all others.
func EachShape(t *testing.T, test func(t *testing.T, env ...string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t)
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, onPostgres(t)...)
	})
}

// Everywhere runs a test on every shape of Echo.
func Everywhere(t *testing.T, test func(t *testing.T, s *Server)) {
	t.Helper()
	EachShape(t, func(t *testing.T, env ...string) { test(t, Start(t, env...)) })
	t.Run("apart on rabbitmq", func(t *testing.T) {
		t.Parallel()
		test(t, Apart(t))
	})
	t.Run("apart on redis", func(t *testing.T) {
		t.Parallel()
		test(t, apartOnRedis.start(t, func() []string { return withRedis(t, brokertest.RedisURL(t)) }))
	})
}

var apart, apartOnRedis shared

// onPostgres returns the settings for databases of one's own.
func onPostgres(t testing.TB) []string {
	t.Helper()
	return []string{"ECHO_DATABASE_URL=" + sqldbtest.PostgresURL(t), "ECHO_DATABASE_PREFIX=" + Prefix()}
}

// Prefix is one that no other server's databases have.
func Prefix() string { return "e2e_" + strings.ReplaceAll(id.New[id.Event]().String(), "-", "") + "_" }

// Apart is the services apart that tests share.
func Apart(t testing.TB) *Server {
	t.Helper()
	return apart.start(t, func() []string { return ApartSettings(t) })
}

// ApartSettings are what services apart of a test's own stand on.
func ApartSettings(t testing.TB) []string {
	t.Helper()
	return withRedis(t, brokertest.RabbitURL(t))
}

func withRedis(t testing.TB, bus string) []string {
	t.Helper()
	return append(onPostgres(t), "ECHO_BUS_URL="+bus, "ECHO_REDIS_URL="+brokertest.RedisURL(t))
}
