//go:build linux

// Package floor is the least that a server can do for a delivery: it shakes hands as a Socket.IO server does, and then
// writes the ready frame to each of its clients with a bare write(2). What that takes is the kernel's share.
package floor

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"runtime"
	"sync"
	"syscall"
	"unsafe"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/test/realtimebench/control"
)

type floor struct {
	mu     sync.Mutex
	conns  []net.Conn // held so that their descriptors stay open
	shards [][]int    // descriptors, dealt out to as many writers as there are processors
	number uint32
	frame  []byte
}

// Run serves until in ends.
func Run(in io.Reader, out io.Writer) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	f := &floor{shards: make([][]int, runtime.GOMAXPROCS(0))}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				if err := f.greet(conn); err != nil {
					_ = conn.Close()
				}
			}()
		}
	}()
	return control.Serve(in, out, control.Ready{Address: listener.Addr().String()}, control.Handlers{
		"emit":    control.Handler(f.emit),
		"stats":   control.Handler(f.stats),
		"collect": control.Handler(func(control.Nothing) (control.Nothing, error) { return control.Nothing{}, nil }),
	}.Handle)
}

// greet shakes hands and keeps the connection.
func (f *floor) greet(conn net.Conn) error {
	r := bufio.NewReaderSize(conn, 1024)
	req, err := http.ReadRequest(r)
	if err != nil {
		return err
	}
	if _, err := conn.Write(append(websocket.AppendResponse(nil, req), "\x81\x010"...)); err != nil {
		return err
	}
	if _, err := r.Peek(2); err != nil { // its CONNECT packet: everyone is welcome
		return err
	}
	tcp, ok := conn.(*net.TCPConn)
	if !ok {
		return errors.New("not TCP")
	}
	raw, err := tcp.SyscallConn()
	if err != nil {
		return err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, err := io.WriteString(conn, "\x81\x0240"); err != nil {
		return err
	}
	f.conns = append(f.conns, conn)
	shard := len(f.conns) % len(f.shards)
	return raw.Control(func(fd uintptr) { f.shards[shard] = append(f.shards[shard], int(fd)) })
}

func (f *floor) emit(c control.Emit) (control.Emitted, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range c.Count {
		f.number++
		packet := control.NewEvent(f.number, c.Size).Append(nil)
		f.frame = append(websocket.AppendHeader(f.frame[:0], websocket.Text, len(packet)), packet...)
		var writers sync.WaitGroup
		for _, shard := range f.shards {
			writers.Go(func() { writeAll(shard, f.frame) })
		}
		writers.Wait()
	}
	return control.Emitted{Count: c.Count, Last: f.number}, nil
}

// writeAll writes the frame to each. Who has gone is passed over; nobody's buffer is full for long.
func writeAll(fds []int, frame []byte) {
	for _, fd := range fds {
		for rest := frame; len(rest) > 0; {
			n, _, errno := syscall.RawSyscall(syscall.SYS_WRITE, uintptr(fd), uintptr(unsafe.Pointer(&rest[0])), uintptr(len(rest)))
			if errno == syscall.EAGAIN || errno == syscall.EINTR {
				runtime.Gosched()
				continue
			}
			if errno != 0 {
				break
			}
			rest = rest[n:]
		}
	}
}

func (f *floor) stats(control.Nothing) (control.Stats, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	user, system := control.Usage()
	return control.Stats{UserUS: user, SystemUS: system, Connections: int64(len(f.conns)), Goroutines: runtime.NumGoroutine()}, nil
}
