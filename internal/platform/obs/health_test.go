package obs_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/obs"
)

func TestHealth_TellsWhatIsWrongAndHowMuch(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	clk := clock.NewManual(time.Unix(1_800_000_000, 0))
	h := obs.NewHealth(clk, slog.New(slog.NewTextHandler(&log, nil)))
	faults := map[string]error{}
	fault := func(name string) func(context.Context) error {
		return func(context.Context) error { return faults[name] }
	}
	h.Require("users_db", fault("users_db"))
	h.Need("workspace service", fault("workspace service"))
	h.Watch("bus", fault("bus"))
	type answer struct {
		Status            string
		Failing, Degraded []string
		Causes            map[string]string
	}
	for _, c := range []struct {
		name   string
		faults []string
		code   int
		want   answer
		fit    bool
	}{
		{"all well", nil, 200, answer{Status: "ready"}, true},
		{"no bus", []string{"bus"}, 200, answer{Status: "ready", Degraded: []string{"bus"}, Causes: map[string]string{"bus": "broken"}}, true},
		{"no neighbour", []string{"workspace service"}, 503, answer{
			Status: "not ready", Failing: []string{"workspace service"}, Causes: map[string]string{"workspace service": "broken"},
		}, true},
		{"no database", []string{"users_db", "bus"}, 503, answer{
			Status: "not ready", Failing: []string{"users_db"}, Degraded: []string{"bus"}, Causes: map[string]string{"users_db": "broken", "bus": "broken"},
		}, false},
		{"all well again", nil, 200, answer{Status: "ready"}, true},
	} {
		clear(faults)
		for _, name := range c.faults {
			faults[name] = errors.New("broken")
		}
		clk.Advance(time.Second)
		for range 2 {
			w := httptest.NewRecorder()
			h.Explain(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
			var got answer
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != c.code || !reflect.DeepEqual(got, c.want) {
				t.Errorf("%s: %d %s, %v", c.name, w.Code, w.Body, err)
			}
			w = httptest.NewRecorder()
			h.Ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
			if w.Code != c.code || strings.Contains(w.Body.String(), "broken") {
				t.Errorf("%s, outside: %d %s", c.name, w.Code, w.Body)
			}
		}
		if err := h.Fit(t.Context()); (err == nil) != c.fit {
			t.Errorf("%s: fit: %v", c.name, err)
		}
	}
	if n := strings.Count(log.String(), "a check of readiness fails"); n != 4 { // each once, however often it was asked
		t.Errorf("logged %d times:\n%s", n, &log)
	}
	h.Drain()
	w := httptest.NewRecorder()
	h.Ready(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
	if w.Code != 503 || h.Fit(t.Context()) == nil {
		t.Errorf("draining: %d", w.Code)
	}
}
