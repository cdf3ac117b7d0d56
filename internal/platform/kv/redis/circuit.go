package redis

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// breakAfter is how many calls in a row must have gone unanswered for the server to be given up on; a single one may
// be a connection that just went. probeEvery is how often it is looked for then.
const (
	breakAfter = 3
	probeEvery = 250 * time.Millisecond
)

var errOpen = errors.New("redis does not answer, and is not asked now")

// circuit remembers whether the server answers. Broken, it looks for the server by itself.
type circuit struct {
	probe  func(context.Context) error
	log    *slog.Logger
	ctx    context.Context //nolint:containedctx // of the probing, which belongs to no call
	cancel context.CancelFunc
	work   sync.WaitGroup

	mu     sync.Mutex
	failed int
	broken bool
}

func newCircuit(probe func(context.Context) error, log *slog.Logger) *circuit {
	c := &circuit{probe: probe, log: log}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	return c
}

// open returns an error if the server is not to be asked.
func (c *circuit) open() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.broken {
		return errOpen
	}
	return nil
}

// report counts how a call went.
func (c *circuit) report(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !unanswered(err) {
		if !errors.Is(err, context.Canceled) {
			c.failed = 0
		}
		return
	}
	if c.failed++; c.failed < breakAfter || c.broken || c.ctx.Err() != nil {
		return
	}
	c.broken = true
	c.log.Warn("redis does not answer: this instance goes on by itself", "error", err)
	c.work.Go(c.look)
}

// look probes until the server answers.
func (c *circuit) look() {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		select {
		case <-c.ctx.Done():
			return
		case <-tick.C:
		}
		if c.probe(c.ctx) == nil {
			c.log.Info("redis answers again")
			c.mu.Lock()
			c.failed, c.broken = 0, false
			c.mu.Unlock()
			return
		}
	}
}

func (c *circuit) stop() {
	c.cancel()
	c.work.Wait()
}

// unanswered tells whether an error says that the server is not there, or not yet, rather than what it answered. A
// caller that has given up says nothing about the server.
func unanswered(err error) bool {
	if err == nil || errors.Is(err, context.Canceled) {
		return false
	}
	if goredis.IsLoadingError(err) || goredis.IsMasterDownError(err) || goredis.IsReadOnlyError(err) ||
		goredis.IsMaxClientsError(err) || goredis.IsClusterDownError(err) {
		return true
	}
	_, answer := errors.AsType[goredis.Error](err)
	return !answer
}
