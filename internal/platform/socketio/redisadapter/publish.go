package redisadapter

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
)

// What waits goes out together, at most maxBatch messages at once and once in flushEvery; a lone message goes at once.
const (
	maxBatch   = 64
	flushEvery = time.Millisecond
)

// How often Redis is tried again while it is away.
const firstRetry, lastRetry = 20 * time.Millisecond, 500 * time.Millisecond

// The stream of a room holds about keepMessages, for keepFor after the last one.
const (
	keepMessages = 256
	keepFor      = 3 * time.Minute
)

// send is the goroutine that publishes.
func (a *Adapter) send() {
	timer := time.NewTimer(0)
	defer timer.Stop()
	pause := func(d time.Duration) bool {
		timer.Reset(d)
		select {
		case <-timer.C:
			return true
		case <-a.ctx.Done():
			return false
		}
	}
	for !a.queue.ended() {
		select {
		case <-a.queue.wake:
		case <-a.ctx.Done():
			return
		}
		retry := firstRetry
		for {
			began, batch := time.Now(), a.queue.next(maxBatch)
			if len(batch) == 0 && !a.queue.toTell() {
				break
			}
			wait := time.Duration(0)
			if err := a.flush(batch); err != nil {
				a.lostConnection(err)
				a.dropped.Add(uint64(a.queue.expire(time.Now().Add(-a.cfg.BufferAge))))
				wait, retry = retry, min(2*retry, lastRetry)
			} else {
				retry = firstRetry
				a.queue.done(len(batch))
				if len(batch) < maxBatch {
					wait = flushEvery - time.Since(began)
				}
			}
			if wait > 0 && !pause(wait) {
				return
			}
		}
	}
}

// flush publishes a batch in one go, after what there is to tell of messages that were dropped. An error means that
// Redis could not be reached; then it may have published some of them all the same.
func (a *Adapter) flush(batch []*entry) error {
	if err := a.tell(); err != nil {
		return err
	}
	sharded := a.sharded.Load()
	pipe := a.client.Pipeline()
	messages := 0
	for _, e := range batch {
		if e.session != "" {
			pipe.Set(a.ctx, e.session, e.payload, e.ttl)
			continue
		}
		messages++
		for _, channel := range e.channels {
			a.publish(pipe, sharded, channel, e.payload, !e.volatile)
		}
	}
	if err := a.run(pipe); err != nil {
		return err
	}
	a.published.Add(uint64(messages))
	return nil
}

// tell makes it known that messages were dropped: to the nodes that are there now, and in the histories.
func (a *Adapter) tell() error {
	lost, all := a.queue.losses()
	if len(lost) == 0 {
		return nil
	}
	payload := encodeMissed(a.origin)
	pipe := a.client.Pipeline()
	if all {
		pipe.Publish(a.ctx, a.everywhere(), payload)
		pipe.Set(a.ctx, a.epochKey(), a.server.now().UnixMilli(), 0)
	} else {
		for channel := range lost {
			a.publish(pipe, a.sharded.Load(), channel, payload, true)
		}
	}
	err := a.run(pipe)
	if err != nil {
		a.queue.untold(lost, all)
	}
	return err
}

func (a *Adapter) publish(pipe redis.Pipeliner, sharded bool, channel string, payload []byte, keep bool) {
	if sharded {
		pipe.SPublish(a.ctx, channel, payload)
	} else {
		pipe.Publish(a.ctx, channel, payload)
	}
	if keep {
		stream := a.history(channel)
		pipe.XAdd(a.ctx, &redis.XAddArgs{Stream: stream, MaxLen: keepMessages, Approx: true, Values: []any{"m", payload}})
		pipe.PExpire(a.ctx, stream, keepFor)
	}
}

// run executes a pipeline. The error is that of a server that could not be reached, or not be used as it should; what
// it refuses of the commands is counted.
func (a *Adapter) run(pipe redis.Pipeliner) error {
	if pipe.Len() == 0 {
		return nil
	}
	cmds, _ := pipe.Exec(a.ctx)
	refused := 0
	for _, cmd := range cmds {
		err := cmd.Err()
		if err == nil {
			continue
		}
		if cmd.Name() == "spublish" && unknownCommand(err) {
			a.sharded.Store(false)
			return err
		}
		if unanswered(err) {
			return err
		}
		refused++
		if refused == 1 {
			a.log.Warn("redis refuses", "command", cmd.Name(), "error", err)
		}
	}
	a.failed.Add(uint64(refused))
	a.connected.Store(true)
	return nil
}

func (a *Adapter) lostConnection(err error) {
	if a.connected.CompareAndSwap(true, false) && a.ctx.Err() == nil {
		a.log.Warn("redis does not answer: messages wait", "error", err)
	}
}

// unanswered tells whether an error says that the server is not there, or not yet, rather than what it answered.
func unanswered(err error) bool {
	if err == nil || errors.Is(err, redis.Nil) {
		return false
	}
	if redis.IsLoadingError(err) || redis.IsMasterDownError(err) || redis.IsReadOnlyError(err) || redis.IsMaxClientsError(err) {
		return true
	}
	var answer redis.Error
	return !errors.As(err, &answer)
}

func unknownCommand(err error) bool {
	text := strings.ToLower(err.Error())
	return strings.Contains(text, "unknown command") || strings.Contains(text, "unknown subcommand")
}

// SaveSession keeps what a lost client needs to go on.
func (a *Adapter) SaveSession(pid string, state []byte, ttl time.Duration) {
	if !a.queue.add(&entry{session: a.cfg.Prefix + "s:" + pid, payload: state, ttl: ttl, at: time.Now()}) {
		a.dropped.Add(1)
	}
}

// TakeSession returns what was saved and forgets it; false if there is nothing.
func (a *Adapter) TakeSession(ctx context.Context, pid string) (state []byte, ok bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, a.cfg.Timeout)
	defer cancel()
	key := a.cfg.Prefix + "s:" + pid
	var get *redis.StringCmd
	if _, err = a.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		get = p.Get(ctx, key)
		p.Del(ctx, key)
		return nil
	}); err != nil && !errors.Is(err, redis.Nil) {
		return nil, false, err
	}
	state, err = get.Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	return state, err == nil, err
}
