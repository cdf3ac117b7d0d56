// Package socketioclient tests internal/platform/socketio with the unmodified JavaScript client, on every transport.
package socketioclient_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestSocketIOClient installs the client from its lock file if need be, builds the server and runs the tests in JavaScript
// on both of its drivers.
func TestSocketIOClient(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(t.Context()), 3*time.Minute)
	t.Cleanup(cancel)
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is needed to run the JavaScript client: %v", tool, err)
		}
	}
	if _, err := os.Stat("node_modules/socket.io-client"); errors.Is(err, fs.ErrNotExist) {
		run(ctx, t, nil, "npm", "ci", "--no-audit", "--no-fund")
	}
	server := filepath.Join(t.TempDir(), "server")
	run(ctx, t, nil, "go", "build", "-o", server, "./server")
	for _, driver := range []string{"epoll", "goroutine"} {
		t.Run(driver, func(t *testing.T) {
			t.Parallel()
			run(ctx, t, append(os.Environ(), "SERVER="+server, "DRIVER="+driver), "node", "--test", "--test-force-exit")
		})
	}
}

// run runs a command and all that it starts: with the time over, none of them is left.
func run(ctx context.Context, t *testing.T, env []string, name string, args ...string) {
	t.Helper()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = env
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // the runner starts a process a file, and these start servers
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%s %v: %v\n%s", name, args, err, out)
	}
	t.Logf("%s %v\n%s", name, args, out)
}
