package socketio

import (
	"context"
	"encoding/json"
	"sync"
	"sync/atomic"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
)

// Handler handles an event. The context ends with the server, not with the client: what a client has asked for is done
// even if it leaves. Ack is nil if the client wants no acknowledgement.
type Handler func(ctx context.Context, s *Socket, args Args, ack Ack)

// Namespace is a separate set of sockets, rooms and handlers on the connections of a server. Handlers are registered
// before the server is used; all else may be done at any time from any goroutine.
type Namespace struct {
	srv          *Server
	name         string
	handlers     map[string]Handler
	onConnect    func(ctx context.Context, s *Socket, auth json.RawMessage) error
	onDisconnect func(s *Socket, reason string)
	onMissed     func(room string)
	lastAck      atomic.Int64
	identify     func(s *Socket) string
	onRecover    func(ctx context.Context, s *Socket, rooms []string) ([]string, error)

	// mu guards rooms and who is in them. Broadcasts hold it while they queue a frame on each member: they come in the
	// same order to everyone, and joining and leaving is atomic to them. It is short, as nothing is written meanwhile.
	// Locks of sockets and of the engine's shards are taken under it.
	mu      sync.Mutex
	sockets map[socketID]*Socket
	rooms   map[string]*room
	// connecting are the sockets whose clients have not been told: they keep what is sent to them.
	connecting map[*Socket]struct{}
	marks      uint32 // of the last broadcast that marks

	// Recovery, if it is on; guarded by mu too.
	history   *history
	away      map[socketID]*away // clients that may come back
	awaited   *deadline.List[*away]
	foreign   map[socketID]string         // pids of sockets that began on other servers
	restoring map[*Socket]map[string]bool // rooms that sockets coming back may be in again
	held      map[string]int              // rooms that are watched for clients that are away, and for how many
}

func newNamespace(srv *Server, name string) *Namespace {
	ns := &Namespace{
		srv:      srv,
		name:     name,
		handlers: make(map[string]Handler),
		sockets:  make(map[socketID]*Socket),
		rooms:    make(map[string]*room),

		connecting: make(map[*Socket]struct{}),
	}
	ns.setUpRecovery(srv.recovery)
	return ns
}

// Name returns the name, which begins with a slash.
func (ns *Namespace) Name() string { return ns.name }

// OnConnect sets the function that decides whether a client may connect. Auth is what the client sent, a JSON object or
// nil. It may take its time: nothing else waits but this client. It may join rooms, set the socket's value and emit.
//
// An error refuses the connection: a *ConnectError shows its message and data to the client, any other error does not.
// For every socket for which it returned nil, OnDisconnect is called once.
func (ns *Namespace) OnConnect(fn func(ctx context.Context, s *Socket, auth json.RawMessage) error) {
	ns.onConnect = fn
}

// OnDisconnect sets the function that is told of the end of a socket, when it has left its rooms and its handlers have
// returned. Reasons are the constants of this package and of package engineio.
func (ns *Namespace) OnDisconnect(fn func(s *Socket, reason string)) { ns.onDisconnect = fn }

// OnMissed sets the function that is told of a room with members here to which other servers may have broadcast in vain,
// because the Adapter had lost its connection; "" stands for everyone. Its members should be told to catch up.
func (ns *Namespace) OnMissed(fn func(room string)) { ns.onMissed = fn }

// On sets the handler of an event. Events without a handler are ignored.
func (ns *Namespace) On(event string, fn Handler) { ns.handlers[event] = fn }

// All addresses everyone in the namespace.
func (ns *Namespace) All() Target { return Target{ns: ns, everyone: true} }

// To addresses the members of rooms; the id of a socket addresses that socket. No rooms address nobody.
func (ns *Namespace) To(rooms ...string) Target { return Target{ns: ns, rooms: rooms} }

// In is To, for what is not sent.
func (ns *Namespace) In(rooms ...string) Target { return ns.To(rooms...) }

// Emit sends an event to everyone in the namespace; see Target.Emit.
func (ns *Namespace) Emit(event string, args ...any) error { return ns.All().Emit(event, args...) }

// Sockets returns the connected members of a room.
func (ns *Namespace) Sockets(room string) []*Socket { return ns.To(room).Sockets() }

// RoomSize returns how many sockets are in the room.
func (ns *Namespace) RoomSize(name string) int {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if r := ns.rooms[name]; r != nil {
		return len(r.members)
	}
	return 0
}

// Socket returns the connected socket with that id, or nil.
func (ns *Namespace) Socket(id string) *Socket {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if s := ns.find(id); s != nil && s.connected() {
		return s
	}
	return nil
}

// find returns the socket with that id, connected or about to be, or nil. The namespace is locked.
func (ns *Namespace) find(id string) *Socket {
	if id, ok := parseID(id); ok {
		return ns.sockets[id]
	}
	return nil
}

func (ns *Namespace) add(s *Socket) {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	ns.sockets[s.id] = s
	ns.connecting[s] = struct{}{}
	s.since = ns.nextEvent()
}

// remove takes the socket out of the namespace and its rooms.
func (ns *Namespace) remove(s *Socket) {
	ns.mu.Lock()
	defer ns.mu.Unlock()
	ns.removeLocked(s)
}

func (ns *Namespace) removeLocked(s *Socket) {
	delete(ns.connecting, s)
	if ns.sockets[s.id] == s { // else another goes on with the id
		delete(ns.sockets, s.id)
	}
	for len(s.memberships) > 0 {
		ns.leave(s, len(s.memberships)-1)
	}
	s.memberships = nil
}
