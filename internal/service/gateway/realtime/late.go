package realtime

import (
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// How late events may be, and how often clients are asked to fetch what they lack.
const (
	// lateAfter is more than a busy machine takes, and more than clocks of machines should differ.
	lateAfter = 2 * time.Second
	// firstAgain is doubled each time, up to lastAgain: where clocks do differ, clients ask once a minute.
	firstAgain = 2 * time.Second
	lastAgain  = time.Minute
)

// lateness notices that events come long after they happened: the bus was away, and brings in order what has
// waited. All of that is in the databases, so clients that are told to fetch it are up to date at once, and
// not when the last of it has passed by.
type lateness struct {
	clock clock.Clock

	mu    sync.Mutex
	pause time.Duration
	next  time.Time // not again before
}

// tell says, of an event that comes now, whether to tell the clients.
func (l *lateness) tell(happened time.Time) bool {
	now := l.clock.Now()
	if now.Sub(happened) < lateAfter {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Before(l.next) {
		return false
	}
	if now.Sub(l.next) > lastAgain {
		l.pause = 0
	}
	l.pause = min(max(2*l.pause, firstAgain), lastAgain)
	l.next = now.Add(l.pause)
	return true
}

// missedMuch asks all clients to fetch what they lack: those of this gateway and, where only one of the joined
// gateways hears of an event, those of the others.
func (g *Gateway) missedMuch() {
	to := g.main.All()
	if !g.joined {
		to = to.Local()
	}
	_ = to.Emit("resync", resync{}) // always encodes
}
