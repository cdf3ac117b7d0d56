package failover

import (
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// outage is how long a broker is away: ECHO_TEST_OUTAGE, or a short moment.
func outage() time.Duration {
	if d, err := time.ParseDuration(os.Getenv("ECHO_TEST_OUTAGE")); err == nil {
		return d
	}
	return 3 * time.Second
}

// apart is services apart of a test's own, and the servers that they stand on.
type apart struct {
	*echotest.Cluster

	postgres *sqldbtest.Server
	broker   *brokertest.Server
}

func startApart(t *testing.T, broker *brokertest.Server, env ...string) apart {
	t.Helper()
	a := apart{postgres: sqldbtest.StartServer(t, true), broker: broker}
	a.Cluster = echotest.StartCluster(t, append(env,
		"ECHO_DATABASE_URL="+a.postgres.URL, "ECHO_DATABASE_CONNECTIONS=12", "ECHO_BUS_URL="+broker.URL)...)
	return a
}

// eachBroker runs a test on services apart on RabbitMQ and on Redis Streams that keeps what it has.
func eachBroker(t *testing.T, test func(t *testing.T, a apart)) {
	t.Helper()
	t.Run("rabbitmq", func(t *testing.T) {
		if os.Getenv("ECHO_TEST_FAILOVER") == "" {
			t.Skip("RabbitMQ takes long to start again: part of make failover")
		}
		test(t, startApart(t, brokertest.StartRabbit(t)))
	})
	t.Run("redis", func(t *testing.T) {
		test(t, startApart(t, brokertest.StartRedis(t, "--appendonly", "yes", "--appendfsync", "everysec")))
	})
}

// TestApart_BrokerAway stops the broker, then lets it hang: every send is acknowledged meanwhile, and everybody
// has everything soon after it is back.
func TestApart_BrokerAway(t *testing.T) { //nolint:tparallel // one cluster after the other: each is a dozen processes
	t.Parallel()
	eachBroker(t, func(t *testing.T, a apart) {
		r := begin(t, a.Server)
		for range repeats(1) {
			r.strikeFor("broker killed", a.broker.Kill, func() { a.broker.Start(t) }, outage())
			r.strikeFor("broker hangs", func() { a.broker.Freeze(t) }, func() { a.broker.Thaw(t) }, outage())
		}
		r.end()
		r.allAcknowledged()
	})
}

// TestApart_RedisAway stops the Redis that joins gateways and keeps what services share, then lets it hang: nobody
// is refused for it, and clients see what is said.
func TestApart_RedisAway(t *testing.T) {
	t.Parallel()
	if os.Getenv("ECHO_TEST_FAILOVER") == "" {
		t.Skip("part of make failover")
	}
	redis := brokertest.StartRedis(t)
	a := startApart(t, brokertest.StartRedis(t, "--appendonly", "yes", "--appendfsync", "everysec"), "ECHO_REDIS_URL="+redis.URL)
	r := begin(t, a.Server)
	for range repeats(1) {
		r.strikeFor("Redis killed", redis.Kill, func() { redis.Start(t) }, outage())
		r.strikeFor("Redis hangs", func() { redis.Freeze(t) }, func() { redis.Thaw(t) }, outage())
	}
	r.end()
	r.allAcknowledged()
}

// TestApart_EachKilled kills one process after another, each started again at once, and PostgreSQL.
func TestApart_EachKilled(t *testing.T) { //nolint:tparallel // one cluster after the other: each is a dozen processes
	t.Parallel()
	if os.Getenv("ECHO_TEST_FAILOVER") == "" {
		t.Skip("part of make failover")
	}
	eachBroker(t, func(t *testing.T, a apart) {
		r := begin(t, a.Server)
		for range repeats(1) {
			r.strike("PostgreSQL crashed", func() { a.postgres.Kill(syscall.SIGQUIT) }, a.postgres.Start, 20)
			for _, role := range []string{"notification", "message", "workspace", "user", "gateway"} {
				s := a.Roles[role][0]
				r.strike("kill -9 "+role, func() { s.Kill(syscall.SIGKILL) }, func() { s.Restart() }, 0)
			}
		}
		r.end()
	})
}
