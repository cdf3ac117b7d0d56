package engineio

import (
	"os"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
)

// timers are what connections may have to wait for. A connection is in one of the lists at most: it is probed, then in
// use and perhaps stalled, then said goodbye to.
type timers struct {
	probes   *deadline.List[*timer] // for an upgrade to be completed
	stalls   *deadline.List[*timer] // for the client to take anything
	goodbyes *deadline.List[*timer] // for the client to close its side
}

// timer is a connection's place in one of the lists. Few have one at a time, so it is not part of the connection.
type timer struct {
	deadline.Entry[*timer]
	conn *wsConn
	list *deadline.List[*timer]
}

func newTimers(cfg Config) timers {
	return timers{
		probes:   deadline.New(cfg.UpgradeTimeout, (*timer).probeTimeout),
		stalls:   deadline.New(cfg.WriteTimeout, (*timer).stallTimeout),
		goodbyes: deadline.New(goodbyeTimeout, (*timer).goodbyeTimeout),
	}
}

func (t timers) stop() {
	t.probes.Stop()
	t.stalls.Stop()
	t.goodbyes.Stop()
}

// startTimer puts the connection into a list, and out of the one it was in. The shard is locked, here and below.
func (c *wsConn) startTimer(list *deadline.List[*timer]) {
	c.stopTimer()
	t := &timer{conn: c, list: list}
	t.Value = t
	c.timer = t
	list.Add(&t.Entry)
}

func (c *wsConn) stopTimer() {
	if c.timer != nil {
		c.timer.list.Remove(&c.timer.Entry)
		c.timer = nil
	}
}

// probeTimeout is called when an upgrade has taken too long.
func (t *timer) probeTimeout() {
	sh := t.conn.s.shard
	sh.lock()
	late := t.conn.timer == t
	sh.unlock()
	if late {
		t.conn.failed(os.ErrDeadlineExceeded)
	}
}

// stallTimeout is called when a client that does not read has had its time. It is kept if it took a fair piece.
func (t *timer) stallTimeout() {
	c := t.conn
	c.s.shard.lock()
	if c.timer != t {
		c.s.shard.unlock()
		return
	}
	if c.progress >= stalledChunk {
		c.progress = 0
		c.startTimer(t.list)
		c.s.shard.unlock()
		return
	}
	c.timer = nil
	c.s.shard.unlock()
	c.failed(os.ErrDeadlineExceeded)
}

// goodbyeTimeout is called when the client should have closed its side.
func (t *timer) goodbyeTimeout() {
	sh := t.conn.s.shard
	sh.lock()
	defer sh.unlock()
	if t.conn.timer == t {
		t.conn.link.close(true)
	}
}
