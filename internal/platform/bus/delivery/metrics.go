package delivery

import (
	"context"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/platform/bus"
)

// Metrics count what happens to events. A nil *Metrics counts nothing.
type Metrics struct {
	published                          *prometheus.CounterVec
	deliveredTotal, failedTotal, parks *prometheus.CounterVec
	connected                          prometheus.Gauge
	depth                              *prometheus.GaugeVec
}

// NewMetrics registers them.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		c := prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
		reg.MustRegister(c)
		return c
	}
	m := &Metrics{
		published:      counter("echo_bus_published_total", "Events that the bus took, and that it did not take.", "result"),
		deliveredTotal: counter("echo_bus_delivered_total", "Events that a consumer handled.", "consumer"),
		failedTotal:    counter("echo_bus_failed_total", "Times that a consumer did not handle an event.", "consumer"),
		parks:          counter("echo_bus_parked_total", "Events that were parked.", "consumer"),
		connected:      prometheus.NewGauge(prometheus.GaugeOpts{Name: "echo_bus_connected", Help: "Whether the bus takes and gives events."}),
		depth: prometheus.NewGaugeVec(prometheus.GaugeOpts{
			Name: "echo_bus_depth", Help: "Events that lie with a consumer: ready, waiting or parked.",
		}, []string{"consumer", "state"}),
	}
	reg.MustRegister(m.connected, m.depth)
	return m
}

// Published counts a batch.
func (m *Metrics) Published(taken, refused int) {
	if m != nil {
		m.published.WithLabelValues("taken").Add(float64(taken))
		m.published.WithLabelValues("refused").Add(float64(refused))
	}
}

// Parked counts one more in the parking lot.
func (m *Metrics) Parked(consumer string) {
	if m != nil {
		m.parks.WithLabelValues(consumer).Inc()
	}
}

func (m *Metrics) delivered(consumer string) {
	if m != nil {
		m.deliveredTotal.WithLabelValues(consumer).Inc()
	}
}

func (m *Metrics) failed(consumer string) {
	if m != nil {
		m.failedTotal.WithLabelValues(consumer).Inc()
	}
}

// depthEvery is how often the queues are measured.
const depthEvery = 5 * time.Second

// Watch measures a bus until ctx ends.
func (m *Metrics) Watch(ctx context.Context, b bus.Bus, log *slog.Logger) {
	tick := time.NewTicker(depthEvery)
	defer tick.Stop()
	for {
		m.measure(ctx, b, log)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

func (m *Metrics) measure(ctx context.Context, b bus.Bus, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(ctx, depthEvery)
	defer cancel()
	if b.Check(ctx) != nil {
		m.connected.Set(0)
		return
	}
	m.connected.Set(1)
	depths, err := b.Depths(ctx)
	if err != nil {
		log.DebugContext(ctx, "measure the bus", "error", err)
		return
	}
	for _, d := range depths {
		for state, n := range map[string]int{"ready": d.Ready, "waiting": d.Waiting, "parked": d.Parked} {
			m.depth.WithLabelValues(d.Consumer, state).Set(float64(n))
		}
	}
}
