package obs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// Health answers three questions: is the process alive, should it get traffic, and should its neighbours
// call it?
type Health struct {
	clock clock.Clock
	log   *slog.Logger

	mu       sync.Mutex
	checks   map[string]check
	failing  map[string]string // what was wrong when it was last asked, and why
	draining atomic.Bool

	fitMu   sync.Mutex
	fitAt   time.Time
	fitness error
}

type check struct {
	weight
	fn func(context.Context) error
}

// weight is what follows from a failing check.
type weight int

const (
	own      weight = iota // neither traffic nor neighbours
	needed                 // no traffic
	degraded               // nothing, but to be known
)

// NewHealth returns a Health that is ready once nothing is wrong. What is wrong goes to the log, once.
func NewHealth(c clock.Clock, log *slog.Logger) *Health {
	return &Health{clock: c, log: log, checks: map[string]check{}, failing: map[string]string{}}
}

// Require names what this process cannot do anything without: its databases.
func (h *Health) Require(name string, fn func(context.Context) error) { h.add(name, check{own, fn}) }

// Need names what its work needs elsewhere: with the fault, it gets no traffic. Whether it is fit itself
// does not depend on that, or one fault would spread from neighbour to neighbour.
func (h *Health) Need(name string, fn func(context.Context) error) { h.add(name, check{needed, fn}) }

// Watch names what it works without, if less well.
func (h *Health) Watch(name string, fn func(context.Context) error) { h.add(name, check{degraded, fn}) }

func (h *Health) add(name string, c check) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checks[name] = c
}

// Drain makes the process not ready, for good: the first step of stopping.
func (h *Health) Drain() { h.draining.Store(true) }

// Live answers 200 as long as the process can answer at all.
func (h *Health) Live(w http.ResponseWriter, _ *http.Request) {
	writeHealth(w, http.StatusOK, report{Status: "ok"})
}

// Ready answers 200, or 503 with the names of what is wrong; never with why, which is in the log.
func (h *Health) Ready(w http.ResponseWriter, r *http.Request) {
	status, rep := h.report(r.Context())
	rep.Causes = nil
	writeHealth(w, status, rep)
}

// Explain is Ready for operators: with causes. It is for ports that only they reach.
func (h *Health) Explain(w http.ResponseWriter, r *http.Request) {
	status, rep := h.report(r.Context())
	writeHealth(w, status, rep)
}

type report struct {
	Status   string            `json:"status"`
	Failing  []string          `json:"failing,omitempty"`
	Degraded []string          `json:"degraded,omitempty"`
	Causes   map[string]string `json:"causes,omitempty"`
}

func (h *Health) report(ctx context.Context) (int, report) {
	if h.draining.Load() {
		return http.StatusServiceUnavailable, report{Status: "draining"}
	}
	rep := report{Status: "ready", Causes: map[string]string{}}
	for name, f := range h.run(ctx, degraded) {
		rep.Causes[name] = f.err.Error()
		if f.weight == degraded {
			rep.Degraded = append(rep.Degraded, name)
		} else {
			rep.Failing = append(rep.Failing, name)
		}
	}
	slices.Sort(rep.Failing)
	slices.Sort(rep.Degraded)
	if len(rep.Failing) > 0 {
		rep.Status = "not ready"
		return http.StatusServiceUnavailable, rep
	}
	return http.StatusOK, rep
}

type failure struct {
	weight

	err error
}

// run makes the checks up to a weight side by side, and notes what has changed.
func (h *Health) run(ctx context.Context, upTo weight) map[string]failure {
	h.mu.Lock()
	checks := maps.Clone(h.checks)
	h.mu.Unlock()
	maps.DeleteFunc(checks, func(_ string, c check) bool { return c.weight > upTo })
	var (
		mu    sync.Mutex
		wg    sync.WaitGroup
		found = map[string]failure{}
	)
	for name, c := range checks {
		wg.Go(func() {
			if err := c.fn(ctx); err != nil {
				mu.Lock()
				defer mu.Unlock()
				found[name] = failure{c.weight, err}
			}
		})
	}
	wg.Wait()
	if ctx.Err() == nil {
		h.note(ctx, checks, found)
	}
	return found
}

func (h *Health) note(ctx context.Context, checks map[string]check, found map[string]failure) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for name := range checks {
		f, wrong := found[name]
		_, was := h.failing[name]
		switch {
		case wrong && !was:
			h.failing[name] = f.err.Error()
			h.log.WarnContext(ctx, "a check of readiness fails", "check", name, "degraded", f.weight == degraded, "error", f.err)
		case !wrong && was:
			delete(h.failing, name)
			h.log.InfoContext(ctx, "a check of readiness succeeds again", "check", name)
		}
	}
}

// fitFor bounds how often neighbours, of whom there may be many, have the checks made, and fitTimeout how
// long they take.
const (
	fitFor     = 500 * time.Millisecond
	fitTimeout = 2 * time.Second
)

var errDraining = errors.New("it is stopping")

// Fit tells neighbours whether to call this process: nil, or why not.
func (h *Health) Fit(ctx context.Context) error {
	if h.draining.Load() {
		return errDraining
	}
	h.fitMu.Lock()
	defer h.fitMu.Unlock()
	now := h.clock.Now()
	if now.Sub(h.fitAt).Abs() < fitFor {
		return h.fitness
	}
	// One caller's hurry is not to be another's answer.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), fitTimeout)
	defer cancel()
	h.fitAt, h.fitness = now, nil
	for name, f := range h.run(ctx, own) {
		h.fitness = errors.Join(h.fitness, fmt.Errorf("%s: %w", name, f.err))
	}
	return h.fitness
}

// Collector shows which checks failed when they were last made.
func (h *Health) Collector() prometheus.Collector { return healthCollector{h} }

type healthCollector struct{ *Health }

var checkFailing = prometheus.NewDesc("echo_check_failing", "1 for a check of readiness that failed when it was last made.", []string{"check"}, nil)

// Describe is for prometheus.
func (c healthCollector) Describe(ch chan<- *prometheus.Desc) { ch <- checkFailing }

// Collect is for prometheus.
func (c healthCollector) Collect(ch chan<- prometheus.Metric) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.checks {
		value := 0.0
		if _, failing := c.failing[name]; failing {
			value = 1
		}
		ch <- prometheus.MustNewConstMetric(checkFailing, prometheus.GaugeValue, value, name)
	}
}

func writeHealth(w http.ResponseWriter, status int, rep report) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(rep)
}
