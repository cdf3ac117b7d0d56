package app

import (
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/gateway"
)

// OpenAPI returns the REST contract as a document, made of the code alone: nothing is opened.
func OpenAPI() ([]byte, error) {
	log := slog.New(slog.DiscardHandler)
	g := gateway.New(gateway.Config{
		Realtime: http.NotFoundHandler(), Health: obs.NewHealth(clock.System{}, log), Metrics: prometheus.NewRegistry(), Log: log,
		Build: obs.Build{Version: "1"},
	})
	return g.OpenAPI()
}
