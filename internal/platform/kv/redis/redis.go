// Package redis keeps what is short-lived in a Redis server, for all instances.
//
// A server that does not answer costs a caller one timeout. After a few of those in a row nobody asks it any more:
// every call fails at once until a probe in the background finds it well again.
package redis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	goredis "github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/kv"
)

// Config is where the server is and what belongs to this store there.
type Config struct {
	URL    string        // redis://user:password@host:6379/0, rediss:// with TLS, unix:///path
	Prefix string        // of all keys and topics
	Wait   time.Duration // how long a call waits for an answer; 500 ms
	Log    *slog.Logger
}

// Store is a kv.Store on a Redis server. It is safe for concurrent use.
type Store struct {
	client  *goredis.Client
	prefix  string
	wait    time.Duration
	circuit *circuit

	mu            sync.Mutex
	subscriptions map[*subscription]bool
}

var _ kv.Store = (*Store)(nil)

// The driver logs to standard error what it also returns.
var quiet = sync.OnceFunc(logging.Disable)

// ParseURL reads the address of a server. The error does not tell its password.
func ParseURL(url string) (*goredis.Options, error) {
	quiet()
	opts, err := goredis.ParseURL(url)
	if err != nil {
		return nil, errors.New("must be like redis://user:password@host:6379/0, or rediss:// for TLS")
	}
	opts.Protocol = 2 // knows all that Echo needs, on every server
	opts.DisableIdentity = true
	return opts, nil
}

// Open makes a store. The server need not be there yet.
func Open(cfg Config) (*Store, error) {
	opts, err := ParseURL(cfg.URL)
	if err != nil {
		return nil, err
	}
	if cfg.Wait == 0 {
		cfg.Wait = 500 * time.Millisecond
	}
	opts.DialTimeout, opts.ReadTimeout, opts.WriteTimeout, opts.PoolTimeout = cfg.Wait, cfg.Wait, cfg.Wait, cfg.Wait
	opts.MaxRetries, opts.DialerRetries = -1, 1 // the caller has something better to do
	s := &Store{client: goredis.NewClient(opts), prefix: cfg.Prefix, wait: cfg.Wait, subscriptions: map[*subscription]bool{}}
	s.circuit = newCircuit(func(ctx context.Context) error { return s.client.Ping(ctx).Err() }, cfg.Log)
	return s, nil
}

// do asks the server, unless it is known not to answer: then, and when it does not, the error is unavailable.
func (s *Store) do(what string, ask func() error) error {
	err := s.circuit.open()
	if err == nil {
		err = ask()
		s.circuit.report(err)
	}
	if err == nil {
		return nil
	}
	err = fmt.Errorf("%s: %w", what, err)
	if unanswered(err) || errors.Is(err, errOpen) {
		return errs.Unavailable(err)
	}
	return err
}

// Set keeps value under key for ttl.
func (s *Store) Set(ctx context.Context, key string, value []byte, ttl time.Duration) error {
	return s.do("set", func() error { return s.client.Set(ctx, s.prefix+"v:"+key, value, ttl).Err() })
}

// Get returns the value, and whether there is one.
func (s *Store) Get(ctx context.Context, key string) (value []byte, ok bool, err error) {
	err = s.do("get", func() error {
		value, err = s.client.Get(ctx, s.prefix+"v:"+key).Bytes()
		if ok = err == nil; errors.Is(err, goredis.Nil) {
			return nil
		}
		return err
	})
	return value, ok, err
}

// Delete forgets keys.
func (s *Store) Delete(ctx context.Context, keys ...string) error {
	if len(keys) == 0 {
		return nil
	}
	all := make([]string, 0, 2*len(keys))
	for _, key := range keys {
		all = append(all, s.prefix+"v:"+key, s.prefix+"n:"+key)
	}
	return s.do("delete", func() error { return s.client.Del(ctx, all...).Err() })
}

// Increment adds one to the counter under key and returns it.
func (s *Store) Increment(ctx context.Context, key string, ttl time.Duration) (n int64, err error) {
	err = s.do("increment", func() error {
		var count *goredis.IntCmd
		_, err := s.client.TxPipelined(ctx, func(p goredis.Pipeliner) error {
			p.SetNX(ctx, s.prefix+"n:"+key, 0, ttl)
			count = p.Incr(ctx, s.prefix+"n:"+key)
			return nil
		})
		n = count.Val()
		return err
	})
	return n, err
}

// take is kv.Rate's rule by the server's clock, in microseconds: when is all that was taken so far drained?
var take = goredis.NewScript(`
local each, depth = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local full = tonumber(redis.call('GET', KEYS[1]) or 0)
full = math.min(math.max(full, now), now + depth)
local wait = full + each - depth - now
if wait > 0 then return math.ceil(wait) end
full = full + each
redis.call('SET', KEYS[1], string.format('%.2f', full), 'PX', math.ceil((full - now) / 1000))
return 0
`)

// Take counts one occurrence under key if rate allows it, else returns how long to wait.
func (s *Store) Take(ctx context.Context, key string, rate kv.Rate) (wait time.Duration, err error) {
	if rate.Off() {
		return 0, nil
	}
	each := float64(rate.Per.Microseconds()) / float64(rate.Count)
	err = s.do("take", func() error {
		us, err := take.Run(ctx, s.client, []string{s.prefix + "r:" + key}, each, each*float64(rate.Burst)).Int64()
		wait = time.Duration(us) * time.Microsecond
		return err
	})
	return wait, err
}

// Up tells whether the server has answered lately.
func (s *Store) Up() bool { return s.circuit.open() == nil }

// Register adds the store's metrics to a registry.
func (s *Store) Register(reg *prometheus.Registry) {
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "echo_redis_up", Help: "1 while Redis answers."}, func() float64 {
		if s.Up() {
			return 1
		}
		return 0
	}))
}

// Close ends all subscriptions and lets go of the server.
func (s *Store) Close() error {
	s.mu.Lock()
	open := s.subscriptions
	s.subscriptions = nil
	s.mu.Unlock()
	for sub := range open {
		sub.end()
	}
	s.circuit.stop()
	return s.client.Close()
}
