package engineio

// frameQueue is a queue of frames that takes no memory of its own while it holds one frame or none.
type frameQueue struct {
	first *Frame
	more  *frameList // nil if there are none
}

type frameList struct{ frames []*Frame }

func (q *frameQueue) len() int {
	switch {
	case q.first == nil:
		return 0
	case q.more == nil:
		return 1
	default:
		return 1 + len(q.more.frames)
	}
}

// push appends a frame, with memory from the pool when it needs any.
func (q *frameQueue) push(f *Frame, pool *listPool) {
	if q.first == nil {
		q.first = f
		return
	}
	if q.more == nil {
		q.more = pool.get()
	}
	q.more.frames = append(q.more.frames, f)
}

// take moves frames of about limit bytes, at least one, to dst and returns how many bytes they are.
func (q *frameQueue) take(dst []*Frame, limit int, pool *listPool) ([]*Frame, int) {
	if q.first == nil {
		return dst, 0
	}
	dst = append(dst, q.first)
	size := len(q.first.wire)
	if q.more == nil {
		q.first = nil
		return dst, size
	}
	more, n := q.more.frames, 0
	for n < len(more) && size+len(more[n].wire) <= limit {
		size += len(more[n].wire)
		n++
	}
	dst = append(dst, more[:n]...)
	if n == len(more) {
		pool.put(q.more)
		*q = frameQueue{}
		return dst, size
	}
	q.first = more[n]
	rest := copy(more, more[n+1:])
	clear(more[rest:])
	q.more.frames = more[:rest]
	return dst, size
}

// putBack puts frames that were taken in front of what has come since.
func (q *frameQueue) putBack(frames []*Frame) {
	all := make([]*Frame, 0, len(frames)+q.len())
	all = append(all, frames...)
	if q.first != nil {
		all = append(all, q.first)
	}
	if q.more != nil {
		all = append(all, q.more.frames...)
	}
	*q = frameQueue{first: all[0]}
	if len(all) > 1 {
		q.more = &frameList{all[1:]}
	}
}

// replace puts f in the place of the frame with its key that waits, and returns the bytes by which the queue grew; false
// if there is none.
func (q *frameQueue) replace(f *Frame) (grown int, ok bool) {
	if q.first != nil && q.first.key == f.key {
		grown = len(f.wire) - len(q.first.wire)
		q.first = f
		return grown, true
	}
	if q.more == nil {
		return 0, false
	}
	for i, old := range q.more.frames {
		if old.key == f.key {
			q.more.frames[i] = f
			return len(f.wire) - len(old.wire), true
		}
	}
	return 0, false
}

// listPool keeps what queues have used in a burst for the next one. It belongs to a shard, and its lock.
type listPool struct{ spare []*frameList }

const (
	pooledLists  = 4096 // that are kept
	pooledFrames = 64   // capacity of the longest that are kept
)

func (p *listPool) get() *frameList {
	if n := len(p.spare); n > 0 {
		l := p.spare[n-1]
		p.spare[n-1] = nil
		p.spare = p.spare[:n-1]
		return l
	}
	return &frameList{make([]*Frame, 0, 4)}
}

func (p *listPool) put(l *frameList) {
	if cap(l.frames) > pooledFrames || len(p.spare) >= pooledLists {
		return
	}
	clear(l.frames)
	l.frames = l.frames[:0]
	p.spare = append(p.spare, l)
}
