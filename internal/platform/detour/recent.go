package detour

import "github.com/echo-chat/echo/internal/kernel/id"

// remembered is how many events a consumer is known to have had, at least: those of some minutes of a busy Echo.
const remembered = 100_000

// recent remembers the last events, from remembered up to twice as many.
type recent struct {
	now, old map[id.Event]struct{}
}

// add tells whether the event is new.
func (r *recent) add(e id.Event) bool {
	_, now := r.now[e]
	_, old := r.old[e]
	if now || old {
		return false
	}
	if r.now == nil || len(r.now) == remembered {
		r.now, r.old = map[id.Event]struct{}{}, r.now
	}
	r.now[e] = struct{}{}
	return true
}
