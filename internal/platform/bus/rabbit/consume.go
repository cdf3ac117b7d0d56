package rabbit

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

// Headers of an event that was not handled.
const (
	headerRetries  = "x-echo-retries"
	headerReason   = "x-echo-reason"
	headerConsumer = "x-echo-consumer" // and those that follow: of a parked event
	headerParkedAt = "x-echo-parked-at"
	headerParkedID = "x-echo-parked-id"
)

// taking is what is taken from the broker on one connection. When one of its channels ends (its queue was
// deleted, the broker lost patience), the whole connection is made anew: one way of healing for all.
type taking struct {
	*Bus

	conn  *amqp.Connection
	alive atomic.Bool
	ended chan error
}

// consume takes events until the connection ends.
func (b *Bus) consume(ctx context.Context, conn *amqp.Connection, ready func()) error {
	t := &taking{Bus: b, conn: conn, ended: make(chan error, 2*len(b.subs)+4)}
	t.alive.Store(true)
	defer t.alive.Store(false)
	t.watch(conn.NotifyClose(make(chan *amqp.Error, 1)))
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	// Listening comes first, as it tells of the gap: quorum queues of a broker that has just started take their time.
	if b.hearing {
		if err := b.topology.declareExchange(ch); err != nil {
			return err
		}
		if err := t.listen(ctx); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
	if err := b.topology.declare(ch); err != nil {
		return err
	}
	for _, c := range b.consumers {
		if err := t.take(ctx, c); err != nil {
			return fmt.Errorf("consume %s: %w", c.Name(), err)
		}
	}
	ready()
	select {
	case err := <-t.ended:
		return err
	case <-ctx.Done():
		return nil
	}
}

func (t *taking) watch(closed chan *amqp.Error) {
	go func() { t.ended <- asError(<-closed) }()
}

// channel opens a channel whose end, or whose consumer's, ends the connection.
func (t *taking) channel(prefetch int) (*amqp.Channel, error) {
	ch, err := t.conn.Channel()
	if err != nil {
		return nil, err
	}
	t.watch(ch.NotifyClose(make(chan *amqp.Error, 1)))
	cancelled := ch.NotifyCancel(make(chan string, 1))
	go func() {
		if tag, ok := <-cancelled; ok {
			t.ended <- fmt.Errorf("the broker ended consumer %s: its queue is gone", tag)
		}
	}()
	return ch, ch.Qos(prefetch, 0, false)
}

// take lets a group's consumer have what is in its queue. Of all instances, the broker gives to one.
func (t *taking) take(ctx context.Context, c *delivery.Consumer) error {
	ch, err := t.channel(delivery.Window)
	if err != nil {
		return err
	}
	deliveries, err := ch.ConsumeWithContext(t.consuming.taking, t.topology.queue(c.Name()), "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	go func() {
		for d := range deliveries {
			if t.consuming.taking.Err() == nil {
				t.hand(ctx, c, d)
			}
		}
	}()
	return nil
}

// hand gives one delivery to the consumer, and settles it.
func (t *taking) hand(ctx context.Context, c *delivery.Consumer, d amqp.Delivery) {
	retries := number(d.Headers, headerRetries)
	e, err := delivery.Decode(d.Body)
	if err != nil {
		t.cfg.Log.ErrorContext(ctx, "parking what is no event", "consumer", c.Name(), "error", err)
		t.cfg.Metrics.Parked(c.Name())
		t.move(ctx, d, t.parkGarbage(c.Name(), d, err))
		return
	}
	c.Take(e, retries, t.alive.Load, func(o delivery.Outcome) {
		switch o.Verdict {
		case delivery.Handled:
			_ = d.Ack(false) // if it does not reach the broker, the event comes again
		case delivery.Retry:
			t.move(ctx, d, t.toWaiting(c.Name(), d, e, retries+1, o.Reason))
		case delivery.Park:
			t.move(ctx, d, t.toParked(delivery.ParkedEvent(c.Name(), e, retries, o.Reason, t.cfg.Clock.Now()), d.Body))
		case delivery.Abandoned: // it goes back when the channel ends
		}
	})
}

func (t *taking) toWaiting(consumer string, d amqp.Delivery, e bus.Event, retries int, reason string) message {
	p := eventMessage(e, d.Body)
	p.Headers = amqp.Table{headerRetries: int64(retries), headerReason: reason}
	p.Expiration = fmt.Sprint(t.cfg.Wait.Milliseconds())
	return message{key: t.topology.waiting(consumer), mandatory: true, publishing: p, event: e.ID}
}

// toParked makes the message for a parking queue; its headers say what an operator wants to know, whatever
// they look with.
func (b *Bus) toParked(p bus.Parked, body []byte) message {
	return message{
		key: b.topology.parked(p.Consumer), mandatory: true, event: p.ID,
		publishing: amqp.Publishing{
			MessageId: p.ID.String(), Type: p.Event.Type, ContentType: "application/json", DeliveryMode: amqp.Persistent, Body: body,
			Headers: amqp.Table{
				headerConsumer: p.Consumer, headerReason: p.Reason, headerRetries: int64(p.Retries), headerParkedID: p.ID.String(),
				headerParkedAt: p.ParkedAt.Format(time.RFC3339Nano),
			},
		},
	}
}

func (t *taking) parkGarbage(consumer string, d amqp.Delivery, why error) message {
	return t.toParked(delivery.ParkedGarbage(consumer, d.Body, why, t.cfg.Clock.Now()), d.Body)
}

// move publishes an event to where it goes next, and acknowledges it once the broker has confirmed that it
// is there: at no time is it nowhere. Meanwhile its lane waits.
func (t *taking) move(ctx context.Context, d amqp.Delivery, to message) {
	var backoff delivery.Backoff
	for t.alive.Load() {
		if err := t.publisher.sendAll(ctx, []message{to}); err == nil {
			_ = d.Ack(false)
			return
		}
		backoff.Wait(ctx)
	}
}

// listen takes events for the broadcast consumers of this process into a queue that ends with the
// connection. After the first time there is a gap between two such queues.
func (t *taking) listen(ctx context.Context) error {
	ch, err := t.channel(delivery.Window)
	if err != nil {
		return err
	}
	q, err := ch.QueueDeclare("", false, true, true, false, amqp.Table{"x-queue-type": "classic"})
	if err != nil {
		return err
	}
	for _, eventType := range t.fanout.Types() {
		if err := ch.QueueBind(q.Name, bindingKey(eventType), t.topology.exchange(), false, nil); err != nil {
			return err
		}
	}
	if t.listened.Swap(true) {
		if err := t.fanout.Gap(ctx); err != nil {
			return err
		}
	}
	deliveries, err := ch.ConsumeWithContext(t.consuming.taking, q.Name, "", false, true, false, false, nil)
	if err != nil {
		return err
	}
	go func() {
		for d := range deliveries {
			e, err := delivery.Decode(d.Body)
			if err != nil {
				t.cfg.Log.WarnContext(ctx, "what was broadcast is no event", "error", err)
			} else if t.fanout.Offer(ctx, e) != nil {
				return
			}
			_ = d.Ack(false)
		}
	}()
	return nil
}

func number(h amqp.Table, key string) int {
	switch n := h[key].(type) {
	case int64:
		return int(n)
	case int32:
		return int(n)
	}
	return 0
}
