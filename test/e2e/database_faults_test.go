package e2e_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// standing is an Echo in which somebody has written something, and goes on trying.
type standing struct {
	s     *echotest.Server
	maya  *echotest.Client
	w     echotest.Workspace
	acked []sent
}

func stand(t *testing.T, s *echotest.Server) *standing {
	t.Helper()
	st := &standing{s: s, maya: s.Register(t, "maya")}
	st.w = echotest.Found(t, st.maya)
	st.write(t)
	return st
}

// try sends one message and returns how it was answered.
func (st *standing) try(t *testing.T) (int, http.Header) {
	t.Helper()
	content := fmt.Sprint(len(st.acked)) + strings.Repeat(" words", 1500)
	res, text := ask(t, "POST", st.s.URL+st.w.Messages(), fmt.Sprintf(`{"content":%q,"clientMessageCorrelationId":"m-%d"}`, content, len(st.acked)),
		"Authorization", "Bearer "+st.maya.Token, "Content-Type", "application/json")
	if res.StatusCode < 300 {
		var m sent
		if err := json.Unmarshal([]byte(text), &m); err != nil {
			t.Fatal(err)
		}
		st.acked = append(st.acked, m)
	}
	return res.StatusCode, res.Header
}

func (st *standing) write(t *testing.T) {
	t.Helper()
	for range 5 {
		if status, _ := st.try(t); status != http.StatusCreated {
			t.Fatalf("a message was answered with %d", status)
		}
	}
}

// assertTurnedAway shows what a database that takes no writes looks like from outside.
func (st *standing) assertTurnedAway(t *testing.T) {
	t.Helper()
	waitUntil(t, "sends are turned away", func() bool {
		status, header := st.try(t)
		if status != http.StatusCreated && (status != http.StatusServiceUnavailable || header.Get("Retry-After") == "") {
			t.Fatalf("answered with %d, Retry-After %q", status, header.Get("Retry-After"))
		}
		return status == http.StatusServiceUnavailable
	})
	inARow(t, "reads go on", func() bool { // but for connections that broke
		res, _ := ask(t, "GET", st.s.URL+st.w.Messages(), "", "Authorization", "Bearer "+st.maya.Token)
		return res.StatusCode == http.StatusOK
	})
	assertHistory(t, st.maya, st.w, st.acked)
	waitUntil(t, "readiness tells of it", func() bool {
		st.try(t) // a small message may yet find room
		res, text := ask(t, "GET", st.s.URL+"/readyz", "")
		if res.StatusCode != http.StatusOK {
			t.Fatalf("readiness: %d %s", res.StatusCode, text)
		}
		return strings.Contains(text, `"degraded"`) && strings.Contains(text, "message_db writes")
	})
}

// inARow waits until something is so twenty times, one after the other.
func inARow(t *testing.T, what string, is func() bool) {
	t.Helper()
	so := 0
	waitUntil(t, what, func() bool {
		if so++; !is() {
			so = 0
		}
		return so >= 20
	})
}

// assertRecovered shows that all is well again without a restart.
func (st *standing) assertRecovered(t *testing.T) {
	t.Helper()
	inARow(t, "messages are taken", func() bool { status, _ := st.try(t); return status < 300 })
	assertHistory(t, st.maya, st.w, st.acked)
	waitUntil(t, "readiness says ready", func() bool {
		res, text := ask(t, "GET", st.s.URL+"/readyz", "")
		return res.StatusCode == http.StatusOK && !strings.Contains(text, "degraded")
	})
}

// smallDisk mounts one of so many megabytes at dir. Only root may.
func smallDisk(t *testing.T, dir string, megabytes int, options string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("mounting a small disk needs root; internal/platform/sqldb tests the same with a limit of SQLite's own")
	}
	out, err := exec.Command("mount", "-t", "tmpfs", "-o", fmt.Sprintf("size=%dm%s", megabytes, options), "none", dir).CombinedOutput()
	if err != nil {
		t.Fatalf("mount: %v\n%s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("umount: %v\n%s", err, out)
		}
	})
}

// fillUp leaves no room in dir until the file is removed.
func fillUp(t *testing.T, dir string) (remove func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 4096)
	for range 1 << 20 {
		if _, err = f.Write(block); err != nil {
			break
		}
	}
	_ = f.Close()
	if err == nil {
		t.Fatal("the disk is not small")
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDatabase_SQLiteDiskFull(t *testing.T) {
	t.Parallel()
	s := echotest.Prepare(t)
	smallDisk(t, s.DataDir, 32, "")
	s.Restart()
	st := stand(t, s)
	remove := fillUp(t, s.DataDir)
	st.assertTurnedAway(t)
	remove()
	st.assertRecovered(t)
	s.Kill(syscall.SIGKILL)
	s.Restart()
	assertHistory(t, st.maya, st.w, st.acked)
}

func TestDatabase_SQLiteReadOnly(t *testing.T) {
	t.Parallel()
	s := echotest.Prepare(t)
	smallDisk(t, s.DataDir, 32, "")
	s.Restart()
	s.Kill(syscall.SIGTERM)
	if out, err := exec.Command("mount", "-o", "remount,ro", s.DataDir).CombinedOutput(); err != nil {
		t.Fatalf("remount: %v\n%s", err, out)
	}
	if out, err := s.Command(t, "serve"); exitCode(t, err) != 1 || !strings.Contains(out, "read-only") {
		t.Errorf("served from a folder that is read-only: %v\n%s", err, out)
	}
}

func TestDatabase_PostgresReadOnly(t *testing.T) {
	t.Parallel()
	prefix := echotest.Prefix()
	s := echotest.Start(t, "ECHO_DATABASE_URL="+sqldbtest.PostgresURL(t), "ECHO_DATABASE_PREFIX="+prefix)
	st := stand(t, s)
	admin := sqldbtest.OpenURL(t, sqldbtest.PostgresURL(t))
	for _, mode := range []string{"on", "off"} {
		for _, query := range []string{
			`ALTER DATABASE ` + prefix + `message_db SET default_transaction_read_only = ` + mode,
			`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '` + prefix + `message_db'`,
		} {
			// Turning it off ends no session: Echo begins new ones by itself.
			if mode == "off" && strings.HasPrefix(query, "SELECT") {
				continue
			}
			if _, err := admin.Exec(t.Context(), query); err != nil {
				t.Fatal(err)
			}
		}
		if mode == "on" {
			st.assertTurnedAway(t)
		}
	}
	st.assertRecovered(t)
}

func TestDatabase_PostgresDiskFull(t *testing.T) {
	t.Parallel()
	server := sqldbtest.StartServer(t, true)
	dir := t.TempDir()
	smallDisk(t, dir, 24, ",mode=0777")
	space := filepath.Join(dir, "space")
	if err := os.Mkdir(space, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("sh", "-c", `chown postgres "$1"; p=$(dirname "$1"); while [ "$p" != /tmp ] && [ "$p" != / ]; do chmod o+x "$p"; p=$(dirname "$p"); done`, "sh", space).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	admin := sqldbtest.OpenURL(t, server.URL)
	for _, query := range []string{`CREATE TABLESPACE small LOCATION '` + space + `'`, `CREATE DATABASE message_db TABLESPACE small`} {
		if _, err := admin.Exec(t.Context(), query); err != nil {
			t.Fatal(err)
		}
	}
	s := echotest.Start(t, "ECHO_DATABASE_URL="+server.URL)
	st := stand(t, s)
	remove := fillUp(t, dir)
	st.assertTurnedAway(t)
	remove()
	st.assertRecovered(t)
}

// TestDatabase_PostgresConnectionsUsedUp takes all connections away from Echo and gives them back.
func TestDatabase_PostgresConnectionsUsedUp(t *testing.T) {
	t.Parallel()
	server := sqldbtest.StartServer(t, false, "max_connections = 40")
	s := echotest.Start(t, "ECHO_DATABASE_URL="+server.URL)
	st := stand(t, s)
	admin := sqldbtest.OpenURL(t, server.URL)
	others, err := sqldb.Open(t.Context(), sqldb.Config{URL: server.URL, MaxConns: 60})
	if err != nil {
		t.Fatal(err)
	}
	let := make(chan struct{})
	var holding sync.WaitGroup
	hold := func() error {
		held := make(chan error, 1)
		holding.Go(func() {
			held <- others.Tx(context.WithoutCancel(t.Context()), func(*sqldb.Tx) error {
				held <- nil
				<-let
				return nil
			})
		})
		return <-held
	}
	waitUntil(t, "there is no connection left", func() bool {
		if _, err := admin.Exec(t.Context(), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE '%\_db'`); err != nil {
			t.Fatal(err)
		}
		for hold() == nil { //nolint:revive // until there are none
		}
		status, header := st.try(t)
		if status == http.StatusServiceUnavailable && header.Get("Retry-After") == "" {
			t.Error("nothing says when to come back")
		}
		return status == http.StatusServiceUnavailable
	})
	if res, text := ask(t, "GET", s.URL+"/readyz", ""); res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(text, "message_db") {
		t.Errorf("readiness: %d %s", res.StatusCode, text)
	}
	close(let)
	holding.Wait()
	if err := others.Close(); err != nil {
		t.Error(err)
	}
	st.assertRecovered(t)
}

func TestDatabase_ThereIsNone(t *testing.T) {
	t.Parallel()
	server := sqldbtest.StartServer(t, false)
	server.Kill(syscall.SIGINT)
	s := echotest.Prepare(t, "ECHO_DATABASE_URL="+server.URL)
	for _, verb := range []string{"serve", "migrate"} {
		if out, err := s.Command(t, verb); exitCode(t, err) != 1 || !strings.Contains(out, "connection refused") {
			t.Errorf("%s without a database: %v\n%s", verb, err, out)
		}
	}
}
