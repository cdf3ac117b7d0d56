// Package redistest gives tests real Redis servers: one that is shared, and ones of a test's own that it may freeze,
// kill and start again.
package redistest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// env names a server to use instead of starting one: many test binaries then share it.
const env = "ECHO_TEST_REDIS_URL"

var shared struct {
	once   sync.Once
	server Server // stays, and with it the end of its standard input that is here
	url    string
	err    error
}

// URL returns the address of a server that others use too, at the same time: keys need a prefix of the test's own. It
// is the one that ECHO_TEST_REDIS_URL names, or one that ends with this process.
func URL(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() {
		if shared.url = os.Getenv(env); shared.url == "" {
			shared.err = shared.server.start()
			shared.url = shared.server.URL()
		}
	})
	if shared.err != nil {
		t.Fatalf("Redis for tests: %v (make test-deps installs it; %s=redis://… names one)", shared.err, env)
	}
	return shared.url
}

// Server is a server of one test.
type Server struct {
	port   int
	pid    int
	keeper *exec.Cmd
	hold   io.Closer
}

// Start starts a server that ends with the test.
func Start(t testing.TB) *Server {
	t.Helper()
	s := &Server{}
	if err := s.start(); err != nil {
		t.Fatalf("Redis for tests: %v (make test-deps installs it)", err)
	}
	t.Cleanup(func() { s.end() })
	return s
}

// URL returns the address.
func (s *Server) URL() string { return fmt.Sprintf("redis://127.0.0.1:%d", s.port) }

// Freeze stops the server from doing anything; its connections stay.
func (s *Server) Freeze(t testing.TB) { s.signal(t, syscall.SIGSTOP) }

// Thaw ends Freeze.
func (s *Server) Thaw(t testing.TB) { s.signal(t, syscall.SIGCONT) }

// Kill ends the server, with all that it holds.
func (s *Server) Kill(t testing.TB) {
	t.Helper()
	if s.keeper == nil {
		t.Fatal("the server does not run")
	}
	s.end()
}

// Restart starts the server again, empty, at the same address.
func (s *Server) Restart(t testing.TB) {
	t.Helper()
	s.end()
	if err := s.start(); err != nil {
		t.Fatal(err)
	}
}

func (s *Server) signal(t testing.TB, sig syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(s.pid, sig); err != nil {
		t.Fatal(err)
	}
}

// keep runs the server until its standard input, which this process holds open, ends.
const keep = `
dir=$(mktemp -d "${TMPDIR:-/tmp}/echo-redis.XXXXXX")
redis-server --bind 127.0.0.1 --port "$1" --dir "$dir" --save '' --appendonly no >"$dir/log" 2>&1 </dev/null &
echo $!
cat >/dev/null
kill -KILL $!
wait
rm -rf "$dir"
`

func (s *Server) start() error {
	if _, err := exec.LookPath("redis-server"); err != nil {
		return err
	}
	if s.port == 0 {
		if err := s.choosePort(); err != nil {
			return err
		}
	}
	s.keeper = exec.Command("sh", "-c", keep, "keep", strconv.Itoa(s.port))
	hold, err := s.keeper.StdinPipe()
	if err != nil {
		return err
	}
	out, err := s.keeper.StdoutPipe()
	if err != nil {
		return err
	}
	if err := s.keeper.Start(); err != nil {
		return err
	}
	s.hold = hold
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return err
	}
	if s.pid, err = strconv.Atoi(strings.TrimSpace(line)); err != nil {
		return err
	}
	return s.wait()
}

// wait returns when the server answers.
func (s *Server) wait() error {
	client := redis.NewClient(&redis.Options{Addr: fmt.Sprintf("127.0.0.1:%d", s.port), MaxRetries: -1})
	defer client.Close()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for range 3000 {
		if client.Ping(context.Background()).Err() == nil {
			return nil
		}
		<-tick.C
	}
	return errors.New("the server did not answer within half a minute")
}

func (s *Server) end() {
	if s.keeper == nil {
		return
	}
	_ = s.hold.Close()
	_ = s.keeper.Wait()
	s.keeper = nil
}

// choosePort takes a port below those that connections out are given (32768 and up): it is come back to after a restart.
func (s *Server) choosePort() error {
	for range 1000 {
		port := 15000 + rand.IntN(16000)
		l, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
		if err == nil {
			s.port = port
			return l.Close()
		}
	}
	return errors.New("no port is free")
}
