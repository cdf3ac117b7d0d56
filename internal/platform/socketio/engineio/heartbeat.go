package engineio

// A session is in one of two lists: due a ping, or owing a pong. Both delays are constant, so the lists are queues. Which
// list it is in, owesPong says: a session moves between them only while it is locked.

// ping is called when the interval has passed.
func (s *Session) ping() {
	s.shard.lock()
	defer s.shard.unlock()
	if s.state != stateOpen {
		return
	}
	s.owesPong, s.heard = true, false
	// Normally expires is already one timeout away. If this call is late, on a machine that was stopped or
	// overloaded, the client must not pay for it.
	if fair := s.shard.srv.now() + s.shard.srv.cfg.PingTimeout*3/4; s.expires < fair {
		s.expires = fair
	}
	s.shard.srv.pongs.Add(&s.beat)
	s.push(s.shard.srv.pingPkt, false)
}

// pong is called when a pong has come.
func (s *Session) pong() {
	s.shard.lock()
	defer s.shard.unlock()
	if s.state != stateOpen || !s.owesPong {
		return
	}
	s.owesPong = false
	s.expires = s.shard.srv.now() + s.shard.srv.cfg.PingInterval + s.shard.srv.cfg.PingTimeout
	if s.shard.srv.pongs.Remove(&s.beat) {
		s.shard.srv.pings.Add(&s.beat)
	} // else pongMissing is about to run and puts it back
}

// pongMissing is called when the timeout has passed. A client that has sent anything meanwhile is alive: its pong may
// stand behind a long upload.
func (s *Session) pongMissing() {
	s.shard.lock()
	switch {
	case s.state != stateOpen:
	case !s.owesPong:
		s.shard.srv.pings.Add(&s.beat)
	case s.heard:
		s.heard = false
		s.expires = s.shard.srv.now() + s.shard.srv.cfg.PingTimeout
		s.shard.srv.pongs.Add(&s.beat)
	default:
		s.shard.unlock()
		s.end(ReasonPingTimeout, endGoodbye)
		return
	}
	s.shard.unlock()
}

// overdue reports whether the last sign of life is too long ago. Requests ask, because a timer may be late and a
// request must not be: a session whose time is over is not revived by it.
func (s *Session) overdue() bool {
	s.shard.lock()
	defer s.shard.unlock()
	return s.state == stateOpen && s.shard.srv.now() >= s.expires
}
