package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Backlog is how much a service's outbox holds that the bus does not have yet.
type Backlog struct {
	Events int       `json:"events"`
	Oldest time.Time `json:"oldest,omitzero"` // when the first of them happened
}

// Pending counts what waits for the bus.
func Pending(ctx context.Context, db *sqldb.DB) (Backlog, error) {
	var b Backlog
	var oldest int64
	err := db.QueryRow(ctx, `
		SELECT COUNT(*), COALESCE(MIN(created_at), 0) FROM outbox WHERE published_at IS NULL AND parked_at IS NULL`).Scan(&b.Events, &oldest)
	if err != nil {
		return b, fmt.Errorf("count what waits in the outbox: %w", err)
	}
	if oldest > 0 {
		b.Oldest = time.UnixMicro(oldest).UTC()
	}
	return b, nil
}

// gauges counts what waits whenever it is asked for metrics.
type gauges struct {
	db             *sqldb.DB
	clock          clock.Clock
	pending, delay *prometheus.Desc
}

// NewCollector makes metrics of an outbox. Every instance of a service counts the same rows.
func NewCollector(db *sqldb.DB, source string, clk clock.Clock) prometheus.Collector {
	labels := prometheus.Labels{"service": source}
	return gauges{
		db: db, clock: clk,
		pending: prometheus.NewDesc("echo_outbox_pending", "Events in the service's outbox that the bus does not have yet.", nil, labels),
		delay:   prometheus.NewDesc("echo_outbox_oldest_seconds", "How long the first of them has been waiting; 0 when none waits.", nil, labels),
	}
}

// Describe is for prometheus.
func (g gauges) Describe(descs chan<- *prometheus.Desc) {
	descs <- g.pending
	descs <- g.delay
}

// collectTimeout keeps a database that hangs from holding up all other metrics.
const collectTimeout = 2 * time.Second

// Collect is for prometheus. Of a database that does not answer there is nothing to say.
func (g gauges) Collect(metrics chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), collectTimeout)
	defer cancel()
	b, err := Pending(ctx, g.db)
	if err != nil {
		return
	}
	delay := 0.0
	if !b.Oldest.IsZero() {
		delay = g.clock.Now().Sub(b.Oldest).Seconds()
	}
	metrics <- prometheus.MustNewConstMetric(g.pending, prometheus.GaugeValue, float64(b.Events))
	metrics <- prometheus.MustNewConstMetric(g.delay, prometheus.GaugeValue, delay)
}
