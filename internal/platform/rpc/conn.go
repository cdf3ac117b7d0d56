package rpc

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"connectrpc.com/connect"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/resilience"
)

// How long and how often a neighbour is asked.
const (
	// callTimeout is for callers who set no deadline: nobody waits longer in front of a screen.
	callTimeout = 10 * time.Second
	// tryTimeout is after how long another instance is tried, when the method may be sent again.
	tryTimeout = 4 * time.Second
	tries      = 3
	// places is how many calls to one neighbour may be under way; as many may wait.
	places = 1024
)

// Config says where a service is, and how it is asked.
type Config struct {
	Service    string   // "user"
	URLs       []string // of its instances; a name with several addresses is as many instances
	Credential *Credential
	Clock      clock.Clock
	Log        *slog.Logger
	Metrics    *Metrics // nil counts nothing
}

// Conn leads to a service in other processes: to whichever instance is well, in turn. It is safe for
// concurrent use.
type Conn struct {
	service    string
	credential *Credential
	clock      clock.Clock
	log        *slog.Logger
	metrics    *Metrics
	bulkhead   *resilience.Bulkhead
	places     []place

	mu      sync.RWMutex
	targets []*target
	turn    atomic.Uint64
}

// Dial returns a Conn. It does not connect yet; Run keeps it from calling instances that are not well.
func Dial(cfg Config) (*Conn, error) {
	c := &Conn{
		service: cfg.Service, credential: cfg.Credential, clock: cfg.Clock, log: cfg.Log.With("neighbour", cfg.Service),
		metrics: cfg.Metrics, bulkhead: resilience.NewBulkhead(places),
	}
	if c.metrics == nil {
		c.metrics = NewMetrics()
	}
	for _, text := range cfg.URLs {
		u, err := url.Parse(text)
		if err != nil || u.Host == "" {
			return nil, fmt.Errorf("%q is not where a %s service can be", text, cfg.Service)
		}
		c.places = append(c.places, place{scheme: u.Scheme, host: u.Host})
		c.targets = append(c.targets, c.newTarget(place{scheme: u.Scheme, host: u.Host}, ""))
	}
	c.metrics.add(c)
	return c, nil
}

// errOpen and errNobody are why nothing was tried.
var (
	errOpen   = errors.New("its instances have failed too often; it is asked again in a moment")
	errNobody = errors.New("no address of it is known")
)

// call tries the instances in turn, each at most once, until one answers. A method that must not be sent
// twice is tried again only when it was not sent at all.
func (c *Conn) call(ctx context.Context, method string, idempotent bool, send func(context.Context) error) error {
	begin := c.clock.Now()
	if _, set := ctx.Deadline(); !set {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, callTimeout)
		defer cancel()
	}
	if err := c.bulkhead.Enter(ctx); err != nil {
		c.metrics.reject(c.service, "bulkhead")
		return c.unavailable(err, 0)
	}
	defer c.bulkhead.Leave()
	err := c.tryAll(ctx, idempotent, send)
	c.metrics.observe(c.service, method, err, c.clock.Now().Sub(begin))
	return err
}

func (c *Conn) tryAll(ctx context.Context, idempotent bool, send func(context.Context) error) error {
	var tried []*target
	turn := c.turn.Add(1)
	for n := 1; ; n++ {
		t, after := c.pick(turn, tried)
		if t == nil {
			c.metrics.reject(c.service, "circuit")
			return c.unavailable(errOpen, after)
		}
		err := t.try(ctx, idempotent && n < tries, send)
		if err == nil {
			return nil
		}
		if answered, ok := errors.AsType[*errs.Error](err); ok {
			return answered
		}
		unsent := notSent(err)
		if n == tries || ctx.Err() != nil || !idempotent && !unsent {
			return c.unavailable(err, 0)
		}
		c.metrics.retry(c.service)
		tried = append(tried, t)
		// Another instance is asked at once: it had no part in the fault.
		if len(tried) >= c.known() && !resilience.Pause(ctx, n) {
			return c.unavailable(err, 0)
		}
	}
}

func (c *Conn) unavailable(cause error, after time.Duration) error {
	e := errs.Unavailable(fmt.Errorf("ask the %s service: %w", c.service, cause))
	e.RetryAfter = max(e.RetryAfter, after)
	return e
}

// pick returns the next instance that is well and was not tried yet; the next one at all when there is none
// such, for the news that it is well again may not have come. When all have failed too often it returns nil,
// and when to ask again.
func (c *Conn) pick(turn uint64, tried []*target) (*target, time.Duration) {
	c.mu.RLock()
	targets := c.targets
	c.mu.RUnlock()
	var soonest time.Duration
	for _, accept := range []func(*target) bool{
		func(t *target) bool { return !t.failing() && !slices.Contains(tried, t) },
		func(t *target) bool { return !slices.Contains(tried, t) },
		func(*target) bool { return true },
	} {
		for i := range targets {
			t := targets[(turn+uint64(i))%uint64(len(targets))]
			if !accept(t) {
				continue
			}
			ok, after := t.breaker.Allow()
			if ok {
				return t, 0
			}
			if soonest == 0 || after < soonest {
				soonest = after
			}
		}
	}
	return nil, soonest
}

func (c *Conn) known() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.targets)
}

// Check tells whether an instance is well: nil, or what is wrong with each.
func (c *Conn) Check(context.Context) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if len(c.targets) == 0 {
		return errNobody
	}
	var causes []error
	for _, t := range c.targets {
		err := t.health()
		if err == nil {
			return nil
		}
		causes = append(causes, fmt.Errorf("%s: %w", t.name(), err))
	}
	return errors.Join(causes...)
}

// circuit is the state of the best instance: open when all are.
func (c *Conn) circuit() resilience.State {
	c.mu.RLock()
	defer c.mu.RUnlock()
	best := resilience.Open
	for _, t := range c.targets {
		best = min(best, t.breaker.State())
	}
	if len(c.targets) == 0 {
		return resilience.Closed
	}
	return best
}

// count returns how many instances are well, and how many are not.
func (c *Conn) count() (well, failing int) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, t := range c.targets {
		if t.health() == nil {
			well++
		} else {
			failing++
		}
	}
	return well, failing
}

var _ connect.HTTPClient = transport{}
