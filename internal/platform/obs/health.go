package obs

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"sync"
	"sync/atomic"
)

// Health answers two questions of whoever runs the process: is it alive, and should it get traffic?
type Health struct {
	mu       sync.Mutex
	checks   map[string]func(context.Context) error
	draining atomic.Bool
}

// NewHealth returns a Health that is ready once nothing is wrong.
func NewHealth() *Health { return &Health{checks: map[string]func(context.Context) error{}} }

// Require makes readiness depend on check, by name.
func (h *Health) Require(name string, check func(context.Context) error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.checks[name] = check
}

// Drain makes the process not ready, for good: the first step of stopping.
func (h *Health) Drain() { h.draining.Store(true) }

// Live answers 200 as long as the process can answer at all.
func (h *Health) Live(w http.ResponseWriter, _ *http.Request) {
	writeHealth(w, http.StatusOK, "ok", nil)
}

// Ready answers 200, or 503 with the names of what is wrong; never with why, which is in the log.
func (h *Health) Ready(w http.ResponseWriter, r *http.Request) {
	if h.draining.Load() {
		writeHealth(w, http.StatusServiceUnavailable, "draining", nil)
		return
	}
	h.mu.Lock()
	checks := make(map[string]func(context.Context) error, len(h.checks))
	maps.Copy(checks, h.checks)
	h.mu.Unlock()
	var failing []string
	for name, check := range checks {
		if check(r.Context()) != nil {
			failing = append(failing, name)
		}
	}
	if len(failing) > 0 {
		writeHealth(w, http.StatusServiceUnavailable, "not ready", failing)
		return
	}
	writeHealth(w, http.StatusOK, "ready", nil)
}

func writeHealth(w http.ResponseWriter, status int, text string, failing []string) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Status  string   `json:"status"`
		Failing []string `json:"failing,omitempty"`
	}{text, failing})
}
