package socketio

// room is a dense list of its members. A member knows its place in the room and the room knows its place among the
// member's rooms, so that either can be moved when the other's list is closed up: leaving is O(1), and a broadcast
// walks a slice, once for each of the engine's shards. Members note their shards, so that those of others cost nothing.
type room struct {
	name    string
	members []member
	large   *largeRoom // nil until it has been lent
}

type member struct {
	socket *Socket
	at     int32 // index in socket.memberships
	shard  int32
}

type membership struct {
	room  *room
	at    int32  // index in room.members
	since uint32 // number of the next event when it began, or rather the lower half of it
}

// Join puts the socket into rooms. Joining a room twice, or after disconnection, does nothing.
func (s *Socket) Join(rooms ...string) {
	s.ns.mu.Lock()
	defer s.ns.mu.Unlock()
	for _, name := range rooms {
		s.ns.join(s, name)
	}
}

// Leave takes the socket out of rooms. When it returns, no later broadcast reaches the socket through them.
func (s *Socket) Leave(rooms ...string) {
	s.ns.mu.Lock()
	defer s.ns.mu.Unlock()
	for _, name := range rooms {
		s.ns.leaveRoom(s, name)
	}
}

// Rooms returns the names of the rooms the socket is in, in no particular order.
func (s *Socket) Rooms() []string {
	s.ns.mu.Lock()
	defer s.ns.mu.Unlock()
	return s.roomNames()
}

func (s *Socket) roomNames() []string {
	names := make([]string, len(s.memberships))
	for i, m := range s.memberships {
		names[i] = m.room.name
	}
	return names
}

// join, leaveRoom, leave and find are called with the namespace locked.
func (ns *Namespace) join(s *Socket, name string) {
	if s.closed() {
		return
	}
	r := ns.rooms[name]
	if r == nil {
		r = &room{name: name}
		ns.rooms[name] = r
		if ns.held[name] == 0 {
			ns.srv.cluster.watch(ns.name, name)
		}
	} else if r.find(s) >= 0 {
		return
	}
	if n := len(s.memberships); n == cap(s.memberships) { // not doubled: this memory is kept
		s.memberships = append(make([]membership, 0, n+max(4, n/8)), s.memberships...)
	}
	s.memberships = append(s.memberships, membership{r, int32(len(r.members)), ns.nextEvent()})
	r.members = append(r.members, member{s, int32(len(s.memberships) - 1), int32(s.session.Shard())})
	r.grown()
}

func (ns *Namespace) leaveRoom(s *Socket, name string) {
	delete(ns.restoring[s], name)
	if r := ns.rooms[name]; r != nil {
		if i := r.find(s); i >= 0 {
			ns.leave(s, i)
		}
	}
}

// leave ends membership i of the socket: the last of each list takes the place that becomes free.
func (ns *Namespace) leave(s *Socket, i int) {
	gone := s.memberships[i]
	r := gone.room
	r.shrinking()
	last := len(r.members) - 1
	r.members[gone.at] = r.members[last]
	moved := r.members[gone.at]
	moved.socket.memberships[moved.at].at = gone.at
	r.members[last] = member{}
	r.members = r.members[:last]

	last = len(s.memberships) - 1
	s.memberships[i] = s.memberships[last]
	if i != last {
		m := s.memberships[i]
		m.room.members[m.at].at = int32(i)
	}
	s.memberships[last] = membership{}
	s.memberships = s.memberships[:last]

	switch n := len(r.members); {
	case n == 0:
		delete(ns.rooms, r.name)
		if ns.held[r.name] == 0 {
			ns.srv.cluster.unwatch(ns.name, r.name)
		}
	case cap(r.members) > 64 && n < cap(r.members)/4:
		r.members = append(make([]member, 0, 2*n), r.members...)
	}
}

// find returns the index of the room among the socket's, or -1. It looks through the shorter of the two lists.
func (r *room) find(s *Socket) int {
	if len(r.members) < len(s.memberships) {
		for _, m := range r.members {
			if m.socket == s {
				return int(m.at)
			}
		}
		return -1
	}
	for i, m := range s.memberships {
		if m.room == r {
			return i
		}
	}
	return -1
}
