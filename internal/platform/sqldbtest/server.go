package sqldbtest

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/porttest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Server is a PostgreSQL server of a test's own, to be stopped, started and copied.
type Server struct {
	URL string // of its database postgres

	t    testing.TB
	dir  string
	bin  string
	port int
	in   io.Closer // of the keeper
	cmd  *exec.Cmd
}

// serverKeeper runs a command as postgres, who the server wants to be, and when it is "postgres" itself, ends
// it when standard input ends: with the test's process at the latest, however that ends.
const serverKeeper = `
dir=$1; shift
as=
if [ "$(id -u)" = 0 ]; then
  as="setpriv --reuid=postgres --regid=postgres --clear-groups"
  chmod 711 "$dir"
fi
cd "$dir" || exit 1
case $1 in
*/postgres)
  $as "$@" >>"$dir/log" 2>&1 </dev/null &
  server=$!
  cat >/dev/null
  kill -QUIT "$server" 2>/dev/null
  wait "$server" ;;
*) exec $as "$@" >>"$dir/log" 2>&1 ;;
esac
`

// StartServer starts a server that waits for the disk when durable; settings are lines of its own. It is
// gone with the test.
func StartServer(t testing.TB, durable bool, settings ...string) *Server {
	t.Helper()
	s := newServer(t)
	s.run("initdb", "-D", s.data(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
	s.set("max_connections = 300", "shared_buffers = 64MB", "listen_addresses = '127.0.0.1'", "unix_socket_directories = ''")
	if !durable {
		s.set("fsync = off", "full_page_writes = off")
	}
	s.set(settings...)
	s.Start()
	return s
}

func newServer(t testing.TB) *Server {
	t.Helper()
	bin, err := postgresBin()
	if err != nil {
		t.Fatalf("PostgreSQL for tests: %v (make test-deps installs it)", err)
	}
	dir, err := os.MkdirTemp("", "echo-postgres-") //nolint:usetesting // the server's user must get there
	if err != nil {
		t.Fatal(err)
	}
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, dir: dir, bin: bin, port: port}
	s.URL = fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port)
	if err := os.Mkdir(s.data(), 0o700); err != nil {
		t.Fatal(err)
	}
	if os.Getuid() == 0 {
		if out, err := exec.Command("chown", "-R", "postgres", s.dir).CombinedOutput(); err != nil {
			t.Fatalf("chown: %s", out)
		}
	}
	t.Cleanup(func() {
		s.Kill(syscall.SIGQUIT)
		if err := os.RemoveAll(s.dir); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

func (s *Server) command(program string, args ...string) *exec.Cmd {
	all := append([]string{"-c", serverKeeper, "keeper", s.dir, filepath.Join(s.bin, program)}, args...)
	return exec.Command("sh", all...)
}

func (s *Server) run(program string, args ...string) {
	s.t.Helper()
	if err := s.command(program, args...).Run(); err != nil {
		log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
		s.t.Fatalf("%s: %v\n%s", program, err, log)
	}
}

// set adds lines to the server's settings.
func (s *Server) set(lines ...string) {
	s.t.Helper()
	f, err := os.OpenFile(filepath.Join(s.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(strings.Join(lines, "\n") + "\n"); err != nil {
		s.t.Fatal(err)
	}
}

// Start starts the server, and waits until it answers.
func (s *Server) Start() {
	s.t.Helper()
	s.cmd = s.command("postgres", "-D", s.data(), "-p", strconv.Itoa(s.port))
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		s.t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	retry := time.NewTicker(10 * time.Millisecond)
	defer retry.Stop()
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		db, err := sqldb.Open(ctx, sqldb.Config{URL: s.URL})
		cancel()
		if err == nil {
			_ = db.Close()
			return
		}
		select {
		case <-deadline.C:
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			s.t.Fatalf("PostgreSQL did not answer within a minute: %v\n%s", err, log)
		case <-retry.C:
		}
	}
}

// Kill ends the server and waits for it: SIGINT in order, breaking connections; SIGQUIT as in a crash.
func (s *Server) Kill(sig syscall.Signal) {
	s.t.Helper()
	if s.cmd == nil {
		return
	}
	if raw, err := os.ReadFile(filepath.Join(s.data(), "postmaster.pid")); err == nil {
		first, _, _ := strings.Cut(string(raw), "\n")
		if pid, err := strconv.Atoi(first); err == nil {
			_ = syscall.Kill(pid, sig)
			s.awaitEnd(pid)
		}
	}
	_ = s.in.Close()
	_ = s.cmd.Wait()
	s.cmd = nil
}

// awaitEnd waits until the process is gone; the keeper, whose child it is, has not looked at it yet.
func (s *Server) awaitEnd(pid int) {
	s.t.Helper()
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	retry := time.NewTicker(5 * time.Millisecond)
	defer retry.Stop()
	for {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil || strings.Contains(string(stat), ") Z ") {
			return
		}
		select {
		case <-deadline.C:
			s.t.Fatal("PostgreSQL did not stop within a minute")
		case <-retry.C:
		}
	}
}

// Replicate starts a streaming replica of the server.
func (s *Server) Replicate() *Server {
	s.t.Helper()
	r := newServer(s.t)
	r.run("pg_basebackup", "-d", s.URL, "-D", r.data(), "-R", "-c", "fast", "--no-sync", "-X", "stream")
	r.Start()
	return r
}
