//go:build unix

package socketio_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// BenchmarkFanout broadcasts to a room of 5,000 clients, which live in a process of their own, so that what is measured
// is the server alone. One operation is one broadcast, or a burst of 20, received by all.
//
//	cpu-s/M          processor seconds, user and system, for a million deliveries
//	user-s/M         of them outside of the kernel
//	writes/delivery  below one when messages share writes
//	KB/conn          resident memory for a connection in ten rooms, as it comes
//	KB/conn-gc       likewise after a garbage collection
//	us/connect       processor time for a handshake, a connection to the namespace and joining the rooms
func BenchmarkFanout(b *testing.B) {
	for name, driver := range map[string]engineio.Driver{"epoll": engineio.DriverEpoll, "goroutine": engineio.DriverGoroutine} {
		b.Run(name+"/paced", func(b *testing.B) { benchmarkFanout(b, driver, 5000, 1) })
		b.Run(name+"/burst", func(b *testing.B) { benchmarkFanout(b, driver, 5000, 20) })
	}
}

// The usual message of a chat, in 300 bytes.
var (
	benchPayload = []byte(`{"text":"` + strings.Repeat("x", 270) + `"}`)
	benchEvent   = append(append([]byte(`42["message",`), benchPayload...), ']')
)

func benchmarkFanout(b *testing.B, driver engineio.Driver, connections, burst int) {
	var joined atomic.Int64
	srv := socketio.New(socketio.Config{Driver: driver})
	ns := srv.Of("/")
	ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
		n := joined.Add(1)
		s.SetValue(n)
		s.Join("room", fmt.Sprint("user:", n), fmt.Sprint("session:", n))
		for i := range int64(7) {
			s.Join(fmt.Sprint("channel:", (n+i*11)%50))
		}
		return nil
	})
	web := httptest.NewServer(srv)
	defer web.Close()
	debug.FreeOSMemory()
	before, connecting := residentKB(), cpuTime()
	client := startBenchClient(b, web.URL, connections)
	defer client.stop()
	connected := cpuTime()
	after := residentKB()
	debug.FreeOSMemory()
	collected := residentKB()
	if int(joined.Load()) != connections {
		b.Fatalf("%d of %d clients joined", joined.Load(), connections)
	}

	start, deliveries := srv.Stats(), 0
	cpu := cpuTime()
	for b.Loop() {
		for range burst {
			if err := ns.To("room").EmitRaw("message", benchPayload); err != nil {
				b.Fatal(err)
			}
		}
		deliveries += burst * connections
		client.await(b, deliveries)
	}
	cpu.report(b, deliveries)
	end := srv.Stats()
	b.ReportMetric(float64(end.Writes-start.Writes)/float64(deliveries), "writes/delivery")
	b.ReportMetric(float64(connected.total()-connecting.total())/1e3/float64(connections), "us/connect")
	b.ReportMetric(float64(after-before)/float64(connections), "KB/conn")
	b.ReportMetric(float64(collected-before)/float64(connections), "KB/conn-gc")
	ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
	defer cancel()
	if err := srv.Close(ctx); err != nil {
		b.Logf("close: %v", err)
	}
}

// BenchmarkFanoutFloor writes the same bytes to the same number of clients with nothing but a write to each: what the
// kernel takes for a delivery on this machine, today.
func BenchmarkFanoutFloor(b *testing.B) {
	const connections = 5000
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer listener.Close()
	accepted := make(chan net.Conn, connections)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = io.WriteString(conn, wstest.Accepted+"\x81\x010\x81\x0240")
			accepted <- conn
		}
	}()
	client := startBenchClient(b, "http://"+listener.Addr().String(), connections)
	defer client.stop()
	var conns []net.Conn
	var descriptors []int
	for range connections {
		conn := <-accepted
		defer conn.Close()
		conns = append(conns, conn) // keeps it open
		descriptors = append(descriptors, descriptor(b, conn))
	}
	frame := append(websocket.AppendHeader(nil, websocket.Text, len(benchEvent)), benchEvent...)
	deliveries, cpu := 0, cpuTime()
	for b.Loop() {
		for _, fd := range descriptors {
			if _, err := syscall.Write(fd, frame); err != nil {
				b.Fatal(err)
			}
		}
		deliveries += connections
		client.await(b, deliveries)
	}
	cpu.report(b, deliveries)
	runtime.KeepAlive(conns)
}

// descriptor returns a connection's own, to be used only as long as the connection is.
func descriptor(b *testing.B, conn net.Conn) (fd int) {
	b.Helper()
	raw, err := conn.(syscall.Conn).SyscallConn()
	if err == nil {
		err = raw.Control(func(own uintptr) { fd = int(own) })
	}
	if err != nil {
		b.Fatal(err)
	}
	return fd
}

// usage is the processor time this process has used.
type usage struct{ user, system time.Duration }

func cpuTime() usage {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return usage{}
	}
	return usage{time.Duration(u.Utime.Nano()), time.Duration(u.Stime.Nano())}
}

func (u usage) total() time.Duration { return u.user + u.system }

// report reports what has been used since u.
func (u usage) report(b *testing.B, deliveries int) {
	b.Helper()
	now, millions := cpuTime(), float64(deliveries)/1e6
	b.ReportMetric((now.total()-u.total()).Seconds()/millions, "cpu-s/M")
	b.ReportMetric((now.user-u.user).Seconds()/millions, "user-s/M")
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

func startBenchClient(b *testing.B, url string, connections int) *benchClient {
	b.Helper()
	cmd := exec.Command(os.Args[0]) // this very binary
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
