// Package rabbit is the bus on RabbitMQ 3.10 or newer.
//
// Each event goes to the topic exchange "echo.events", its type the routing key: that is what broadcast
// consumers listen to, and whoever else an operator binds to it. A group's copy goes to the group's
// quorum queue by name, one by one: of a message that an exchange spreads over several queues the broker
// tells the publisher only whether it reached any, and a group whose queue or binding is gone would lose
// it in silence. To a queue, mandatory and the confirm together say that this group has it.
//
// Nothing moves at most once. An event that failed is published to the group's waiting queue, or to its
// parking queue, and acknowledged when the broker has confirmed that. Where the broker moves messages by
// itself (out of the waiting queue when their time is up; to the parking queue when their consumers die
// again and again), the queues dead-letter at least once.
package rabbit

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

// Config says how a bus is made.
type Config struct {
	URL     string        // amqp:// or amqps://
	Prefix  string        // of all names on the broker; "" is "echo"
	Groups  []bus.Group   // all there are; those that are subscribed here need not be named
	Wait    time.Duration // in the waiting room; 0 is bus.RetryAfter
	Clock   clock.Clock
	Metrics *delivery.Metrics // may be nil
	Log     *slog.Logger
}

// Bus is a bus.Bus. It has two connections, one to publish and one to consume: a broker that is short of
// memory or disk stops reading from those that publish, and consuming is what helps it.
type Bus struct {
	cfg      Config
	topology topology
	subs     []bus.Subscription
	fanout   *delivery.Fanout
	hearing  bool // there are broadcast consumers
	listened atomic.Bool

	publisher *publisher
	consuming *link
	consumers []*delivery.Consumer
	cancel    context.CancelFunc
	running   sync.WaitGroup
	closing   sync.Once
}

// New makes a bus.
func New(cfg Config) *Bus {
	if cfg.Wait == 0 {
		cfg.Wait = bus.RetryAfter
	}
	if cfg.Prefix == "" {
		cfg.Prefix = "echo"
	}
	cfg.Log = cfg.Log.With("broker", "rabbitmq")
	b := &Bus{
		cfg: cfg, topology: topology{prefix: cfg.Prefix, groups: cfg.Groups}, fanout: delivery.NewFanout(cfg.Metrics, cfg.Log),
		cancel: func() {},
	}
	b.publisher = newPublisher(cfg, &b.topology)
	return b
}

// Subscribe registers a consumer. Call it before Start.
func (b *Bus) Subscribe(s bus.Subscription) {
	if s.Broadcast {
		b.hearing = true
		b.fanout.Add(s)
		return
	}
	b.subs = append(b.subs, s)
	b.topology.add(s.Group())
}

// Start begins to connect, and delivery as soon as that succeeds.
func (b *Bus) Start(ctx context.Context) error {
	ctx, b.cancel = context.WithCancel(context.WithoutCancel(ctx))
	b.fanout.Start(ctx)
	b.running.Go(func() { b.publisher.link.run(ctx) })
	if len(b.subs) == 0 && !b.hearing {
		return nil
	}
	for _, s := range b.subs {
		b.consumers = append(b.consumers, delivery.NewConsumer(ctx, s, b.cfg.Metrics, b.cfg.Log))
	}
	b.consuming = newLink(b.cfg.URL, "echo consumer", b.cfg.Log, b.consume)
	b.running.Go(func() { b.consuming.run(ctx) })
	return nil
}

// Publish sends the events and waits until the broker has confirmed each of them. Without a connection,
// or while the broker is short of memory or disk, it fails at once.
func (b *Bus) Publish(ctx context.Context, events []bus.Event) error {
	return b.publisher.publish(ctx, events)
}

// Check tells what keeps the bus from delivering now.
func (b *Bus) Check(context.Context) error {
	if err := b.publisher.check(); err != nil {
		return err
	}
	if b.consuming != nil && !b.consuming.connected() {
		return fmt.Errorf("%w: no connection to consume", bus.ErrUnavailable)
	}
	return nil
}

// Close stops consuming, lets handlers finish and settle their events, and disconnects. What was received
// and not handled goes back to its queue, in its place.
func (b *Bus) Close(ctx context.Context) error {
	var err error
	b.closing.Do(func() {
		if b.consuming != nil {
			b.consuming.stopTaking()
		}
		for _, c := range b.consumers {
			c.Close(ctx)
		}
		b.publisher.close(ctx)
		b.cancel()
		b.running.Wait()
		err = b.fanout.Close(ctx)
	})
	return err
}
