package redisadapter

import (
	"encoding/binary"
	"maps"
	"slices"
	"sync"
	"time"
)

// maxLost is how many channels are remembered by name that something was dropped for; beyond that it is all of them.
const maxLost = 4096

// entry is a message, or a session, on its way to Redis.
type entry struct {
	channels []string
	payload  []byte
	volatile bool
	at       time.Time

	session string // a key; payload is its value then
	ttl     time.Duration
}

// queue holds what waits for Redis, in the order of publication.
type queue struct {
	wake                  chan struct{}
	maxMessages, maxBytes int

	mu       sync.Mutex
	entries  []*entry
	bytes    int
	sequence uint64
	closed   bool
	lost     map[string]bool // channels that something was dropped for
	lostAll  bool
}

// add puts an entry at the end; false if there is no room for it.
func (q *queue) add(e *entry) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.entries) >= q.maxMessages || q.bytes+len(e.payload) > q.maxBytes || q.closed {
		q.lose(e)
		return false
	}
	if e.session == "" {
		q.sequence++
		binary.BigEndian.PutUint64(e.payload[sequenceAt:], q.sequence)
	}
	q.entries = append(q.entries, e)
	q.bytes += len(e.payload)
	q.signal()
	return true
}

// next returns the first entries, at most n, which stay until done is called.
func (q *queue) next(n int) []*entry {
	q.mu.Lock()
	defer q.mu.Unlock()
	return slices.Clone(q.entries[:min(n, len(q.entries))])
}

// done takes away the first n entries.
func (q *queue) done(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.cut(n)
}

// expire gives up what has waited since before a time, and all that is volatile. It returns how many that were.
func (q *queue) expire(before time.Time) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	kept := q.entries[:0]
	for _, e := range q.entries {
		if e.volatile || e.at.Before(before) {
			q.lose(e)
			q.bytes -= len(e.payload)
		} else {
			kept = append(kept, e)
		}
	}
	n := len(q.entries) - len(kept)
	clear(q.entries[len(kept):])
	q.entries = kept
	return n
}

// cut and lose are called with the queue locked.
func (q *queue) cut(n int) {
	for _, e := range q.entries[:n] {
		q.bytes -= len(e.payload)
	}
	rest := copy(q.entries, q.entries[n:])
	clear(q.entries[rest:])
	q.entries = q.entries[:rest]
	if rest == 0 && cap(q.entries) > 1024 {
		q.entries = nil
	}
}

func (q *queue) lose(e *entry) {
	if e.volatile || e.session != "" {
		return
	}
	for _, c := range e.channels {
		if len(q.lost) < maxLost {
			q.lost[c] = true
		} else if !q.lost[c] {
			q.lostAll = true
		}
	}
}

// losses returns, and forgets, the channels that something was dropped for, and whether it is all of them.
func (q *queue) losses() (lost map[string]bool, all bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.lost) == 0 {
		return nil, false
	}
	lost, all = q.lost, q.lostAll
	q.lost, q.lostAll = map[string]bool{}, false
	return lost, all
}

// toTell tells whether something was dropped.
func (q *queue) toTell() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.lost) > 0
}

// untold remembers again what could not be told.
func (q *queue) untold(lost map[string]bool, all bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	maps.Copy(q.lost, lost)
	q.lostAll = q.lostAll || all
}

func (q *queue) signal() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.signal()
}

func (q *queue) len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return len(q.entries)
}

// ended tells whether nothing is left and nothing will come.
func (q *queue) ended() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.closed && len(q.entries) == 0
}
