package rpc

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// Metrics counts the calls that a process makes to its neighbours. Register it.
type Metrics struct {
	duration *prometheus.HistogramVec
	retries  *prometheus.CounterVec
	rejected *prometheus.CounterVec

	mu    sync.Mutex
	conns []*Conn
}

// NewMetrics returns a prometheus.Collector.
func NewMetrics() *Metrics {
	return &Metrics{
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "echo_call_duration_seconds", Help: "Time until a neighbour's answer, with all tries.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10},
		}, []string{"dep", "method", "outcome"}),
		retries: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "echo_call_retries_total", Help: "Calls sent once more.",
		}, []string{"dep"}),
		rejected: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "echo_call_rejected_total", Help: "Calls that were not sent: the circuit was open, or the bulkhead full.",
		}, []string{"dep", "reason"}),
	}
}

var (
	circuitState = prometheus.NewDesc("echo_circuit_state", "0 closed, 1 half open, 2 open: all instances fail.", []string{"dep"}, nil)
	instances    = prometheus.NewDesc("echo_neighbour_instances", "Known instances of a neighbour.", []string{"dep", "state"}, nil)
)

// Describe is for prometheus.
func (m *Metrics) Describe(ch chan<- *prometheus.Desc) {
	m.duration.Describe(ch)
	m.retries.Describe(ch)
	m.rejected.Describe(ch)
	ch <- circuitState
	ch <- instances
}

// Collect is for prometheus.
func (m *Metrics) Collect(ch chan<- prometheus.Metric) {
	m.duration.Collect(ch)
	m.retries.Collect(ch)
	m.rejected.Collect(ch)
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.conns {
		well, failing := c.count()
		ch <- prometheus.MustNewConstMetric(circuitState, prometheus.GaugeValue, float64(c.circuit()), c.service)
		ch <- prometheus.MustNewConstMetric(instances, prometheus.GaugeValue, float64(well), c.service, "well")
		ch <- prometheus.MustNewConstMetric(instances, prometheus.GaugeValue, float64(failing), c.service, "failing")
	}
}

func (m *Metrics) add(c *Conn) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.conns = append(m.conns, c)
	for _, reason := range []string{"circuit", "bulkhead"} {
		m.rejected.WithLabelValues(c.service, reason)
	}
	m.retries.WithLabelValues(c.service)
}

func (m *Metrics) observe(dep, method string, err error, took time.Duration) {
	outcome := "answered"
	if errs.KindOf(err) == errs.KindUnavailable {
		outcome = "unavailable"
	}
	m.duration.WithLabelValues(dep, method, outcome).Observe(took.Seconds())
}

func (m *Metrics) retry(dep string)          { m.retries.WithLabelValues(dep).Inc() }
func (m *Metrics) reject(dep, reason string) { m.rejected.WithLabelValues(dep, reason).Inc() }
