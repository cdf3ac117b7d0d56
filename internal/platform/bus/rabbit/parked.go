package rabbit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const (
	operatorPatience = 10 * time.Second // for a connection, when a command has only just begun to connect
	lotChunk         = 100              // parked events that are turned over together
)

// verdict is what happens to a parked event that was looked at.
type verdict int

const (
	keep verdict = iota
	replay
	drop
)

// Parked lists the parking lot.
func (b *Bus) Parked(ctx context.Context, consumer string) ([]bus.Parked, error) {
	var all []bus.Parked
	_, err := b.turnOver(ctx, consumer, func(p bus.Parked) verdict {
		all = append(all, p)
		return keep
	})
	slices.SortStableFunc(all, func(x, y bus.Parked) int { return x.ParkedAt.Compare(y.ParkedAt) })
	return all, err
}

// Replay gives parked events to their group again.
func (b *Bus) Replay(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.turnOver(ctx, consumer, func(p bus.Parked) verdict {
		if p.Event.Type != "" && delivery.Selected(p, consumer, ids) {
			return replay
		}
		return keep
	})
}

// Drop forgets parked events.
func (b *Bus) Drop(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.turnOver(ctx, consumer, func(p bus.Parked) verdict {
		if delivery.Selected(p, consumer, ids) {
			return drop
		}
		return keep
	})
}

// turnOver looks at each parked event once, and returns how many were not kept. A queue cannot be read
// without taking from it, and putting back what was taken counts towards the limit after which RabbitMQ 4
// gives up on a message. So what is kept goes to the end of the queue as a new message, and is
// acknowledged after that; one that is there twice, because a command was cut short between the two, is
// put back once.
func (b *Bus) turnOver(ctx context.Context, consumer string, look func(bus.Parked) verdict) (int, error) {
	patient, cancel := context.WithTimeout(ctx, operatorPatience)
	defer cancel()
	ch, err := b.publisher.link.channel(patient)
	if err != nil {
		return 0, err
	}
	defer func() { _ = ch.Close() }()
	settled := 0
	for _, g := range b.topology.groups {
		if consumer != "" && consumer != g.Name {
			continue
		}
		n, err := b.turnOverQueue(ctx, ch, g.Name, look)
		settled += n
		if err != nil {
			return settled, fmt.Errorf("parking lot of %s: %w", g.Name, err)
		}
	}
	return settled, nil
}

func (b *Bus) turnOverQueue(ctx context.Context, ch *amqp.Channel, consumer string, look func(bus.Parked) verdict) (int, error) {
	q, err := ch.QueueDeclarePassive(b.topology.parked(consumer), true, false, false, false, nil)
	if err != nil {
		return 0, err
	}
	seen := map[id.Event]bool{}
	settled := 0
	for left := q.Messages; left > 0; left -= lotChunk {
		var (
			moves []message
			last  *amqp.Delivery
			count int
		)
		for range min(left, lotChunk) {
			d, ok, err := ch.Get(q.Name, false)
			if err != nil {
				return settled, err
			}
			if !ok {
				break
			}
			last = &d
			p := b.readParked(consumer, d)
			if seen[p.ID] {
				continue
			}
			seen[p.ID] = true
			switch look(p) {
			case keep:
				moves = append(moves, b.toParked(p, d.Body))
			case replay:
				count++
				moves = append(moves, b.toGroup(consumer, p.Event, d.Body))
			case drop:
				count++
			}
		}
		if last == nil {
			break
		}
		if err := b.publisher.sendAll(ctx, moves); err != nil {
			return settled, err
		}
		if err := last.Ack(true); err != nil {
			return settled, err
		}
		settled += count
	}
	return settled, nil
}

func (b *Bus) toGroup(consumer string, e bus.Event, body []byte) message {
	return message{key: b.topology.queue(consumer), mandatory: true, publishing: eventMessage(e, body), event: e.ID}
}

// readParked reads an entry that this driver wrote, or one that the broker dead-lettered.
func (b *Bus) readParked(consumer string, d amqp.Delivery) bus.Parked {
	at, _ := d.Headers[headerParkedAt].(string)
	reason, _ := d.Headers[headerReason].(string)
	retries := number(d.Headers, headerRetries)
	parkedAt, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		parkedAt, reason = b.deadLettered(d)
	}
	e, err := delivery.Decode(d.Body)
	if err == nil {
		return delivery.ParkedEvent(consumer, e, retries, reason, parkedAt)
	}
	p := delivery.ParkedGarbage(consumer, d.Body, errors.New(reason), parkedAt)
	if text, ok := d.Headers[headerParkedID].(string); ok {
		if known, err := id.Parse[id.Event](text); err == nil {
			p.ID = known
		}
	}
	return p
}

// deadLettered says when and why the broker itself parked a message.
func (b *Bus) deadLettered(d amqp.Delivery) (time.Time, string) {
	at, why := b.cfg.Clock.Now(), "unknown"
	var last amqp.Table
	if deaths, ok := d.Headers["x-death"].([]any); ok && len(deaths) > 0 {
		last, _ = deaths[0].(amqp.Table)
	}
	if t, ok := last["time"].(time.Time); ok {
		at = t.UTC()
	}
	if r, ok := last["reason"].(string); ok {
		why = r
	}
	if why == "delivery_limit" {
		return at, fmt.Sprintf("its consumers died of it %d times", deliveryLimit)
	}
	return at, "the broker parked it: " + why
}

// Redeliver gives events to one group only.
func (b *Bus) Redeliver(ctx context.Context, consumer string, events []bus.Event) error {
	if !b.topology.knows(consumer) {
		return fmt.Errorf("%w: %s", bus.ErrUnknownConsumer, consumer)
	}
	messages := make([]message, len(events))
	for i, e := range events {
		raw, err := delivery.Encode(e)
		if err != nil {
			return err
		}
		messages[i] = b.toGroup(consumer, e, raw)
	}
	return b.publisher.sendAll(ctx, messages)
}

// Depths asks the broker.
func (b *Bus) Depths(ctx context.Context) ([]bus.Depth, error) {
	patient, cancel := context.WithTimeout(ctx, operatorPatience)
	defer cancel()
	ch, err := b.publisher.link.channel(patient)
	if err != nil {
		return nil, err
	}
	defer func() { _ = ch.Close() }()
	depths := make([]bus.Depth, 0, len(b.topology.groups))
	for _, g := range b.topology.groups {
		d := bus.Depth{Consumer: g.Name}
		for queue, n := range map[string]*int{
			b.topology.queue(g.Name): &d.Ready, b.topology.waiting(g.Name): &d.Waiting, b.topology.parked(g.Name): &d.Parked,
		} {
			q, err := ch.QueueDeclarePassive(queue, true, false, false, false, nil)
			if err != nil {
				return nil, err
			}
			*n = q.Messages
		}
		depths = append(depths, d)
	}
	return depths, nil
}
