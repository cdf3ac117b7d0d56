package engineio

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// refusal is an answer to a request that is not served: the codes of the protocol.
type refusal int

const (
	unknownTransport refusal = iota
	unknownSession
	badMethod
	badRequest
	forbidden
	badProtocol
)

func (c refusal) String() string {
	return [...]string{
		"Transport unknown", "Session ID unknown", "Bad handshake method", "Bad request", "Forbidden",
		"Unsupported protocol version",
	}[c]
}

func (c refusal) answer(w http.ResponseWriter) {
	status := http.StatusBadRequest
	if c == forbidden {
		status = http.StatusForbidden
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}{int(c), c.String()})
}

const (
	transportPolling   = "polling"
	transportWebSocket = "websocket"
)

// ServeHTTP serves handshakes, upgrades, polls and posts. The checks and their order are those of the reference server.
func (srv *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !srv.admit(w, r) {
		return
	}
	query := r.URL.Query()
	name, upgrade := query.Get("transport"), websocket.IsUpgrade(r)
	if name != transportPolling && name != transportWebSocket {
		unknownTransport.answer(w)
		return
	}
	fits := upgrade == (name == transportWebSocket)
	if id := query.Get("sid"); id != "" {
		srv.serveSession(w, r, id, upgrade, fits)
		return
	}
	switch {
	case r.Method != http.MethodGet:
		badMethod.answer(w)
	case !fits:
		badRequest.answer(w)
	case query.Get("EIO") != "4":
		badProtocol.answer(w)
	case srv.isFull(w):
	case upgrade:
		srv.openWebSocket(w, r)
	default:
		srv.openPolling(w, r)
	}
}

// serveSession serves a request with a session id.
func (srv *Server) serveSession(w http.ResponseWriter, r *http.Request, id string, upgrade, fits bool) {
	s := srv.session(id)
	if s != nil && s.overdue() {
		s.end(ReasonPingTimeout, endGoodbye)
		s = nil
	}
	switch {
	case s == nil:
		unknownSession.answer(w)
	case !fits:
		badRequest.answer(w)
	case upgrade:
		s.upgrade(w, r)
	default:
		s.shard.lock()
		p, ok := s.transport.(*polling)
		s.shard.unlock()
		switch {
		case ok && r.Method == http.MethodGet:
			p.get(w, r)
		case ok && r.Method == http.MethodPost:
			p.post(w, r)
		default:
			badRequest.answer(w)
		}
	}
}

// admit checks the origin and sets the headers that let a page of another origin read the answer.
func (srv *Server) admit(w http.ResponseWriter, r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return true
	}
	allow := srv.cfg.AllowOrigin
	if allow == nil {
		allow = sameHost
	}
	if !allow(r) {
		forbidden.answer(w)
		return false
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", origin)
	h.Add("Vary", "Origin")
	if r.Method == http.MethodOptions {
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		if want := r.Header.Get("Access-Control-Request-Headers"); want != "" {
			h.Set("Access-Control-Allow-Headers", want)
		}
		w.WriteHeader(http.StatusNoContent)
		return false
	}
	return true
}

func sameHost(r *http.Request) bool {
	u, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && strings.EqualFold(u.Host, r.Host)
}
