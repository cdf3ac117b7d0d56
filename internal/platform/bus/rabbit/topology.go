package rabbit

import (
	"fmt"
	"maps"
	"strings"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/platform/bus"
)

// deliveryLimit is how often the broker gives out an event whose consumers die of it before it parks
// the event. 20 is RabbitMQ 4's default; 3.10 has none.
const deliveryLimit = 20

// topology is what there must be on the broker. Declaring it again changes nothing.
type topology struct {
	prefix string
	groups []bus.Group
}

func (t *topology) add(g bus.Group) {
	for i := range t.groups {
		if t.groups[i].Name == g.Name {
			t.groups[i] = g
			return
		}
	}
	t.groups = append(t.groups, g)
}

func (t *topology) knows(consumer string) bool {
	for _, g := range t.groups {
		if g.Name == consumer {
			return true
		}
	}
	return false
}

func (t *topology) exchange() string            { return t.prefix + ".events" }
func (t *topology) queue(group string) string   { return t.prefix + "." + group }
func (t *topology) waiting(group string) string { return t.queue(group) + ".waiting" }
func (t *topology) parked(group string) string  { return t.queue(group) + ".parked" }

func (t *topology) declareExchange(ch *amqp.Channel) error {
	if err := ch.ExchangeDeclare(t.exchange(), amqp.ExchangeTopic, true, false, false, false, nil); err != nil {
		return fmt.Errorf("declare exchange %s: %w", t.exchange(), err)
	}
	return nil
}

func (t *topology) declare(ch *amqp.Channel) error {
	if err := t.declareExchange(ch); err != nil {
		return err
	}
	for _, g := range t.groups {
		if err := t.declareGroup(ch, g.Name); err != nil {
			return err
		}
	}
	return nil
}

// declareGroup makes a group's three queues. Dead letters move at least once, which needs that a full
// queue refuses what is published instead of dropping its oldest.
func (t *topology) declareGroup(ch *amqp.Channel, group string) error {
	deadLettersTo := func(queue string, more amqp.Table) amqp.Table {
		args := amqp.Table{
			"x-queue-type": "quorum", "x-dead-letter-strategy": "at-least-once", "x-overflow": "reject-publish",
			"x-dead-letter-exchange": "", "x-dead-letter-routing-key": queue,
		}
		maps.Copy(args, more)
		return args
	}
	for _, q := range []struct {
		name string
		args amqp.Table
	}{
		{t.parked(group), amqp.Table{"x-queue-type": "quorum"}},
		{t.queue(group), deadLettersTo(t.parked(group), amqp.Table{
			"x-single-active-consumer": true, "x-delivery-limit": int64(deliveryLimit),
		})},
		{t.waiting(group), deadLettersTo(t.queue(group), nil)},
	} {
		if _, err := ch.QueueDeclare(q.name, true, false, false, false, q.args); err != nil {
			return fmt.Errorf("declare queue %s: %w", q.name, err)
		}
	}
	return nil
}

// bindingKey is the pattern of a topic exchange for a type of bus.Subscription.
func bindingKey(eventType string) string {
	if prefix, ok := strings.CutSuffix(eventType, ".*"); ok {
		return prefix + ".#"
	}
	return eventType
}
