package e2e_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// TestPooler_CarriesEverything runs the whole server, migrations too, through pgbouncer in transaction mode.
func TestPooler_CarriesEverything(t *testing.T) {
	t.Parallel()
	url := sqldbtest.Pooler(t, sqldbtest.PostgresURL(t))
	s := echotest.Start(t, "ECHO_DATABASE_URL="+url, "ECHO_DATABASE_POOLER=transaction", "ECHO_DATABASE_PREFIX="+echotest.Prefix())
	people := []*echotest.Client{s.Register(t, "maya"), s.Register(t, "tomas")}
	w := echotest.Found(t, people[0], people[1])
	load := startLoad(t.Context(), people, w, 8)
	load.waitFor(t, 300)
	assertHistory(t, people[1], w, load.stop())
	if n := load.failed5xx(); n > 0 {
		t.Errorf("%d requests were answered with 5xx", n)
	}
}
