package kv

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// subscriberBacklog is how many payloads a subscriber may be behind before it misses some.
const subscriberBacklog = 1024

// sweepEvery is after how many writes expired entries are looked for.
const sweepEvery = 4096

// Memory is a Store within this process. It is safe for concurrent use.
type Memory struct {
	clock clock.Clock

	mu      sync.Mutex
	entries map[string]entry
	writes  int
	topics  map[string][]*subscriber
}

type entry struct {
	value   []byte
	count   int64
	expires time.Time
}

type subscriber struct {
	payloads chan []byte
}

var _ Store = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory(clk clock.Clock) *Memory {
	return &Memory{clock: clk, entries: map[string]entry{}, topics: map[string][]*subscriber{}}
}

// Set keeps value under key for ttl.
func (m *Memory) Set(_ context.Context, key string, value []byte, ttl time.Duration) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(key, entry{value: slices.Clone(value), expires: m.clock.Now().Add(ttl)})
	return nil
}

// Get returns the value, and whether there is one.
func (m *Memory) Get(_ context.Context, key string) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.alive(key)
	return slices.Clone(e.value), ok && e.value != nil, nil
}

// Delete forgets keys.
func (m *Memory) Delete(_ context.Context, keys ...string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, key := range keys {
		delete(m.entries, key)
	}
	return nil
}

// Increment adds one to the counter under key and returns it.
func (m *Memory) Increment(_ context.Context, key string, ttl time.Duration) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.alive(key)
	if !ok {
		e = entry{expires: m.clock.Now().Add(ttl)}
	}
	e.count++
	m.put(key, e)
	return e.count, nil
}

// Take counts one occurrence under key if rate allows it, else returns how long to wait.
func (m *Memory) Take(_ context.Context, key string, rate Rate) (time.Duration, error) {
	if rate.Off() {
		return 0, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	key = "rate:" + key
	// An entry is as old as the time when it has drained: expires is all there is to know.
	full, wait := rate.take(m.clock.Now(), m.entries[key].expires)
	if wait == 0 {
		m.put(key, entry{expires: full})
	}
	return wait, nil
}

func (m *Memory) alive(key string) (entry, bool) {
	e, ok := m.entries[key]
	if !ok || !m.clock.Now().Before(e.expires) {
		return entry{}, false
	}
	return e, true
}

func (m *Memory) put(key string, e entry) {
	m.entries[key] = e
	if m.writes++; m.writes%sweepEvery == 0 {
		now := m.clock.Now()
		for k, e := range m.entries {
			if !now.Before(e.expires) {
				delete(m.entries, k)
			}
		}
	}
}

// Publish hands payload to whoever is subscribed to topic now.
func (m *Memory) Publish(_ context.Context, topic string, payload []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.topics[topic] {
		select {
		case s.payloads <- slices.Clone(payload):
		default: // behind: it misses this one
		}
	}
	return nil
}

// Subscribe calls fn with each payload of topic until cancel is called.
func (m *Memory) Subscribe(topic string, fn func([]byte)) (cancel func()) {
	s := &subscriber{payloads: make(chan []byte, subscriberBacklog)}
	m.mu.Lock()
	m.topics[topic] = append(m.topics[topic], s)
	m.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for p := range s.payloads {
			fn(p)
		}
	}()
	return sync.OnceFunc(func() {
		m.mu.Lock()
		if i := slices.Index(m.topics[topic], s); i >= 0 {
			m.topics[topic] = slices.Delete(m.topics[topic], i, i+1)
			close(s.payloads)
		}
		m.mu.Unlock()
		<-done
	})
}

// Close ends all subscriptions.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for topic, subscribers := range m.topics {
		for _, s := range subscribers {
			close(s.payloads)
		}
		delete(m.topics, topic)
	}
	return nil
}
