package redisadapter

import (
	"sync"
	"time"
)

// room is a channel that the adapter listens to, or wants to. It is guarded by rooms.mu.
type room struct {
	namespace, name, channel string

	watched   bool      // has members here
	left      time.Time // since when it has none
	leaving   bool      // in the list of those to be left
	asked     bool      // subscribed to on the present connection
	confirmed time.Time // when the server confirmed that; zero before
	checked   bool      // and what was said before has been looked into
	since     time.Time // from when on something may have been missed
}

// rooms are those that matter to this node.
type rooms struct {
	wake chan struct{}

	mu        sync.Mutex
	all       map[string]*room // by channel
	ask       []*room          // to be subscribed to
	unchecked []*room          // confirmed, but what was said before that may have been missed
	leaving   []*room          // to be left when they have been without members for long enough, oldest first
}

// Watch says that a room has local members now.
func (a *Adapter) Watch(namespace, name string) {
	a.watch(namespace, "") // whoever has a member in a room has one in the namespace
	if name != "" {
		a.watch(namespace, name)
	}
}

func (a *Adapter) watch(namespace, name string) {
	channel := a.channel(namespace, name)
	rs := &a.rooms
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.all[channel]; r != nil {
		r.watched = true
		return
	}
	r := &room{namespace: namespace, name: name, channel: channel, watched: true, since: time.Now()}
	rs.all[channel] = r
	rs.ask = append(rs.ask, r)
	rs.signal()
}

// Unwatch says that a room has no local members any more.
func (a *Adapter) Unwatch(namespace, name string) {
	if name == "" {
		return // one channel a namespace costs nothing
	}
	rs := &a.rooms
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.all[a.channel(namespace, name)]; r != nil && r.watched {
		r.watched, r.left = false, time.Now()
		if !r.leaving {
			r.leaving = true
			rs.leaving = append(rs.leaving, r)
		}
	}
}

func (rs *rooms) signal() {
	select {
	case rs.wake <- struct{}{}:
	default:
	}
}

// restart forgets all subscriptions: the connection is a new one. What was said since a time may not have been heard.
func (rs *rooms) restart(heard time.Time) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	rs.ask, rs.unchecked, rs.leaving = nil, nil, nil
	for channel, r := range rs.all {
		if !r.watched {
			delete(rs.all, channel)
			continue
		}
		if r.checked && r.since.Before(heard) {
			r.since = heard
		}
		r.asked, r.leaving, r.checked, r.confirmed = false, false, false, time.Time{}
		rs.ask = append(rs.ask, r)
	}
	rs.signal()
}

// toAsk returns up to n channels to subscribe to.
func (rs *rooms) toAsk(n int) []string {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	n = min(n, len(rs.ask))
	channels := make([]string, 0, n)
	for _, r := range rs.ask[:n] {
		if rs.all[r.channel] == r {
			r.asked = true
			channels = append(channels, r.channel)
		}
	}
	if rs.ask = rs.ask[n:]; len(rs.ask) == 0 {
		rs.ask = nil
	}
	return channels
}

// confirm notes that the server has confirmed a subscription.
func (rs *rooms) confirm(channel string) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.all[channel]; r != nil && r.asked {
		r.confirmed = time.Now()
		rs.unchecked = append(rs.unchecked, r)
		rs.signal()
	}
}

// check is a room to be looked into: was something said there in a time?
type check struct {
	room       *room
	since, til time.Time
}

// toCheck returns up to n rooms to look into.
func (rs *rooms) toCheck(n int) []check {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	n = min(n, len(rs.unchecked))
	checks := make([]check, 0, n)
	for _, r := range rs.unchecked[:n] {
		checks = append(checks, check{r, r.since, r.confirmed})
	}
	return checks
}

// checked takes the first n rooms off the list: from the confirmation on they have been heard.
func (rs *rooms) checked(n int) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	for _, r := range rs.unchecked[:n] {
		r.since, r.checked = r.confirmed, true
	}
	if rs.unchecked = rs.unchecked[n:]; len(rs.unchecked) == 0 {
		rs.unchecked = nil
	}
}

// toLeave returns up to n channels without members since before a time, and forgets them.
func (rs *rooms) toLeave(n int, before time.Time) []string {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	var channels []string
	for len(rs.leaving) > 0 && len(channels) < n {
		r := rs.leaving[0]
		if !r.watched && r.left.After(before) {
			break
		}
		rs.leaving, r.leaving = rs.leaving[1:], false
		if r.watched {
			continue // somebody has come back
		}
		delete(rs.all, r.channel)
		channels = append(channels, r.channel)
	}
	return channels
}

// find returns the room of a channel.
func (rs *rooms) find(channel string) (namespace, name string, ok bool) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.all[channel]; r != nil {
		return r.namespace, r.name, true
	}
	return "", "", false
}

// watchedRooms returns all rooms that have members.
func (rs *rooms) watchedRooms() []*room {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	list := make([]*room, 0, len(rs.all))
	for _, r := range rs.all {
		if r.watched {
			list = append(list, r)
		}
	}
	return list
}
