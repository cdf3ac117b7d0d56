package rabbit

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const (
	window         = 1000             // messages under way before the first confirm is waited for
	confirmTimeout = 15 * time.Second // a broker that confirms nothing for so long is not relied upon
)

var errNoConnection = fmt.Errorf("%w: no connection to RabbitMQ", bus.ErrUnavailable)

// deadline is for a socket, which goes by the machine's clock.
func deadline(d time.Duration) time.Time { return clock.System{}.Now().Add(d) }

// message is one publishing.
type message struct {
	exchange, key string
	mandatory     bool // it must reach a queue
	publishing    amqp.Publishing
	event         id.Event // whose it is
}

// toQueue tells that the key is a queue's name.
func (m message) toQueue() bool { return m.exchange == "" }

// publisher sends messages and knows what became of each.
type publisher struct {
	cfg      Config
	topology *topology
	link     *link

	mu      sync.Mutex // held to send, for the order of messages; and for what follows
	session *session   // nil without a connection
	closed  bool
	active  sync.WaitGroup
}

// question is for what came back of n messages from the first on.
type question struct {
	first  uint64
	n      int
	answer chan<- []int // their indexes
}

// session is the publisher's channel on one connection.
type session struct {
	ch      *amqp.Channel
	sent    uint64
	returns chan amqp.Return
	ask     chan question

	mu      sync.Mutex
	blocked string          // why the broker takes nothing; "" when it does
	stalls  chan struct{}   // closed while it is blocked
	proven  map[string]bool // the queues that have taken something
}

func newPublisher(cfg Config, t *topology) *publisher {
	p := &publisher{cfg: cfg, topology: t}
	p.link = newLink(cfg.URL, "echo publisher", cfg.Log, p.serve)
	return p
}

// serve holds a session until the connection ends.
func (p *publisher) serve(ctx context.Context, conn *amqp.Connection, ready func()) error {
	ended := conn.NotifyClose(make(chan *amqp.Error, 1))
	blocking := conn.NotifyBlocked(make(chan amqp.Blocking, 8))
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	if err := p.topology.declare(ch); err != nil {
		return err
	}
	if err := ch.Confirm(false); err != nil {
		return err
	}
	s := &session{
		ch: ch, returns: ch.NotifyReturn(make(chan amqp.Return)), ask: make(chan question),
		stalls: make(chan struct{}), proven: map[string]bool{},
	}
	closed := ch.NotifyClose(make(chan *amqp.Error, 1))
	watching, stop := context.WithCancel(ctx)
	defer stop()
	go s.collectReturns(watching)
	p.use(s)
	defer p.use(nil)
	ready()
	for {
		select {
		case b := <-blocking:
			s.block(b)
			p.cfg.Log.WarnContext(ctx, "the broker is short of memory or disk", "blocked", b.Active, "reason", b.Reason)
		case err := <-ended:
			return asError(err)
		case err := <-closed:
			return asError(err)
		case <-ctx.Done():
			return nil
		}
	}
}

func asError(err *amqp.Error) error {
	if err == nil {
		return errors.New("the connection was closed")
	}
	return err
}

func (p *publisher) use(s *session) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.session = s
}

func (s *session) block(b amqp.Blocking) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case b.Active && s.blocked == "":
		s.blocked = "blocked: " + b.Reason
		close(s.stalls)
	case !b.Active && s.blocked != "":
		s.blocked = ""
		s.stalls = make(chan struct{})
	}
}

func (s *session) stalled() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stalls
}

func (s *session) why() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.blocked
}

// certain returns how many of the messages may be sent before one of them is known to have been taken: those up
// to the first that goes to a queue which has taken nothing on this connection yet. A quorum queue that has
// just been made, or whose leader is being chosen, refuses what it gets at first and takes what follows
// (seen with 3.10); a single message, asked about, cannot be overtaken.
func (s *session) certain(messages []message) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, m := range messages {
		if m.toQueue() && !s.proven[m.key] {
			return i + 1
		}
	}
	return len(messages)
}

func (s *session) isProven(queue string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.proven[queue]
}

// took notes whether a queue takes what it is sent.
func (s *session) took(m message, does bool) {
	if !m.toQueue() || s.isProven(m.key) == does {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.proven[m.key] = does
}

// collectReturns gathers what reached no queue. The broker returns a message before it confirms it, and
// amqp091 hands both on in that order; so whoever asks after the confirm gets the return.
func (s *session) collectReturns(ctx context.Context) {
	returned := map[string]bool{}
	returns := s.returns
	for {
		select {
		case r, ok := <-returns:
			if !ok { // the channel is closed; nothing that was sent on it counts
				returns = nil
				continue
			}
			returned[r.CorrelationId] = true
		case q := <-s.ask:
			var indexes []int
			for i := range q.n {
				if key := correlation(q.first + uint64(i)); returned[key] {
					delete(returned, key)
					indexes = append(indexes, i)
				}
			}
			q.answer <- indexes
		case <-ctx.Done():
			return
		}
	}
}

func (p *publisher) check() error {
	p.mu.Lock()
	s := p.session
	p.mu.Unlock()
	if s == nil {
		return errNoConnection
	}
	if why := s.why(); why != "" {
		return fmt.Errorf("%w: %s", bus.ErrUnavailable, why)
	}
	return nil
}

// enter counts the caller among those whom close waits for, until active.Done.
func (p *publisher) enter() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return bus.ErrClosed
	}
	p.active.Add(1)
	return nil
}

// publish sends events to the exchange, and to the queue of each group that wants them.
func (p *publisher) publish(ctx context.Context, events []bus.Event) error {
	if err := p.enter(); err != nil {
		return err
	}
	defer p.active.Done()
	messages := make([]message, 0, 2*len(events))
	for _, e := range events {
		raw, err := delivery.Encode(e)
		if err != nil {
			return err
		}
		m := eventMessage(e, raw)
		for _, g := range p.topology.groups {
			if g.Wants(e.Type) {
				messages = append(messages, message{key: p.topology.queue(g.Name), mandatory: true, publishing: m, event: e.ID})
			}
		}
		messages = append(messages, message{exchange: p.topology.exchange(), key: e.Type, publishing: m, event: e.ID})
	}
	failed := map[id.Event]error{}
	for len(messages) > 0 {
		n := min(window, len(messages))
		if err := p.send(ctx, messages[:n], failed); err != nil {
			p.cfg.Metrics.Published(0, len(events))
			return err
		}
		messages = messages[n:]
	}
	p.cfg.Metrics.Published(len(events)-len(failed), len(failed))
	if len(failed) > 0 {
		return &bus.PartialError{Failed: failed}
	}
	return nil
}

func eventMessage(e bus.Event, raw []byte) amqp.Publishing {
	return amqp.Publishing{
		MessageId: e.ID.String(), Type: e.Type, AppId: e.Source, Timestamp: e.Time,
		ContentType: "application/json", DeliveryMode: amqp.Persistent, Body: raw,
	}
}

// close waits until what is being sent is settled, and lets nothing new in.
func (p *publisher) close(ctx context.Context) {
	p.mu.Lock()
	p.closed = true
	p.mu.Unlock()
	done := make(chan struct{})
	go func() { p.active.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

func correlation(n uint64) string { return strconv.FormatUint(n, 36) }
