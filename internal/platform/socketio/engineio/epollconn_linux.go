package engineio

import (
	"errors"
	"io"
	"net"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// epollConn is a connection with the epoll driver, and its own link. While it is idle it has a descriptor and nothing else.
type epollConn struct {
	wsConn

	// Guarded by the shard.
	closed bool // it has been, or will be when the loop comes to it
	abort  bool
	waits  bool // for room to write

	// Of the loop's goroutine.
	gone     bool // it is closed
	discards bool // what the client still sends
	eof      bool // the client has closed its side
	fd       int32
	slot     int32
	interest uint32
	input    *input // nil unless something is incomplete or has not been decoded
}

// input is what an idle connection does not have.
type input struct {
	socket  net.Conn // until the loop has a descriptor of its own
	decoder *websocket.Decoder
	unread  []byte // read before the loop began, or during a pause
}

const (
	notSentBytes = 32 << 10         // that the kernel takes beyond what it has sent
	ackTimeout   = 30 * time.Second // after which a client whose host does not answer is lost
)

const (
	taskAdd    tasks = 1 << iota // watch the descriptor
	taskWatch                    // change what is watched for
	taskResume                   // read on
	taskShut                     // end the sending side
	taskClose                    // close the descriptor
)

// newEpollConn returns nil if the connection is no plain TCP, or the shard has no loop.
func newEpollConn(sh *shard, socket net.Conn) *wsConn {
	if !sh.polls(socket) {
		return nil
	}
	c := new(epollConn)
	c.init(socket)
	return &c.wsConn
}

// newEpollSession is newEpollConn with the session, in one piece of memory, as they are used together.
func newEpollSession(sh *shard, socket net.Conn) (*Session, *wsConn) {
	if !sh.polls(socket) {
		return nil, nil
	}
	both := &struct {
		session Session
		conn    epollConn
	}{}
	both.conn.init(socket)
	return &both.session, &both.conn.wsConn
}

func (sh *shard) polls(socket net.Conn) bool {
	sh.lock()
	defer sh.unlock()
	_, plain := socket.(*net.TCPConn)
	return plain && sh.loop != nil
}

func (c *epollConn) init(socket net.Conn) {
	c.link = c
	c.fd = -1
	c.input = &input{socket: socket}
}

// put adds a task for the loop. The shard is locked.
func (c *epollConn) put(t tasks) {
	c.tasks |= t
	c.s.shard.lineUp(&c.wsConn, false)
}

func (c *epollConn) start(early []byte) {
	if c.closed {
		return
	}
	c.input.unread = early
	c.put(taskAdd)
}

func (c *epollConn) await() {
	c.waits = true
	if c.timer == nil {
		c.progress = 0
		c.startTimer(c.s.shard.srv.timers.stalls)
	}
	c.put(taskWatch)
}

func (c *epollConn) pause() error { return websocket.ErrPause }

func (c *epollConn) resume() { c.put(taskResume) }

func (c *epollConn) shut() { c.put(taskShut) }

func (c *epollConn) close(abort bool) {
	c.abort = c.abort || abort && !c.closed
	if !c.closed {
		c.closed = true
		c.stopTimer()
		c.put(taskClose)
	}
}

// do does tasks, in the loop's goroutine, as is everything below.
func (c *epollConn) do(t tasks) {
	if c.gone {
		return
	}
	if t&taskAdd != 0 {
		c.add()
	}
	if t&taskClose != 0 {
		c.remove()
	}
	if c.gone {
		return
	}
	if t&taskShut != 0 {
		_ = unix.Shutdown(int(c.fd), unix.SHUT_WR)
	}
	if t&taskResume != 0 || t&taskAdd != 0 {
		c.feed(nil)
	}
	c.watch()
}

// add takes a descriptor of the connection's own out of the net.Conn, which goes, and watches it.
func (c *epollConn) add() {
	fd, err := takeDescriptor(c.input.socket)
	c.input.socket = nil
	if err == nil {
		c.fd = int32(fd)
		setOptions(fd)
		err = c.s.shard.loop.add(c)
	}
	if err != nil {
		c.failed(err)
	}
}

func (c *epollConn) remove() {
	if c.gone {
		return
	}
	c.gone = true
	switch {
	case c.input != nil && c.input.socket != nil: // it was never added
		_ = c.input.socket.Close()
	case c.fd >= 0:
		c.s.shard.lock()
		abort := c.abort
		c.s.shard.unlock()
		if abort {
			_ = unix.SetsockoptLinger(int(c.fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
		}
		c.s.shard.loop.remove(c)
	}
	c.input = nil
	c.s.shard.srv.work.Done()
}

// handle deals with what the kernel reports.
func (c *epollConn) handle(events uint32) {
	if events&unix.EPOLLOUT != 0 {
		c.writable()
	}
	const gone = unix.EPOLLHUP | unix.EPOLLERR
	switch {
	case c.interest&unix.EPOLLIN != 0 && events&(unix.EPOLLIN|gone) != 0:
		c.read()
	case events&gone != 0: // nothing else would ever end it
		c.failed(io.EOF)
	}
	c.watch()
}

func (c *epollConn) writable() {
	c.s.shard.lock()
	defer c.s.shard.unlock()
	if c.waits && !c.closed {
		c.waits = false
		c.busy, c.blocked = false, false
		c.wake(false)
	}
}

// watch tells the kernel what to report, if that has changed.
func (c *epollConn) watch() {
	if c.gone {
		return
	}
	var want uint32
	c.s.shard.lock()
	if c.waits {
		want |= unix.EPOLLOUT
	}
	c.s.shard.unlock()
	if !c.eof && (c.input == nil || len(c.input.unread) == 0) && (c.discards || !c.s.paused.Load()) {
		want |= unix.EPOLLIN
	}
	if want != c.interest {
		c.interest = want
		_ = c.s.shard.loop.control(unix.EPOLL_CTL_MOD, c) // cannot fail: it is watched
	}
}

func (c *epollConn) write(p []byte) (int, error) {
	if c.gone || c.fd < 0 {
		return 0, net.ErrClosed
	}
	n, err := writeNow(c.fd, p)
	if errors.Is(err, unix.EAGAIN) {
		err = nil
	}
	return n, err
}

func (c *epollConn) read() {
	buf := c.s.shard.loop.buf
	n, err := readNow(c.fd, buf)
	switch {
	case errors.Is(err, unix.EAGAIN):
	case err != nil:
		c.ended(err)
	case n > 0:
		c.feed(buf[:n])
	case c.discards:
		c.eof = true
		c.hungUp()
	default:
		c.ended(io.EOF)
	}
}

// feed hands what was read to the decoder, after what was left by a pause.
func (c *epollConn) feed(p []byte) {
	if c.discards {
		return
	}
	shared := &c.s.shard.loop.decoder
	d := shared
	if in := c.input; in != nil {
		if len(in.unread) > 0 {
			p = append(in.unread, p...)
		}
		if in.decoder != nil {
			d = in.decoder
		}
		c.input = nil
	}
	used, err := d.Feed(p, c)
	if err != nil && !errors.Is(err, websocket.ErrPause) {
		if d == shared {
			*d = websocket.NewDecoder(c.s.shard.srv.cfg.MaxPayload)
		}
		c.ended(err)
		return
	}
	if used < len(p) {
		c.input = &input{unread: slices.Clone(p[used:])}
	}
	if d.Idle() {
		return
	}
	if c.input == nil {
		c.input = new(input)
	}
	c.input.decoder = d
	if d == shared {
		c.input.decoder = new(*d)
		*d = websocket.NewDecoder(c.s.shard.srv.cfg.MaxPayload)
	}
}

// ended is called when there is nothing more to decode.
func (c *epollConn) ended(err error) {
	c.input = nil
	if c.discards {
		c.failed(err)
		return
	}
	c.discards = true
	c.lost(err)
}

// takeDescriptor returns a descriptor for the connection and closes the net.Conn.
func takeDescriptor(socket net.Conn) (fd int, err error) {
	raw, err := socket.(*net.TCPConn).SyscallConn() //nolint:forcetypeassert // newEpollConn has looked
	if err != nil {
		return -1, err
	}
	var taken error
	err = raw.Control(func(original uintptr) {
		fd, taken = unix.FcntlInt(original, unix.F_DUPFD_CLOEXEC, 0)
	})
	if err = errors.Join(err, taken); err != nil {
		return -1, errors.Join(err, socket.Close())
	}
	return fd, socket.Close()
}

// setOptions bounds what the kernel keeps for a client. It is advice: a kernel that does not know an option is fine.
func setOptions(fd int) {
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_NOTSENT_LOWAT, notSentBytes)
	_ = unix.SetsockoptInt(fd, unix.IPPROTO_TCP, unix.TCP_USER_TIMEOUT, int(ackTimeout.Milliseconds()))
}
