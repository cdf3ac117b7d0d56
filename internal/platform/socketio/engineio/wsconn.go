package engineio

import (
	"errors"
	"net"
	"net/http"
	"syscall"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

const (
	// goodbyeTimeout is how long a client has to close its side after it was sent a close frame.
	goodbyeTimeout = 2 * time.Second

	// kernelBuffer bounds what the kernel holds for one client, which many stuck clients would else drive to
	// gigabytes. Linux doubles it.
	kernelBuffer = 128 << 10
)

// wsConn is the WebSocket transport of a session, with a goroutine that reads. Who set busy is the only one to write.
type wsConn struct {
	s       *Session
	conn    net.Conn
	raw     syscall.RawConn // nil if writes cannot be tried without blocking
	flusher *flusher
	decoder websocket.Decoder
	probing bool // not yet the transport of its session; used by the reader alone

	// Guarded by the session.
	status     int  // of the close frame
	busy       bool // is waiting for the flusher, or being written to
	blocked    bool // the kernel takes no more for now
	sealed     bool // the close frame is on its way; nothing follows it
	finished   bool // the close frame has been written
	peerClosed bool // the client sent a close frame
}

func (srv *Server) newConn(conn net.Conn) *wsConn {
	if c, ok := conn.(interface{ SetWriteBuffer(n int) error }); ok {
		_ = c.SetWriteBuffer(kernelBuffer)
	}
	return &wsConn{
		conn:    conn,
		raw:     rawConn(conn),
		flusher: &srv.flushers[int(srv.next.Add(1))%len(srv.flushers)],
		decoder: websocket.NewDecoder(srv.cfg.MaxPayload),
		status:  websocket.StatusNormal,
	}
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
	c := srv.newConn(conn)
	if !srv.begin() { // done when the read loop ends
		_ = conn.Close()
		return
	}
	s := srv.open(r, func(s *Session) transport {
		c.s, c.busy = s, true // nothing is written before the open packet
		return c
	})
	if s == nil {
		srv.work.Done()
		_ = conn.Close()
		return
	}
	srv.stats.webSocket.Add(1)
	head := appendText(websocket.AppendResponse(nil, r), packetOpen, srv.openPacket(s, []string{}))
	c.start(head, early)
}

func refuseUpgrade(w http.ResponseWriter) {
	w.Header().Set("Sec-WebSocket-Version", "13")
	badRequest.answer(w)
}

// start writes the first bytes, lets the flusher go on, and reads until the connection ends. It returns at once: what
// net/http holds for the handler goroutine is freed.
func (c *wsConn) start(head, early []byte) {
	go func() {
		defer c.s.srv.work.Done()
		if err := c.writeNow(head); err != nil {
			c.lost(err)
			return
		}
		if !c.probing {
			c.s.mu.Lock()
			c.flusher.add(c)
			c.s.mu.Unlock()
		}
		head = nil
		c.read(early)
	}()
}

// read feeds the decoder until something ends it.
func (c *wsConn) read(early []byte) {
	err := c.decoder.Feed(early, c)
	in := newReader(c.conn, &c.s.srv.buffers)
	for err == nil {
		var p []byte
		if p, err = in.read(); err == nil {
			err = c.decoder.Feed(p, c)
		}
	}
	if c.lost(err) {
		for err = nil; err == nil; { // until the client closes its side, or its time is over
			_, err = in.read()
		}
		_ = c.conn.Close()
	}
}

// Receive takes a message or control frame from the decoder.
func (c *wsConn) Receive(op websocket.Opcode, p []byte) error {
	switch op {
	case websocket.Ping:
		return c.pong(p)
	case websocket.Pong:
		return nil
	case websocket.Close:
		return errPeerClosed
	}
	if c.probing {
		return c.receiveProbe(p)
	}
	return c.s.receive(p, op == websocket.Binary)
}

func (c *wsConn) pong(p []byte) error {
	frame := append(websocket.AppendHeader(nil, websocket.Pong, len(p)), p...)
	if c.probing {
		return c.writeNow(frame)
	}
	if !c.s.Send(&Frame{wire: frame}) {
		return errEnded
	}
	return nil
}

// lost ends the session for the reason that reading ended, and reports whether the goodbye is still being written, so
// that the client should be read from until it has seen it.
func (c *wsConn) lost(err error) bool {
	s := c.s
	if c.probing {
		s.endUpgrade(c)
		_ = c.conn.Close()
		return false
	}
	s.mu.Lock()
	if broken, ok := errors.AsType[*websocket.CloseError](err); ok {
		c.status = broken.Status
	}
	c.peerClosed = errors.Is(err, errPeerClosed)
	finished := c.finished
	s.mu.Unlock()
	reason, how := endFor(err)
	if !errors.Is(err, errEnded) {
		s.end(reason, how)
	}
	switch {
	case how == endCut && !errors.Is(err, errEnded):
		_ = c.conn.Close()
		return false
	case c.peerClosed && !finished:
		return false // the writer closes the connection after the answer
	case c.peerClosed:
		_ = c.conn.Close()
		return false
	}
	return true
}

// writeNow writes at the side of the queue, before there is one.
func (c *wsConn) writeNow(p []byte) error {
	_ = c.conn.SetWriteDeadline(time.Now().Add(c.s.srv.cfg.WriteTimeout))
	_, err := c.conn.Write(p)
	_ = c.conn.SetWriteDeadline(time.Time{})
	return err
}
