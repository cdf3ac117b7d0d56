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

// epollLink is the epoll driver of a connection. It has a descriptor and nothing else while the connection is idle.
type epollLink struct {
	conn   *wsConn
	loop   *loop
	socket net.Conn // until the loop has a descriptor of its own

	// Guarded by the shard.
	started bool
	closed  bool // it has been, or will be when the loop comes to it
	abort   bool
	waits   bool // for room to write

	// Of the loop's goroutine.
	gone     bool // it is closed
	discards bool // what the client still sends
	hungUp   bool // the client has closed its side
	fd       int32
	slot     int32
	interest uint32
	decoder  *websocket.Decoder // with what is incomplete; nil if nothing is
	unread   []byte             // read before, or during, a pause
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
	sh.mu.Lock()
	l := sh.loop
	sh.mu.Unlock()
	if _, plain := socket.(*net.TCPConn); l == nil || !plain {
		return nil
	}
	both := &struct { // one allocation
		wsConn
		epollLink
	}{}
	both.epollLink = epollLink{conn: &both.wsConn, loop: l, socket: socket, fd: -1}
	both.wsConn.link = &both.epollLink
	return &both.wsConn
}

// put adds a task for the loop. The shard is locked.
func (l *epollLink) put(t tasks) {
	l.conn.tasks |= t
	l.conn.s.shard.lineUp(l.conn, false)
}

func (l *epollLink) start(early []byte) {
	l.unread = early
	l.started = true
	l.put(taskAdd)
}

func (l *epollLink) await() {
	l.waits = true
	if l.conn.timer == nil {
		l.conn.progress = 0
		l.conn.startTimer(l.conn.s.srv.timers.stalls)
	}
	l.put(taskWatch)
}

func (l *epollLink) pause() error { return websocket.ErrPause }

func (l *epollLink) resume() { l.put(taskResume) }

func (l *epollLink) shut() { l.put(taskShut) }

func (l *epollLink) close(abort bool) {
	l.abort = l.abort || abort && !l.closed
	if !l.closed {
		l.closed = true
		l.conn.stopTimer()
		l.put(taskClose)
	}
}

// perform does tasks, in the loop's goroutine, as is everything below.
func (l *epollLink) perform(t tasks) {
	if l.gone {
		return
	}
	if t&taskAdd != 0 {
		l.add()
	}
	if t&taskClose != 0 {
		l.remove()
	}
	if l.gone {
		return
	}
	if t&taskShut != 0 {
		_ = unix.Shutdown(int(l.fd), unix.SHUT_WR)
	}
	if t&taskResume != 0 || t&taskAdd != 0 {
		l.feed(nil)
	}
	l.watch()
}

// add takes a descriptor of the connection's own out of the net.Conn, which goes, and watches it.
func (l *epollLink) add() {
	fd, err := takeDescriptor(l.socket)
	l.socket = nil
	if err == nil {
		l.fd = int32(fd)
		setOptions(fd)
		err = l.loop.add(l)
	}
	if err != nil {
		l.conn.failed(err)
	}
}

func (l *epollLink) remove() {
	if l.gone {
		return
	}
	l.gone = true
	l.decoder, l.unread = nil, nil
	switch {
	case l.socket != nil: // it was never added
		_ = l.socket.Close()
	case l.fd >= 0:
		l.conn.s.shard.mu.Lock()
		abort := l.abort
		l.conn.s.shard.mu.Unlock()
		if abort {
			_ = unix.SetsockoptLinger(int(l.fd), unix.SOL_SOCKET, unix.SO_LINGER, &unix.Linger{Onoff: 1})
		}
		l.loop.remove(l)
	}
	l.conn.s.srv.work.Done()
}

// handle deals with what the kernel reports.
func (l *epollLink) handle(events uint32) {
	if events&unix.EPOLLOUT != 0 {
		l.writable()
	}
	const ended = unix.EPOLLHUP | unix.EPOLLERR
	switch {
	case l.interest&unix.EPOLLIN != 0 && events&(unix.EPOLLIN|ended) != 0:
		l.read()
	case events&ended != 0: // nothing else would ever end it
		l.conn.failed(io.EOF)
	}
	l.watch()
}

func (l *epollLink) writable() {
	c := l.conn
	c.s.shard.mu.Lock()
	defer c.s.shard.mu.Unlock()
	if l.waits && !l.closed {
		l.waits = false
		c.busy, c.blocked = false, false
		c.wake(false)
	}
}

// watch tells the kernel what to report, if that has changed.
func (l *epollLink) watch() {
	if l.gone {
		return
	}
	var want uint32
	l.conn.s.shard.mu.Lock()
	if l.waits {
		want |= unix.EPOLLOUT
	}
	l.conn.s.shard.mu.Unlock()
	if !l.hungUp && len(l.unread) == 0 && (l.discards || !l.conn.s.paused.Load()) {
		want |= unix.EPOLLIN
	}
	if want != l.interest {
		l.interest = want
		_ = l.loop.control(unix.EPOLL_CTL_MOD, l) // cannot fail: it is watched
	}
}

func (l *epollLink) write(p []byte) (int, error) {
	if l.gone || l.fd < 0 {
		return 0, net.ErrClosed
	}
	n, err := writeNow(l.fd, p)
	if errors.Is(err, unix.EAGAIN) {
		err = nil
	}
	return n, err
}

func (l *epollLink) read() {
	n, err := readNow(l.fd, l.loop.buf)
	switch {
	case errors.Is(err, unix.EAGAIN):
	case err != nil:
		l.end(err)
	case n > 0:
		l.feed(l.loop.buf[:n])
	case l.discards:
		l.hungUp = true
		l.conn.hungUp()
	default:
		l.end(io.EOF)
	}
}

// feed hands what was read to the decoder, after what was left by a pause.
func (l *epollLink) feed(p []byte) {
	if l.discards {
		return
	}
	if len(l.unread) > 0 {
		p = append(l.unread, p...)
		l.unread = nil
	}
	d := l.decoder
	if d == nil {
		d = &l.loop.decoder
	}
	used, err := d.Feed(p, l.conn)
	if d == &l.loop.decoder && (err != nil || !d.Idle()) {
		l.decoder = new(*d)
		*d = websocket.NewDecoder(l.conn.s.srv.cfg.MaxPayload)
	}
	if l.decoder != nil && l.decoder.Idle() {
		l.decoder = nil
	}
	switch {
	case errors.Is(err, websocket.ErrPause):
		l.unread = slices.Clone(p[used:])
	case err != nil:
		l.end(err)
	}
}

// end is called when there is nothing more to decode.
func (l *epollLink) end(err error) {
	l.decoder, l.unread = nil, nil
	if l.discards {
		l.conn.failed(err)
		return
	}
	l.discards = true
	l.conn.lost(err)
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
