package e2e_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/redistest"
	"github.com/echo-chat/echo/test/echotest"
)

// Gateways are joined through Redis. While it is away people send, read and see live what is said as ever; when it is
// back, clients are told to fetch what they may have missed, and all is as before.
func TestLive_RedisGoesAndComesBack(t *testing.T) {
	t.Parallel()
	t.Run("one process", func(t *testing.T) {
		t.Parallel()
		redis := redistest.Start(t)
		throughOutage(t, redis, echotest.Start(t, "ECHO_REDIS_URL="+redis.URL()))
	})
	t.Run("two gateways", func(t *testing.T) {
		t.Parallel()
		redis, bus := redistest.Start(t), redistest.Start(t)
		settings := append(echotest.ApartSettings(t), "ECHO_REDIS_URL="+redis.URL(), "ECHO_BUS_URL="+bus.URL())
		throughOutage(t, redis, echotest.StartCluster(t, settings...).Server)
	})
}

// throughOutage has Maya, who calls one gateway, write to Tomas, who is live at the other, if there are two.
func throughOutage(t *testing.T, redis *redistest.Server, s *echotest.Server) {
	t.Helper()
	maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
	w := echotest.Found(t, maya, tomas)
	live, typist := enter(t, s, tomas, w), enter(t, s, maya, w)
	for _, text := range []string{"one", "two", "three"} {
		arrives(t, live, send(t, maya, w.Messages(), text))
	}
	if ack, _ := typist.Emit(t, "typing:start", place{w.ID, w.Channel}); !ack.OK {
		t.Errorf("typing: %+v", ack)
	}
	live.Expect(t, "typing", nil)

	redis.Kill(t)
	arrives(t, live, send(t, maya, w.Messages(), "during"))
	redis.Restart(t)
	live.Expect(t, "resync", nil)
	for _, text := range []string{"four", "five", "six"} {
		arrives(t, live, send(t, maya, w.Messages(), text))
	}
}
