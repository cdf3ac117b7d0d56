package e2e_test

import (
	"errors"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/echo-chat/echo/test/echotest"
)

// exitCode returns how a command of the program ended.
func exitCode(t *testing.T, err error) int {
	t.Helper()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if exit == nil {
		return 0
	}
	return exit.ExitCode()
}

// TestMigrate_AsOperatorsDo makes the databases first, by four commands at once, and lets the server only look.
func TestMigrate_AsOperatorsDo(t *testing.T) {
	t.Parallel()
	echotest.EachDatabase(t, migrateFirst)
}

func migrateFirst(t *testing.T, on echotest.Shape) {
	s := on.Prepare(t, "ECHO_MIGRATE=off")
	if out, err := s.Command(t, "migrate", "--status"); exitCode(t, err) != 3 || !strings.Contains(out, "to be migrated") {
		t.Errorf("status of nothing: %v\n%s", err, out)
	}
	if out, err := s.Command(t, "serve"); exitCode(t, err) != 1 || !strings.Contains(out, "echod migrate") {
		t.Errorf("serve without databases: %v\n%s", err, out)
	}
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if out, err := s.Command(t, "migrate"); err != nil {
				t.Errorf("migrate: %v\n%s", err, out)
			}
		})
	}
	all.Wait()
	if out, err := s.Command(t, "migrate", "--status"); err != nil {
		t.Errorf("status: %v\n%s", err, out)
	}
	s.Restart()
	echotest.Found(t, s.Register(t, "maya"))
	s.Kill(syscall.SIGTERM)
	s.OpenDatabase(t, "message_db").Exec(t, `INSERT INTO schema_message (version_id, is_applied) VALUES (9999, TRUE)`)
	if out, err := s.Command(t, "migrate"); exitCode(t, err) != 4 || !strings.Contains(out, "newer Echo") {
		t.Errorf("migrate a newer database: %v\n%s", err, out)
	}
	if out, err := s.Command(t, "migrate", "--status"); exitCode(t, err) != 4 {
		t.Errorf("status of a newer database: %v\n%s", err, out)
	}
	for _, mode := range []string{"auto", "off"} {
		if out, err := s.Command(t, "serve", "--migrate="+mode); exitCode(t, err) != 1 || !strings.Contains(out, "newer Echo") {
			t.Errorf("serve a newer database, %s: %v\n%s", mode, err, out)
		}
	}
}
