package realtime

import "github.com/prometheus/client_golang/prometheus"

// Register adds the gateway's metrics to a registry.
func (g *Gateway) Register(reg *prometheus.Registry) {
	reg.MustRegister(
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "echo_socket_connections", Help: "Open real-time connections."},
			func() float64 { return float64(g.Stats().Connections) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "echo_socket_frames_total", Help: "Frames sent to real-time clients."},
			func() float64 { return float64(g.Stats().Frames) }),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "echo_socket_slow_closed_total", Help: "Clients closed because they did not read."},
			func() float64 { return float64(g.Stats().SlowClosed) }),
	)
}
