package socketio

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// ErrDisconnected says that a socket is no longer connected.
var ErrDisconnected = errors.New("socketio: disconnected")

type socketState uint32

const (
	socketConnecting socketState = iota
	socketConnected
	socketClosed   // the client has gone; what it sent before is still handled
	socketExpelled // the server has ended it; nothing of the client's is handled any more
)

// maxEarly bounds what is emitted to a socket before it is connected.
const maxEarly = 256

// Socket is a client's connection to one namespace. Its methods may be called from any goroutine.
type Socket struct {
	ns      *Namespace
	client  *client
	session *engineio.Session
	state   atomic.Uint32
	mark    uint32   // the last broadcast that has dealt with this socket; guarded by the namespace
	id      socketID // and the text of it is socket.id; changed under the locks of the namespace and the socket

	admitted  bool // OnConnect agreed; used in the inbox only
	recovered atomic.Bool
	since     uint32 // as of a membership

	memberships []membership // guarded by the namespace

	mu    sync.Mutex // taken under the namespace's lock; locks of the inbox and the session follow it
	value any
	extra *extra
}

// extra is what few sockets have at a time.
type extra struct {
	early []*engineio.Frame   // waiting for the connection to be accepted
	acks  map[int64]chan Args // awaited from the client
}

// more returns the socket's extra, making it if there is none. The socket is locked.
func (s *Socket) more() *extra {
	if s.extra == nil {
		s.extra = new(extra)
	}
	return s.extra
}

// ID identifies the socket in its namespace. Clients know it too, as socket.id. It is another while OnConnect runs for a
// client that then goes on where it was; see Recovery.
func (s *Socket) ID() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.id.String()
}

// Namespace returns the namespace.
func (s *Socket) Namespace() *Namespace { return s.ns }

// Handshake returns what Config.Handshake chose to remember of the client's first request.
func (s *Socket) Handshake() any { return s.session.Handshake() }

// SetValue keeps a value of the application's with the socket.
func (s *Socket) SetValue(v any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.value = v
}

// Value returns the value last set, or nil.
func (s *Socket) Value() any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.value
}

// Emit sends an event. Arguments are marshalled to JSON, except []byte, which is sent as binary, and json.RawMessage,
// which must be valid and is sent as it is. What OnConnect emits reaches the client after its connection. The error is
// ErrDisconnected, or an argument's that cannot be marshalled.
func (s *Socket) Emit(event string, args ...any) error {
	d, err := encodeEvent(s.ns.name, noID, event, args)
	if err != nil {
		return err
	}
	ns := s.ns
	if ns.history == nil {
		return s.send(d.frame())
	}
	ns.mu.Lock()
	defer ns.mu.Unlock()
	if s.closed() {
		return ErrDisconnected
	}
	f, _ := ns.stamp(ns.To(s.ID()), d, 0)
	return s.send(f)
}

// To addresses the members of rooms other than the socket itself.
func (s *Socket) To(rooms ...string) Target { return s.ns.To(rooms...).Except(s.ID()) }

// Disconnect ends the connection to the namespace, or with closeTransport the whole connection. Clients do not connect
// again by themselves after it, and events of theirs that still wait are dropped.
func (s *Socket) Disconnect(closeTransport bool) {
	if s.connected() {
		_ = s.send(engineio.NewFrame(appendPrefix(nil, kindDisconnect, s.ns.name, 0, noID)))
	}
	s.drop(ReasonServer)
	if closeTransport {
		s.session.Close(ReasonServer)
	}
}

func (s *Socket) connected() bool { return socketState(s.state.Load()) == socketConnected }

func (s *Socket) closed() bool { return socketState(s.state.Load()) >= socketClosed }

func (s *Socket) expelled() bool { return socketState(s.state.Load()) == socketExpelled }

// send delivers a frame, or keeps it until the socket is connected.
func (s *Socket) send(f *engineio.Frame) error {
	if s.connected() {
		if !s.session.Send(f) {
			return ErrDisconnected
		}
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.connected(): // meanwhile
		if !s.session.Send(f) {
			return ErrDisconnected
		}
	case s.closed() || len(s.more().early) >= maxEarly:
		return ErrDisconnected
	default:
		s.extra.early = append(s.extra.early, f)
	}
	return nil
}

// sendConnect tells the client that it is connected. The namespace and the socket are locked.
func (s *Socket) sendConnect() {
	p := appendPrefix(nil, kindConnect, s.ns.name, 0, noID)
	p = append(append(p, `{"sid":"`...), s.id.String()...)
	if s.ns.history != nil {
		p = append(append(p, `","pid":"`...), s.ns.pid(s.id)...)
	}
	s.session.Send(engineio.NewFrame(append(p, `"}`...)))
}

// open tells the client that it is connected, and then what was emitted meanwhile.
func (s *Socket) open() {
	s.ns.mu.Lock()
	defer s.ns.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed() {
		return
	}
	s.sendConnect()
	if s.extra != nil {
		for _, f := range s.extra.early {
			s.session.Send(f)
		}
		s.forgetEarly()
	}
	s.connectedLocked()
}

// forgetEarly lets go of what has been sent before the connection.
func (s *Socket) forgetEarly() {
	if s.extra == nil {
		return
	}
	if s.extra.early = nil; len(s.extra.acks) == 0 {
		s.extra = nil
	}
}

// connectedLocked marks the socket as connected. Its namespace is locked, and it itself.
func (s *Socket) connectedLocked() {
	s.state.Store(uint32(socketConnected))
	delete(s.ns.connecting, s)
}

// drop ends the socket once: it leaves its rooms at once and OnDisconnect runs after the handlers before it.
func (s *Socket) drop(reason string) {
	left, dropped := s.leaveFor(reason)
	if !dropped {
		return
	}
	s.client.remove(s)
	if left != nil {
		s.ns.srv.cluster.save(left, s.ns.srv.recovery.MaxDisconnection)
	}
}

// leaveFor does what of drop must be done at once, and returns what is kept for the client to come back.
func (s *Socket) leaveFor(reason string) (left *away, dropped bool) {
	var key string
	returns := s.ns.history != nil && canReturn(reason)
	if returns {
		key = s.identity()
	}
	s.ns.mu.Lock()
	defer s.ns.mu.Unlock()
	s.mu.Lock()
	if s.closed() {
		s.mu.Unlock()
		return nil, false
	}
	returns = returns && s.connected()
	switch reason {
	case ReasonServer, ReasonRateLimit, ReasonPanic:
		s.state.Store(uint32(socketExpelled))
	default:
		s.state.Store(uint32(socketClosed))
	}
	if s.extra != nil {
		for _, answer := range s.extra.acks {
			close(answer)
		}
		s.extra.acks, s.extra.early = nil, nil
	}
	// Put while the socket is locked, so that the client's last job, which is put after it has locked every socket,
	// comes later.
	s.client.inbox.putLast(s.client, func() {
		s.ns.remove(s)
		if s.admitted && s.ns.onDisconnect != nil {
			s.client.guard(func() { s.ns.onDisconnect(s, reason) })
		}
	})
	s.mu.Unlock()

	if returns {
		left = s.ns.keep(s, key)
	}
	s.ns.removeLocked(s) // at once: the jobs before it may take long
	return left, true
}

func (c *client) remove(s *Socket) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, o := range c.sockets {
		if o == s {
			c.sockets = append(c.sockets[:i], c.sockets[i+1:]...)
			return
		}
	}
}

type socketID [15]byte

func newID() (id socketID) {
	_, _ = rand.Read(id[:]) // never fails
	return id
}

func (id socketID) String() string { return base64.RawURLEncoding.EncodeToString(id[:]) }

func parseID(text string) (id socketID, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(len(id)) {
		return id, false
	}
	n, err := base64.RawURLEncoding.Strict().Decode(id[:], []byte(text))
	return id, err == nil && n == len(id) // it passes over line ends
}
