package engineio

import (
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
)

// transport moves the queue of one session to its client. All methods are called with the shard locked and return at
// once. This is the seam between sessions and the ways to reach a client.
type transport interface {
	// wake says that something has been queued. Bulk may wait for others.
	wake(bulk bool)
	// stalled reports whether the client, and not this server, is what the queue waits for.
	stalled() bool
	// end begins the end of the connection; the session's state and queue are final. It reports whether the
	// session must stay known for a while, so that the client can fetch the rest.
	end(how ending) (linger bool)
}

// ending is how a session comes to its end.
type ending uint8

const (
	endFlush   ending = iota // send what is queued, then say goodbye
	endGoodbye               // say goodbye; the queue is dropped
	endAsked                 // the client said goodbye first
	endCut                   // the connection is gone, or not worth a word
)

type state uint8

const (
	stateOpen   state = iota
	stateDoomed       // a bound was exceeded; the end is under way
	stateClosed
)

// patience is how many times over the bounds a queue may grow while its client does read, and only this server is
// behind: then every connection is full at once, and closing them all would help nobody.
const patience = 16

// Session is one client, whatever transport it is on. Its methods are safe for concurrent use.
type Session struct {
	handshake any
	data      any
	receiving sync.Mutex // held while the handler takes a message, which keeps them serial across an upgrade

	// Guarded by the shard.
	beat      deadline.Entry[*Session]
	expires   time.Duration // latest sign of life, on the server's clock
	probe     *wsConn       // the connection of an upgrade under way
	upgrading bool
	owesPong  bool
	heard     bool // something was received since the ping

	// What a broadcast touches stands together, next to the connection, for the sake of the processor's cache.
	state     state
	paused    atomic.Bool // set under the lock
	queued    int32       // bytes, including a write that is stalled
	shard     *shard      // for life
	queue     frameQueue
	transport transport

	id sid
}

// ID identifies the session. It is a secret of its client.
func (s *Session) ID() string { return s.id.String() }

// Shard is the number of the session's shard, for Server.Batch.
func (s *Session) Shard() int { return s.shard.number }

// Handshake returns what Config.Handshake chose to remember.
func (s *Session) Handshake() any { return s.handshake }

// SetData keeps a value for the handler. It must be called in Handler.Open.
func (s *Session) SetData(v any) { s.data = v }

// Data returns the value of SetData.
func (s *Session) Data() any { return s.data }

// Send queues a frame and reports whether it was accepted: false when the session has ended, or ends because its client
// does not keep up. Frames reach the client in the order of the calls. It never blocks.
func (s *Session) Send(f *Frame) bool {
	s.shard.lock()
	defer s.shard.unlock()
	return s.send(f, false)
}

// Close sends what is queued and ends the session. The handler is told before Close returns.
func (s *Session) Close(reason string) { s.end(reason, endFlush) }

// send is Send with the shard locked.
func (s *Session) send(f *Frame, bulk bool) bool {
	if s.state != stateOpen {
		return false
	}
	if f.volatile {
		if f.key != "" {
			if grown, ok := s.queue.replace(f); ok {
				s.queued += int32(grown)
				return true
			}
		}
		if s.transport.stalled() {
			return true
		}
	}
	if s.queue.first != nil && s.full(len(f.wire)) {
		s.state = stateDoomed
		s.shard.srv.stats.slowClosed.Add(1)
		go s.end(ReasonSlow, endCut) // not here: the caller may hold locks that the handler wants
		return false
	}
	s.push(f, bulk)
	return true
}

// full reports whether n more bytes exceed the bounds. A queue always takes one frame, however long.
func (s *Session) full(n int) bool {
	frames, bytes := s.queue.len()+1, int(s.queued)+n
	limits := s.shard.srv.limits.Load()
	if frames <= limits.MaxQueuedFrames && bytes <= limits.MaxQueuedBytes {
		return false
	}
	return s.transport.stalled() || frames > patience*limits.MaxQueuedFrames || bytes > patience*limits.MaxQueuedBytes
}

func (s *Session) push(f *Frame, bulk bool) {
	s.queue.push(f, &s.shard.pool)
	s.queued += int32(len(f.wire))
	s.transport.wake(bulk)
}

// take moves frames of about limit bytes, at least one, from the queue to dst. The shard is locked.
func (s *Session) take(dst []*Frame, limit int) []*Frame {
	dst, size := s.queue.take(dst, limit, &s.shard.pool)
	s.queued -= int32(size)
	return dst
}

// end closes the session once and tells the handler.
func (s *Session) end(reason string, how ending) {
	s.shard.lock()
	if s.state == stateClosed {
		s.shard.unlock()
		return
	}
	s.state = stateClosed
	if how != endFlush {
		s.queue, s.queued = frameQueue{}, 0
	}
	if s.owesPong {
		s.shard.srv.pongs.Remove(&s.beat)
	} else {
		s.shard.srv.pings.Remove(&s.beat)
	}
	if s.probe != nil {
		s.probe.link.close(true)
		s.probe = nil
	}
	s.resumeLocked()
	linger := s.transport.end(how)
	s.shard.unlock()

	if !linger {
		s.shard.srv.forget(s)
	}
	s.shard.srv.stats.connections.Add(-1)
	s.shard.srv.handler.Close(s, reason)
	s.shard.srv.work.Done()
}

// receive takes one packet. The error says why the session must end.
func (s *Session) receive(p []byte, binary bool) error {
	s.shard.lock()
	open := s.state == stateOpen
	s.heard = true
	s.shard.unlock()
	switch {
	case !open:
		return errEnded
	case binary:
		s.deliver(p, true)
		return nil
	case len(p) == 0:
		return errPacket
	}
	switch p[0] {
	case packetMessage:
		s.deliver(p[1:], false)
	case packetPong:
		s.pong()
	case packetClose:
		return errClientClose
	case packetOpen, packetUpgrade, packetNoop: // have no meaning here and do no harm
	case packetPing: // in this revision pings come from the server
		return errDirection
	default:
		return errPacket
	}
	return nil
}

func (s *Session) deliver(p []byte, binary bool) {
	s.receiving.Lock()
	defer s.receiving.Unlock()
	s.shard.srv.handler.Message(s, p, binary)
}

// Pause stops reading from the client until Resume; a handler calls it while a message is handed to it and it has enough
// for now. A few more messages that have been read already may still come.
func (s *Session) Pause() {
	s.shard.lock()
	defer s.shard.unlock()
	s.paused.Store(s.state == stateOpen)
}

// Resume ends Pause.
func (s *Session) Resume() {
	s.shard.lock()
	defer s.shard.unlock()
	s.resumeLocked()
}

func (s *Session) resumeLocked() {
	if !s.paused.Swap(false) {
		return
	}
	if waiting := s.shard.waiting[s]; waiting != nil {
		close(waiting)
		delete(s.shard.waiting, s)
	}
	if c, ok := s.transport.(*wsConn); ok {
		c.link.resume()
	}
}

// await waits while the session is paused, for readers that can wait.
func (s *Session) await() {
	s.shard.lock()
	if !s.paused.Load() {
		s.shard.unlock()
		return
	}
	resumed := s.shard.waiting[s]
	if resumed == nil {
		resumed = make(chan struct{})
		if s.shard.waiting == nil {
			s.shard.waiting = make(map[*Session]chan struct{})
		}
		s.shard.waiting[s] = resumed
	}
	s.shard.unlock()
	<-resumed
}
