package redisstream

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

const fieldEntry = "parked"

func (b *Bus) addParked(ctx context.Context, p redis.Pipeliner, entry bus.Parked) {
	raw, err := json.Marshal(entry)
	if err != nil {
		// Its event was read from JSON, and the rest is plain.
		panic("redisstream: " + err.Error())
	}
	p.XAdd(ctx, &redis.XAddArgs{Stream: b.parked(entry.Consumer), Values: []any{fieldEntry, raw}})
}

type lotEntry struct {
	bus.Parked

	streamID string
}

func (b *Bus) lot(ctx context.Context, consumer string) ([]lotEntry, error) {
	var all []lotEntry
	for _, g := range b.groups {
		if consumer != "" && consumer != g.Name {
			continue
		}
		messages, err := b.client.XRange(ctx, b.parked(g.Name), "-", "+").Result()
		if err != nil {
			return nil, fmt.Errorf("read parking lot of %s: %w", g.Name, err)
		}
		for _, m := range messages {
			e := lotEntry{streamID: m.ID}
			raw, _ := m.Values[fieldEntry].(string)
			if err := json.Unmarshal([]byte(raw), &e.Parked); err != nil {
				e.Parked = delivery.ParkedGarbage(g.Name, []byte(raw), err, b.cfg.Clock.Now())
			}
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(x, y lotEntry) int { return x.ParkedAt.Compare(y.ParkedAt) })
	return all, nil
}

// Parked lists the parking lot.
func (b *Bus) Parked(ctx context.Context, consumer string) ([]bus.Parked, error) {
	entries, err := b.lot(ctx, consumer)
	list := make([]bus.Parked, len(entries))
	for i, e := range entries {
		list[i] = e.Parked
	}
	return list, err
}

// Replay gives parked events to their group again.
func (b *Bus) Replay(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.unpark(ctx, consumer, ids, func(e lotEntry) bool { return e.Event.Type != "" }, func(p redis.Pipeliner, e lotEntry) error {
		return b.enqueue(ctx, p, e.Consumer, e.Event)
	})
}

// Drop forgets parked events.
func (b *Bus) Drop(ctx context.Context, consumer string, ids ...id.Event) (int, error) {
	return b.unpark(ctx, consumer, ids, func(lotEntry) bool { return true }, func(redis.Pipeliner, lotEntry) error { return nil })
}

func (b *Bus) unpark(
	ctx context.Context, consumer string, ids []id.Event, wanted func(lotEntry) bool, put func(redis.Pipeliner, lotEntry) error,
) (int, error) {
	entries, err := b.lot(ctx, consumer)
	if err != nil {
		return 0, err
	}
	taken := 0
	for _, e := range entries {
		if !delivery.Selected(e.Parked, consumer, ids) || !wanted(e) {
			continue
		}
		_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
			p.XDel(ctx, b.parked(e.Consumer), e.streamID)
			return put(p, e)
		})
		if err != nil {
			return taken, fmt.Errorf("take event out of the parking lot: %w", err)
		}
		taken++
	}
	return taken, nil
}

func (b *Bus) enqueue(ctx context.Context, p redis.Pipeliner, consumer string, e bus.Event) error {
	raw, err := delivery.Encode(e)
	if err != nil {
		return err
	}
	p.XAdd(ctx, &redis.XAddArgs{Stream: b.queue(consumer), Values: []any{fieldEvent, raw}})
	return nil
}

// Redeliver gives events to one group only.
func (b *Bus) Redeliver(ctx context.Context, consumer string, events []bus.Event) error {
	if !slices.ContainsFunc(b.groups, func(g bus.Group) bool { return g.Name == consumer }) {
		return fmt.Errorf("%w: %s", bus.ErrUnknownConsumer, consumer)
	}
	_, err := b.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, e := range events {
			if err := b.enqueue(ctx, p, consumer, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%w: Redis: %w", bus.ErrUnavailable, err)
	}
	return nil
}

// Depths asks Redis.
func (b *Bus) Depths(ctx context.Context) ([]bus.Depth, error) {
	depths := make([]bus.Depth, 0, len(b.groups))
	for _, g := range b.groups {
		pipe := b.client.Pipeline()
		ready, waiting, parked := pipe.XLen(ctx, b.queue(g.Name)), pipe.ZCard(ctx, b.waiting(g.Name)), pipe.XLen(ctx, b.parked(g.Name))
		if _, err := pipe.Exec(ctx); err != nil {
			return nil, fmt.Errorf("measure queue of %s: %w", g.Name, err)
		}
		depths = append(depths, bus.Depth{Consumer: g.Name, Ready: int(ready.Val()), Waiting: int(waiting.Val()), Parked: int(parked.Val())})
	}
	return depths, nil
}
