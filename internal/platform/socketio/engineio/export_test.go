package engineio

// Queued is how many frames wait to be sent.
func (s *Session) Queued() int {
	s.shard.lock()
	defer s.shard.unlock()
	return s.queue.len()
}

// Waiting reports whether a poll waits for something to send.
func (s *Session) Waiting() bool {
	s.shard.lock()
	defer s.shard.unlock()
	p, ok := s.transport.(*polling)
	return ok && p.waiting != nil
}

// Upgrading reports whether an upgrade is under way.
func (s *Session) Upgrading() bool {
	s.shard.lock()
	defer s.shard.unlock()
	return s.upgrading
}

// scripted is a link that notes what is written to it, and takes only so much.
type scripted struct {
	conn  *wsConn
	name  string
	room  int // bytes it takes before it blocks
	wrote func(name string, p []byte)
}

func (l *scripted) start([]byte) {}
func (l *scripted) pause() error { return nil }
func (l *scripted) resume()      {}
func (l *scripted) shut()        {}
func (l *scripted) close(bool)   {}
func (l *scripted) await()       {}
func (l *scripted) do(tasks)     {}
func (l *scripted) write(p []byte) (int, error) {
	n := min(len(p), l.room)
	l.room -= n
	l.wrote(l.name, p[:n])
	return n, nil
}

// Bench is a shard that is flushed by hand.
type Bench struct {
	shard *shard
	Wrote []string // names, in the order of their writes
	Bytes map[string][]byte
}

// NewBench returns a bench without sessions.
func NewBench() *Bench {
	srv := New(Config{}, nil)
	b := &Bench{shard: &srv.shards[0], Bytes: make(map[string][]byte)}
	b.shard.awake = true // nobody else flushes
	return b
}

// Session returns a session whose link takes room bytes.
func (b *Bench) Session(name string, room int) *Session {
	c := &wsConn{}
	c.link = &scripted{conn: c, name: name, room: room, wrote: func(name string, p []byte) {
		b.Wrote = append(b.Wrote, name)
		b.Bytes[name] = append(b.Bytes[name], p...)
	}}
	c.s = &Session{shard: b.shard, transport: c}
	return c.s
}

// Send queues a frame.
func (b *Bench) Send(s *Session, f *Frame, bulk bool) bool {
	b.shard.lock()
	defer b.shard.unlock()
	return s.send(f, bulk)
}

// Flush writes a chunk, and All until nothing waits.
func (b *Bench) Flush() bool { return b.shard.flush() }

// All flushes until nothing waits.
func (b *Bench) All() {
	for b.shard.flush() {
	}
	b.shard.awake = true
}

// Unblock gives a session's link more room.
func (b *Bench) Unblock(s *Session, room int) {
	c, _ := s.transport.(*wsConn)
	l, _ := c.link.(*scripted)
	b.shard.lock()
	defer b.shard.unlock()
	l.room = room
	c.busy, c.blocked = false, false
	c.wake(false)
}
