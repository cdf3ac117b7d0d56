//go:build linux

package load

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/control"
)

type state uint8

const (
	away      state = iota
	upgrading       // the request is sent
	opening         // it is a WebSocket
	joining         // CONNECT is sent
	live
)

// conn is a client.
type conn struct {
	fd         int32
	generation int32
	state      state
	neverRead  bool
	recover    bool
	catching   bool // waits for what it missed; what comes meanwhile is in ahead
	been       bool // was connected before
	next       uint32
	number     int // of the client, and of its user
	rooms      int
	address    *syscall.SockaddrInet4
	rest       []byte // of the last read: the beginning of a frame
	ahead      []uint32
}

func (l *loop) add(c Connect) {
	l.failure = nil
	l.pace = pace{rate: c.Rate, since: time.Now()}
	addresses := make([]*syscall.SockaddrInet4, len(c.Addresses))
	for i, a := range c.Addresses {
		tcp, err := net.ResolveTCPAddr("tcp4", a)
		if err != nil {
			l.failure = err
			return
		}
		addresses[i] = &syscall.SockaddrInet4{Port: tcp.Port, Addr: [4]byte(tcp.IP.To4())}
	}
	for i := range c.Clients {
		l.queue = append(l.queue, int32(len(l.conns)))
		l.conns = append(l.conns, conn{
			number: c.First + i, rooms: c.Rooms, address: addresses[i%len(addresses)],
			neverRead: c.NeverRead, recover: c.Recover, next: c.From,
		})
	}
}

// open connects and sends the request. On the loopback the connection is there at once.
func (l *loop) open(i int32) error {
	c := &l.conns[i]
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	request := fmt.Appendf(nil, "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: %s:%d\r\nConnection: Upgrade\r\n"+
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
		net.IP(c.address.Addr[:]), c.address.Port)
	err = syscall.SetsockoptLinger(fd, syscall.SOL_SOCKET, syscall.SO_LINGER, &syscall.Linger{Onoff: 1}) // no port waits for the past
	if err == nil {
		err = syscall.Connect(fd, c.address)
	}
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err == nil {
		_, err = syscall.Write(fd, request)
	}
	c.generation++
	if err == nil {
		err = syscall.EpollCtl(l.epoll, syscall.EPOLL_CTL_ADD, fd, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: i, Pad: c.generation})
	}
	if err != nil {
		return errors.Join(err, syscall.Close(fd))
	}
	c.fd, c.state = int32(fd), upgrading
	l.dialing++
	return nil
}

// drop closes a connection; if the client is one that recovers, it will be back.
func (l *loop) drop(i int32) {
	c := &l.conns[i]
	switch {
	case c.state < live:
		l.dialing--
	case !c.neverRead:
		l.live--
	}
	if c.catching {
		l.catching--
	}
	_ = syscall.Close(int(c.fd))
	shaking := c.state < live
	c.state, c.rest, c.ahead, c.catching = away, nil, nil, false
	if c.recover {
		l.queue = append(l.queue, i)
	} else if shaking {
		l.failed(i, l.failure)
	}
}

// ready reads what there is.
func (l *loop) ready(i int32) {
	c := &l.conns[i]
	have := copy(l.buf, c.rest)
	n, _, errno := syscall.RawSyscall(syscall.SYS_READ, uintptr(c.fd), pointer(l.buf[have:]), uintptr(len(l.buf)-have))
	if errno == syscall.EAGAIN || errno == syscall.EINTR {
		return
	}
	if errno != 0 || n == 0 {
		l.failure = fmt.Errorf("connection lost in state %d: %w", c.state, errno)
		l.pace.pause = time.Now().Add(retryAfter)
		l.drop(i)
		return
	}
	l.now = time.Now()
	rest, err := l.parse(i, l.buf[:have+int(n)])
	if err != nil {
		l.failure = err
		l.drop(i)
		return
	}
	if len(rest) == 0 {
		c.rest = nil
	} else {
		c.rest = append(c.rest[:0], rest...)
	}
}

// parse takes what is whole in p, and returns the rest.
func (l *loop) parse(i int32, p []byte) (rest []byte, err error) {
	c := &l.conns[i]
	if c.state == upgrading {
		head, rest, whole := bytes.Cut(p, []byte("\r\n\r\n"))
		if !whole {
			return p, nil
		}
		if !bytes.HasPrefix(head, []byte("HTTP/1.1 101 ")) {
			return nil, fmt.Errorf("upgrade answered with %q", head)
		}
		c.state, p = opening, rest
	}
	for len(p) > 0 && c.state != away {
		opcode, payload, rest, whole := nextFrame(p)
		if !whole {
			return p, nil
		}
		p = rest
		if err := l.frame(i, opcode, payload); err != nil {
			return nil, err
		}
	}
	return nil, nil
}

// frame handles one frame of a server.
func (l *loop) frame(i int32, opcode byte, payload []byte) error {
	c := &l.conns[i]
	switch opcode {
	case opText:
	case opPing:
		return c.send(opPong, payload)
	case opClose:
		return errors.New("closed by the server")
	default:
		return nil
	}
	switch {
	case bytes.HasPrefix(payload, []byte("42")):
		if t, n, ok := parseEvent(payload); ok {
			l.event(c, t, n)
		} else if c.recover && bytes.HasPrefix(payload, resync) {
			l.total.Told++
			return l.catchUp(c)
		}
	case len(payload) == 1 && payload[0] == '2':
		return c.send(opText, []byte("3"))
	case len(payload) > 0 && payload[0] == '0' && c.state == opening:
		c.state = joining
		return c.send(opText, c.connectPacket())
	case bytes.HasPrefix(payload, []byte("40")) && c.state == joining:
		return l.joined(c)
	case bytes.HasPrefix(payload, []byte("430[")):
		l.caughtUp(c, payload)
	case bytes.HasPrefix(payload, []byte("44")), bytes.HasPrefix(payload, []byte("41")):
		return fmt.Errorf("refused: %s", payload)
	}
	return nil
}

func (c *conn) connectPacket() []byte {
	raw, _ := json.Marshal(control.Auth{User: c.number, Token: control.Token(c.number), Rooms: c.rooms}) // can be marshalled
	return append([]byte("40"), raw...)
}

// joined is called when the server has let the client in.
func (l *loop) joined(c *conn) error {
	c.state = live
	l.dialing--
	if c.neverRead {
		return syscall.EpollCtl(l.epoll, syscall.EPOLL_CTL_DEL, int(c.fd), nil)
	}
	l.live++
	if c.been {
		l.total.Back++
	}
	if !c.been || !c.recover {
		c.been = true
		return nil
	}
	return l.catchUp(c)
}

// send sends a short message whole.
func (c *conn) send(opcode byte, payload []byte) error {
	p := appendFrame(nil, opcode, payload)
	n, err := syscall.Write(int(c.fd), p)
	if err == nil && n < len(p) {
		err = errors.New("a server that does not read")
	}
	return err
}
