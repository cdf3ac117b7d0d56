// Package rpctest puts a real HTTP server between the two ends of a service, for tests.
package rpctest

import (
	"log/slog"
	"net/http/httptest"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Dial serves what handler makes until the test ends, and returns what leads to it.
func Dial(t testing.TB, service string, handler func(*rpc.Door) *rpc.Server) *rpc.Conn {
	t.Helper()
	credential := rpc.NewCredential(clock.System{}, []byte("what the services of a test share"))
	log := slog.New(slog.DiscardHandler)
	server := httptest.NewServer(handler(&rpc.Door{Credential: credential, Log: log}))
	t.Cleanup(server.Close)
	conn, err := rpc.Dial(rpc.Config{Service: service, URLs: []string{server.URL}, Credential: credential, Clock: clock.System{}, Log: log})
	if err != nil {
		t.Fatal(err)
	}
	return conn
}
