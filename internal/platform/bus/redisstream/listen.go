package redisstream

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/bus/delivery"
)

// listen hands the events of the live stream to the broadcast consumers of this process, from where the
// stream is now. It goes on where it was after a fault, and tells the consumers when that is gone.
func (b *Bus) listen(ctx context.Context) {
	var (
		backoff delivery.Backoff
		last    string // "" before the first contact
		doubt   bool   // whether the stream still has what follows last
	)
	for ctx.Err() == nil {
		next, full, err := b.listenOnce(ctx, last, doubt)
		if err != nil {
			if ctx.Err() == nil && !doubt {
				b.cfg.Log.ErrorContext(ctx, "cannot listen; trying again until it goes", "error", err)
			}
			doubt = last != ""
			backoff.Wait(ctx)
			continue
		}
		backoff.Reset()
		last, doubt = next, full
	}
}

// listenOnce reads and hands over one batch; full tells that there was as much as one batch holds.
func (b *Bus) listenOnce(ctx context.Context, last string, doubt bool) (next string, full bool, err error) {
	if last == "" {
		next, err = b.streamEnd(ctx)
		return next, false, err
	}
	if doubt {
		if last, err = b.look(ctx, last); err != nil {
			return last, false, err
		}
	}
	streams, err := b.client.XRead(ctx, &redis.XReadArgs{Streams: []string{b.live(), last}, Count: readCount, Block: readBlock}).Result()
	if errors.Is(err, redis.Nil) {
		return last, false, nil
	}
	if err != nil {
		return last, false, fmt.Errorf("read: %w", err)
	}
	for _, s := range streams {
		for _, m := range s.Messages {
			raw, _ := m.Values[fieldEvent].(string)
			e, err := delivery.Decode([]byte(raw))
			if err != nil {
				b.cfg.Log.WarnContext(ctx, "what was broadcast is no event", "error", err)
			} else if err := b.fanout.Offer(ctx, e); err != nil {
				return last, false, err
			}
			last = m.ID
		}
		full = len(s.Messages) == readCount
	}
	return last, full, nil
}

func (b *Bus) streamEnd(ctx context.Context) (string, error) {
	newest, err := b.client.XRevRangeN(ctx, b.live(), "+", "-", 1).Result()
	if err != nil || len(newest) == 0 {
		return "0-0", err
	}
	return newest[0].ID, nil
}

// look finds out whether the stream still has all that follows last, tells of a gap, and returns where to
// go on.
func (b *Bus) look(ctx context.Context, last string) (string, error) {
	oldest, err := b.client.XRangeN(ctx, b.live(), "-", "+", 1).Result()
	if err != nil {
		return last, err
	}
	if len(oldest) > 0 && !before(last, oldest[0].ID) {
		return last, nil
	}
	if len(oldest) == 0 && last == "0-0" {
		return last, nil
	}
	return "0-0", b.fanout.Gap(ctx)
}

// before compares ids of entries, "milliseconds-number".
func before(x, y string) bool {
	xs, xn := split(x)
	ys, yn := split(y)
	return xs < ys || xs == ys && xn < yn
}

func split(entryID string) (ms, n uint64) {
	a, b, _ := strings.Cut(entryID, "-")
	ms, _ = strconv.ParseUint(a, 10, 64)
	n, _ = strconv.ParseUint(b, 10, 64)
	return ms, n
}
