// Package echotest drives the real program from outside, for end-to-end tests and measurements: it
// builds echod, starts it as users do, talks to it over HTTP and Socket.IO, and kills it.
package echotest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

var program struct {
	once sync.Once
	path string
	err  error
}

// echod returns the path of the program: the one that ECHO_TEST_BIN names, or one built here.
func echod(t testing.TB) string {
	t.Helper()
	program.once.Do(func() {
		if program.path = os.Getenv("ECHO_TEST_BIN"); program.path != "" {
			return
		}
		var dir string
		// Shared by all tests of the process, so not the folder of one of them.
		if dir, program.err = os.MkdirTemp("", "echod-"); program.err != nil { //nolint:usetesting // see above
			return
		}
		program.path = filepath.Join(dir, "echod")
		out, err := exec.Command("go", "build", "-o", program.path, "github.com/echo-chat/echo/cmd/echod").CombinedOutput()
		if err != nil {
			program.err = fmt.Errorf("build: %w\n%s", err, out)
		}
	})
	if program.err != nil {
		t.Fatal(program.err)
	}
	return program.path
}

// Server is a running echod. Killed and started again it keeps its data and address.
type Server struct {
	t      testing.TB
	env    []string
	addr   string
	cmd    *exec.Cmd
	logs   *logText
	suffix string    // of the names of its people, where others have theirs too
	parts  []*Server // the processes of services apart

	URL     string
	Live    string // where sockets are opened; URL when there is one gateway
	DataDir string
	Took    time.Duration // of the first start, to the first answer that says ready
}

// Start runs echod on a data folder of its own, with env added to its environment, and ends it with the test.
func Start(t testing.TB, env ...string) *Server {
	t.Helper()
	s := Prepare(t, env...)
	s.Took = s.Restart()
	return s
}

// Prepare is Start without starting: Command works on the settings, and Restart starts the server.
func Prepare(t testing.TB, env ...string) *Server {
	t.Helper()
	addr, err := freeAddress()
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{t: t, addr: addr, URL: "http://" + addr, Live: "http://" + addr}
	s.DataDir = t.TempDir()
	s.env = append([]string{
		"ECHO_LISTEN=" + addr, "ECHO_DATA_DIR=" + s.DataDir, "PATH=" + os.Getenv("PATH"),
		// Everybody comes from one address, all at once. Tests of the limits set them again.
		"ECHO_LIMIT_ANONYMOUS=off", "ECHO_LIMIT_AUTH=off", "ECHO_LIMIT_USER=off",
		"ECHO_OPERATORS=" + operator, pagesOfTests,
	}, env...)
	t.Cleanup(func() {
		if s.cmd != nil && s.cmd.ProcessState == nil {
			s.Kill(syscall.SIGKILL)
		}
		if t.Failed() {
			t.Logf("log of the server:\n%s", s.logs)
		}
	})
	return s
}

var given = struct {
	mu    sync.Mutex
	addrs map[string]bool
}{addrs: map[string]bool{}}

// freeAddress returns one that nobody has, below the ports that connections out are given (32768 and up), and
// that it returns once only: whoever gets it needs a moment to listen there, and may come back to it.
func freeAddress() (string, error) {
	given.mu.Lock()
	defer given.mu.Unlock()
	for range 1000 {
		addr := fmt.Sprintf("127.0.0.1:%d", 15000+rand.IntN(16000))
		if given.addrs[addr] {
			continue
		}
		l, err := net.Listen("tcp", addr)
		if err != nil {
			continue
		}
		_ = l.Close()
		given.addrs[addr] = true
		return addr, nil
	}
	return "", errors.New("no port is free")
}

// Restart runs echod, after Kill, on the same data and address, and returns how long it took to the first answer.
func (s *Server) Restart() time.Duration {
	s.t.Helper()
	begin := time.Now()
	s.Launch()
	s.WaitReady()
	return time.Since(begin)
}

// Launch is Restart without waiting.
func (s *Server) Launch() {
	s.t.Helper()
	if s.parts != nil {
		s.each((*Server).Launch)
		return
	}
	s.logs = &logText{}
	s.cmd = exec.Command(echod(s.t), "serve")
	s.cmd.Env, s.cmd.Stderr, s.cmd.Stdout = s.env, s.logs, io.Discard
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
}

// WaitReady waits until the server says that it is ready.
func (s *Server) WaitReady() {
	s.t.Helper()
	if s.parts != nil {
		s.each((*Server).WaitReady)
		return
	}
	if err := waitReady(s.addr); err != nil {
		s.Kill(syscall.SIGKILL)
		s.t.Fatalf("%v:\n%s", err, s.logs)
	}
}

func waitReady(addr string) error {
	retry := time.NewTicker(time.Millisecond)
	defer retry.Stop()
	last := ""
	for begin := time.Now(); time.Since(begin) < time.Minute; {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			<-retry.C
			continue
		}
		_ = conn.Close()
		res, err := http.Get("http://" + addr + "/readyz")
		if err != nil {
			continue
		}
		text, _ := io.ReadAll(res.Body)
		_ = res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return nil
		}
		last = string(text)
		<-retry.C
	}
	return fmt.Errorf("the server at %s did not come up: %s", addr, last)
}

// Command runs another command of the program on the server's settings, and returns what it printed; what it
// logged and complained of too, if it failed.
func (s *Server) Command(t testing.TB, args ...string) (string, error) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), echod(t), args...)
	cmd.Env = s.env
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		out = append(out, said.Bytes()...)
	}
	return string(out), err
}

// Background starts another command of the program, which ends with the test.
func (s *Server) Background(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), echod(t), args...)
	cmd.Env = s.env
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

// Output is Background for what a command prints, until the test ends.
func (s *Server) Output(t testing.TB, args ...string) io.Reader {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), echod(t), args...)
	cmd.Env = s.env
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Wait() }) // its context has ended it
	return out
}

// Set changes the server's environment, from its next start on.
func (s *Server) Set(env ...string) { s.env = append(s.env, env...) }

// Kill ends the process by a signal and waits for its end.
func (s *Server) Kill(sig syscall.Signal) {
	s.t.Helper()
	if s.parts != nil {
		var all sync.WaitGroup
		s.each(func(part *Server) { all.Go(func() { part.Kill(sig) }) })
		all.Wait()
		return
	}
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Errorf("signal: %v", err)
	}
	_ = s.cmd.Wait()
}

// each does something to each process of services apart.
func (s *Server) each(do func(*Server)) {
	for _, part := range s.parts {
		do(part)
	}
}

// ExitCode returns how the process ended; of several, of one that did not end well.
func (s *Server) ExitCode() int {
	for _, part := range s.parts {
		if code := part.ExitCode(); code != 0 {
			return code
		}
	}
	if s.parts != nil {
		return 0
	}
	return s.cmd.ProcessState.ExitCode()
}

// Pid returns the process's id.
func (s *Server) Pid() int { return s.cmd.Process.Pid }

// Admin runs echod admin beside the server, as its operator.
func (s *Server) Admin(t testing.TB, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), echod(t), append([]string{"admin"}, args...)...)
	cmd.Env = s.env
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("echod admin %v: %v\n%s", args, err, out)
	}
}

// Logs returns what the process has logged since its last start.
func (s *Server) Logs() string {
	if s.parts == nil {
		return s.logs.String()
	}
	var all strings.Builder
	s.each(func(part *Server) { all.WriteString(part.Logs()) })
	return all.String()
}
