package redisadapter

import (
	"context"
	"errors"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	// pingEvery is how often it is made sure that the connection still carries something.
	pingEvery = 500 * time.Millisecond
	// silentAfter is how long nothing comes, not even an answer, from a Redis that is away or hangs.
	silentAfter = 3 * pingEvery
)

// maxTogether is how many rooms are subscribed to, or looked into, with one command.
const maxTogether = 256

var errSilent = errors.New("redis has fallen silent")

// connection is a connection on which messages come. It ends with its first fault; the next one takes its place.
type connection struct {
	a       *Adapter
	pubsub  *redis.PubSub
	sharded bool
	dead    chan struct{} // closed when reading has ended
	err     error         // why; once dead

	reading atomic.Bool  // not busy with what came
	last    atomic.Int64 // when something came, in nanoseconds since began
	heard   atomic.Int64 // when the last ping that was answered was sent, likewise: all before it has been heard
	began   time.Time
}

// Silent tells whether nothing comes from other nodes, since Redis is away or hangs, and until when all of it came.
// It is known after 1.5 seconds.
func (a *Adapter) Silent() (heard time.Time, silent bool) {
	return time.Unix(0, a.heard.Load()), time.Since(time.Unix(0, a.came.Load())) > silentAfter
}

// listen keeps a connection until the adapter ends.
func (a *Adapter) listen() {
	heard := time.Now()
	for retry := firstRetry; a.ctx.Err() == nil; {
		began := time.Now()
		c, err := a.connect()
		if err == nil {
			a.connects.Add(1)
			a.rooms.restart(heard)
			err = c.run()
			heard = c.began.Add(time.Duration(c.heard.Load()))
		}
		if a.ctx.Err() != nil {
			return
		}
		a.lostConnection(err)
		if time.Since(began) > time.Second {
			retry = firstRetry
		}
		select {
		case <-time.After(retry):
		case <-a.ctx.Done():
		}
		retry = min(2*retry, lastRetry)
	}
}

func (a *Adapter) connect() (*connection, error) {
	ctx, cancel := context.WithTimeout(a.ctx, a.cfg.Timeout)
	defer cancel()
	if err := a.askTime(ctx); err != nil {
		return nil, err
	}
	if err := a.setEpoch(ctx); err != nil {
		return nil, err
	}
	if err := a.findMode(ctx); err != nil {
		return nil, err
	}
	c := &connection{a: a, pubsub: a.client.Subscribe(ctx), sharded: a.sharded.Load(), dead: make(chan struct{}), began: time.Now()}
	if err := c.pubsub.Subscribe(ctx, a.everywhere()); err != nil {
		_ = c.pubsub.Close()
		return nil, err
	}
	return c, nil
}

// run subscribes to rooms, looks into them, leaves them, and sees that the connection lives. It returns when it does
// not.
func (c *connection) run() error {
	go c.read()
	defer func() {
		_ = c.pubsub.Close()
		<-c.dead
	}()
	tick := time.NewTicker(pingEvery)
	defer tick.Stop()
	if err := c.ping(); err != nil {
		return err
	}
	for {
		if err := c.work(); err != nil {
			return err
		}
		select {
		case <-c.a.ctx.Done():
			return nil
		case <-c.dead:
			return c.err
		case <-c.a.rooms.wake:
		case <-tick.C:
			if silent := time.Since(c.began) - time.Duration(c.last.Load()); c.reading.Load() && silent > 2*c.a.cfg.Timeout+pingEvery {
				return errSilent
			}
			if err := c.ping(); err != nil {
				return err
			}
		}
	}
}

func (c *connection) ping() error {
	return c.pubsub.Ping(c.a.ctx, strconv.FormatInt(int64(time.Since(c.began)), 10))
}

// work does what there is to do about rooms.
func (c *connection) work() error {
	rs := &c.a.rooms
	for {
		leave := rs.toLeave(maxTogether, time.Now().Add(-c.a.cfg.Linger))
		ask := rs.toAsk(maxTogether)
		checks := rs.toCheck(maxTogether)
		if len(leave)+len(ask)+len(checks) == 0 {
			return nil
		}
		if err := c.leave(leave); err != nil {
			return err
		}
		if err := c.ask(ask); err != nil {
			return err
		}
		if err := c.a.lookInto(checks); err != nil {
			return err
		}
		rs.checked(len(checks))
	}
}

func (c *connection) ask(channels []string) error {
	switch {
	case len(channels) == 0:
		return nil
	case c.sharded:
		return c.pubsub.SSubscribe(c.a.ctx, channels...)
	}
	return c.pubsub.Subscribe(c.a.ctx, channels...)
}

func (c *connection) leave(channels []string) error {
	switch {
	case len(channels) == 0:
		return nil
	case c.sharded:
		return c.pubsub.SUnsubscribe(c.a.ctx, channels...)
	}
	return c.pubsub.Unsubscribe(c.a.ctx, channels...)
}

// read is the goroutine that takes what comes.
func (c *connection) read() {
	defer close(c.dead)
	for {
		c.reading.Store(true)
		got, err := c.pubsub.Receive(c.a.ctx)
		if err != nil {
			c.err = err
			return
		}
		c.reading.Store(false)
		c.last.Store(int64(time.Since(c.began)))
		c.a.came.Store(time.Now().UnixNano())
		switch m := got.(type) {
		case *redis.Subscription:
			if m.Kind == "ssubscribe" || m.Kind == "subscribe" {
				c.a.rooms.confirm(m.Channel)
			}
		case *redis.Pong:
			if at, err := strconv.ParseInt(m.Payload, 10, 64); err == nil {
				c.heard.Store(at)
				c.a.heard.Store(c.began.Add(time.Duration(at)).UnixNano())
				c.a.connected.Store(true)
			}
		case *redis.Message:
			c.a.take(m.Channel, m.Payload)
		}
	}
}

// seen is the last message of an origin.
type seen struct {
	sequence uint64
	at       time.Time
}

// maxOrigins is how many other adapters are remembered, those that are gone among them.
const maxOrigins = 1024

// take passes on what came on a channel.
func (a *Adapter) take(channel, payload string) {
	data := []byte(payload)
	h, id, err := parseHeader(data)
	if err != nil {
		a.failed.Add(1)
		return
	}
	// What is tried again after a timeout may come twice, and a message to several rooms comes once for each.
	told := h.flags&flagMissed != 0
	if h.origin == a.origin || !told && h.sequence <= a.lastSeen[h.origin].sequence {
		a.echoes.Add(1)
		return
	}
	if !told {
		a.remember(h)
	}
	if channel == a.everywhere() {
		a.miss(a.rooms.watchedRooms()...)
		return
	}
	namespace, name, ok := a.rooms.find(channel)
	if !ok {
		return // left just now
	}
	_, m, err := parse(data, namespace, name)
	switch {
	case err != nil:
		a.failed.Add(1)
	case told:
		a.missed.Add(1)
		a.receiver.Missed(namespace, name)
	default:
		a.received.Add(1)
		a.ids.Observe(id)
		a.receiver.Deliver(m)
	}
}

func (a *Adapter) remember(h header) {
	now := time.Now()
	if _, known := a.lastSeen[h.origin]; !known && len(a.lastSeen) >= maxOrigins {
		oldest := h.origin
		at := now
		for o, s := range a.lastSeen {
			if s.at.Before(at) {
				oldest, at = o, s.at
			}
		}
		delete(a.lastSeen, oldest)
	}
	a.lastSeen[h.origin] = seen{h.sequence, now}
}

func (a *Adapter) miss(rooms ...*room) {
	for _, r := range rooms {
		a.missed.Add(1)
		a.receiver.Missed(r.namespace, r.name)
	}
}
