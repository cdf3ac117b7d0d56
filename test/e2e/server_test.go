// Package e2e_test drives the real program from outside: it builds echod, starts it as users do, talks
// to it over HTTP, and kills it.
package e2e_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
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
		if dir, program.err = os.MkdirTemp("", "echod-"); program.err != nil {
			return
		}
		program.path = filepath.Join(dir, "echod")
		out, err := exec.Command("go", "build", "-o", program.path, "../../cmd/echod").CombinedOutput()
		if err != nil {
			program.err = fmt.Errorf("build: %w\n%s", err, out)
		}
	})
	if program.err != nil {
		t.Fatal(program.err)
	}
	return program.path
}

// server is a running echod. Killed and started again it keeps its data and address.
type server struct {
	t    testing.TB
	env  []string
	addr string
	url  string
	cmd  *exec.Cmd
	logs *bytes.Buffer
}

// newServer starts echod on a data folder of its own.
func newServer(t testing.TB, env ...string) *server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	s := &server{t: t, addr: addr, url: "http://" + addr}
	s.env = append([]string{"ECHO_LISTEN=" + addr, "ECHO_DATA_DIR=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}, env...)
	s.start()
	t.Cleanup(func() {
		if s.cmd.ProcessState == nil {
			s.kill(syscall.SIGKILL)
		}
		if t.Failed() {
			t.Logf("log of the server:\n%s", s.logs)
		}
	})
	return s
}

// start runs echod and returns how long it took to the first answer.
func (s *server) start() time.Duration {
	s.t.Helper()
	s.logs = &bytes.Buffer{}
	s.cmd = exec.Command(echod(s.t), "serve")
	s.cmd.Env, s.cmd.Stderr, s.cmd.Stdout = s.env, s.logs, io.Discard
	begin := time.Now()
	if err := s.cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	for time.Since(begin) < 30*time.Second {
		conn, err := net.Dial("tcp", s.addr)
		if err != nil {
			time.Sleep(time.Millisecond) // a refused connection is the condition; there is no event to wait for
			continue
		}
		_ = conn.Close()
		res, err := http.Get(s.url + "/readyz")
		if err == nil {
			_ = res.Body.Close()
			if res.StatusCode == http.StatusOK {
				return time.Since(begin)
			}
		}
	}
	s.kill(syscall.SIGKILL)
	s.t.Fatalf("the server did not come up:\n%s", s.logs)
	return 0
}

// kill ends the process by a signal and waits for its end.
func (s *server) kill(sig syscall.Signal) {
	s.t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		s.t.Errorf("signal: %v", err)
	}
	_ = s.cmd.Wait()
}

// client is a person who talks to a server.
type client struct {
	base  string
	token string
	http  *http.Client
}

// problem is an error answer.
type problem struct {
	Status int
	Code   string
	Detail string
}

func (p *problem) Error() string { return fmt.Sprintf("%d %s: %s", p.Status, p.Code, p.Detail) }

// call sends in as JSON and reads the answer into out; an answer of 400 or more is a *problem.
func (c *client) call(ctx context.Context, method, path string, in, out any) (int, error) {
	var body io.Reader
	if in != nil {
		raw, err := json.Marshal(in)
		if err != nil {
			return 0, err
		}
		body = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, c.base+path, body)
	if err != nil {
		return 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, err
	}
	if res.StatusCode >= http.StatusBadRequest {
		p := &problem{Status: res.StatusCode}
		_ = json.Unmarshal(raw, p)
		return res.StatusCode, p
	}
	if out != nil {
		return res.StatusCode, json.Unmarshal(raw, out)
	}
	return res.StatusCode, nil
}

// must is call for what has to work.
func (c *client) must(t testing.TB, method, path string, in, out any) {
	t.Helper()
	if _, err := c.call(t.Context(), method, path, in, out); err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
}

// register makes an account and returns its client.
func (s *server) register(t testing.TB, username string) *client {
	t.Helper()
	c := &client{base: s.url, http: &http.Client{Timeout: 15 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}}
	var session struct{ AccessToken string }
	c.must(t, "POST", "/api/auth/register", map[string]string{
		"email": username + "@example.org", "username": username, "password": "Correct-Horse-" + username,
	}, &session)
	c.token = session.AccessToken
	return c
}

// workspace is one with a channel, and everybody in it.
type workspace struct{ ID, Channel string }

func (w workspace) messages() string {
	return "/api/workspaces/" + w.ID + "/channels/" + w.Channel + "/messages"
}

// found makes a workspace of the first person, whom the others join by a link.
func found(t testing.TB, founder *client, others ...*client) workspace {
	t.Helper()
	var w workspace
	founder.must(t, "POST", "/api/workspaces", map[string]string{"name": "harbour"}, &w)
	var invite struct{ URL string }
	founder.must(t, "POST", "/api/workspaces/"+w.ID+"/invites", map[string]any{}, &invite)
	for _, o := range others {
		o.must(t, "POST", "/api/workspaces/invites/accept", map[string]string{"token": filepath.Base(invite.URL)}, nil)
	}
	var memberships struct {
		Items []struct {
			Channels []struct{ ID, Name string }
		}
	}
	founder.must(t, "GET", "/api/workspaces/me/memberships?includeChannels=true", nil, &memberships)
	w.Channel = memberships.Items[0].Channels[0].ID
	return w
}

// refused tells whether the server answered that it will not; everything else is not known.
func refused(err error) bool {
	var p *problem
	return errors.As(err, &p) && p.Status < 500 && p.Status != http.StatusTooManyRequests
}
