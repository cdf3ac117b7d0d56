package socketio

import (
	"bytes"
	"encoding/json"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// maxNamespaces is how many namespaces one client may be connected to.
const maxNamespaces = 4

// client is one connection, shared by the sockets of its namespaces.
type client struct {
	srv     *Server
	session *engineio.Session
	inbox   inbox
	waiting atomic.Pointer[deadline.Entry[*client]] // in Server.connecting, until it is connected to something

	// Used only while a message is received, and messages are serial.
	bucket  bucket
	partial *partial

	mu      sync.Mutex // guards sockets and closed; taken before the lock of a namespace is
	sockets []*Socket
	closed  bool
}

// partial is a packet whose attachments have not all come.
type partial struct {
	packet
	args [][]byte
}

// clientHandler makes the server an engineio.Handler without showing that to its users.
type clientHandler struct{ srv *Server }

func (h clientHandler) Open(s *engineio.Session) {
	c := &client{srv: h.srv, session: s}
	waiting := &deadline.Entry[*client]{Value: c}
	c.waiting.Store(waiting)
	s.SetData(c)
	h.srv.work.Add(1)
	h.srv.connecting.Add(waiting)
}

func (clientHandler) Message(s *engineio.Session, data []byte, binary bool) {
	c := s.Data().(*client) //nolint:forcetypeassert // set by Open
	if !c.receive(data, binary) {
		s.Close(engineio.ReasonParseError)
	}
}

func (h clientHandler) Close(s *engineio.Session, reason string) {
	c := s.Data().(*client) //nolint:forcetypeassert // set by Open
	c.stopWaiting()
	c.mu.Lock()
	c.closed = true
	sockets := slices.Clone(c.sockets)
	c.mu.Unlock()
	for _, sock := range sockets {
		sock.drop(reason)
	}
	c.inbox.close(c, h.srv.work.Done)
}

// connectTimeout is called when the client has had its time to connect to something.
func (c *client) connectTimeout() {
	c.mu.Lock()
	idle := len(c.sockets) == 0
	asking := !idle && !slices.ContainsFunc(c.sockets, (*Socket).connected)
	closed := c.closed
	c.mu.Unlock()
	switch {
	case closed:
	case idle:
		c.session.Close(engineio.ReasonTransportClose)
	case asking: // OnConnect is slow; it may yet refuse
		if waiting := c.waiting.Load(); waiting != nil {
			c.srv.connecting.Add(waiting)
		}
	}
}

// stopWaiting is called when the client has connected to something, or has gone.
func (c *client) stopWaiting() {
	if waiting := c.waiting.Swap(nil); waiting != nil {
		c.srv.connecting.Remove(waiting)
	}
}

// receive takes one message; false means that the client broke the protocol.
func (c *client) receive(data []byte, binary bool) bool {
	if binary {
		return c.receiveAttachment(data)
	}
	if c.partial != nil {
		return false // attachments are owed
	}
	if !c.bucket.take(*c.srv.rate.Load(), time.Since(c.srv.began)) {
		c.session.Close(ReasonRateLimit)
		return true
	}
	pk, err := parsePacket(data)
	if err != nil {
		return false
	}
	pk.data = bytes.Clone(pk.data)
	if pk.attachments > 0 {
		c.partial = &partial{packet: pk}
		return true
	}
	return c.dispatch(pk, nil)
}

func (c *client) receiveAttachment(data []byte) bool {
	p := c.partial
	if p == nil {
		return false
	}
	p.args = append(p.args, bytes.Clone(data))
	if len(p.args) < p.attachments {
		return true
	}
	c.partial = nil
	return c.dispatch(p.packet, p.args)
}

func (c *client) dispatch(pk packet, attachments [][]byte) bool {
	switch pk.kind {
	case kindConnect:
		return pk.id == noID && validAuth(pk.data) && c.connect(pk.namespace, pk.data)
	case kindDisconnect:
		if s := c.socket(pk.namespace); s != nil {
			s.drop(ReasonClient)
		}
		return true
	case kindEvent, kindBinaryEvent:
		return c.event(pk, attachments)
	default:
		raw, err := parseArray(pk.data)
		if err != nil || pk.id == noID {
			return false
		}
		if s := c.socket(pk.namespace); s != nil {
			s.acknowledged(pk.id, Args{raw, attachments})
		}
		return true
	}
}

// event hands an event to its handler. Events for a namespace the client is not connected to may cross with the
// server's disconnection of it, and are ignored.
func (c *client) event(pk packet, attachments [][]byte) bool {
	raw, err := parseArray(pk.data)
	if err != nil || len(raw) == 0 {
		return false
	}
	name, ok := eventName(raw[0])
	if !ok {
		return false
	}
	s := c.socket(pk.namespace)
	if s == nil {
		return true
	}
	handler := s.ns.handlers[name]
	if handler == nil {
		return true
	}
	args := Args{raw[1:], attachments}
	c.inbox.put(c, func() {
		if s.admitted && !s.expelled() {
			c.guard(func() { handler(c.srv.ctx, s, args, s.ack(pk.id)) })
		}
	})
	return true
}

// eventName returns the name of an event, which may not be one that clients emit for themselves.
func eventName(raw json.RawMessage) (string, bool) {
	var name string
	if json.Unmarshal(raw, &name) != nil {
		return "", false
	}
	switch name {
	case "connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener":
		return "", false
	}
	return name, raw[0] == '"'
}

func (c *client) socket(namespace string) *Socket {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, s := range c.sockets {
		if s.ns.name == namespace {
			return s
		}
	}
	return nil
}

// guard runs a handler. A panic ends the client and not the process.
func (c *client) guard(handler func()) {
	defer func() {
		if v := recover(); v != nil {
			c.srv.log.Error("socketio: handler panicked", "panic", v, "stack", string(debug.Stack()))
			c.session.Close(ReasonPanic)
		}
	}()
	handler()
}
