package socketio

import (
	"encoding/json"
	"slices"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// ConnectError is an error of OnConnect that the client may see, in its connect_error event.
type ConnectError struct {
	Message string
	Data    any // marshalled to JSON; nil for none
}

func (e *ConnectError) Error() string { return "socketio: connection refused: " + e.Message }

// connect begins to connect the client to a namespace.
func (c *client) connect(name string, auth []byte) bool {
	ns := c.srv.namespace(name)
	if ns == nil {
		c.refuse(name, &ConnectError{Message: "Invalid namespace"})
		return true
	}
	s := &Socket{ns: ns, client: c, session: c.session, id: newID()}
	c.mu.Lock()
	duplicate := slices.ContainsFunc(c.sockets, func(o *Socket) bool { return o.ns == ns })
	full := len(c.sockets) >= maxNamespaces
	if !duplicate && !full && !c.closed {
		c.sockets = append(c.sockets, s)
		ns.add(s)
	}
	closed := c.closed
	c.mu.Unlock()
	switch {
	case duplicate:
		return false
	case full:
		c.refuse(name, &ConnectError{Message: "Too many namespaces"})
		return true
	case closed:
		return true
	}
	if len(auth) == 0 {
		auth = nil
	}
	c.inbox.put(c, func() { s.admit(auth) })
	return true
}

// admit asks the namespace whether the socket may connect and tells the client. It runs in the inbox.
func (s *Socket) admit(auth []byte) {
	var err error
	if s.ns.onConnect != nil {
		err = &ConnectError{Message: "Internal error"} // if it panics
		s.client.guard(func() { err = s.ns.onConnect(s.client.srv.ctx, s, auth) })
	}
	if err != nil {
		s.drop("") // before the client knows and tries again
		s.client.refuse(s.ns.name, err)
		return
	}
	s.admitted = true
	s.client.stopWaiting()
	if s.ns.history == nil || !s.recover(auth) {
		s.open()
	}
}

// refuse sends a connection error. Errors of other types than ConnectError may hold secrets, so the client learns only
// that there was one.
func (c *client) refuse(namespace string, err error) {
	body := struct {
		Message string          `json:"message"`
		Data    json.RawMessage `json:"data,omitempty"`
	}{Message: "Connection refused"}
	if e, ok := err.(*ConnectError); ok { //nolint:errorlint // wrapped, it was not meant for the client
		body.Message = e.Message
		if e.Data != nil {
			if data, err := appendJSON(nil, e.Data); err == nil {
				body.Data = data
			}
		}
	}
	p, _ := appendJSON(appendPrefix(nil, kindConnectError, namespace, 0, noID), body) // cannot fail
	c.session.Send(engineio.NewFrame(p))
}
