package sqldbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/porttest"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// postgresEnv names a server to use instead of starting one: many test binaries then share it.
const postgresEnv = "ECHO_TEST_POSTGRES_URL"

// server is a PostgreSQL server that is started when it is first asked for.
type server struct {
	once sync.Once
	url  string
	err  error
}

// quick does not wait for the disk, durable does.
var quick, durable server

// PostgresURL returns the address of a PostgreSQL server for tests: the one that ECHO_TEST_POSTGRES_URL
// names, or one that is started here, on a private port with its data in a temporary folder, and that
// ends with this process, however it ends.
func PostgresURL(t testing.TB) string {
	t.Helper()
	quick.once.Do(func() {
		if quick.url = os.Getenv(postgresEnv); quick.url == "" {
			quick.url, quick.err = startPostgres("off")
		}
	})
	if quick.err != nil {
		t.Fatalf("PostgreSQL for tests: %v (make test-deps installs it; %s=postgres://… names one)", quick.err, postgresEnv)
	}
	return quick.url
}

// durablePostgresURL is PostgresURL for measurements: a server of this process that waits for the disk.
func durablePostgresURL(t testing.TB) string {
	t.Helper()
	durable.once.Do(func() { durable.url, durable.err = startPostgres("on") })
	if durable.err != nil {
		t.Fatalf("PostgreSQL for measurements: %v", durable.err)
	}
	return durable.url
}

// keeper runs the server until its standard input, which this process holds open, ends; then it stops
// the server and removes its folder. The server refuses to run as root, so then it runs as postgres.
const keeper = `
set -eu
dir=$1 bin=$2 port=$3 fsync=$4
as=
if [ "$(id -u)" = 0 ]; then as="setpriv --reuid=postgres --regid=postgres --clear-groups"; fi
trap 'rm -rf "$dir"' EXIT
mkdir "$dir/data" && chmod 755 "$dir"
if [ "$(id -u)" = 0 ]; then chown postgres "$dir/data"; fi
cd "$dir"
$as "$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C >"$dir/log" 2>&1
$as "$bin/postgres" -D "$dir/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c fsync="$fsync" -c full_page_writes="$fsync" -c max_connections=400 -c shared_buffers=128MB >>"$dir/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -QUIT "$server"
wait "$server" || true
`

func startPostgres(fsync string) (string, error) {
	bin, err := postgresBin()
	if err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp("", "echo-postgres-")
	if err != nil {
		return "", err
	}
	port, err := porttest.Free()
	if err != nil {
		return "", err
	}
	cmd := exec.Command("sh", "-c", keeper, "keeper", dir, bin, fmt.Sprint(port), fsync)
	if _, err := cmd.StdinPipe(); err != nil { // stays open for as long as this process lives
		return "", err
	}
	if err := cmd.Start(); err != nil {
		return "", err
	}
	exited := make(chan error, 1)
	go func() { exited <- cmd.Wait() }()
	url := fmt.Sprintf("postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable", port)
	deadline := time.NewTimer(60 * time.Second)
	defer deadline.Stop()
	for retry := time.NewTicker(50 * time.Millisecond); ; {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		db, err := sqldb.Open(ctx, sqldb.Config{URL: url})
		cancel()
		if err == nil {
			retry.Stop()
			return url, db.Close()
		}
		select {
		case err := <-exited:
			return "", fmt.Errorf("server ended: %w", err)
		case <-deadline.C:
			return "", errors.New("server did not answer within a minute")
		case <-retry.C:
		}
	}
}

// postgresBin finds the server's programs, which Debian keeps off the PATH.
func postgresBin() (string, error) {
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			return filepath.Dir(path), nil
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", errors.New("initdb not found")
	}
	return filepath.Dir(found[len(found)-1]), nil
}
