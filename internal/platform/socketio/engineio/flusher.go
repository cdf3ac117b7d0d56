package engineio

import (
	"errors"
	"os"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

const (
	// batchBytes is how much is joined into one write.
	batchBytes = 64 << 10

	// stalledChunk is how much must be written within the write timeout for a stalled connection to be kept.
	stalledChunk = 16 << 10
)

// flusher writes what is queued for the connections assigned to it. Its goroutine lives while there is work. Between a
// connection becoming ready and its turn, more may be queued for it, and leaves in the same write.
type flusher struct {
	mu      sync.Mutex // the last lock: may be taken with a session locked
	ready   []*wsConn
	running bool
	batch   batch // of the running goroutine
}

// batch is what leaves in one write, and memory to build it.
type batch struct {
	frames []*Frame
	buf    []byte
	try    tryWriter
	tally  tally
}

func (f *flusher) add(c *wsConn) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.ready = append(f.ready, c)
	if !f.running {
		f.running = true
		go f.run()
	}
}

func (f *flusher) run() {
	var round []*wsConn
	for {
		f.mu.Lock()
		clear(round)
		round, f.ready = f.ready, round[:0]
		if len(round) == 0 {
			f.running = false
			f.ready = nil
			f.mu.Unlock()
			return
		}
		f.mu.Unlock()
		for _, c := range round {
			c.flush(&f.batch)
		}
		f.batch.tally.settle(&round[0].s.srv.stats)
	}
}

// wake, stalled and end make wsConn a transport; the session is locked.
func (c *wsConn) wake() {
	if !c.busy {
		c.busy = true
		c.flusher.add(c)
	}
}

func (c *wsConn) stalled() bool { return c.blocked }

func (c *wsConn) end(how ending) bool {
	c.s.srv.stats.webSocket.Add(-1)
	if how == endCut || c.blocked && how != endFlush {
		discard(c.conn)
		return false
	}
	c.wake()
	return false
}

// next takes what is to be written now; nil means that there is nothing, and that the connection is idle.
func (c *wsConn) next(b *batch) []byte {
	s := c.s
	s.mu.Lock()
	clear(b.frames)
	b.frames = s.take(b.frames[:0], batchBytes)
	seal := s.state == stateClosed && len(s.queue) == 0 && !c.sealed
	c.sealed = c.sealed || seal
	if len(b.frames) == 0 && !seal {
		c.busy = false
		s.mu.Unlock()
		return nil
	}
	status := c.status
	s.mu.Unlock()

	b.tally.frames += int64(len(b.frames))
	if len(b.frames) == 1 && !seal {
		return b.frames[0].wire
	}
	b.buf = b.buf[:0]
	for _, f := range b.frames {
		b.buf = append(b.buf, f.wire...)
	}
	if seal {
		b.buf = websocket.AppendClose(b.buf, status)
	}
	return b.buf
}

// flush writes until the queue is empty, or hands the connection to a goroutine of its own if it would have to wait.
func (c *wsConn) flush(b *batch) {
	if c.raw == nil {
		go c.drain(nil)
		return
	}
	for p := c.next(b); p != nil; p = c.next(b) {
		n, err := b.try.write(c.raw, p)
		b.tally.wrote(n)
		if err != nil {
			c.failed(err)
			return
		}
		if n < len(p) {
			rest := p[n:]
			if len(b.frames) != 1 || c.sealed {
				rest = append([]byte(nil), rest...) // the batch is used for other connections meanwhile
			}
			go c.drain(rest)
			return
		}
		if c.sealed {
			c.finish()
			return
		}
	}
}

// drain writes to a connection that may have to be waited for: first the rest of a write, then what is queued.
func (c *wsConn) drain(rest []byte) {
	var b batch
	defer b.tally.settle(&c.s.srv.stats)
	for rest != nil || c.raw == nil {
		if rest == nil {
			if rest = c.next(&b); rest == nil {
				return
			}
		}
		if err := c.writeStalled(rest, &b.tally); err != nil {
			c.failed(err)
			return
		}
		rest = nil
		if c.sealed {
			c.finish()
			return
		}
	}
	c.flusher.add(c)
}

// writeStalled writes p, giving up when a piece takes longer than the write timeout. Meanwhile the bounds are strict.
func (c *wsConn) writeStalled(p []byte, t *tally) error {
	s := c.s
	s.mu.Lock()
	c.blocked = true
	s.queued += len(p)
	s.mu.Unlock()
	var err error
	for rest := p; len(rest) > 0 && err == nil; {
		_ = c.conn.SetWriteDeadline(time.Now().Add(s.srv.cfg.WriteTimeout))
		var n int
		n, err = c.conn.Write(rest[:min(len(rest), stalledChunk)])
		t.wrote(n)
		rest = rest[n:]
	}
	_ = c.conn.SetWriteDeadline(time.Time{})
	s.mu.Lock()
	c.blocked = false
	s.queued = max(s.queued-len(p), 0) // an end may have reset it
	s.mu.Unlock()
	return err
}

// failed ends the session after a write error. The connection stays busy: nothing is written any more.
func (c *wsConn) failed(err error) {
	reason := ReasonTransportClose
	if errors.Is(err, os.ErrDeadlineExceeded) {
		reason = ReasonSlow
		c.s.srv.stats.slowClosed.Add(1)
	}
	c.s.end(reason, endCut)
	discard(c.conn)
}

// finish is called when the close frame has been written: the client has a moment to close its side, if it has not yet.
// The reading goroutine closes the connection then.
func (c *wsConn) finish() {
	c.s.mu.Lock()
	c.finished = true
	peerClosed := c.peerClosed
	c.s.mu.Unlock()
	if peerClosed {
		_ = c.conn.Close()
		return
	}
	_ = c.conn.SetReadDeadline(time.Now().Add(goodbyeTimeout))
	if half, ok := c.conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
}
