package socketio

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// ErrDisconnected says that a socket is no longer connected.
var ErrDisconnected = errors.New("socketio: disconnected")

// Ack acknowledges an event with arguments as for Emit. Only the first call has an effect.
type Ack func(args ...any) error

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
	ns     *Namespace
	client *client
	id     string
	state  atomic.Uint32

	admitted bool // OnConnect agreed; used in the inbox only

	memberships []membership // guarded by the namespace
	mark        uint64       // likewise: the last broadcast that has dealt with this socket

	mu      sync.Mutex // taken under the namespace's lock; locks of the inbox and the session follow it
	value   any
	early   []*engineio.Frame   // waiting for the connection to be accepted
	acks    map[int64]chan Args // awaited from the client
	lastAck int64
}

// ID identifies the socket in its namespace. Clients know it too, as socket.id.
func (s *Socket) ID() string { return s.id }

// Namespace returns the namespace.
func (s *Socket) Namespace() *Namespace { return s.ns }

// RemoteAddr is the address the client connected from, as net/http gives it.
func (s *Socket) RemoteAddr() string { return s.client.session.RemoteAddr() }

// Handshake returns what Config.Handshake chose to remember of the client's first request.
func (s *Socket) Handshake() any { return s.client.session.Handshake() }

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
	f, err := encodeEvent(s.ns.name, noID, event, args)
	if err != nil {
		return err
	}
	return s.send(f)
}

// To addresses the members of rooms other than the socket itself.
func (s *Socket) To(rooms ...string) Target { return s.ns.To(rooms...).Except(s.id) }

// EmitWithAck sends an event and waits for the client's acknowledgement, for the end of the context, or for
// disconnection. Event handlers may wait for their own client; OnConnect may not, as the client is not connected yet.
func (s *Socket) EmitWithAck(ctx context.Context, event string, args ...any) (Args, error) {
	answer := make(chan Args, 1)
	s.mu.Lock()
	if s.closed() {
		s.mu.Unlock()
		return Args{}, ErrDisconnected
	}
	id := s.lastAck
	s.lastAck++
	if s.acks == nil {
		s.acks = make(map[int64]chan Args)
	}
	s.acks[id] = answer
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.acks, id)
		s.mu.Unlock()
	}()

	f, err := encodeEvent(s.ns.name, id, event, args)
	if err != nil {
		return Args{}, err
	}
	if err := s.send(f); err != nil {
		return Args{}, err
	}
	select {
	case a, ok := <-answer:
		if !ok {
			return Args{}, ErrDisconnected
		}
		return a, nil
	case <-ctx.Done():
		return Args{}, ctx.Err()
	}
}

// Disconnect ends the connection to the namespace, or with closeTransport the whole connection. Clients do not connect
// again by themselves after it, and events of theirs that still wait are dropped.
func (s *Socket) Disconnect(closeTransport bool) {
	if s.connected() {
		_ = s.send(engineio.NewFrame(appendPrefix(nil, kindDisconnect, s.ns.name, 0, noID)))
	}
	s.drop(ReasonServer)
	if closeTransport {
		s.client.session.Close(ReasonServer)
	}
}

func (s *Socket) connected() bool { return socketState(s.state.Load()) == socketConnected }

func (s *Socket) closed() bool { return socketState(s.state.Load()) >= socketClosed }

func (s *Socket) expelled() bool { return socketState(s.state.Load()) == socketExpelled }

// send delivers a frame, or keeps it until the socket is connected.
func (s *Socket) send(f *engineio.Frame) error {
	if s.connected() {
		if !s.client.session.Send(f) {
			return ErrDisconnected
		}
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.connected(): // meanwhile
		if !s.client.session.Send(f) {
			return ErrDisconnected
		}
	case s.closed() || len(s.early) >= maxEarly:
		return ErrDisconnected
	default:
		s.early = append(s.early, f)
	}
	return nil
}

// open tells the client that it is connected, and then what was emitted meanwhile.
func (s *Socket) open() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed() {
		return
	}
	p := appendPrefix(nil, kindConnect, s.ns.name, 0, noID)
	p = append(append(append(p, `{"sid":"`...), s.id...), `"}`...)
	s.client.session.Send(engineio.NewFrame(p))
	for _, f := range s.early {
		s.client.session.Send(f)
	}
	s.early = nil
	s.state.Store(uint32(socketConnected))
}

// drop ends the socket once: it leaves its rooms at once and OnDisconnect runs after the handlers before it.
func (s *Socket) drop(reason string) {
	s.mu.Lock()
	if s.closed() {
		s.mu.Unlock()
		return
	}
	switch reason {
	case ReasonServer, ReasonRateLimit, ReasonPanic:
		s.state.Store(uint32(socketExpelled))
	default:
		s.state.Store(uint32(socketClosed))
	}
	s.early = nil
	for _, answer := range s.acks {
		close(answer)
	}
	s.acks = nil
	// Put while the socket is locked, so that the client's last job, which is put after it has locked every socket,
	// comes later.
	s.client.inbox.putLast(func() {
		s.ns.remove(s)
		if s.admitted && s.ns.onDisconnect != nil {
			s.client.guard(func() { s.ns.onDisconnect(s, reason) })
		}
	})
	s.mu.Unlock()

	s.ns.remove(s) // at once: the jobs before it may take long
	s.client.remove(s)
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

// ack returns the function that acknowledges an event, or nil if the client wants none.
func (s *Socket) ack(id int64) Ack {
	if id == noID {
		return nil
	}
	var used atomic.Bool
	return func(args ...any) error {
		if used.Swap(true) {
			return nil
		}
		f, err := encodeAck(s.ns.name, id, args)
		if err != nil {
			return err
		}
		return s.send(f)
	}
}

// acknowledged takes the client's answer to EmitWithAck.
func (s *Socket) acknowledged(id int64, args Args) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if answer, ok := s.acks[id]; ok {
		delete(s.acks, id)
		answer <- args // has room
	}
}

func newID() string {
	var b [15]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.RawURLEncoding.EncodeToString(b[:])
}
