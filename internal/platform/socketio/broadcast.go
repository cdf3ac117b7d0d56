package socketio

import (
	"slices"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// Target addresses sockets of a namespace: the members of rooms, each once, or everyone, except some. It is a value;
// what it addresses is looked up when it is used. With an Adapter, Emit and EmitRaw reach the rooms' members on all servers;
// everything else, and what is addressed by the id of a socket, is about this server.
type Target struct {
	ns       *Namespace
	everyone bool
	rooms    []string
	except   []string
	local    bool
	volatile bool
	key      string
}

// To adds rooms.
func (t Target) To(rooms ...string) Target {
	t.rooms = append(slices.Clip(t.rooms), rooms...)
	return t
}

// Except leaves out sockets, by id, or the members of rooms.
func (t Target) Except(names ...string) Target {
	t.except = append(slices.Clip(t.except), names...)
	return t
}

// Local addresses sockets of this server only. Without an Adapter there are no others.
func (t Target) Local() Target {
	t.local = true
	return t
}

// Volatile lets an event be dropped for clients that do not keep up, and by a cluster that has lost its connection: it is
// about this moment, like somebody typing. With a key that is not empty, an event takes the place of an earlier one of the
// same key that still waits for a client; a key should name the room, too.
func (t Target) Volatile(key string) Target {
	t.volatile, t.key = true, key
	return t
}

// Emit sends an event to all that are addressed and connected. It is encoded once; see Socket.Emit for the arguments.
// The only error is that an argument cannot be marshalled.
func (t Target) Emit(event string, args ...any) error {
	d, err := encodeEvent(t.ns.name, noID, event, args)
	if err != nil {
		return err
	}
	t.broadcast(d)
	return nil
}

// EmitRaw is Emit with one argument that is JSON already. It must be valid; it is not looked at.
func (t Target) EmitRaw(event string, arg []byte) error {
	d, err := encodeRaw(t.ns.name, event, arg)
	if err != nil {
		return err
	}
	t.broadcast(d)
	return nil
}

// Sockets returns the connected sockets.
func (t Target) Sockets() []*Socket {
	return slices.DeleteFunc(t.all(), func(s *Socket) bool { return !s.connected() })
}

// Each calls fn for the sockets, those being connected too: what follows who may be where must not pass them by.
func (t Target) Each(fn func(s *Socket)) {
	for _, s := range t.all() {
		fn(s)
	}
}

// Join puts the sockets into rooms, those being connected too.
func (t Target) Join(rooms ...string) {
	for _, s := range t.all() {
		s.Join(rooms...)
	}
}

// Leave takes the sockets out of rooms.
func (t Target) Leave(rooms ...string) {
	for _, s := range t.all() {
		s.Leave(rooms...)
	}
}

// DisconnectSockets disconnects the sockets; see Socket.Disconnect.
func (t Target) DisconnectSockets(closeTransport bool) {
	for _, s := range t.all() {
		s.Disconnect(closeTransport)
	}
}

// all returns the sockets, connected or about to be.
func (t Target) all() []*Socket {
	t.ns.mu.Lock()
	defer t.ns.mu.Unlock()
	var sockets []*Socket
	t.each(func(s *Socket) { sockets = append(sockets, s) })
	return sockets
}

const (
	// aloneRoom is up to how many members a room's are sent to one by one: locking shards for them would cost more.
	aloneRoom = 8
	// largeRoomSize is from how many members on a room is large: those of smaller ones do not wait for it, nor does who
	// broadcasts to it.
	largeRoomSize = 256
)

// broadcast sends an event to those addressed on this server and on the others.
func (t Target) broadcast(d draft) {
	message := t.send(d, 0)
	t.ns.srv.cluster.publish(t, d, message)
}

// send queues an event on every socket addressed, in the order of all broadcasts of the namespace. It returns the event's id
// in the cluster, if it got one.
func (t Target) send(d draft, message uint64) uint64 {
	ns := t.ns
	ns.mu.Lock()
	defer ns.mu.Unlock()
	f, message := ns.stamp(t, d, message)
	r, except, one := t.oneRoom()
	switch {
	case !one:
		t.each(func(s *Socket) { _ = s.send(f) })
	case r == nil:
	case len(r.members) <= aloneRoom:
		for i := range r.members {
			if s := r.members[i].socket; s != except {
				_ = s.send(f)
			}
		}
	default:
		ns.sendRoom(r, except, f)
	}
	return message
}

// oneRoom reports whether the target is the usual one, a single room and perhaps not one of its sockets, and which.
func (t Target) oneRoom() (r *room, except *Socket, one bool) {
	if t.everyone || len(t.rooms) != 1 || len(t.except) > 1 {
		return nil, nil, false
	}
	if r = t.ns.rooms[t.rooms[0]]; r == nil {
		return nil, nil, false // it may be the id of a socket
	}
	if len(t.except) == 1 {
		if t.ns.rooms[t.except[0]] != nil {
			return nil, nil, false
		}
		except = t.ns.find(t.except[0])
	}
	return r, except, true
}

// sendRoom queues a frame on the members of a room, shard by shard. Members that are connecting keep it themselves.
func (ns *Namespace) sendRoom(r *room, except *Socket, f *engineio.Frame) {
	var apart socketSet
	if except != nil {
		apart.add(except)
	}
	for s := range ns.connecting {
		if s != except && r.find(s) >= 0 {
			apart.add(s)
			_ = s.send(f)
		}
	}
	if len(r.members) >= largeRoomSize {
		ns.srv.engine.Fan(r.lend(apart, ns.srv.engine.Shards()), f)
		return
	}
	for shard := range ns.srv.engine.Shards() {
		ns.srv.engine.Batch(shard, func(b *engineio.Batch) {
			for i := range r.members {
				if m := &r.members[i]; int(m.shard) == shard && !apart.has(m.socket) {
					b.Send(m.socket.session, f)
				}
			}
		})
	}
}

// each calls fn for every socket addressed. The namespace is locked, here and below. Sockets that are done with carry the
// mark of this call.
func (t Target) each(fn func(s *Socket)) {
	ns := t.ns
	ns.marks++
	for _, name := range t.except {
		ns.visit(name, func(s *Socket) { s.mark = ns.marks })
	}
	visit := func(s *Socket) {
		if s.mark != ns.marks {
			s.mark = ns.marks
			fn(s)
		}
	}
	if t.everyone {
		for _, s := range ns.sockets {
			visit(s)
		}
	}
	for _, name := range t.rooms {
		ns.visit(name, visit)
	}
}

// visit calls fn for the members of a room, or for the socket with that id.
func (ns *Namespace) visit(name string, fn func(s *Socket)) {
	if r := ns.rooms[name]; r != nil {
		for _, m := range r.members {
			fn(m.socket)
		}
	} else if s := ns.find(name); s != nil {
		fn(s)
	}
}
