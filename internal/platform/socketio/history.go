package socketio

import (
	"slices"
	"sort"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// keptOverhead is about what a kept event takes beside its frame.
const keptOverhead = 160

// kept is an event as it was sent, for clients that come back.
type kept struct {
	id       uint64 // of this server: greater than that of every event before
	message  uint64 // in the cluster; of another server's event it is another
	everyone bool
	rooms    []string
	except   []string
	frame    *engineio.Frame
}

func (k *kept) size() int { return k.frame.Size() + keptOverhead }

// history holds the last events of a namespace, whose lock guards it. An event is dropped when it is so old that every
// client which could still recover has surely received it, or when there is no more room.
type history struct {
	maxBytes int
	maxAge   time.Duration

	events []kept // from head on, ids grow
	head   int
	first  uint64 // number of the event at head
	bytes  int
	lost   uint64 // id of the last event that was dropped before its time
}

func (h *history) push(k kept) {
	h.events = append(h.events, k)
	h.bytes += k.size()
	expired := TimeOf(k.id).Add(-h.maxAge)
	for h.head < len(h.events) {
		oldest := &h.events[h.head]
		old := TimeOf(oldest.id).Before(expired)
		if !old && h.bytes <= h.maxBytes {
			break
		}
		if !old {
			h.lost = oldest.id
		}
		h.bytes -= oldest.size()
		*oldest = kept{}
		h.head++
		h.first++
	}
	if h.head > 1024 && h.head > len(h.events)/2 {
		n := copy(h.events, h.events[h.head:])
		clear(h.events[n:])
		h.events, h.head = h.events[:n], 0
	}
}

// next is the number that the next event will have.
func (h *history) next() uint64 { return h.first + uint64(len(h.events)-h.head) }

// after returns the events that came after the one with that id.
func (h *history) after(id uint64) []kept {
	events := h.events[h.head:]
	return events[sort.Search(len(events), func(i int) bool { return events[i].id > id }):]
}

// numberAfter is the number of the first event that came after the id.
func (h *history) numberAfter(id uint64) uint64 { return h.next() - uint64(len(h.after(id))) }

// before returns the id of the last event before the one with a number, of which only the lower half is known; zero if
// none is kept.
func (h *history) before(number uint32) uint64 {
	i := int(int32(number-uint32(h.first))) - 1
	if i < 0 || i >= len(h.events)-h.head {
		return 0
	}
	return h.events[h.head+i].id
}

// place is a room and since when: events to it count from the one after that id.
type place struct {
	Name  string `json:"room"`
	Since uint64 `json:"since,string,omitempty"`
}

// audience is who a returning client is: where it may have been sent something, and where it counts as left out.
type audience struct {
	since  uint64 // for events to everyone
	places map[string]uint64
	names  map[string]bool // rooms and ids for which it was excepted
}

func (a *audience) concerns(k *kept) bool {
	if slices.ContainsFunc(k.except, func(name string) bool { return a.names[name] }) {
		return false
	}
	return k.everyone && k.id > a.since || slices.ContainsFunc(k.rooms, func(room string) bool {
		since, member := a.places[room]
		return member && k.id > since
	})
}

// missed returns the events after an id that concern the audience; false if there are more than limit, or some of that
// time are no longer kept.
func (h *history) missed(after uint64, a *audience, limit int) ([]*engineio.Frame, bool) {
	if h.lost > after {
		return nil, false
	}
	var frames []*engineio.Frame
	events := h.after(after)
	for i := range events {
		if !a.concerns(&events[i]) {
			continue
		}
		if len(frames) == limit {
			return nil, false
		}
		frames = append(frames, events[i].frame)
	}
	return frames, true
}
