package engineio

import (
	"errors"
	"net"
	"net/http"
	"os"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

const (
	// goodbyeTimeout is how long a client has to close its side after it was sent a close frame.
	goodbyeTimeout = 2 * time.Second

	// stalledChunk is how much a client that does not keep up must take within the write timeout to be kept.
	stalledChunk = 16 << 10

	// kernelBuffer bounds what the kernel holds for one client, which many stuck clients would else drive to
	// gigabytes. Linux doubles it.
	kernelBuffer = 128 << 10
)

// wsConn is the WebSocket transport of a session, or the probe of an upgrade.
type wsConn struct {
	s       *Session
	link    link
	probing bool // not yet the transport of its session; used by the reader, and under the lock

	// Guarded by the shard.
	busy       bool // nothing may be written now: the head has not been, or the link will say when to go on
	blocked    bool // the client takes no more for now
	inUrgent   bool // is lined up
	inBulk     bool
	slow       bool   // has been blocked and has not caught up; of who flushes the shard
	finished   bool   // the close frame has been written
	peerClosed bool   // the client sent a close frame
	tasks      tasks  // of the link
	status     uint16 // of the close frame
	progress   int32  // bytes that went out since the stall timer was started
	timer      *timer
}

// link is a WebSocket's way to its socket: the seam between the drivers. Except for pause, write and do, its methods
// are called with the shard locked and return at once.
type link interface {
	// start reads from the connection from now on, beginning with what has come early.
	start(early []byte)
	// write hands bytes to the kernel and returns how many it took, without waiting. Who flushes the shard calls it, and
	// only while the connection is not busy.
	write(p []byte) (n int, err error)
	// await has the connection lined up, no longer busy, when it can be written to again.
	await()
	// pause is called by the reader while the session is paused: it waits, or returns an error that stops the decoder.
	pause() error
	// resume reads on after a pause of the session.
	resume()
	// shut ends the sending side, after the close frame.
	shut()
	// close closes the connection; to abort is to drop what the kernel still holds for it. It may be called again.
	close(abort bool)
	// do does what the driver put off until the connection's turn.
	do(t tasks)
}

// tasks is a set of things that a driver does when it is the connection's turn.
type tasks uint8

// newSession returns a session on a connection of its own; newConn a connection for one that there is.
func (srv *Server) newSession(conn net.Conn) (*Session, *wsConn) {
	sh := srv.nextShard()
	s, c := newEpollSession(sh, conn)
	if c == nil {
		s, c = new(Session), newGoroutineConn(conn)
	}
	s.shard, s.transport = sh, c
	c.bind(s, conn)
	return s, c
}

func (srv *Server) newConn(s *Session, conn net.Conn) *wsConn {
	c := newEpollConn(s.shard, conn)
	if c == nil {
		c = newGoroutineConn(conn)
	}
	c.bind(s, conn)
	return c
}

func (c *wsConn) bind(s *Session, conn net.Conn) {
	if buffered, ok := conn.(interface{ SetWriteBuffer(n int) error }); ok {
		_ = buffered.SetWriteBuffer(kernelBuffer)
	}
	c.s = s
	c.status = websocket.StatusNormal
	c.busy = true // nothing is written before the head
}

// openWebSocket opens a session on a WebSocket. The acceptance and the open packet leave in one write.
func (srv *Server) openWebSocket(w http.ResponseWriter, r *http.Request) {
	if err := websocket.Check(r); err != nil {
		refuseUpgrade(w)
		return
	}
	conn, early, err := websocket.Hijack(w)
	if err != nil {
		badRequest.answer(w)
		return
	}
	if !srv.begin() { // done when the link has closed the connection
		_ = conn.Close()
		return
	}
	s, c := srv.newSession(conn)
	if !srv.open(r, s) {
		srv.work.Done()
		_ = conn.Close()
		return
	}
	srv.stats.webSocket.Add(1)
	c.start(conn, appendText(websocket.AppendResponse(nil, r), packetOpen, srv.openPacket(s, []string{})), early)
}

func refuseUpgrade(w http.ResponseWriter) {
	w.Header().Set("Sec-WebSocket-Version", "13")
	badRequest.answer(w)
}

// start writes the first bytes, which a new connection always has room for, and lets the link go on.
func (c *wsConn) start(conn net.Conn, head, early []byte) {
	_ = conn.SetWriteDeadline(time.Now().Add(c.s.shard.srv.cfg.WriteTimeout))
	_, err := conn.Write(head)
	_ = conn.SetWriteDeadline(time.Time{})
	c.s.shard.lock()
	c.link.start(early)
	c.busy = false
	switch {
	case c.probing:
		c.startTimer(c.s.shard.srv.timers.probes)
	case c.s.queue.len() > 0:
		c.wake(false)
	}
	c.s.shard.unlock()
	if err != nil {
		c.failed(err)
	}
}

// wake, stalled and end make wsConn a transport; the shard is locked.
func (c *wsConn) wake(bulk bool) {
	if !c.busy {
		c.s.shard.lineUp(c, bulk)
	}
}

func (c *wsConn) stalled() bool { return c.blocked }

func (c *wsConn) end(how ending) bool {
	c.s.shard.srv.stats.webSocket.Add(-1)
	if how == endCut || c.blocked && how != endFlush {
		c.link.close(true)
		return false
	}
	c.s.push(&Frame{wire: websocket.AppendClose(nil, int(c.status)), last: true}, false)
	return false
}

// perform is the connection's turn: it does the driver's tasks and writes frames.
func (c *wsConn) perform(t tasks, frames []*Frame, b *batch) {
	if t != 0 {
		c.link.do(t)
	}
	if len(frames) == 0 {
		return
	}
	p := b.bytes(frames)
	n, err := c.link.write(p)
	b.wrote(n)
	switch {
	case err != nil:
		c.failed(err)
	case n < len(p):
		b.frames += int64(c.block(frames, n))
	default:
		b.frames += int64(len(frames))
		if c.slow {
			c.catchUp(n)
		}
		if frames[len(frames)-1].last {
			c.finish()
		}
	}
}

// block puts back what the kernel did not take of the frames, and waits until it does. It returns how many frames it
// took whole.
func (c *wsConn) block(frames []*Frame, taken int) (whole int) {
	n := taken
	for n >= len(frames[whole].wire) {
		n -= len(frames[whole].wire)
		whole++
	}
	rest := frames[whole:]
	size := -n
	for _, f := range rest {
		size += len(f.wire)
	}
	if n > 0 {
		cut := &Frame{wire: rest[0].wire[n:], last: rest[0].last}
		rest = append([]*Frame{cut}, rest[1:]...)
	}
	s := c.s
	s.shard.lock()
	defer s.shard.unlock()
	s.queue.putBack(rest)
	s.queued += int32(size)
	c.busy, c.blocked, c.slow = true, true, true
	c.progress += int32(taken)
	c.link.await()
	return whole
}

// catchUp is called when a client that was not keeping up has taken all it was offered.
func (c *wsConn) catchUp(n int) {
	c.s.shard.lock()
	defer c.s.shard.unlock()
	c.progress += int32(n)
	if c.s.queue.len() == 0 {
		c.slow = false
		c.stopTimer()
	}
}

// failed ends the session after a write error. The connection stays busy: nothing is written any more.
func (c *wsConn) failed(err error) {
	c.s.shard.lock()
	probing := c.probing
	c.s.shard.unlock()
	if probing {
		c.s.endUpgrade(c)
	} else {
		reason := ReasonTransportClose
		if errors.Is(err, os.ErrDeadlineExceeded) {
			reason = ReasonSlow
			c.s.shard.srv.stats.slowClosed.Add(1)
		}
		c.s.end(reason, endCut)
	}
	c.s.shard.lock()
	defer c.s.shard.unlock()
	c.busy = true
	c.link.close(true)
}

// finish is called when the close frame has been written: the client has a moment to close its side, if it has not yet.
func (c *wsConn) finish() {
	c.s.shard.lock()
	defer c.s.shard.unlock()
	c.finished = true
	c.busy = true
	if c.peerClosed {
		c.link.close(false)
		return
	}
	c.link.shut()
	c.startTimer(c.s.shard.srv.timers.goodbyes)
}

// Receive takes a message or control frame from the decoder.
func (c *wsConn) Receive(op websocket.Opcode, p []byte) error {
	var err error
	switch {
	case op == websocket.Ping:
		err = c.pong(p)
	case op == websocket.Pong:
	case op == websocket.Close:
		err = errPeerClosed
	case c.probing:
		err = c.receiveProbe(p)
	default:
		err = c.s.receive(p, op == websocket.Binary)
	}
	if err == nil && c.s.paused.Load() {
		return c.link.pause()
	}
	return err
}

func (c *wsConn) pong(p []byte) error {
	f := &Frame{wire: append(websocket.AppendHeader(nil, websocket.Pong, len(p)), p...)}
	if c.probing {
		return c.writeNow(f.wire)
	}
	if !c.s.Send(f) {
		return errEnded
	}
	return nil
}

// lost ends the session for the reason that reading ended, and reports whether the client should be read from until it
// has seen the goodbye: what it still sends is thrown away.
func (c *wsConn) lost(err error) (discard bool) {
	s := c.s
	if c.probing {
		s.endUpgrade(c)
		s.shard.lock()
		defer s.shard.unlock()
		c.link.close(false)
		return false
	}
	reason, how := endFor(err)
	cut := how == endCut && !errors.Is(err, errEnded)
	s.shard.lock()
	if broken, ok := errors.AsType[*websocket.CloseError](err); ok {
		c.status = uint16(broken.Status)
	}
	c.peerClosed = c.peerClosed || errors.Is(err, errPeerClosed)
	done := c.peerClosed && c.finished
	s.shard.unlock()
	if !errors.Is(err, errEnded) {
		s.end(reason, how)
	}
	if cut || done {
		s.shard.lock()
		defer s.shard.unlock()
		c.link.close(cut)
	}
	return !cut && !done
}

// hungUp is called when the client has closed its side while it was read from after the end: it needs no more time.
func (c *wsConn) hungUp() {
	c.s.shard.lock()
	defer c.s.shard.unlock()
	c.peerClosed = true
	if c.finished {
		c.link.close(false)
	}
}

// writeNow writes beside the queue of a session that is not on this connection yet. A new connection has room.
func (c *wsConn) writeNow(p []byte) error {
	n, err := c.link.write(p)
	if err == nil && n < len(p) {
		err = errors.New("engineio: no room for a probe's answer")
	}
	return err
}
