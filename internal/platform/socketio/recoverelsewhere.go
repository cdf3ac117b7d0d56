package socketio

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

const (
	// askTimeout is how long a client that comes back waits for what the cluster knows of it; then it begins anew.
	askTimeout = 5 * time.Second

	// skew is how far, in ids, the clocks of two servers may be apart for nothing to be lost between them.
	skew = uint64(2000) << timeShift

	// underWay is how long what was saved may take to be found.
	underWay = 2 * time.Second
)

// save hands what is kept of a lost client to the cluster, as it may come back to another server.
func (c *cluster) save(a *away, ttl time.Duration) {
	if c.adapter == nil {
		return
	}
	if state, err := json.Marshal(a); err == nil {
		c.adapter.SaveSession(a.PID, state, ttl)
	}
}

// fetch takes what was saved by the server that had the client last, which may be this one.
func (c *cluster) fetch(pid string) (a *away, found bool, err error) {
	ctx, cancel := context.WithTimeout(c.srv.ctx, askTimeout)
	defer cancel()
	state, found, err := c.adapter.TakeSession(ctx, pid)
	if err != nil || !found {
		return nil, false, err
	}
	a = new(away)
	if err := json.Unmarshal(state, a); err != nil || a.PID != pid {
		return nil, false, err
	}
	id, ok := parseID(pid[:min(len(pid), idLength)])
	a.ID = id
	return a, ok, nil
}

// choose decides between what this server has kept of a client and what the cluster has: the client may have been to
// another server since, or the cluster may be away.
func (s *Socket) choose(c claim, key string, local *away) (*away, bool) {
	ns, cluster := s.ns, s.ns.srv.cluster
	if cluster.adapter == nil {
		return local, local != nil
	}
	saved, found, err := cluster.fetch(c.PID)
	switch {
	case found && local != nil && local.Left == saved.Left:
		return local, true
	case found && saved.Key != key:
		cluster.save(saved, ns.srv.recovery.MaxDisconnection)
		return nil, false
	case found:
		saved.ns = ns
		return saved, true
	case local != nil && (err != nil || time.Since(TimeOf(local.Left)) < underWay):
		return local, true
	}
	return nil, false // it has been taken by another server
}

// resumeElsewhere is what is left of resume for a client that was last connected to another server: what it has missed is in
// the history of the cluster. An event may come twice then, as servers need not agree on the order of their events to the
// last; and what was emitted to this socket alone is lost.
func (s *Socket) resumeElsewhere(c claim, a *away, allowed []string) bool {
	ns := s.ns
	if ns.srv.cluster.adapter == nil {
		return false
	}
	ns.mu.Lock()
	before := s.roomNames()
	for _, p := range a.Places { // from here on this server keeps what is sent to them
		if ns.restoring[s][p.Name] && slices.Contains(allowed, p.Name) {
			ns.join(s, p.Name)
		}
	}
	ns.mu.Unlock()

	ctx, cancel := context.WithTimeout(ns.srv.ctx, askTimeout)
	defer cancel()
	after := s.received(c, a)
	messages, complete, err := ns.srv.cluster.adapter.History(ctx, ns.name, allowed, after)

	ns.mu.Lock()
	defer ns.mu.Unlock()
	if err == nil && complete {
		if events, ok := s.missedElsewhere(a, allowed, messages, after-min(after, skew)); ok && s.reopen(a, allowed, events) {
			return true
		}
	}
	for _, p := range a.Places {
		if !slices.Contains(before, p.Name) {
			ns.leaveRoom(s, p.Name)
		}
	}
	return false
}

// missedElsewhere makes the frames of what the history of the cluster has, and of what only this server has kept: what was
// emitted here for its own sockets, as on every other server, and what has come since it joined the rooms.
func (s *Socket) missedElsewhere(a *away, allowed []string, messages []Message, after uint64) ([]*engineio.Frame, bool) {
	h := s.ns.history
	who := s.audience(a, allowed)
	for _, p := range a.Places { // they were joined a moment ago, on this server
		if _, member := who.places[p.Name]; member {
			who.places[p.Name] = p.Since - min(p.Since, skew)
		}
	}
	who.since -= min(who.since, skew)
	seen := make(map[uint64]bool, len(messages))
	var frames []*engineio.Frame
	for _, m := range messages {
		k := kept{id: m.ID, everyone: len(m.Rooms) == 0, rooms: m.Rooms, except: m.Except}
		d, ok := draftOf(m.Packet, m.Attachments)
		if ok && !m.Volatile && who.concerns(&k) {
			frames = append(frames, d.numbered(elsewhere, m.ID))
		}
		seen[m.ID] = true
	}
	own := h.after(after)
	for i := range own {
		if !seen[own[i].message] && who.concerns(&own[i]) {
			frames = append(frames, own[i].frame)
		}
	}
	return frames, h.lost <= after && len(frames) <= s.ns.srv.recovery.MaxMissed
}
