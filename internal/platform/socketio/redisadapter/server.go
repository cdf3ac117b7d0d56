package redisadapter

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

// A node's number is its own for leaseFor, and is asked for again every renewEvery.
const leaseFor, renewEvery = 20 * time.Second, 5 * time.Second

// maxSkew is how far a node's clock may be from that of the server before it is told about.
const maxSkew = 2 * time.Second

// serverClock says what time it is at the server when it is a certain time here. The question and the answer are some
// time apart, so it is known within bounds.
type serverClock struct {
	mu          sync.Mutex
	at          time.Time // the server's
	asked, told time.Time
}

func (c *serverClock) set(at, asked, told time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at, c.asked, c.told = at, asked, told
}

// atLeast and atMost bound the server's time at a time of this process. Their slack is for clocks that differ in speed.
func (c *serverClock) atLeast(local time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.Add(local.Sub(c.told)).Add(-time.Millisecond)
}

func (c *serverClock) atMost(local time.Time) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.Add(local.Sub(c.asked)).Add(time.Millisecond)
}

func (c *serverClock) now() time.Time { return c.atMost(time.Now()) }

// askTime sets the clock by the server.
func (a *Adapter) askTime(ctx context.Context) error {
	asked := time.Now()
	at, err := a.client.Time(ctx).Result()
	if err != nil {
		return err
	}
	a.server.set(at, asked, time.Now())
	return nil
}

// setEpoch writes down since when the server has remembered what it was told, unless it knows.
func (a *Adapter) setEpoch(ctx context.Context) error {
	return begin.Run(ctx, a.client, []string{a.epochKey()}).Err()
}

// begin sets the epoch to the server's time.
var begin = redis.NewScript(`
local time = redis.call('TIME')
redis.call('SET', KEYS[1], string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)), 'NX')
return 1
`)

func (a *Adapter) epochKey() string { return a.cfg.Prefix + "epoch" }

func epochOf(cmd *redis.StringCmd) (time.Time, error) {
	ms, err := cmd.Int64()
	if errors.Is(err, redis.Nil) {
		return time.Now().Add(keepFor), nil // nothing is remembered
	}
	return time.UnixMilli(ms), err
}

// findMode finds out whether the server has sharded channels.
func (a *Adapter) findMode(ctx context.Context) error {
	if a.cfg.Plain {
		return nil
	}
	err := a.client.Do(ctx, "PUBSUB", "SHARDNUMSUB", a.everywhere()).Err()
	if unanswered(err) {
		return err
	}
	a.sharded.Store(err == nil)
	return nil
}

// claim takes a number for an origin, or keeps it.
var claim = redis.NewScript(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`)

// number sees to it that no other live node has this one's number, from the start and for as long as it runs.
func (a *Adapter) number() {
	tick := time.NewTicker(renewEvery)
	defer tick.Stop()
	warned := false
	for retry := firstRetry; ; {
		wait := tick.C
		err := a.claimNumber()
		if err == nil {
			err = a.askTime(a.ctx)
		}
		if err == nil {
			err = a.setEpoch(a.ctx)
		}
		if err != nil {
			wait = time.After(retry)
			retry = min(2*retry, lastRetry)
		} else {
			retry = firstRetry
			if skew := time.Since(a.server.now()).Abs(); skew > maxSkew && !warned {
				warned = true
				a.log.Warn("the clocks of this machine and of the one with Redis differ: clients that come back may be sent too little", "by", skew)
			}
		}
		select {
		case <-wait:
		case <-a.ctx.Done():
			a.release()
			return
		}
	}
}

func (a *Adapter) claimNumber() error {
	for range socketio.MaxNode + 1 {
		n := a.ids.Node()
		got, err := claim.Run(a.ctx, a.client, []string{a.nodeKey(n)}, string(a.origin[:]), leaseFor.Milliseconds()).Int()
		if err != nil || got == 1 {
			return err
		}
		a.ids.SetNode((n + 1) % (socketio.MaxNode + 1))
	}
	return errors.New("all numbers are taken")
}

func (a *Adapter) nodeKey(n int) string { return a.cfg.Prefix + "node:" + strconv.Itoa(n) }

// release gives the number back; another adapter need not wait for it then.
func (a *Adapter) release() {
	if !a.connected.Load() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(a.ctx), a.cfg.Timeout)
	defer cancel()
	_ = a.client.Del(ctx, a.nodeKey(a.ids.Node())).Err()
}
