package engineio

import "sync"

const (
	// flushChunk is how many connections are written to before urgent ones are looked for again: 64 writes take about
	// half a millisecond, which is what a message to a small room waits for one to a large room.
	flushChunk = 64

	// bulkShare is how many of them may be bulk when there is no end of urgent ones.
	bulkShare = 16

	// batchBytes is how much leaves in one write.
	batchBytes = 64 << 10
)

// shard is a share of the sessions: a lock for what they have queued, the order in which their connections are to be
// written to, and one goroutine at a time that does it. A session stays with its shard for life.
//
// The goroutine is the shard's epoll loop where there is one; otherwise it lives while there is work. Between a
// connection lining up and its turn more may be queued for it, and leaves in the same write. There is no delay to
// configure: the busier the shard, the longer a round and the more each write carries.
type shard struct {
	srv    *Server
	number int

	mu      sync.Mutex // taken by lock; follows the locks of handlers; only the locks of deadline lists follow it
	fans    []fan      // broadcasts to large rooms, not yet queued on their sessions
	urgent  lineup     // single messages, small rooms, acknowledgements, connections that need something else
	bulk    lineup     // large rooms
	awake   bool       // someone flushes, or is about to
	pool    listPool
	loop    *loop // nil if connections have goroutines
	opened  bool
	waiting map[*Session]chan struct{} // readers of paused sessions, until they are resumed

	// Of the goroutine that flushes.
	try    tryWriter
	jobs   []job
	frames []*Frame
	batch  batch
}

// job is what one connection gets in a round: frames[from:to] of its shard, and tasks.
type job struct {
	conn     *wsConn
	from, to int
	tasks    tasks
}

// lineup is a queue of connections.
type lineup struct {
	conns []*wsConn
	head  int
}

func (l *lineup) len() int { return len(l.conns) - l.head }

func (l *lineup) push(c *wsConn) {
	if l.head > 1024 && l.head > len(l.conns)/2 {
		n := copy(l.conns, l.conns[l.head:])
		clear(l.conns[n:])
		l.conns, l.head = l.conns[:n], 0
	}
	l.conns = append(l.conns, c)
}

func (l *lineup) pop() *wsConn {
	c := l.conns[l.head]
	l.conns[l.head] = nil
	if l.head++; l.head == len(l.conns) {
		l.conns, l.head = l.conns[:0], 0
	}
	return c
}

// lineUp has a connection written to. The shard is locked.
func (sh *shard) lineUp(c *wsConn, bulk bool) {
	switch {
	case c.inUrgent || bulk && c.inBulk:
		return
	case bulk:
		c.inBulk = true
		sh.bulk.push(c)
	default:
		c.inUrgent = true
		sh.urgent.push(c)
	}
	sh.rouse()
}

// rouse sees to it that somebody flushes the shard.
func (sh *shard) rouse() {
	if sh.awake {
		return
	}
	sh.awake = true
	if sh.loop != nil {
		sh.loop.wake()
	} else {
		go sh.run()
	}
}

// run flushes until there is nothing to flush.
func (sh *shard) run() {
	for sh.flush() {
	}
}

// flush writes to a chunk of those who wait, urgent ones first, and reports whether there are more. If not, the shard
// counts as asleep.
func (sh *shard) flush() (more bool) {
	sh.lock()
	sh.jobs, sh.frames = sh.jobs[:0], sh.frames[:0]
	urgent := sh.urgent.len()
	bulk := min(sh.bulk.len(), max(flushChunk-urgent, bulkShare))
	for range min(urgent, flushChunk) {
		c := sh.urgent.pop()
		c.inUrgent = false
		sh.collect(c)
	}
	for range bulk {
		c := sh.bulk.pop()
		c.inBulk = false
		sh.collect(c)
	}
	if len(sh.jobs) == 0 && sh.urgent.len()+sh.bulk.len() == 0 {
		sh.awake = false
		if sh.loop == nil {
			sh.jobs, sh.frames, sh.batch = nil, nil, batch{}
		}
		sh.unlock()
		return false
	}
	sh.unlock()

	for i := range sh.jobs {
		j := &sh.jobs[i]
		j.conn.perform(j.tasks, sh.frames[j.from:j.to], &sh.batch)
	}
	sh.batch.settle(&sh.srv.stats)
	clear(sh.jobs)
	clear(sh.frames)
	return true
}

// collect takes what is to be done for a connection. The shard is locked.
func (sh *shard) collect(c *wsConn) {
	j := job{conn: c, from: len(sh.frames), to: len(sh.frames), tasks: c.tasks}
	c.tasks = 0
	if !c.busy && !c.probing {
		sh.frames = c.s.take(sh.frames, batchBytes)
		j.to = len(sh.frames)
		if c.s.queue.len() > 0 {
			sh.lineUp(c, true)
		}
	}
	if j.tasks != 0 || j.to > j.from {
		sh.jobs = append(sh.jobs, j)
	}
}

// batch turns frames into the bytes of one write. A run of connections that wait for the same frames, as the members of
// a busy room do, shares the joined bytes.
type batch struct {
	tally
	joined []*Frame
	buf    []byte
}

func (b *batch) bytes(frames []*Frame) []byte {
	if len(frames) == 1 {
		return frames[0].wire
	}
	if !sameFrames(b.joined, frames) {
		b.joined = append(b.joined[:0], frames...)
		b.buf = b.buf[:0]
		for _, f := range frames {
			b.buf = append(b.buf, f.wire...)
		}
	}
	return b.buf
}

// settle adds what was counted to the server's counters, and lets go of the frames.
func (b *batch) settle(c *counters) {
	b.tally.settle(c)
	clear(b.joined)
	b.joined = b.joined[:0]
}

func sameFrames(a, b []*Frame) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// Batch sends to several sessions of one shard under one lock.
type Batch struct{}

// Batch calls fn with the given shard, below Server.Shards, locked. Fn must do nothing but call the Batch's methods for
// sessions of that shard. For very many sessions there is Fan.
func (srv *Server) Batch(shard int, fn func(b *Batch)) {
	sh := &srv.shards[shard]
	sh.lock()
	defer sh.unlock()
	fn(&Batch{})
}

// Send is Session.Send.
func (b *Batch) Send(s *Session, f *Frame) bool { return s.send(f, false) }

// Shards is the number of shards.
func (srv *Server) Shards() int { return len(srv.shards) }
