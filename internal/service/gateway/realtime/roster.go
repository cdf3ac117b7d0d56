package realtime

import (
	"maps"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// there is how far somebody is there, by their devices: the highest of them counts.
type there int

const (
	absent there = iota
	idling
	present
)

// presenceGrace is how long somebody is still shown after their last connection has ended: longer than a client
// takes to come back from a lost network, so that dots do not flicker.
const presenceGrace = 8 * time.Second

// roster knows who is connected: the devices here, and what other gateways say of theirs. Changes are noted at
// once and looked at together (settle), so that one second makes one change of a person at most.
type roster struct {
	mu      sync.Mutex
	people  map[id.User]*attendance
	changed map[id.User]bool
}

// attendance is one person who is, or just was, connected.
type attendance struct {
	active, idle int              // devices here
	elsewhere    map[string]there // by gateway; no gateway where they are absent
	told         there            // what those who watch were told
	said         there            // what the other gateways were told of the devices here
	isMine       bool             // the last that changed was here, or at a gateway that is gone
	leftAt       time.Time        // when nobody had a device of theirs any more; zero while somebody has
}

func newRoster() *roster {
	return &roster{people: map[id.User]*attendance{}, changed: map[id.User]bool{}}
}

// devices adds to the counts of somebody's devices here.
func (r *roster) devices(of id.User, active, idle int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.of(of)
	a.active += active
	a.idle += idle
	a.isMine = true
}

// hear takes in what a gateway says of the devices there.
func (r *roster) hear(gateway string, people map[id.User]there) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for userID, is := range people {
		a := r.of(userID)
		a.isMine = false
		if is == absent {
			delete(a.elsewhere, gateway)
			continue
		}
		if a.elsewhere == nil {
			a.elsewhere = map[string]there{}
		}
		a.elsewhere[gateway] = is
	}
}

// forget drops what a gateway has said.
func (r *roster) forget(gateway string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for userID, a := range r.people {
		if _, ok := a.elsewhere[gateway]; ok {
			delete(a.elsewhere, gateway)
			a.isMine = true
			r.changed[userID] = true
		}
	}
}

// of returns somebody's attendance, which its caller is about to change.
func (r *roster) of(userID id.User) *attendance {
	a := r.people[userID]
	if a == nil {
		a = &attendance{}
		r.people[userID] = a
	}
	r.changed[userID] = true
	return a
}

// is returns how far somebody is there, as those who watch were told or will be within a second. Who was cut
// off a moment ago is still there.
func (r *roster) is(userID id.User) there {
	r.mu.Lock()
	defer r.mu.Unlock()
	a := r.people[userID]
	if a == nil {
		return absent
	}
	if now := a.now(); now != absent {
		return now
	}
	return a.told
}

// here returns what other gateways are to know of the devices here.
func (r *roster) here() map[id.User]there {
	r.mu.Lock()
	defer r.mu.Unlock()
	all := map[id.User]there{}
	for userID, a := range r.people {
		if is := a.here(); is != absent {
			all[userID] = is
		}
	}
	return all
}

// settled is what settle found.
type settled struct {
	show map[id.User]there // changed for those who watch
	left []id.User         // of those who are gone now: whose last device was here, or at a gateway that is gone
	say  map[id.User]there // changed for other gateways
}

// settle returns what has changed since the last time.
func (r *roster) settle(now time.Time) settled {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := settled{show: map[id.User]there{}, say: map[id.User]there{}}
	for userID := range r.changed {
		a := r.people[userID]
		if is := a.here(); is != a.said {
			a.said = is
			out.say[userID] = is
		}
		is := a.now()
		switch {
		case is != absent:
			a.leftAt = time.Time{}
		case a.told != absent && a.leftAt.IsZero():
			a.leftAt = now
			continue // until its time is over
		case a.told != absent && now.Sub(a.leftAt) < presenceGrace:
			continue
		}
		delete(r.changed, userID)
		if is == absent {
			delete(r.people, userID)
		}
		if is == a.told {
			continue
		}
		a.told = is
		out.show[userID] = is
		if is == absent && a.isMine {
			out.left = append(out.left, userID)
		}
	}
	return out
}

// size is how many people are known here.
func (r *roster) size() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.people)
}

// here is how far they are there by the devices here.
func (a *attendance) here() there {
	switch {
	case a.active > 0:
		return present
	case a.idle > 0:
		return idling
	}
	return absent
}

// now is how far they are there by all devices.
func (a *attendance) now() there {
	is := a.here()
	for other := range maps.Values(a.elsewhere) {
		is = max(is, other)
	}
	return is
}
