// Package delivery is what the drivers of the bus have in common, so that an event fares alike with
// each of them: handlers in lanes by subject, what becomes of an event that was not handled, the
// fan-out to broadcast consumers, how events are written down, and metrics.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/echo-chat/echo/internal/platform/bus"
)

const (
	lanes = 8 // of a consumer; events of one subject go through one of them, in turn
	// Window is how many events of a group a driver takes before it has settled the first of them. A lane
	// holds as many, so that a slow subject holds up no other lane.
	Window = 256
	// handlerTimeout ends a handler that hangs, if it heeds its context. Deleting a large workspace takes
	// a minute.
	handlerTimeout = 5 * time.Minute
)

// Verdict is what becomes of an event.
type Verdict int

// The verdicts.
const (
	Handled   Verdict = iota
	Retry             // to the waiting room
	Park              // to the parking lot
	Abandoned         // the consumer is closing, or the event is not ours any more; it is still in its queue
)

// Outcome is a verdict with its reason, for Retry and Park.
type Outcome struct {
	Verdict Verdict
	Reason  string
}

// Consumer runs the handler of a group: events of one subject in the order that they are taken,
// different subjects side by side.
type Consumer struct {
	sub     bus.Subscription
	metrics *Metrics
	log     *slog.Logger
	lanes   [lanes]chan job
	running sync.WaitGroup
	closing atomic.Bool
	taking  sync.RWMutex // held for writing to close the lanes
	stop    context.CancelFunc
}

type job struct {
	event   bus.Event
	retries int
	mine    func() bool
	settle  func(Outcome)
}

// Mine is for Take: the event cannot come to another instance.
func Mine() bool { return true }

// NewConsumer starts a consumer; Close it. Its handlers get the values of ctx, not its end.
func NewConsumer(ctx context.Context, s bus.Subscription, m *Metrics, log *slog.Logger) *Consumer {
	c := &Consumer{sub: s, metrics: m, log: log.With("consumer", s.Name)}
	ctx, c.stop = context.WithCancel(context.WithoutCancel(ctx))
	for i := range c.lanes {
		c.lanes[i] = make(chan job, Window)
		c.running.Go(func() {
			for j := range c.lanes[i] {
				if c.closing.Load() || !j.mine() {
					j.settle(Outcome{Verdict: Abandoned})
					continue
				}
				j.settle(c.handle(ctx, j.event, j.retries))
			}
		})
	}
	return c
}

// Name of the group.
func (c *Consumer) Name() string { return c.sub.Name }

// Take lets the handler have an event that failed retries times before, if it is still ours by then: mine
// is asked when its turn comes. It calls settle, from another goroutine, with what became of it; the next
// event of the subject waits for that. One goroutine calls Take, for the order of events to be that of the
// calls.
func (c *Consumer) Take(e bus.Event, retries int, mine func() bool, settle func(Outcome)) {
	c.taking.RLock()
	defer c.taking.RUnlock()
	if c.closing.Load() {
		settle(Outcome{Verdict: Abandoned})
		return
	}
	c.lanes[hash(e.Subject)%lanes] <- job{e, retries, mine, settle}
}

// Close lets handlers that run finish, and gives up on those that have not when ctx ends. Events that
// were taken and not begun, and those that are taken from now on, are Abandoned.
func (c *Consumer) Close(ctx context.Context) {
	if c.closing.Swap(true) {
		return
	}
	c.taking.Lock()
	for _, lane := range c.lanes {
		close(lane)
	}
	c.taking.Unlock()
	done := make(chan struct{})
	go func() { c.running.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
		c.log.WarnContext(ctx, "a handler did not finish in time")
	}
	c.stop()
}

func (c *Consumer) handle(ctx context.Context, e bus.Event, retries int) Outcome {
	err := understands(c.sub, e)
	if err == nil {
		err = Call(ctx, c.sub, e)
	}
	if err == nil {
		c.metrics.delivered(c.sub.Name)
		return Outcome{Verdict: Handled}
	}
	o := judge(retries, err)
	c.log.WarnContext(ctx, "event was not handled", "event", e.Type, "event_id", e.ID, "retries", retries,
		"parked", o.Verdict == Park, "error", err)
	c.metrics.failed(c.sub.Name)
	if o.Verdict == Park {
		c.metrics.Parked(c.sub.Name)
	}
	return o
}

func judge(retries int, err error) Outcome {
	if _, unknown := errors.AsType[*bus.UnknownError](err); unknown || retries >= bus.MaxRetries {
		return Outcome{Park, reason(err)}
	}
	return Outcome{Retry, reason(err)}
}

// reason is what the parking lot shows an operator.
func reason(err error) string {
	const limit = 2000
	text := err.Error()
	return strings.ToValidUTF8(text[:min(len(text), limit)], "")
}

// understands holds an event against what the group was written for.
func understands(s bus.Subscription, e bus.Event) error {
	if !s.Wants(e.Type) {
		return bus.Unknown(fmt.Sprintf("%s does not know events of type %q", s.Name, e.Type))
	}
	known := max(1, s.Versions[e.Type])
	if e.Version < max(1, known-1) || e.Version > known+1 {
		return bus.Unknown(fmt.Sprintf("%s knows version %d of %s, this is version %d", s.Name, known, e.Type, e.Version))
	}
	return nil
}

// Call has a subscription handle an event, for as long as handlers may take; a panic is an error.
func Call(ctx context.Context, s bus.Subscription, e bus.Event) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	ctx, cancel := context.WithTimeout(ctx, handlerTimeout)
	defer cancel()
	return s.Handler(ctx, e)
}

// hash is FNV-1a.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
