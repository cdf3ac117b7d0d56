package rabbit_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func BenchmarkBus(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			b.Run("drain", func(b *testing.B) {
				bustest.BenchDrain(b, sqldbtest.OpenDurable(b, dialect, outbox.Migrate), world(b))
			})
			b.Run("latency", func(b *testing.B) {
				bustest.BenchLatency(b, sqldbtest.OpenDurable(b, dialect, outbox.Migrate), world(b))
			})
		})
	}
}

func world(b *testing.B) func(...bus.Group) bus.Bus {
	b.Helper()
	url, prefix := brokertest.RabbitURL(b), brokertest.Name()
	return func(groups ...bus.Group) bus.Bus { return open(url, prefix, groups...) }
}
