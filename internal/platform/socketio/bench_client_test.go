package socketio_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// benchClientEnv makes the test binary a client.
const benchClientEnv = "SOCKETIO_BENCH_CLIENT"

func TestMain(m *testing.M) {
	if spec := os.Getenv(benchClientEnv); spec != "" {
		if err := runBenchClient(spec, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "bench client:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(wstest.Main(m, "platform/socketio"))
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
