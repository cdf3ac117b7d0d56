package socketio

import (
	"context"
	"sync/atomic"
)

// Ack acknowledges an event with arguments as for Emit. Only the first call has an effect.
type Ack func(args ...any) error

// Answer is a client's acknowledgement of a broadcast.
type Answer struct {
	Socket *Socket
	Args   Args
}

// EmitWithAck sends an event and waits for the client's acknowledgement, for the end of the context, or for
// disconnection. Event handlers may wait for their own client; OnConnect may not, as the client is not connected yet.
func (s *Socket) EmitWithAck(ctx context.Context, event string, args ...any) (Args, error) {
	id := s.ns.nextAck()
	d, err := encodeEvent(s.ns.name, id, event, args)
	if err != nil {
		return Args{}, err
	}
	answer, err := s.expect(id)
	if err != nil {
		return Args{}, err
	}
	defer s.forget(id)
	if err := s.send(d.frame()); err != nil {
		return Args{}, err
	}
	return await(ctx, answer)
}

// EmitWithAck sends an event to the connected sockets of this server that are addressed, encoded once, and collects their
// acknowledgements. It returns when all have answered or left, or when the context ends: then with what has come until
// then and the context's error.
func (t Target) EmitWithAck(ctx context.Context, event string, args ...any) ([]Answer, error) {
	id := t.ns.nextAck()
	d, err := encodeEvent(t.ns.name, id, event, args)
	if err != nil {
		return nil, err
	}
	frame := d.frame()
	var sockets []*Socket
	var awaited []chan Args
	for _, s := range t.Sockets() {
		answer, err := s.expect(id)
		if err != nil {
			continue // it has left
		}
		defer s.forget(id)
		if s.send(frame) == nil {
			sockets, awaited = append(sockets, s), append(awaited, answer)
		}
	}
	answers := make([]Answer, 0, len(sockets))
	for i, s := range sockets {
		// When the context has ended, what is there already is still taken.
		if a, awaitErr := await(ctx, awaited[i]); awaitErr == nil {
			answers = append(answers, Answer{s, a})
		} else if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	return answers, err
}

// await waits for an answer, which is preferred to the end of the context.
func await(ctx context.Context, answer <-chan Args) (Args, error) {
	select {
	case a, ok := <-answer:
		return connectedAnswer(a, ok)
	default:
	}
	select {
	case a, ok := <-answer:
		return connectedAnswer(a, ok)
	case <-ctx.Done():
		return Args{}, ctx.Err()
	}
}

func connectedAnswer(a Args, ok bool) (Args, error) {
	if !ok {
		return Args{}, ErrDisconnected
	}
	return a, nil
}

// nextAck returns an id for an acknowledgement. Ids of a namespace are different for all its sockets, so that a broadcast
// can have one.
func (ns *Namespace) nextAck() int64 { return ns.lastAck.Add(1) - 1 }

// expect makes room for the client's answer. The channel is closed if the socket ends.
func (s *Socket) expect(id int64) (chan Args, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed() {
		return nil, ErrDisconnected
	}
	x := s.more()
	if x.acks == nil {
		x.acks = make(map[int64]chan Args)
	}
	answer := make(chan Args, 1)
	x.acks[id] = answer
	return answer, nil
}

func (s *Socket) forget(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.extra != nil {
		delete(s.extra.acks, id)
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
		d, err := encodeAck(s.ns.name, id, args)
		if err != nil {
			return err
		}
		return s.send(d.frame())
	}
}

// acknowledged takes the client's answer to EmitWithAck.
func (s *Socket) acknowledged(id int64, args Args) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.extra == nil {
		return
	}
	if answer, ok := s.extra.acks[id]; ok {
		delete(s.extra.acks, id)
		answer <- args // has room
	}
}
