package engineio

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

const (
	epollEvents = 256
	readBytes   = 64 << 10
)

// loop is the epoll driver of one shard: a single goroutine that reads from its connections, flushes the shard and owns
// every descriptor. Others ask it to do something by tasks; nobody else adds, changes or closes a descriptor, so that none
// is used after it was closed and given to somebody else.
type loop struct {
	shard  *shard
	file   *os.File        // the epoll descriptor, known to the runtime's own poller
	raw    syscall.RawConn // to wait for it
	epoll  int
	waker  int // an eventfd
	waitFn func(fd uintptr) bool

	// Of the loop's goroutine.
	slots    []slot
	free     []int32
	events   [epollEvents]unix.EpollEvent
	ready    int
	buf      []byte
	decoder  websocket.Decoder // for all connections that have nothing incomplete
	stopping bool              // guarded by the shard
}

// slot is where an event finds its connection. The generation tells an event of the connection from a late one of its
// predecessor in the slot.
type slot struct {
	conn       *epollConn
	generation int32
}

// open makes the shard ready for its first session. Without a loop, as when there are no descriptors left, all its
// connections have goroutines.
func (sh *shard) open() {
	sh.lock()
	defer sh.unlock()
	if sh.opened || sh.srv.cfg.Driver == DriverGoroutine {
		return
	}
	sh.opened = true
	if l, err := newLoop(sh); err == nil {
		sh.loop = l
		go l.run()
	}
}

// stop ends the loop, when the last connection has been closed.
func (sh *shard) stop() {
	sh.lock()
	defer sh.unlock()
	if sh.loop != nil {
		sh.loop.stopping = true
		sh.loop.wake()
	}
}

func newLoop(sh *shard) (*loop, error) {
	epoll, err := unix.EpollCreate1(unix.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	waker, err := unix.Eventfd(0, unix.EFD_CLOEXEC|unix.EFD_NONBLOCK)
	if err != nil {
		return nil, errors.Join(err, unix.Close(epoll))
	}
	l := &loop{
		shard: sh, epoll: epoll, waker: waker,
		slots:   make([]slot, 1), // the first is the waker's
		buf:     make([]byte, readBytes),
		decoder: websocket.NewDecoder(sh.srv.cfg.MaxPayload),
	}
	l.waitFn = l.poll
	// Edge-triggered, so that nobody has to read it.
	event := unix.EpollEvent{Events: unix.EPOLLIN | unix.EPOLLET}
	err = unix.EpollCtl(epoll, unix.EPOLL_CTL_ADD, waker, &event)
	if err == nil {
		err = unix.SetNonblock(epoll, true) // the runtime polls what is not blocking
	}
	l.file = os.NewFile(uintptr(epoll), "epoll")
	if err == nil {
		l.raw, err = l.file.SyscallConn()
	}
	if err != nil {
		return nil, errors.Join(err, l.file.Close(), unix.Close(waker))
	}
	return l, nil
}

// wake makes the loop flush. The shard is locked, and the loop has not ended.
func (l *loop) wake() {
	one := [8]byte{1}
	_, _ = unix.Write(l.waker, one[:])
}

func (l *loop) run() {
	sh := l.shard
	for more := false; ; {
		if more {
			l.poll(uintptr(l.epoll))
		} else if err := l.raw.Read(l.waitFn); err != nil {
			panic("engineio: epoll cannot be waited for: " + err.Error()) // never: nobody else closes it
		}
		sh.lock()
		sh.awake = true
		if sh.loop.stopping {
			sh.loop = nil
			sh.unlock()
			_ = l.file.Close()
			_ = unix.Close(l.waker)
			return
		}
		sh.unlock()
		for i := range l.ready {
			e := &l.events[i]
			if s := l.slots[e.Fd]; s.conn != nil && s.generation == e.Pad {
				s.conn.handle(e.Events)
			}
		}
		more = sh.flush()
	}
}

// poll takes the events that have come, without waiting, and reports whether there are any.
func (l *loop) poll(uintptr) bool {
	n, err := unix.EpollWait(l.epoll, l.events[:], 0)
	l.ready = 0
	if err == nil {
		l.ready = n
	}
	return l.ready > 0
}

// add gives a connection a slot and watches its descriptor.
func (l *loop) add(c *epollConn) error {
	if len(l.free) == 0 {
		l.free = append(l.free, int32(len(l.slots)))
		l.slots = append(l.slots, slot{})
	}
	c.slot = l.free[len(l.free)-1]
	l.free = l.free[:len(l.free)-1]
	l.slots[c.slot].conn = c
	c.interest = unix.EPOLLIN
	return l.control(unix.EPOLL_CTL_ADD, c)
}

// remove closes the descriptor, which ends the watching of it too, and makes events that are still to be handled stale.
func (l *loop) remove(c *epollConn) {
	_ = unix.Close(int(c.fd))
	c.fd = -1
	s := &l.slots[c.slot]
	s.conn = nil
	s.generation++
	l.free = append(l.free, c.slot)
}

func (l *loop) control(op int, c *epollConn) error {
	e := unix.EpollEvent{Events: c.interest, Fd: c.slot, Pad: l.slots[c.slot].generation}
	return unix.EpollCtl(l.epoll, op, int(c.fd), &e)
}
