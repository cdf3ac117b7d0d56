package redisstream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// takeLease takes a lease that nobody has, or that is ours still: a broker that was away for a moment kept it.
// renewLease and releaseLease touch a lease only if it is still ours.
var (
	takeLease = redis.NewScript(`
		local has = redis.call('GET', KEYS[1])
		if has and has ~= ARGV[1] then return 0 end
		redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
		return 1`)
	renewLease = redis.NewScript(`
		if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
		return 0`)
	releaseLease = redis.NewScript(`
		if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
		return 0`)
	// admitDue moves what is due from the waiting room to the end of the queue, and returns how many.
	admitDue = redis.NewScript(`
		local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 100)
		for _, member in ipairs(due) do
			local retries, event = string.match(member, '^(%d+) %S+ (.*)$')
			redis.call('XADD', KEYS[2], '*', 'event', event, 'retries', retries)
			redis.call('ZREM', KEYS[1], member)
		end
		return #due`)
)

func (b *Bus) leaseKey(group string) string { return b.key(group, "lease") }

func (b *Bus) acquire(ctx context.Context, group string) (bool, error) {
	got, err := takeLease.Run(ctx, b.client, []string{b.leaseKey(group)}, b.name, b.cfg.Lease.Milliseconds()).Int()
	if err != nil {
		return false, fmt.Errorf("take lease: %w", err)
	}
	return got == 1, nil
}

// keepLease renews the lease until the turn ends, and gives it back then. It ends the turn while the lease
// has time left, when it cannot be renewed.
func (t *turn) keepLease() error {
	key := t.leaseKey(t.consumer.Name())
	defer func() {
		ctx, cancel := t.settling()
		defer cancel()
		_ = releaseLease.Run(ctx, t.client, []string{key}, t.name).Err()
	}()
	tick := time.NewTicker(t.cfg.Lease / 4)
	defer tick.Stop()
	for missed := 0; ; {
		select {
		case <-tick.C:
		case <-t.ctx.Done():
			return nil
		}
		ctx, cancel := context.WithTimeout(t.ctx, t.cfg.Lease/4)
		n, err := renewLease.Run(ctx, t.client, []string{key}, t.name, t.cfg.Lease.Milliseconds()).Int()
		cancel()
		switch {
		case err == nil && n == 0:
			return errors.New("another instance has the lease")
		case err != nil:
			if missed++; missed == 2 {
				return fmt.Errorf("renew lease: %w", err)
			}
		default:
			missed = 0
		}
	}
}

// admit lets events out of the waiting room when they are due.
func (t *turn) admit() error {
	keys := []string{t.waiting(t.consumer.Name()), t.queue}
	tick := time.NewTicker(min(time.Second, max(t.cfg.Wait/4, 5*time.Millisecond)))
	defer tick.Stop()
	for {
		n, err := admitDue.Run(t.ctx, t.client, keys, t.cfg.Clock.Now().UnixMilli()).Int()
		if err != nil && t.mine() {
			return fmt.Errorf("admit what is due: %w", err)
		}
		if n > 0 {
			continue
		}
		select {
		case <-tick.C:
		case <-t.ctx.Done():
			return nil
		}
	}
}
