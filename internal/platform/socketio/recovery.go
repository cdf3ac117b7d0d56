package socketio

import (
	"context"
	"crypto/rand"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// Recovery lets clients that lose their connection go on where they were: they keep their id and rooms, and get what was
// sent to them meanwhile. Zero values mean the defaults given.
type Recovery struct {
	MaxDisconnection time.Duration // for which a client may be away; 2 min
	MaxMissed        int           // events that are sent again; who has missed more begins anew; 500
	MaxBytes         int           // of events kept for each namespace; 16 MiB
	MaxSessions      int           // of clients that are away, for each namespace; 50,000
}

// recovery is what the namespaces of a server share for it.
type recovery struct {
	Recovery
	key    [32]byte      // signs pids
	silent time.Duration // for which a client can be gone before that is noticed

	recovered, refused atomic.Int64
}

func newRecovery(cfg Config) *recovery {
	if cfg.Recovery == nil {
		return nil
	}
	r := &recovery{Recovery: *cfg.Recovery}
	setDefault(&r.MaxDisconnection, 2*time.Minute)
	setDefault(&r.MaxMissed, 500)
	setDefault(&r.MaxBytes, 16<<20)
	setDefault(&r.MaxSessions, 50_000)
	interval, timeout := cfg.PingInterval, cfg.PingTimeout
	setDefault(&interval, 25*time.Second)
	setDefault(&timeout, 20*time.Second)
	r.silent = interval + timeout
	_, _ = rand.Read(r.key[:]) // never fails
	return r
}

func setDefault[T comparable](p *T, value T) {
	var zero T
	if *p == zero {
		*p = value
	}
}

// away is a client that has lost its connection and may come back. The namespace guards it.
type away struct {
	deadline.Entry[*away] `json:"-"`
	ns                    *Namespace

	PID    string   `json:"pid"`
	Key    string   `json:"key"`
	Since  uint64   `json:"since,string"` // when it connected, as an id
	Left   uint64   `json:"left,string"`  // when it was lost, likewise
	Places []place  `json:"places"`
	ID     socketID `json:"-"`

	local bool // it was connected to this server, which watches its rooms until it is decided what becomes of it
}

// OnIdentify sets the function that says whose a socket is, by what OnConnect has found out: only a socket with the same
// answer can go on where another was. It must not wait. Without it, the private id that clients get is all they prove
// themselves with.
func (ns *Namespace) OnIdentify(fn func(s *Socket) string) { ns.identify = fn }

// OnRecover sets the function that decides in which of its rooms a client that comes back may be again. OnConnect has let
// it in already, as it does with every client; the socket has its old id by the time the client is told. Events of rooms
// that are not allowed are not sent again. An error makes the client begin anew. Without the function all are allowed.
//
// The rooms are not joined yet when it is called. A room that the socket is taken out of meanwhile is not joined
// afterwards, so what changes memberships may go on while the function asks for them.
func (ns *Namespace) OnRecover(fn func(ctx context.Context, s *Socket, rooms []string) (allowed []string, err error)) {
	ns.onRecover = fn
}

// Recovered reports whether the client went on where it was before it lost its connection.
func (s *Socket) Recovered() bool { return s.recovered.Load() }

// RecoveryStats counts what came of recovery.
type RecoveryStats struct {
	Recovered int64 // clients that went on where they were
	Refused   int64 // clients that wanted to, and began anew
	Away      int64 // clients that may come back
	Events    int64 // kept for them
	Bytes     int64 // taken by the events
}

// RecoveryStats returns the counters.
func (srv *Server) RecoveryStats() RecoveryStats {
	var st RecoveryStats
	if srv.recovery == nil {
		return st
	}
	st.Recovered, st.Refused = srv.recovery.recovered.Load(), srv.recovery.refused.Load()
	srv.mu.RLock()
	defer srv.mu.RUnlock()
	for _, ns := range srv.namespaces {
		ns.mu.Lock()
		st.Away += int64(len(ns.away))
		st.Events += int64(len(ns.history.events) - ns.history.head)
		st.Bytes += int64(ns.history.bytes)
		ns.mu.Unlock()
	}
	return st
}

// setUpRecovery prepares a new namespace.
func (ns *Namespace) setUpRecovery(r *recovery) {
	if r == nil {
		return
	}
	ns.history = &history{maxBytes: r.MaxBytes, maxAge: r.MaxDisconnection + r.silent}
	ns.away = make(map[socketID]*away)
	ns.awaited = deadline.New(r.MaxDisconnection, (*away).expire)
	ns.restoring = make(map[*Socket]map[string]bool)
	ns.held = make(map[string]int)
}

// stamp makes the frame of an event, and keeps it if it can be recovered. The namespace is locked, so that ids have the
// order in which events are queued. Message is the event's id in the cluster, or zero for a new one.
func (ns *Namespace) stamp(t Target, d draft, message uint64) (f *engineio.Frame, id uint64) {
	switch {
	case t.volatile && ns.history == nil:
		return d.frame().Volatile(t.key), message
	case t.volatile:
		return d.unnumbered().Volatile(t.key), message
	case ns.history == nil:
		return d.frame(), message
	}
	id = ns.srv.cluster.ids.Next()
	f = d.numbered("", id)
	if message == 0 {
		message = id
	}
	ns.history.push(kept{id: id, message: message, everyone: t.everyone, rooms: t.rooms, except: t.except, frame: f})
	return f, message
}

// keep remembers a socket that is being dropped, for its client to come back. The namespace is locked, and the socket still
// in its rooms. Key is what identifies it.
func (ns *Namespace) keep(s *Socket, key string) *away {
	if len(ns.away) >= ns.srv.recovery.MaxSessions {
		return nil
	}
	a := &away{
		ns: ns, ID: s.id, PID: ns.pid(s.id), Key: key, local: true,
		Since: ns.history.before(s.since), Left: ns.srv.cluster.ids.Next(), Places: make([]place, len(s.memberships)),
	}
	for i, m := range s.memberships {
		a.Places[i] = place{m.room.name, ns.history.before(m.since)}
	}
	if ns.srv.cluster.adapter != nil {
		for _, p := range a.Places {
			ns.held[p.Name]++
		}
	}
	ns.await(a)
	return a
}

// release ends the watching of rooms for a client that has come back, or will not. The namespace is locked.
func (ns *Namespace) release(a *away) {
	if !a.local || ns.srv.cluster.adapter == nil {
		return
	}
	for _, p := range a.Places {
		if ns.held[p.Name]--; ns.held[p.Name] > 0 {
			continue
		}
		delete(ns.held, p.Name)
		if ns.rooms[p.Name] == nil {
			ns.srv.cluster.unwatch(ns.name, p.Name)
		}
	}
}

// await waits for the client to come back. The namespace is locked.
func (ns *Namespace) await(a *away) {
	if old := ns.away[a.ID]; old != nil {
		ns.awaited.Remove(&old.Entry)
		ns.release(old)
	}
	a.Value = a
	ns.away[a.ID] = a
	ns.awaited.Add(&a.Entry)
}

// expire is called when a client has not come back.
func (a *away) expire() {
	a.ns.mu.Lock()
	defer a.ns.mu.Unlock()
	if a.ns.away[a.ID] == a {
		delete(a.ns.away, a.ID)
		delete(a.ns.foreign, a.ID)
		a.ns.release(a)
	}
}

// nextEvent is the lower half of the number that the next event will have, from which on a membership counts. The
// namespace is locked.
func (ns *Namespace) nextEvent() uint32 {
	if ns.history == nil {
		return 0
	}
	return uint32(ns.history.next())
}

// stopAwaiting lets go of the clients that are away.
func (srv *Server) stopAwaiting() {
	srv.mu.RLock()
	defer srv.mu.RUnlock()
	for _, ns := range srv.namespaces {
		if ns.awaited != nil {
			ns.awaited.Stop()
		}
	}
}

// pid returns the private id of a socket. The namespace is locked.
func (ns *Namespace) pid(id socketID) string {
	if pid, ok := ns.foreign[id]; ok {
		return pid
	}
	return ns.srv.recovery.pid(ns, id)
}

// canReturn reports whether a client that ends for this reason may want to go on.
func canReturn(reason string) bool {
	switch reason {
	case engineio.ReasonTransportClose, engineio.ReasonTransportError, engineio.ReasonPingTimeout, engineio.ReasonSlow,
		engineio.ReasonShutdown:
		return true
	}
	return false
}

// identity is whose the socket is.
func (s *Socket) identity() string {
	if s.ns.identify == nil {
		return ""
	}
	return s.ns.identify(s)
}
