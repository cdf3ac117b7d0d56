package rabbit

import (
	"context"
	"errors"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
)

// remakeAfter is how long a missing queue stays so.
const remakeAfter = time.Second

// send publishes up to a window of messages and notes in failed those that the broker did not take. A
// group's queue that is missing is made anew, and its messages are sent once more. An error means that
// nothing is known of any of them.
func (p *publisher) send(ctx context.Context, messages []message, failed map[id.Event]error) error {
	returned, err := p.sendInTurn(ctx, messages, failed)
	if err != nil || len(returned) == 0 {
		return err
	}
	p.cfg.Log.WarnContext(ctx, "a queue is missing; making it anew", "queue", returned[0].key, "messages", len(returned))
	// A queue that is deleted and made anew in the same moment keeps its old consumers without giving them
	// anything (seen with 3.10). So the broker gets the time to tell them that their queue has gone.
	select {
	case <-time.After(remakeAfter):
	case <-ctx.Done():
		return ctx.Err()
	}
	if err := p.redeclare(ctx); err != nil {
		return fmt.Errorf("%w: %w", bus.ErrUnavailable, err)
	}
	if returned, err = p.sendInTurn(ctx, returned, failed); err != nil {
		return err
	}
	for _, m := range returned {
		failed[m.event] = fmt.Errorf("there is no queue %s", m.key)
	}
	return nil
}

func (p *publisher) redeclare(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, confirmTimeout)
	defer cancel()
	ch, err := p.link.channel(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = ch.Close() }()
	return p.topology.declare(ch)
}

// sendInTurn publishes, waits for all confirms, and returns what reached no queue.
func (p *publisher) sendInTurn(ctx context.Context, messages []message, failed map[id.Event]error) ([]message, error) {
	var returned []message
	for len(messages) > 0 {
		n, back, err := p.sendSome(ctx, messages, failed)
		if err != nil {
			return nil, err
		}
		messages, returned = messages[n:], append(returned, back...)
	}
	return returned, nil
}

// sendSome publishes as many as may go together, waits for their confirms, and returns how many that were
// and what reached no queue.
func (p *publisher) sendSome(ctx context.Context, messages []message, failed map[id.Event]error) (int, []message, error) {
	s, first, confirms, err := p.put(messages)
	if err != nil {
		return 0, nil, err
	}
	messages = messages[:len(confirms)]
	ctx, cancel := context.WithTimeout(ctx, confirmTimeout)
	defer cancel()
	for i, c := range confirms {
		select {
		case <-c.Done():
		case <-s.stalled():
			// It may take these when it has room again; they come twice then.
			return 0, nil, fmt.Errorf("%w: %s", bus.ErrUnavailable, s.why())
		case <-ctx.Done():
			// Nothing more is to be expected of this connection; another may do better.
			p.link.kill()
			return 0, nil, fmt.Errorf("%w: not confirmed in time", bus.ErrUnavailable)
		}
		switch m := messages[i]; {
		case c.Acked():
			s.took(m, true)
		case s.ch.IsClosed():
			return 0, nil, errNoConnection
		case m.toQueue() && !s.isProven(m.key):
			return 0, nil, fmt.Errorf("%w: queue %s takes nothing yet", bus.ErrUnavailable, m.key)
		default:
			failed[m.event] = errors.New("the broker refused it")
		}
	}
	back := make(chan []int, 1)
	select {
	case s.ask <- question{first, len(messages), back}:
	case <-ctx.Done():
		return 0, nil, errNoConnection
	}
	var returned []message
	for _, i := range <-back {
		s.took(messages[i], false) // it is not there, or is made anew
		returned = append(returned, messages[i])
	}
	return len(messages), returned, nil
}

// put writes as many of the messages to the connection as may go together, in one piece.
func (p *publisher) put(messages []message) (*session, uint64, []*amqp.DeferredConfirmation, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s := p.session
	if s == nil {
		return nil, 0, nil, errNoConnection
	}
	if why := s.why(); why != "" {
		return nil, 0, nil, fmt.Errorf("%w: %s", bus.ErrUnavailable, why)
	}
	messages = messages[:s.certain(messages)]
	first := s.sent + 1
	confirms := make([]*amqp.DeferredConfirmation, len(messages))
	for i, m := range messages {
		s.sent++
		m.publishing.CorrelationId = correlation(s.sent)
		c, err := s.ch.PublishWithDeferredConfirm(m.exchange, m.key, m.mandatory, false, m.publishing)
		if err != nil {
			return nil, 0, nil, fmt.Errorf("%w: %w", bus.ErrUnavailable, err)
		}
		confirms[i] = c
	}
	return s, first, confirms, nil
}

// sendAll is send for an operator's command and for what a consumer moves: it waits a while for a
// connection, and any message that was not taken is an error.
func (p *publisher) sendAll(ctx context.Context, messages []message) error {
	if err := p.enter(); err != nil {
		return err
	}
	defer p.active.Done()
	patient, cancel := context.WithTimeout(ctx, operatorPatience)
	defer cancel()
	if err := p.link.await(patient); err != nil {
		return err
	}
	failed := map[id.Event]error{}
	for len(messages) > 0 {
		n := min(window, len(messages))
		if err := p.send(ctx, messages[:n], failed); err != nil {
			return err
		}
		messages = messages[n:]
	}
	if len(failed) > 0 {
		return &bus.PartialError{Failed: failed}
	}
	return nil
}
