package e2e_test

import (
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/eventlog"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/notification"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
	"github.com/echo-chat/echo/test/echotest"
)

// innerPaths returns where every method of every service is, by service.
func innerPaths() map[string][]string {
	d := &rpc.Door{Credential: rpc.NewCredential(clock.System{}, []byte("none")), Log: slog.New(slog.DiscardHandler)}
	log := eventlog.Endpoints(eventlog.Of(nil, ""))
	return map[string][]string{
		"user": user.Handler(&user.Local{}, d, log...).Paths(), "workspace": workspace.Handler(&workspace.Local{}, d, log...).Paths(),
		"message": message.Handler(&message.Local{}, d, log...).Paths(), "notification": notification.Handler(&notification.Local{}, d).Paths(),
	}
}

// TestApart_InnerPortsAnswerNobodyElse tries every method of every service with a made-up caller: at the services,
// which refuse it, and at the gateways, which have no such thing.
func TestApart_InnerPortsAnswerNobodyElse(t *testing.T) {
	t.Parallel()
	s := echotest.Apart(t)
	maya := s.Register(t, "maya")
	caller := `{"userId":"` + idOf(t, maya) + `","sessionId":"` + idOf(t, maya) + `"}`
	post := func(url string, headers ...string) (*http.Response, string) {
		return ask(t, http.MethodPost, url, "{}", append([]string{"Echo-Caller", caller, "X-User-Id", idOf(t, maya)}, headers...)...)
	}
	tried := 0
	for service, paths := range innerPaths() {
		for _, path := range paths {
			for _, base := range s.Instances(service) {
				for _, authorization := range []string{"", "Bearer " + maya.Token, "Echo 1 AAAA BBBB CCCC"} {
					tried++
					if res, body := post(base+path, "Authorization", authorization); res.StatusCode != http.StatusUnauthorized {
						t.Errorf("%s of %s: %d %s", path, service, res.StatusCode, body)
					}
				}
			}
			for _, base := range s.Instances("gateway") {
				for _, prefix := range []string{"", "/api", "/inner", "/api/..", "//"} {
					res, body := post(base+prefix+path, "Authorization", "Bearer "+maya.Token)
					if res.StatusCode < 400 || res.Header.Get("Echo-Signature") != "" || strings.Contains(body, "inner port") {
						t.Errorf("the gateway answers %s%s: %d %s", prefix, path, res.StatusCode, body)
					}
				}
			}
		}
	}
	if tried < 240 {
		t.Errorf("only %d calls were tried", tried)
	}
}

// TestApart_AnotherSecret starts a gateway that does not know the others' secret: it says so, and is not ready.
func TestApart_AnotherSecret(t *testing.T) {
	t.Parallel()
	s := echotest.Apart(t)
	stranger := s.Beside(t, "gateway", "ECHO_SERVICE_SECRET="+strings.Repeat("another secret ", 3))
	eventually(t, "the log says so", func() bool { return strings.Contains(stranger.Logs(), "ECHO_SERVICE_SECRET") })
	for _, name := range []string{"user service", "workspace service", "message service"} {
		eventually(t, "it is not ready for want of the "+name, func() bool {
			res, err := http.Get(stranger.URL + "/readyz")
			if err != nil {
				return false // it does not listen yet
			}
			defer res.Body.Close()
			body, err := io.ReadAll(res.Body)
			return err == nil && res.StatusCode == http.StatusServiceUnavailable && strings.Contains(string(body), name)
		})
	}
	if res, body := ask(t, http.MethodPost, stranger.URL+"/api/auth/login", `{"identifier":"a","password":"b"}`); res.StatusCode != http.StatusServiceUnavailable ||
		res.Header.Get("Retry-After") == "" {
		t.Errorf("a request there: %d %s", res.StatusCode, body)
	}
	// The others do not mind.
	if res, body := ask(t, http.MethodGet, s.URL+"/readyz", ""); res.StatusCode != http.StatusOK {
		t.Errorf("a gateway beside it: %d %s", res.StatusCode, body)
	}
}

// TestApart_MissingSettingsAreSaid: a service that cannot work does not start, and names all that it lacks.
func TestApart_MissingSettingsAreSaid(t *testing.T) {
	t.Parallel()
	s := echotest.Prepare(t, "ECHO_ROLES=gateway,notification")
	out, err := s.Command(t, "serve")
	if err == nil {
		t.Fatal("it ended well")
	}
	for _, name := range []string{"ECHO_USER_URL", "ECHO_WORKSPACE_URL", "ECHO_MESSAGE_URL"} {
		if !strings.Contains(out, name) {
			t.Errorf("nothing is said of %s:\n%s", name, out)
		}
	}
}

// TestApart_FaultsStayWhereTheyAre takes away one service after the other, under load. It runs by itself: beside all
// the servers of the other tests, a service that has to wait for a processor looks like one that is away.
func TestApart_FaultsStayWhereTheyAre(t *testing.T) { //nolint:paralleltest // see above
	c := echotest.StartCluster(t, echotest.ApartSettings(t)...)
	people := []*echotest.Client{c.Register(t, "maya"), c.Register(t, "tomas")}
	w := echotest.Found(t, people[0], people[1])
	load := startLoad(t.Context(), people, w, 2)
	ready := func(s *echotest.Server) (int, string) {
		res, body := ask(t, http.MethodGet, s.URL+"/readyz", "")
		return res.StatusCode, body
	}
	excused := 0 // requests that failed where they had to
	clean := func(what string) {
		t.Helper()
		load.waitFor(t, 100)
		people[0].Must(t, "GET", w.Messages(), nil, nil)
		if n := load.failed5xx() - excused; n > 0 {
			t.Errorf("%s: %d requests were answered with 5xx", what, n)
		}
	}
	clean("all well")

	mailer := c.Roles["notification"][0]
	mailer.Kill(syscall.SIGKILL)
	clean("without notifications")
	eventually(t, "a gateway says that notifications are missing, and stays ready", func() bool {
		status, body := ready(c.Server)
		return status == http.StatusOK && strings.Contains(body, "notification service")
	})
	mailer.Launch()

	c.Roles["user"][0].Kill(syscall.SIGKILL)
	res, body := ask(t, http.MethodPost, c.URL+"/api/auth/login", `{"identifier":"maya","password":"`+echotest.Password+`"}`)
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" || codeOf(body) != "unavailable" {
		t.Errorf("signing in without the user service: %d %s", res.StatusCode, body)
	}
	eventually(t, "a gateway is not ready without the user service", func() bool {
		status, body := ready(c.Server)
		return status == http.StatusServiceUnavailable && strings.Contains(body, "user service")
	})
	eventually(t, "a message service says why it is not ready", func() bool {
		status, body := ready(c.Roles["message"][1])
		return status == http.StatusServiceUnavailable && strings.Contains(body, "connection refused")
	})
	c.Roles["user"][0].Restart()
	for _, s := range slices.Concat(c.Roles["gateway"], c.Roles["message"]) {
		eventually(t, "all are ready again", func() bool { status, _ := ready(s); return status == http.StatusOK })
	}
	load.waitFor(t, 20)
	excused = load.failed5xx() // of instances that did not know these people's names yet
	clean("with it again")

	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL} {
		one := c.Roles["message"][0]
		one.Kill(sig)
		clean("one of two message services ended by " + sig.String())
		one.Restart()
	}
	clean("all well again")
	assertHistory(t, people[1], w, load.stop())
}

// TestApart_MetricsOfNeighbours: an operator sees what a service finds its neighbours to be.
func TestApart_MetricsOfNeighbours(t *testing.T) {
	t.Parallel()
	s := echotest.Apart(t)
	token := strings.Repeat("metrics-", 5)
	gateway := s.Beside(t, "gateway", "ECHO_METRICS_TOKEN="+token)
	gateway.WaitReady()
	for _, line := range []string{
		`echo_circuit_state{dep="message"} 0`, `echo_neighbour_instances{dep="message",state="well"} 2`,
		`echo_call_rejected_total{dep="user",reason="circuit"}`, `echo_call_duration_seconds_count{dep="user",method="RevokedSessions",outcome="answered"}`,
		`echo_check_failing{check="user service"} 0`,
	} {
		waitUntil(t, "/metrics has "+line, func() bool {
			_, text := ask(t, http.MethodGet, gateway.URL+"/metrics", "", "Authorization", "Bearer "+token)
			return strings.Contains(text, line)
		})
	}
}
