package sqldbtest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/porttest"
)

// Pooler starts pgbouncer in transaction mode in front of the server of an address, with few connections to
// it, and returns the address that leads through it. It ends with the test.
func Pooler(t testing.TB, server string) string {
	t.Helper()
	bin, err := exec.LookPath("pgbouncer")
	if err != nil {
		if bin = "/usr/sbin/pgbouncer"; !exists(bin) {
			t.Fatal("pgbouncer is not installed (make test-deps installs it)")
		}
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	to := "host=" + u.Query().Get("host")
	if u.Hostname() != "" {
		to = "host=" + u.Hostname() + " port=" + u.Port()
	}
	dir := t.TempDir()
	config := fmt.Sprintf(`
[databases]
* = %s user=%s
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %d
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
logfile = %s
`, to, u.User.Username(), port, filepath.Join(dir, "log"))
	file := filepath.Join(dir, "pgbouncer.ini")
	if err := os.WriteFile(file, []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	keep(t, bin, file, dir)
	addr := fmt.Sprintf("127.0.0.1:%d", port)
	awaitPort(t, addr)
	through := url.URL{Scheme: "postgres", User: u.User, Host: addr, Path: u.Path, RawQuery: "sslmode=disable"}
	return through.String()
}

// poolerKeeper runs the pooler until its standard input ends, so that it ends with this process, however that
// ends. It refuses to run as root, so then it runs as postgres.
const poolerKeeper = `
as=
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  chown -R postgres "$3"; p=$3; while [ "$p" != / ]; do chmod o+x "$p" 2>/dev/null; p=$(dirname "$p"); case $p in /|/tmp) break;; esac; done
fi
cd "$3"
$as "$1" -q "$2" </dev/null >/dev/null 2>&1 &
pooler=$!
cat >/dev/null
kill -INT "$pooler" 2>/dev/null
kill -KILL "$pooler" 2>/dev/null
wait "$pooler"
`

func keep(t testing.TB, args ...string) {
	t.Helper()
	cmd := exec.Command("sh", append([]string{"-c", poolerKeeper, "keeper"}, args...)...)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
}

func awaitPort(t testing.TB, addr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	retry := time.NewTicker(10 * time.Millisecond)
	defer retry.Stop()
	for {
		var d net.Dialer
		if conn, err := d.DialContext(ctx, "tcp", addr); err == nil {
			_ = conn.Close()
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("nothing listens at %s", addr)
		case <-retry.C:
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
