package engineio

// frameQueue is a queue of frames that takes no memory of its own while it holds one frame or none.
type frameQueue struct {
	first *Frame
	more  []*Frame
}

func (q *frameQueue) len() int {
	if q.first == nil {
		return 0
	}
	return 1 + len(q.more)
}

// push appends a frame, with memory from the pool when it needs any.
func (q *frameQueue) push(f *Frame, pool *slicePool) {
	if q.first == nil {
		q.first = f
		return
	}
	if q.more == nil {
		q.more = pool.get()
	}
	q.more = append(q.more, f)
}

// take moves frames of about limit bytes, at least one, to dst and returns how many bytes they are.
func (q *frameQueue) take(dst []*Frame, limit int, pool *slicePool) ([]*Frame, int) {
	if q.first == nil {
		return dst, 0
	}
	dst = append(dst, q.first)
	size, n := len(q.first.wire), 0
	for n < len(q.more) && size+len(q.more[n].wire) <= limit {
		size += len(q.more[n].wire)
		n++
	}
	dst = append(dst, q.more[:n]...)
	if n == len(q.more) {
		pool.put(q.more)
		*q = frameQueue{}
		return dst, size
	}
	q.first = q.more[n]
	rest := copy(q.more, q.more[n+1:])
	clear(q.more[rest:])
	q.more = q.more[:rest]
	return dst, size
}

// putBack puts frames that were taken in front of what has come since.
func (q *frameQueue) putBack(frames []*Frame) {
	if len(frames) == 0 {
		return
	}
	all := make([]*Frame, 0, len(frames)+q.len())
	all = append(all, frames...)
	if q.first != nil {
		all = append(append(all, q.first), q.more...)
	}
	*q = frameQueue{first: all[0], more: all[1:]}
}

// replace puts f in the place of the frame with its key that waits, and returns the bytes by which the queue grew; false
// if there is none.
func (q *frameQueue) replace(f *Frame) (grown int, ok bool) {
	if q.first != nil && q.first.key == f.key {
		grown = len(f.wire) - len(q.first.wire)
		q.first = f
		return grown, true
	}
	for i, old := range q.more {
		if old.key == f.key {
			q.more[i] = f
			return len(f.wire) - len(old.wire), true
		}
	}
	return 0, false
}

// slicePool keeps what queues have used in a burst for the next one. It belongs to a shard, and its lock.
type slicePool struct{ spare [][]*Frame }

const (
	pooledSlices = 4096 // that are kept
	pooledFrames = 64   // capacity of the longest that are kept
)

func (p *slicePool) get() []*Frame {
	if n := len(p.spare); n > 0 {
		s := p.spare[n-1]
		p.spare[n-1] = nil
		p.spare = p.spare[:n-1]
		return s
	}
	return make([]*Frame, 0, 4)
}

func (p *slicePool) put(s []*Frame) {
	if cap(s) == 0 || cap(s) > pooledFrames || len(p.spare) >= pooledSlices {
		return
	}
	clear(s)
	p.spare = append(p.spare, s[:0])
}
