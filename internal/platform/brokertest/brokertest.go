// Package brokertest gives tests real brokers: the ones that ECHO_TEST_RABBITMQ_URL and
// ECHO_TEST_REDIS_URL name, or servers that are started here, on private ports of loopback with their
// data in a temporary folder. A test that stops a broker starts one of its own.
package brokertest

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// Server is a broker that a test may stop and start.
type Server struct {
	URL string

	addr    string
	script  string
	args    []string
	dir     string
	standby io.Closer // the keeper's standard input
	cmd     *exec.Cmd
}

// shared is a server that the tests of a process share.
type shared struct {
	once   sync.Once
	server *Server
	err    error
}

var sharedRabbit, sharedRedis shared

// RabbitURL returns the address of a RabbitMQ; keep to names with a prefix of Name.
func RabbitURL(t testing.TB) string {
	t.Helper()
	return sharedURL(t, &sharedRabbit, "ECHO_TEST_RABBITMQ_URL", func() (*Server, error) { return newRabbit() })
}

// RedisURL returns the address of a Redis; keep to keys with a prefix of Name.
func RedisURL(t testing.TB) string {
	t.Helper()
	return sharedURL(t, &sharedRedis, "ECHO_TEST_REDIS_URL", func() (*Server, error) { return newRedis("--save", "", "--appendonly", "no") })
}

func sharedURL(t testing.TB, s *shared, env string, prepare func() (*Server, error)) string {
	t.Helper()
	if url := os.Getenv(env); url != "" {
		return url
	}
	s.once.Do(func() {
		if s.server, s.err = prepare(); s.err == nil {
			s.server.script += "rm -rf \"$dir\"\n"
			s.err = s.server.run()
		}
	})
	if s.err != nil {
		t.Fatalf("a broker for tests: %v (make test-deps installs it; %s names one)", s.err, env)
	}
	return s.server.URL
}

// StartRabbit starts a RabbitMQ for one test, about ten seconds; settings are of its rabbit application, in Erlang:
// {ssl_listeners, [5671]}.
func StartRabbit(t testing.TB, settings ...string) *Server {
	t.Helper()
	s, err := newRabbit(settings...)
	return own(t, s, err)
}

// StartRedis starts a Redis for one test; args are settings, "--appendonly", "yes".
func StartRedis(t testing.TB, args ...string) *Server {
	t.Helper()
	s, err := newRedis(args...)
	return own(t, s, err)
}

func own(t testing.TB, s *Server, err error) *Server {
	t.Helper()
	if err == nil {
		err = s.run()
	}
	if err != nil {
		t.Fatalf("a broker of its own: %v (make test-deps installs it)", err)
	}
	t.Cleanup(func() {
		s.Kill()
		_ = os.RemoveAll(s.dir)
	})
	return s
}

// Name returns a prefix that nobody else uses.
func Name() string { return "t" + strings.ReplaceAll(id.New[id.Event]().String(), "-", "") }

// Kill ends the server as a power cut does.
func (s *Server) Kill() {
	if s.cmd != nil {
		_ = s.standby.Close()
		_ = s.cmd.Wait()
		s.cmd = nil
	}
}

// Start starts it again, with the data that it had.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if err := s.run(); err != nil {
		t.Fatalf("start the broker again: %v", err)
	}
}

// Configure writes a file of the server's folder, for its next start.
func (s *Server) Configure(t testing.TB, file, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Freeze stops the server's processes where they are, and Thaw lets them go on.
func (s *Server) Freeze(t testing.TB) { t.Helper(); s.signal(t, syscall.SIGSTOP) }

// Thaw is the end of Freeze.
func (s *Server) Thaw(t testing.TB) { t.Helper(); s.signal(t, syscall.SIGCONT) }

func (s *Server) signal(t testing.TB, sig syscall.Signal) {
	t.Helper()
	raw, err := os.ReadFile(s.dir + "/group")
	if err != nil {
		t.Fatal(err)
	}
	var group int
	if _, err := fmt.Sscan(string(raw), &group); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(-group, sig); err != nil {
		t.Fatal(err)
	}
}

// run starts the keeper, a shell that runs the server until its standard input, which this process holds
// open, ends; so the server ends with this process, however that ends.
func (s *Server) run() error {
	s.cmd = exec.Command("sh", append([]string{"-c", s.script, "keeper", s.dir}, s.args...)...)
	stdin, err := s.cmd.StdinPipe()
	if err != nil {
		return err
	}
	s.standby = stdin
	if err := s.cmd.Start(); err != nil {
		return err
	}
	deadline := time.NewTimer(2 * time.Minute)
	defer deadline.Stop()
	retry := time.NewTicker(50 * time.Millisecond)
	defer retry.Stop()
	for {
		conn, err := net.DialTimeout("tcp", s.addr, time.Second)
		if err == nil {
			return conn.Close()
		}
		select {
		case <-retry.C:
		case <-deadline.C:
			log, _ := os.ReadFile(s.dir + "/log")
			return fmt.Errorf("it did not answer within two minutes: %s", log)
		}
	}
}
