package socketio

import (
	"slices"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// Target addresses sockets of a namespace: the members of rooms, each once, or everyone, except some. It is a value;
// what it addresses is looked up when it is used.
type Target struct {
	ns       *Namespace
	everyone bool
	rooms    []string
	except   []string
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

// Emit sends an event to all that are addressed and connected. It is encoded once; see Socket.Emit for the arguments.
// The only error is that an argument cannot be marshalled.
func (t Target) Emit(event string, args ...any) error {
	f, err := encodeEvent(t.ns.name, noID, event, args)
	if err != nil {
		return err
	}
	t.each(func(s *Socket) { _ = s.send(f) })
	return nil
}

// EmitRaw is Emit with one argument that is JSON already. It must be valid; it is not looked at.
func (t Target) EmitRaw(event string, arg []byte) error {
	f, err := encodeRaw(t.ns.name, event, arg)
	if err != nil {
		return err
	}
	t.each(func(s *Socket) { _ = s.send(f) })
	return nil
}

// Sockets returns the connected sockets.
func (t Target) Sockets() []*Socket {
	var sockets []*Socket
	t.each(func(s *Socket) {
		if s.connected() {
			sockets = append(sockets, s)
		}
	})
	return sockets
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
	var sockets []*Socket
	t.each(func(s *Socket) { sockets = append(sockets, s) })
	return sockets
}

// each calls fn for every socket addressed, with the namespace locked.
func (t Target) each(fn func(s *Socket)) {
	if len(t.rooms) > 1 || len(t.except) > 1 {
		t.eachMarked(fn)
		return
	}
	ns := t.ns
	ns.mu.RLock()
	defer ns.mu.RUnlock()
	var except *Socket
	if len(t.except) == 1 {
		if ns.rooms[t.except[0]] != nil {
			ns.mu.RUnlock()
			t.eachMarked(fn)
			ns.mu.RLock() // for the deferred unlock
			return
		}
		except = ns.sockets[t.except[0]]
	}
	visit := func(s *Socket) {
		if s != except {
			fn(s)
		}
	}
	switch {
	case t.everyone:
		ns.visitAll(visit)
	case len(t.rooms) == 1:
		ns.visit(t.rooms[0], visit)
	}
}

// eachMarked is each for the general case. Sockets that are done with carry the mark of this broadcast, which is why it
// must have the namespace to itself.
func (t Target) eachMarked(fn func(s *Socket)) {
	ns := t.ns
	ns.mu.Lock()
	defer ns.mu.Unlock()
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
		ns.visitAll(visit)
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
	} else if s := ns.sockets[name]; s != nil {
		fn(s)
	}
}

func (ns *Namespace) visitAll(fn func(s *Socket)) {
	for _, s := range ns.sockets {
		fn(s)
	}
}

var _ engineio.Handler = clientHandler{}
