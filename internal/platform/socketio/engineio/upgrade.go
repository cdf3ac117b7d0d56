package engineio

import (
	"io"
	"net/http"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// upgrade opens a WebSocket beside the long-polling of a session. The client probes it, lets its last poll end, and
// says when to switch; until then everything goes by polling, so nothing is lost or overtaken.
func (s *Session) upgrade(w http.ResponseWriter, r *http.Request) {
	srv := s.shard.srv
	if err := websocket.Check(r); err != nil {
		refuseUpgrade(w)
		return
	}
	if !s.beginUpgrade() {
		srv.turnAway(w, r)
		return
	}
	conn, early, err := websocket.Hijack(w)
	if err != nil || !srv.begin() {
		s.endUpgrade(nil)
		badRequest.answer(w)
		return
	}
	c := srv.newConn(s, conn)
	c.probing = true
	s.shard.lock()
	s.probe = c
	gone := s.state != stateOpen
	s.shard.unlock()
	c.start(conn, websocket.AppendResponse(nil, r), early)
	if gone {
		s.shard.lock()
		c.link.close(true)
		s.shard.unlock()
	}
}

// turnAway accepts a WebSocket only to close it, as the reference server does with those that come too many: a client's
// library may make an error of a refusal.
func (srv *Server) turnAway(w http.ResponseWriter, r *http.Request) {
	conn, _, err := websocket.Hijack(w)
	if err != nil || !srv.begin() {
		badRequest.answer(w)
		return
	}
	answer := websocket.AppendClose(websocket.AppendResponse(nil, r), websocket.StatusNormal)
	go func() {
		defer srv.work.Done()
		_ = conn.SetDeadline(time.Now().Add(goodbyeTimeout))
		_, _ = conn.Write(answer)
		_, _ = io.Copy(io.Discard, io.LimitReader(conn, turnAwayBytes)) // closed with bytes unread, it would be reset
		_ = conn.Close()
	}()
}

// turnAwayBytes is how much is read from a client that does not see that it was turned away.
const turnAwayBytes = 64 << 10

// beginUpgrade reports whether the session may be upgraded, and keeps others from trying at the same time.
func (s *Session) beginUpgrade() bool {
	s.shard.lock()
	defer s.shard.unlock()
	_, isPolling := s.transport.(*polling)
	if !isPolling || s.upgrading || s.state != stateOpen {
		return false
	}
	s.upgrading = true
	return true
}

// endUpgrade forgets an upgrade that came to nothing. The session goes on by polling.
func (s *Session) endUpgrade(c *wsConn) {
	s.shard.lock()
	defer s.shard.unlock()
	s.upgrading = false
	if s.probe == c {
		s.probe = nil
	}
}

// receiveProbe takes a message on a connection that is not yet its session's transport.
func (c *wsConn) receiveProbe(p []byte) error {
	switch string(p) {
	case "2probe":
		c.s.shard.lock()
		if poll, ok := c.s.transport.(*polling); ok {
			poll.wake(false) // with nothing to send it answers a noop
		}
		c.s.shard.unlock()
		return c.writeNow(appendText(nil, packetPong, []byte("probe")))
	case "5":
		return c.attach()
	default:
		return errPacket
	}
}

// attach makes the connection the transport of its session.
func (c *wsConn) attach() error {
	s := c.s
	s.shard.lock()
	defer s.shard.unlock()
	poll, ok := s.transport.(*polling)
	if !ok || s.state != stateOpen {
		return errEnded
	}
	c.probing = false
	c.stopTimer()
	s.upgrading, s.probe = false, nil
	s.transport = c
	s.shard.srv.stats.webSocket.Add(1)
	poll.wake(false)
	if s.queue.len() > 0 {
		c.wake(false)
	}
	return nil
}
