package socketio

import (
	"slices"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// recover lets a socket that OnConnect has admitted go on where the one was that its client claims to have had, and reports
// whether it does. It runs in the inbox.
func (s *Socket) recover(auth []byte) bool {
	c, claims := parseClaim(auth)
	if !claims {
		return false
	}
	r := s.ns.srv.recovery
	local, a, ok := s.takeBack(c)
	if ok {
		ok = s.resume(c, a)
	}
	s.ns.settled(local, !ok && s.closed())
	if ok {
		r.recovered.Add(1)
	} else {
		r.refused.Add(1)
	}
	return ok
}

// takeBack returns what is kept of the socket that is claimed, if it was this one's: what this server has kept, and what
// counts. A connection that its client has given up before the server noticed is ended.
func (s *Socket) takeBack(c claim) (local, a *away, ok bool) {
	ns, key := s.ns, s.identity()
	ns.mu.Lock()
	genuine := c.PID == ns.pid(c.socket)
	old := ns.sockets[c.socket]
	ns.mu.Unlock()
	if !genuine && ns.srv.cluster.adapter == nil {
		return nil, nil, false
	}
	if genuine && old != nil && old != s && old.connected() && old.identity() == key {
		old.session.Close(engineio.ReasonTransportClose)
		old.drop(engineio.ReasonTransportClose) // somebody else may be about to
	}
	ns.mu.Lock()
	local = ns.away[c.socket]
	if local != nil && (local.PID != c.PID || local.Key != key) {
		ns.mu.Unlock()
		return nil, nil, false
	}
	if local != nil {
		ns.awaited.Remove(&local.Entry)
		delete(ns.away, local.ID)
	}
	ns.mu.Unlock()
	a, ok = s.choose(c, key, local)
	return local, a, ok
}

// settled ends what takeBack began. A client that has left again meanwhile may come back once more.
func (ns *Namespace) settled(local *away, again bool) {
	if local == nil {
		return
	}
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if again && ns.away[local.ID] == nil && ns.sockets[local.ID] == nil {
		ns.await(local)
		return
	}
	ns.release(local)
}

// resume asks which rooms are still allowed and does what is left to do.
func (s *Socket) resume(c claim, a *away) bool {
	ns := s.ns
	names := make([]string, len(a.Places))
	restoring := make(map[string]bool, len(a.Places))
	for i, p := range a.Places {
		names[i] = p.Name
		restoring[p.Name] = true
	}
	ns.mu.Lock()
	ns.restoring[s] = restoring
	ns.mu.Unlock()
	defer func() {
		ns.mu.Lock()
		delete(ns.restoring, s)
		ns.mu.Unlock()
	}()
	if ns.onRecover != nil {
		var allowed []string
		failed := true
		s.client.guard(func() {
			var err error
			allowed, err = ns.onRecover(s.client.srv.ctx, s, slices.Clone(names))
			failed = err != nil
		})
		if failed {
			return false
		}
		names = allowed
	}
	if !a.local || c.foreign || c.id > a.Left {
		return s.resumeElsewhere(c, a, names)
	}
	ns.mu.Lock()
	defer ns.mu.Unlock()
	events, ok := ns.history.missed(s.received(c, a), s.audience(a, names), ns.srv.recovery.MaxMissed)
	return ok && s.reopen(a, names, events)
}

// received returns an id up to which the client has surely received everything: what it says, or what was sent so long
// before it was lost that it has answered a ping since.
func (s *Socket) received(c claim, a *away) uint64 {
	answered := uint64(max(TimeOf(a.Left).Add(-s.ns.srv.recovery.silent).UnixMilli(), 0)) << timeShift
	return max(c.id, a.Since, answered)
}

// audience says what concerns the client: as the one it was, in the rooms that are allowed, and as the one it has been since
// it came back, which was sent what the old one was not. The namespace is locked.
func (s *Socket) audience(a *away, allowed []string) *audience {
	who := &audience{since: a.Since, places: make(map[string]uint64), names: make(map[string]bool)}
	for _, m := range s.memberships {
		who.places[m.room.name] = s.ns.history.before(m.since)
		who.names[m.room.name] = true
	}
	restoring := s.ns.restoring[s]
	for _, p := range a.Places {
		who.names[p.Name] = true
		if restoring[p.Name] && slices.Contains(allowed, p.Name) {
			who.places[p.Name] = min(p.Since, who.sinceOr(p))
		}
	}
	for _, id := range []socketID{a.ID, s.id} {
		who.places[id.String()] = 0
		who.names[id.String()] = true
	}
	return who
}

func (a *audience) sinceOr(p place) uint64 {
	if since, ok := a.places[p.Name]; ok {
		return since
	}
	return p.Since
}

// reopen gives the socket its id and rooms back and tells the client, with what it has missed. What is sent from then on
// comes after that: the namespace is locked.
func (s *Socket) reopen(a *away, allowed []string, missed []*engineio.Frame) bool {
	ns := s.ns
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed() || ns.sockets[a.ID] != nil {
		return false
	}
	delete(ns.sockets, s.id)
	s.id = a.ID
	s.recovered.Store(true)
	s.since = uint32(ns.history.numberAfter(a.Since))
	ns.sockets[s.id] = s
	restoring := ns.restoring[s]
	for _, p := range a.Places {
		if restoring[p.Name] && slices.Contains(allowed, p.Name) {
			ns.joinSince(s, p)
		}
	}
	if !a.local {
		if ns.foreign == nil {
			ns.foreign = make(map[socketID]string)
		}
		ns.foreign[s.id] = a.PID
	}
	s.sendConnect()
	for _, f := range missed {
		s.session.Send(f)
	}
	s.forgetEarly() // it is among what was missed
	s.connectedLocked()
	return true
}

// joinSince joins a room as if the socket had not been away.
func (ns *Namespace) joinSince(s *Socket, p place) {
	ns.join(s, p.Name)
	if r := ns.rooms[p.Name]; r != nil {
		if i := r.find(s); i >= 0 {
			s.memberships[i].since = uint32(ns.history.numberAfter(p.Since))
		}
	}
}
