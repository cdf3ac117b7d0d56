package socketio_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// BenchmarkFanout broadcasts to a room of 5,000 clients, which live in a process of their own, so that what is measured
// is the server alone. One operation is one broadcast, or a burst of 20, received by all.
//
//	cpu-s/M          processor seconds, user and system, for a million deliveries
//	writes/delivery  below one when messages share writes
//	KB/conn          resident memory for a connection in one room, as it comes
//	KB/conn-gc       likewise after a garbage collection
func BenchmarkFanout(b *testing.B) {
	b.Run("paced", func(b *testing.B) { benchmarkFanout(b, 5000, 1) })
	b.Run("burst", func(b *testing.B) { benchmarkFanout(b, 5000, 20) })
}

func benchmarkFanout(b *testing.B, connections, burst int) {
	var joined atomic.Int64
	srv := socketio.New(socketio.Config{})
	ns := srv.Of("/")
	ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
		s.Join("room")
		joined.Add(1)
		return nil
	})
	web := httptest.NewServer(srv)
	defer web.Close()
	debug.FreeOSMemory()
	before := residentKB()
	client := startBenchClient(b, web.URL, connections)
	defer client.stop()
	after := residentKB()
	debug.FreeOSMemory()
	collected := residentKB()
	if int(joined.Load()) != connections {
		b.Fatalf("%d of %d clients joined", joined.Load(), connections)
	}

	payload := []byte(`{"text":"` + strings.Repeat("x", 270) + `"}`)
	start, deliveries := srv.Stats(), 0
	cpu := cpuSeconds()
	for b.Loop() {
		for range burst {
			if err := ns.To("room").EmitRaw("message", payload); err != nil {
				b.Fatal(err)
			}
		}
		deliveries += burst * connections
		client.await(b, deliveries)
	}
	cpu = cpuSeconds() - cpu
	end := srv.Stats()
	millions := float64(deliveries) / 1e6
	b.ReportMetric(cpu/millions, "cpu-s/M")
	b.ReportMetric(float64(end.Writes-start.Writes)/float64(deliveries), "writes/delivery")
	b.ReportMetric(float64(after-before)/float64(connections), "KB/conn")
	b.ReportMetric(float64(collected-before)/float64(connections), "KB/conn-gc")
	ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
	defer cancel()
	if err := srv.Close(ctx); err != nil {
		b.Logf("close: %v", err)
	}
}

func cpuSeconds() float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return float64(u.Utime.Nano()+u.Stime.Nano()) / 1e9
}

// residentKB is the memory of this process that is in RAM; zero where /proc is missing.
func residentKB() int {
	statm, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	pages, _ := strconv.Atoi(strings.Fields(string(statm))[1])
	return pages * os.Getpagesize() / 1024
}

// benchClient is the other process: told a number, it answers when it has received that many events.
type benchClient struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// benchClientEnv makes the test binary a client.
const benchClientEnv = "SOCKETIO_BENCH_CLIENT"

func startBenchClient(b *testing.B, url string, connections int) *benchClient {
	b.Helper()
	cmd := exec.Command(os.Args[0]) //nolint:gosec // this very binary
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d %s", benchClientEnv, connections, url))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	c := &benchClient{cmd: cmd, in: in, out: bufio.NewReader(out)}
	c.await(b, 0)
	return c
}

func (c *benchClient) await(b *testing.B, deliveries int) {
	b.Helper()
	if _, err := fmt.Fprintln(c.in, deliveries); err != nil {
		b.Fatal(err)
	}
	if _, err := c.out.ReadString('\n'); err != nil {
		b.Fatalf("client failed: %v", err)
	}
}

func (c *benchClient) stop() {
	_ = c.in.Close()
	_ = c.cmd.Wait()
}

// runBenchClient is the client's main: it connects, then answers each number on in.
func runBenchClient(spec string, in io.Reader, out io.Writer) error {
	var connections int
	var url string
	if _, err := fmt.Sscan(spec, &connections, &url); err != nil {
		return err
	}
	counter := &counter{changed: make(chan struct{}, 1)}
	for range connections {
		c, err := wstest.Open(url + "/socket.io/?EIO=4&transport=websocket")
		if err != nil {
			return err
		}
		if _, err := c.Write(wstest.Frame(0x81, []byte("40"))); err != nil {
			return err
		}
		for range 2 { // the open packet and the connection
			if _, err := c.Read(); err != nil {
				return err
			}
		}
		_ = c.SetReadDeadline(time.Time{})
		go counter.read(c)
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		target, err := strconv.ParseInt(lines.Text(), 10, 64)
		if err != nil {
			return err
		}
		for counter.n.Load() < target {
			<-counter.changed
		}
		fmt.Fprintln(out, "done")
	}
	return lines.Err()
}

// counter counts events received on all connections.
type counter struct {
	n       atomic.Int64
	changed chan struct{}
}

func (c *counter) read(conn *wstest.Conn) {
	buf := make([]byte, 32<<10)
	have := 0
	for {
		n, err := conn.Conn.Read(buf[have:])
		if err != nil {
			return
		}
		have += n
		rest, events := countEvents(buf[:have])
		have = copy(buf, rest)
		if events > 0 {
			c.n.Add(events)
			select {
			case c.changed <- struct{}{}:
			default:
			}
		}
	}
}

// countEvents counts the events among the whole frames in p and returns what is incomplete. Frames are short.
func countEvents(p []byte) (rest []byte, events int64) {
	for len(p) >= 4 {
		size := 2 + int(p[1])
		if p[1] == 126 {
			size = 4 + int(p[2])<<8 + int(p[3])
		}
		if len(p) < size {
			break
		}
		if _, payload, _ := websocket.Next(p[:size]); bytes.HasPrefix(payload, []byte("42")) {
			events++
		}
		p = p[size:]
	}
	return p, events
}

func TestMain(m *testing.M) {
	if spec := os.Getenv(benchClientEnv); spec != "" {
		if err := runBenchClient(spec, os.Stdin, os.Stdout); err != nil && !errors.Is(err, io.EOF) {
			fmt.Fprintln(os.Stderr, "bench client:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(wstest.Main(m, "platform/socketio"))
}
