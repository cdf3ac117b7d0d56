package gateway_test

import (
	"log/slog"
	"net/http"
	"os"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/obs"
	"github.com/echo-chat/echo/internal/service/gateway"
)

func TestOpenAPI_IsCurrent(t *testing.T) {
	t.Parallel()
	log := slog.New(slog.DiscardHandler)
	g := gateway.New(gateway.Config{
		Realtime: http.NotFoundHandler(), Health: obs.NewHealth(clock.System{}, log), Metrics: prometheus.NewRegistry(), Log: log,
		Build: obs.Build{Version: "1"},
	})
	doc, err := g.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile("../../../api/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if string(kept) != string(doc) {
		t.Error("api/openapi.yaml is stale: run make gen")
	}
}
