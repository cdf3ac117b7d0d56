package engineio

// Queued is how many frames wait to be sent.
func (s *Session) Queued() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

// Waiting reports whether a poll waits for something to send.
func (s *Session) Waiting() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.transport.(*polling)
	return ok && p.waiting != nil
}

// Upgrading reports whether an upgrade is under way.
func (s *Session) Upgrading() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.upgrading
}
