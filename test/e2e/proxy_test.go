package e2e_test

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// behindNginx starts nginx before the gateways of a cluster, configured as deploy/nginx says, and returns the
// cluster as it looks from there.
func behindNginx(t *testing.T, s *echotest.Server) *echotest.Server {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // which only root has in its path
	}
	template, err := os.ReadFile("../../deploy/nginx/echo.conf.template")
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	var gateways strings.Builder
	for _, url := range s.Instances("gateway") {
		fmt.Fprintf(&gateways, "server %s; ", strings.TrimPrefix(url, "http://"))
	}
	dir := t.TempDir()
	conf := "daemon off; master_process off; pid " + dir + "/pid; error_log " + dir + "/log warn; events {} http { access_log off;\n"
	for _, what := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		conf += what + "_temp_path " + filepath.Join(dir, what) + ";\n"
	}
	conf += strings.NewReplacer("${GATEWAYS}", gateways.String(), "${PORT}", addr).Replace(string(template)) + "}\n"
	if err := os.WriteFile(dir+"/nginx.conf", []byte(conf), 0o600); err != nil {
		t.Fatal(err)
	}
	// It ends with this process, however that ends.
	cmd := exec.Command("sh", "-c", `"$1" -e "$2/log" -p "$2" -c "$2/nginx.conf" & nginx=$!; read -r end; kill -KILL "$nginx"`, "sh", program, dir)
	hold, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = hold.Close()
		_ = cmd.Wait()
		if log, err := os.ReadFile(dir + "/log"); err == nil && t.Failed() {
			t.Logf("log of nginx (make test-deps installs it):\n%s", log)
		}
	})
	eventually(t, "nginx answers (make test-deps installs it)", func() bool {
		res, err := http.Get("http://" + addr + "/nginx-health")
		if err != nil {
			return false
		}
		_ = res.Body.Close()
		return res.StatusCode == http.StatusOK
	})
	return s.At("http://" + addr)
}

// TestProxy_LeadsToBothGateways goes through nginx with all that a client does.
func TestProxy_LeadsToBothGateways(t *testing.T) {
	t.Parallel()
	s := behindNginx(t, echotest.Apart(t))
	maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
	w := echotest.Found(t, maya, tomas)
	for range 6 { // WebSockets, to whichever gateway
		live := enter(t, s, tomas, w)
		if ack, _ := live.Emit(t, "join:channel", place{w.ID, w.Channel}); !ack.OK {
			t.Fatalf("join:channel: %+v", ack)
		}
	}
	for i := range 6 { // polling: every poll of a session reaches its gateway
		_, body := ask(t, http.MethodGet, s.URL+"/socket.io/?EIO=4&transport=polling", "")
		_, sid, found := strings.Cut(body, `"sid":"`)
		sid, _, _ = strings.Cut(sid, `"`)
		if !found {
			t.Fatalf("handshake %d: %s", i, body)
		}
		session := s.URL + "/socket.io/?EIO=4&transport=polling&sid=" + sid
		if res, body := ask(t, http.MethodPost, session, `40{"token":"`+tomas.Token+`"}`, "Content-Type", "text/plain;charset=UTF-8"); body != "ok" {
			t.Fatalf("connect %d: %s %s", i, res.Status, body)
		}
		if res, body := ask(t, http.MethodGet, session, ""); !strings.HasPrefix(body, `40{"sid"`) {
			t.Errorf("poll %d: %s %s", i, res.Status, body)
		}
	}
	for path, want := range map[string]int{"/metrics": http.StatusNotFound, "/healthz": http.StatusOK, "/readyz": http.StatusOK} {
		if res, body := ask(t, http.MethodGet, s.URL+path, ""); res.StatusCode != want {
			t.Errorf("%s: %d %s", path, res.StatusCode, body)
		}
	}
}
