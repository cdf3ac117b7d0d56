//go:build linux

package load

import (
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
)

const (
	// maxDialing bounds the clients that shake hands at the same time, below any server's backlog.
	maxDialing = 256
	// retryAfter is how long nobody dials after a failure: a server that starts takes about that long.
	retryAfter = 20 * time.Millisecond
	readBytes  = 256 << 10
)

// loop owns all connections. Its goroutine alone uses what is below; others hand it functions.
type loop struct {
	epoll, bell int // bell wakes the loop, when there is a function for it
	functions   chan func()

	conns    []conn
	queue    []int32 // to be dialed
	dialing  int     // shaking hands
	live     int     // connected and reading
	catching int     // of them waiting for what they missed
	pace     pace
	failure  error // the last of a connection

	waiters []waiter
	total   Report
	delays  histogram
	last    lastOnes
	now     time.Time // of the present read
	buf     []byte
	stopped bool
}

type waiter struct {
	done     func() bool
	missing  func() string
	deadline time.Time
	reply    chan error
}

// pace says how many may be dialed.
type pace struct {
	rate  float64
	since time.Time
	used  int
	pause time.Time // until when nobody may
}

func newLoop() (*loop, error) {
	epoll, err := syscall.EpollCreate1(syscall.EPOLL_CLOEXEC)
	if err != nil {
		return nil, err
	}
	bell, _, errno := syscall.RawSyscall(syscall.SYS_EVENTFD2, 0, syscall.O_NONBLOCK|syscall.O_CLOEXEC, 0)
	if errno != 0 {
		return nil, errno
	}
	l := &loop{epoll: epoll, bell: int(bell), functions: make(chan func(), 16), buf: make([]byte, readBytes)}
	return l, syscall.EpollCtl(epoll, syscall.EPOLL_CTL_ADD, l.bell, &syscall.EpollEvent{Events: syscall.EPOLLIN, Fd: -1})
}

// do runs fn on the loop and waits for it.
func (l *loop) do(fn func()) {
	done := make(chan struct{})
	l.functions <- func() { fn(); close(done) }
	_, _ = syscall.Write(l.bell, binary.NativeEndian.AppendUint64(nil, 1))
	<-done
}

// wait begins something and waits until it is done.
func (l *loop) wait(timeoutMS int, begin func(), done func() bool, missing func() string) error {
	reply := make(chan error, 1)
	l.do(func() {
		if begin != nil {
			begin()
		}
		l.waiters = append(l.waiters, waiter{done, missing, time.Now().Add(time.Duration(timeoutMS) * time.Millisecond), reply})
	})
	return <-reply
}

func (l *loop) run() error {
	runtime.LockOSThread()
	events := make([]syscall.EpollEvent, 512)
	for !l.stopped {
		n, err := syscall.EpollWait(l.epoll, events, l.patience())
		if err != nil && !errors.Is(err, syscall.EINTR) {
			return fmt.Errorf("epoll: %w", err)
		}
		for _, e := range events[:max(n, 0)] {
			if e.Fd < 0 {
				l.answerBell()
				continue
			}
			// What was closed in this round may have left an event behind; its place may be taken again.
			if int(e.Fd) < len(l.conns) && l.conns[e.Fd].generation == e.Pad && l.conns[e.Fd].state != away {
				l.ready(e.Fd)
			}
		}
		l.dial()
		l.checkWaiters()
	}
	return nil
}

// patience is how long the loop may sleep, in milliseconds.
func (l *loop) patience() int {
	switch {
	case len(l.queue) > 0:
		return 2
	case len(l.waiters) > 0:
		return 100 // to see their deadlines
	default:
		return -1
	}
}

func (l *loop) answerBell() {
	var drained [8]byte
	_, _ = syscall.Read(l.bell, drained[:])
	for {
		select {
		case fn := <-l.functions:
			fn()
		default:
			return
		}
	}
}

func (l *loop) checkWaiters() {
	kept := l.waiters[:0]
	for _, w := range l.waiters {
		switch {
		case w.done():
			w.reply <- nil
		case time.Now().After(w.deadline):
			w.reply <- fmt.Errorf("waited too long: %s", w.missing())
		default:
			kept = append(kept, w)
		}
	}
	l.waiters = kept
}

// waiting counts the clients that are to be connected and are not.
func (l *loop) waiting() int { return len(l.queue) + l.dialing }

// dial opens as many connections as may be opened now.
func (l *loop) dial() {
	for len(l.queue) > 0 && l.dialing < maxDialing {
		now := time.Now()
		allowed := int(l.pace.rate * now.Sub(l.pace.since).Seconds())
		if now.Before(l.pace.pause) || l.pace.rate > 0 && l.pace.used >= allowed {
			return
		}
		l.pace.used++
		i := l.queue[0]
		l.queue = l.queue[1:]
		if err := l.open(i); err != nil {
			l.failed(i, err)
		}
	}
}

// failed puts a client back that could not connect.
func (l *loop) failed(i int32, err error) {
	l.failure = err
	l.pace.pause = time.Now().Add(retryAfter)
	l.queue = append(l.queue, i)
}
