package socketio

import (
	"math/rand/v2"
	"sync/atomic"
	"time"
)

// An id is milliseconds since 1970, the node's number and a sequence number.
const (
	nodeBits, sequenceBits = 10, 12
	timeShift              = nodeBits + sequenceBits

	// MaxNode is the highest number that a node can have.
	MaxNode = 1<<nodeBits - 1
)

// maxAhead is how far the ids of others may lead the clock and still be followed: clocks differ by seconds, not by more.
const maxAhead = time.Minute

// IDs makes the ids of messages: unique in the cluster as long as nodes have different numbers, each greater than all
// made before it and than all of other nodes that it has seen. It is safe for concurrent use.
type IDs struct {
	node atomic.Uint64
	last atomic.Uint64
	now  func() time.Time
}

// Numbering is implemented by adapters that see to it that the nodes of a cluster have different numbers. A server
// joined by one takes the ids of its messages from there.
type Numbering interface{ IDs() *IDs }

// NewIDs returns a generator for a node whose number is drawn at random until SetNode is called.
func NewIDs() *IDs { return newIDs(time.Now) }

func newIDs(now func() time.Time) *IDs {
	g := &IDs{now: now}
	g.SetNode(rand.IntN(MaxNode + 1)) //nolint:gosec // a number to begin with, no secret
	return g
}

// SetNode sets the number of the node, from 0 to MaxNode, for the ids that are made from now on.
func (g *IDs) SetNode(n int) { g.node.Store(uint64(n&MaxNode) << sequenceBits) }

// Node returns the number of the node.
func (g *IDs) Node() int { return int(g.node.Load() >> sequenceBits) }

// Next returns a new id. When the clock stands still, is set back, or more ids are asked for than a millisecond has, the
// time in the id runs ahead of it.
func (g *IDs) Next() uint64 {
	for {
		last, node := g.last.Load(), g.node.Load()
		next := uint64(g.now().UnixMilli())<<timeShift | node
		if next>>timeShift <= last>>timeShift {
			next = last + 1
			if next>>sequenceBits != last>>timeShift<<nodeBits|node>>sequenceBits {
				next = (last>>timeShift+1)<<timeShift | node
			}
		}
		if g.last.CompareAndSwap(last, next) {
			return next
		}
	}
}

// Observe makes the ids that are made from now on greater than one of another node, so that an answer comes after what
// it answers even if the clocks of the two differ.
func (g *IDs) Observe(id uint64) {
	if TimeOf(id).Sub(g.now()) > maxAhead {
		return
	}
	for {
		last := g.last.Load()
		if id <= last || g.last.CompareAndSwap(last, id) {
			return
		}
	}
}

// TimeOf returns when an id was made, by the clock of its node.
func TimeOf(id uint64) time.Time { return time.UnixMilli(int64(id >> timeShift)) }
