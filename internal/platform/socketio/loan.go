package socketio

import (
	"sync/atomic"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// loan is the members that a large room had when something was broadcast to it: the engine's shards look at them when they
// come to it. The room copies its list before it changes what is lent.
type loan struct {
	members []member
	except  socketSet
	out     *atomic.Int32 // loans of this list to shards that have not come to them
}

// largeRoom is what only a room has that has been lent.
type largeRoom struct {
	out   *atomic.Int32
	whole *loan // of all present members; nil if that has changed since
}

// lend returns the room's members, except some. The namespace is locked, here and below.
func (r *room) lend(except socketSet, shards int) *loan {
	if r.large == nil {
		r.large = &largeRoom{out: new(atomic.Int32)}
	}
	l := r.large
	l.out.Add(int32(shards))
	if !except.empty() {
		return &loan{r.members, except, l.out}
	}
	if l.whole == nil {
		l.whole = &loan{members: r.members, out: l.out}
	}
	return l.whole
}

// grown and shrinking are called after a member was added at the end, and before one is taken out anywhere.
func (r *room) grown() {
	if r.large != nil {
		r.large.whole = nil
	}
}

func (r *room) shrinking() {
	switch {
	case r.large == nil:
	case r.large.out.Load() > 0:
		r.members = append([]member(nil), r.members...)
		r.large = nil
	default:
		r.large.whole = nil
	}
}

// Each and Done make loan an engineio.Audience.
func (l *loan) Each(shard int, fn func(s *engineio.Session)) {
	for i := range l.members {
		if m := &l.members[i]; int(m.shard) == shard && !l.except.has(m.socket) {
			fn(m.socket.session)
		}
	}
}

// Done gives the loan of one shard back.
func (l *loan) Done() { l.out.Add(-1) }

// socketSet is a set that usually holds one socket or none.
type socketSet struct {
	one  *Socket
	more map[*Socket]struct{}
}

func (set *socketSet) add(s *Socket) {
	if set.one == nil {
		set.one = s
		return
	}
	if set.more == nil {
		set.more = make(map[*Socket]struct{})
	}
	set.more[s] = struct{}{}
}

func (set *socketSet) empty() bool { return set.one == nil }

func (set *socketSet) has(s *Socket) bool {
	if set.one == s {
		return true
	}
	if set.more == nil {
		return false
	}
	_, ok := set.more[s]
	return ok
}
