package engineio

import (
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"strconv"
	"time"
	"unicode/utf8"
)

const (
	// lingering is how long a session that was closed while no poll waited stays known, for the client to fetch
	// the rest and the close packet.
	lingering = 30 * time.Second

	// upgradePoll is how long a poll waits during an upgrade: the client must let it end before it can switch.
	upgradePoll = 100 * time.Millisecond

	// pollGap is how long a client may take from one poll to the next before it counts as not reading.
	pollGap = 2 * time.Second
)

// polling is the HTTP long-polling transport of a session. Its fields are guarded by the session.
type polling struct {
	s       *Session
	waiting chan struct{} // closed to let the waiting GET answer; nil if none waits
	getting bool          // a GET is being served
	posting bool          // a POST is being served
	polled  time.Time     // when the last GET was answered
	last    byte          // packet that ends the answer after the session's end
}

func (p *polling) wake(bool) {
	if p.waiting != nil {
		close(p.waiting)
		p.waiting = nil
	}
}

func (p *polling) stalled() bool { return !p.getting && time.Since(p.polled) > pollGap }

func (p *polling) end(how ending) bool {
	p.last = packetClose
	if how == endAsked {
		p.last = packetNoop
	}
	waited := p.waiting != nil
	p.wake(false)
	if how == endFlush && !waited || how == endAsked && !p.getting { // there is a poll to come
		time.AfterFunc(lingering, func() { p.s.shard.srv.forget(p.s) })
		return true
	}
	return false
}

func (srv *Server) openPolling(w http.ResponseWriter, r *http.Request) {
	s := &Session{shard: srv.nextShard()}
	s.transport = &polling{s: s, polled: time.Now()}
	if !srv.open(r, s) {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	body := append([]byte{packetOpen}, srv.openPacket(s, []string{transportWebSocket})...)
	_ = s.answerPoll(w, body)
}

// get answers a poll: at once if something is queued, else as soon as something is.
func (p *polling) get(w http.ResponseWriter, r *http.Request) {
	s := p.s
	s.shard.lock()
	upgraded, overlap := s.transport != p, p.getting
	if upgraded || overlap {
		s.shard.unlock()
		if overlap && !upgraded {
			s.end(ReasonTransportError, endGoodbye)
		}
		badRequest.answer(w)
		return
	}
	p.getting = true
	var wake chan struct{}
	if s.queue.len() == 0 && s.state != stateClosed {
		wake = make(chan struct{})
		p.waiting = wake
	}
	upgrading := s.upgrading && s.state == stateOpen
	s.shard.unlock()

	// A read timeout of the server's would pass for the client's hanging up.
	_ = http.NewResponseController(w).SetReadDeadline(time.Time{})
	if wake != nil && !waitPoll(r, wake, upgrading) {
		p.lost()
		return
	}
	if upgrading && p.overtaken() {
		badRequest.answer(w)
		return
	}
	if err := s.answerPoll(w, p.payload()); err != nil {
		p.lost() // and with it what was taken from the queue
	}
}

// lost ends the session because a poll broke off, unless it has moved to a WebSocket meanwhile.
func (p *polling) lost() {
	if !p.overtaken() {
		p.s.end(ReasonTransportError, endCut)
	}
}

// overtaken reports whether the session has moved to a WebSocket. A poll that began during the upgrade is too late then,
// whichever of the two was looked at first: clients do not poll between their probe and the switch.
func (p *polling) overtaken() bool {
	p.s.shard.lock()
	defer p.s.shard.unlock()
	return p.s.transport != p
}

// waitPoll reports whether the poll is to be answered: false if the client has gone.
func waitPoll(r *http.Request, wake <-chan struct{}, upgrading bool) bool {
	var soon <-chan time.Time
	if upgrading {
		t := time.NewTimer(upgradePoll)
		defer t.Stop()
		soon = t.C
	}
	select {
	case <-wake:
	case <-soon:
	case <-r.Context().Done():
		return false
	}
	return true
}

// payload takes what is queued, and is never empty.
func (p *polling) payload() []byte {
	s := p.s
	s.shard.lock()
	var frames []*Frame
	if s.transport == p { // else the queue is the WebSocket's by now
		frames = s.take(nil, s.shard.srv.cfg.MaxPayload)
	}
	p.waiting, p.getting, p.polled = nil, false, time.Now()
	ended := false
	var last byte
	if len(frames) == 0 {
		last = packetNoop
		if s.transport == p && s.state == stateClosed {
			last, ended = p.last, true // alone: the JavaScript client acts on it before it has acted on what came with it
		}
	}
	s.shard.unlock()

	var body []byte
	for _, f := range frames {
		body = f.appendPolling(body)
	}
	s.shard.srv.stats.frames.Add(int64(len(frames)))
	if last != 0 {
		body = append(body, last)
	}
	if ended {
		s.shard.srv.forget(s)
	}
	return body
}

// answerPoll writes the body and sees it off, so that an error is noticed.
func (s *Session) answerPoll(w http.ResponseWriter, body []byte) error {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=UTF-8")
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	rc := http.NewResponseController(w)
	// The server's own write deadline began with the request and may be shorter than a poll. Writers that have no
	// deadlines, such as recorders, are fine.
	_ = rc.SetWriteDeadline(time.Now().Add(s.shard.srv.cfg.WriteTimeout))
	_, err := w.Write(body)
	if flushErr := rc.Flush(); err == nil && !errors.Is(flushErr, http.ErrNotSupported) {
		err = flushErr
	}
	_ = rc.SetWriteDeadline(time.Time{}) // the connection serves other requests too
	s.shard.srv.stats.writes.Add(1)
	s.shard.srv.stats.bytes.Add(int64(len(body)))
	return err
}

// post takes a payload from the client.
func (p *polling) post(w http.ResponseWriter, r *http.Request) {
	s := p.s
	s.shard.lock()
	overlap := p.posting
	p.posting = true
	s.shard.unlock()
	if overlap {
		s.end(ReasonTransportError, endGoodbye)
		badRequest.answer(w)
		return
	}
	defer func() {
		s.shard.lock()
		p.posting = false
		s.shard.unlock()
	}()
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.shard.srv.cfg.PingInterval + s.shard.srv.cfg.PingTimeout))
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, int64(s.shard.srv.cfg.MaxPayload)))
	var tooLong *http.MaxBytesError
	switch {
	case errors.As(err, &tooLong):
		s.end(ReasonTransportError, endGoodbye)
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		s.end(ReasonTransportClose, endCut)
		return
	}
	if err := s.receivePayload(body); err != nil {
		if reason, how := endFor(err); !errors.Is(err, errEnded) {
			s.end(reason, how)
		}
		if !errors.Is(err, errClientClose) {
			badRequest.answer(w)
			return
		}
	}
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = io.WriteString(w, "ok")
}

// receivePayload takes the packets of a POST in order.
func (s *Session) receivePayload(body []byte) error {
	if !utf8.Valid(body) {
		return errPacket
	}
	for packet := range bytes.SplitSeq(body, []byte{separator}) {
		binary := len(packet) > 0 && packet[0] == packetBinary
		if binary {
			n, err := base64.StdEncoding.Decode(packet[1:], packet[1:])
			if err != nil {
				return errPacket
			}
			packet = packet[1 : 1+n]
		}
		if err := s.receive(packet, binary); err != nil {
			return err
		}
		s.await()
	}
	return nil
}
