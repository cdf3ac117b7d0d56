package echotest

import (
	"os"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

// Shape is one of those that Echo runs in: what it stands on, and whether it is one process or services apart.
type Shape struct {
	settings func(t testing.TB) []string
	apart    bool
}

// The shapes.
var (
	onSQLite      = Shape{settings: func(testing.TB) []string { return nil }}
	onPostgreSQL  = Shape{settings: onPostgres}
	apartOnRabbit = Shape{settings: ApartSettings, apart: true}
	apartRedis    = Shape{settings: func(t testing.TB) []string { return withRedis(t, brokertest.RedisURL(t)) }, apart: true}
)

// Start starts a server of a test's own, of this shape, with env besides.
func (on Shape) Start(t testing.TB, env ...string) *Server {
	t.Helper()
	settings := append(on.settings(t), env...)
	if on.apart {
		return StartCluster(t, settings...).Server
	}
	return Start(t, settings...)
}

// Prepare is Start without starting, for one process.
func (on Shape) Prepare(t testing.TB, env ...string) *Server {
	t.Helper()
	return Prepare(t, append(on.settings(t), env...)...)
}

// EachShape runs a test that sets, stops or kills its server on a shape with either database, side by side: one
// process on SQLite and services apart on PostgreSQL and RabbitMQ. With ECHO_TEST_SHAPES=all (make shapes) it runs on
// one process on PostgreSQL and on services apart on Redis Streams, too. Everywhere is for all other tests.
func EachShape(t *testing.T, test func(t *testing.T, on Shape)) {
	t.Helper()
	shapes := map[string]Shape{"sqlite": onSQLite, "apart on rabbitmq": apartOnRabbit}
	if os.Getenv("ECHO_TEST_SHAPES") == "all" {
		shapes["postgres"], shapes["apart on redis"] = onPostgreSQL, apartRedis
	}
	side(t, shapes, test)
}

// EachDatabase is EachShape for tests of what one process does with its database.
func EachDatabase(t *testing.T, test func(t *testing.T, on Shape)) {
	t.Helper()
	side(t, map[string]Shape{"sqlite": onSQLite, "postgres": onPostgreSQL}, test)
}

func side(t *testing.T, shapes map[string]Shape, test func(t *testing.T, on Shape)) {
	t.Helper()
	for name, on := range shapes {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, on)
		})
	}
}

// Everywhere runs a test on every shape of Echo. All but SQLite it shares with other tests: people and what is theirs
// have names of their own (Server.Name).
func Everywhere(t *testing.T, test func(t *testing.T, s *Server)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, Start(t))
	})
	for name, of := range map[string]struct {
		shared *shared
		on     Shape
	}{
		"postgres": {&alone, onPostgreSQL}, "apart on rabbitmq": {&apart, apartOnRabbit}, "apart on redis": {&apartOnRedis, apartRedis},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, of.shared.start(t, of.on))
		})
	}
}

var alone, apart, apartOnRedis shared

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
	return apart.start(t, apartOnRabbit)
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
