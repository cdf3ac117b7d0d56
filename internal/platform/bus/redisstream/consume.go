package redisstream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const (
	redisGroup    = "echo"                 // of each queue: its name for consumers in Redis
	readBlock     = 500 * time.Millisecond // how long one read waits
	readCount     = 128
	deliveryLimit = 20 // how often an event is given out whose consumers die of it
)

// consume works on a group's queue whenever this instance has its lease.
func (b *Bus) consume(ctx context.Context, c *delivery.Consumer) {
	var backoff delivery.Backoff
	for failing := false; ctx.Err() == nil; backoff.Wait(ctx) {
		got, err := b.acquire(ctx, c.Name())
		if err == nil && got {
			failing = false
			backoff.Reset()
			err = b.lead(ctx, c)
		}
		if err != nil && ctx.Err() == nil && !failing {
			b.cfg.Log.ErrorContext(ctx, "cannot consume; trying again until it goes", "consumer", c.Name(), "error", err)
			failing = true
		}
	}
}

// turn is one time of having the lease.
type turn struct {
	*Bus

	consumer *delivery.Consumer
	queue    string
	ctx      context.Context //nolint:containedctx // ends with the lease
	end      context.CancelCauseFunc
	window   chan struct{} // one for each event that is taken and not settled
	handled  chan string   // ids to acknowledge
}

// lead takes events until ctx or the lease ends, or Redis does not do as it is told: then all that is not
// settled is claimed anew by whoever has the lease next.
func (b *Bus) lead(ctx context.Context, c *delivery.Consumer) error {
	t := &turn{
		Bus: b, consumer: c, queue: b.queue(c.Name()), window: make(chan struct{}, delivery.Window), handled: make(chan string, delivery.Window),
	}
	t.ctx, t.end = context.WithCancelCause(ctx)
	var parts sync.WaitGroup
	for _, part := range []func() error{t.keepLease, t.acknowledge, t.admit, t.read} {
		parts.Go(func() { t.end(part()) })
	}
	parts.Wait()
	if err := context.Cause(t.ctx); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

func (t *turn) mine() bool { return t.ctx.Err() == nil }

// read takes over what an earlier consumer left, then what is new.
func (t *turn) read() error {
	if err := t.client.XGroupCreateMkStream(t.ctx, t.queue, redisGroup, "0").Err(); err != nil && !strings.HasPrefix(err.Error(), "BUSYGROUP") {
		return fmt.Errorf("make consumer group: %w", err)
	}
	if err := t.claim(); err != nil {
		return fmt.Errorf("claim what was left: %w", err)
	}
	for t.mine() {
		streams, err := t.client.XReadGroup(t.ctx, &redis.XReadGroupArgs{
			Group: redisGroup, Consumer: t.name, Streams: []string{t.queue, ">"}, Count: readCount, Block: readBlock,
		}).Result()
		if errors.Is(err, redis.Nil) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read: %w", err)
		}
		for _, s := range streams {
			for _, m := range s.Messages {
				t.hand(m, 1)
			}
		}
	}
	return nil
}

// claim makes what is pending ours: only the holder of the lease works, so whoever had it does not any
// more. Consumers that are left with nothing are removed.
func (t *turn) claim() error {
	for start := "0-0"; ; {
		messages, next, err := t.client.XAutoClaim(t.ctx, &redis.XAutoClaimArgs{
			Stream: t.queue, Group: redisGroup, Consumer: t.name, Start: start, Count: readCount,
		}).Result()
		if err != nil {
			return err
		}
		times, err := t.deliveries(messages)
		if err != nil {
			return err
		}
		for _, m := range messages {
			t.hand(m, times[m.ID])
		}
		if start = next; start == "0-0" {
			break
		}
	}
	consumers, err := t.client.XInfoConsumers(t.ctx, t.queue, redisGroup).Result()
	if err != nil {
		return err
	}
	for _, c := range consumers {
		if c.Name != t.name && c.Pending == 0 {
			if err := t.client.XGroupDelConsumer(t.ctx, t.queue, redisGroup, c.Name).Err(); err != nil {
				return err
			}
		}
	}
	return nil
}

// deliveries tells how often each message was given out.
func (t *turn) deliveries(messages []redis.XMessage) (map[string]int64, error) {
	times := map[string]int64{}
	if len(messages) == 0 {
		return times, nil
	}
	pending, err := t.client.XPendingExt(t.ctx, &redis.XPendingExtArgs{
		Stream: t.queue, Group: redisGroup, Start: messages[0].ID, End: messages[len(messages)-1].ID, Count: int64(len(messages)), Consumer: t.name,
	}).Result()
	for _, p := range pending {
		times[p.ID] = p.RetryCount
	}
	return times, err
}

// hand gives a message to the consumer, once there is room, and settles it.
func (t *turn) hand(m redis.XMessage, times int64) {
	select {
	case t.window <- struct{}{}:
	case <-t.ctx.Done():
		return
	}
	done := func() { <-t.window }
	raw, _ := m.Values[fieldEvent].(string)
	retryText, _ := m.Values[fieldRetries].(string)
	retries, _ := strconv.Atoi(retryText)
	now := t.cfg.Clock.Now()
	e, err := delivery.Decode([]byte(raw))
	switch {
	case err != nil:
		defer done()
		t.cfg.Log.ErrorContext(t.ctx, "parking what is no event", "consumer", t.consumer.Name(), "error", err)
		t.cfg.Metrics.Parked(t.consumer.Name())
		t.park(m.ID, delivery.ParkedGarbage(t.consumer.Name(), []byte(raw), err, now))
		return
	case times > deliveryLimit:
		defer done()
		t.cfg.Metrics.Parked(t.consumer.Name())
		reason := fmt.Sprintf("its consumers died of it %d times", times-1)
		t.park(m.ID, delivery.ParkedEvent(t.consumer.Name(), e, retries, reason, now))
		return
	}
	t.consumer.Take(e, retries, t.mine, func(o delivery.Outcome) {
		defer done()
		switch o.Verdict {
		case delivery.Handled:
			select {
			case t.handled <- m.ID:
			case <-t.ctx.Done(): // it comes again
			}
		case delivery.Retry:
			t.wait(m.ID, e, raw, retries+1)
		case delivery.Park:
			t.park(m.ID, delivery.ParkedEvent(t.consumer.Name(), e, retries, o.Reason, t.cfg.Clock.Now()))
		case delivery.Abandoned: // it is claimed by who comes next
		}
	})
}

// settling lets what was handled be settled although this instance is stopping.
func (t *turn) settling() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(t.ctx), timeout)
}

// acknowledge notes what was handled, as much at once as there is.
func (t *turn) acknowledge() error {
	for {
		select {
		case first := <-t.handled:
			if err := t.ack(first); err != nil {
				return err
			}
		case <-t.ctx.Done():
			for len(t.handled) > 0 {
				if err := t.ack(<-t.handled); err != nil {
					return err
				}
			}
			return nil
		}
	}
}

func (t *turn) ack(first string) error {
	ids := []string{first}
	for len(ids) < delivery.Window && len(t.handled) > 0 {
		ids = append(ids, <-t.handled)
	}
	ctx, cancel := t.settling()
	defer cancel()
	_, err := t.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.XAck(ctx, t.queue, redisGroup, ids...)
		p.XDel(ctx, t.queue, ids...)
		return nil
	})
	if err != nil {
		return fmt.Errorf("acknowledge: %w", err)
	}
	return nil
}

// move takes a message out of the queue in the transaction that puts it elsewhere.
func (t *turn) move(messageID string, put func(context.Context, redis.Pipeliner)) {
	ctx, cancel := t.settling()
	defer cancel()
	_, err := t.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		put(ctx, p)
		p.XAck(ctx, t.queue, redisGroup, messageID)
		p.XDel(ctx, t.queue, messageID)
		return nil
	})
	if err != nil {
		t.end(fmt.Errorf("settle: %w", err))
	}
}

func (t *turn) wait(messageID string, e bus.Event, raw string, retries int) {
	due := t.cfg.Clock.Now().Add(t.cfg.Wait)
	t.move(messageID, func(ctx context.Context, p redis.Pipeliner) {
		p.ZAdd(ctx, t.waiting(t.consumer.Name()), redis.Z{Score: float64(due.UnixMilli()), Member: fmt.Sprintf("%d %s %s", retries, e.ID, raw)})
	})
}

func (t *turn) park(messageID string, entry bus.Parked) {
	t.move(messageID, func(ctx context.Context, p redis.Pipeliner) { t.addParked(ctx, p, entry) })
}
