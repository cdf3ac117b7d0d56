package engineio

// Queued is how many frames wait to be sent.
func (s *Session) Queued() int {
	s.shard.mu.Lock()
	defer s.shard.mu.Unlock()
	return s.queue.len()
}

// Waiting reports whether a poll waits for something to send.
func (s *Session) Waiting() bool {
	s.shard.mu.Lock()
	defer s.shard.mu.Unlock()
	p, ok := s.transport.(*polling)
	return ok && p.waiting != nil
}

// Upgrading reports whether an upgrade is under way.
func (s *Session) Upgrading() bool {
	s.shard.mu.Lock()
	defer s.shard.mu.Unlock()
	return s.upgrading
}
