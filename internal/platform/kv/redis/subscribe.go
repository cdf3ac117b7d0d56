package redis

import (
	"context"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"
)

// backlog is how many payloads a subscriber may be behind before it misses some.
const backlog = 1024

type subscription struct {
	pubsub *goredis.PubSub
	done   chan struct{}
	once   sync.Once
}

// Publish hands payload to whoever is subscribed to topic now, on any instance.
func (s *Store) Publish(ctx context.Context, topic string, payload []byte) error {
	return s.do("publish", func() error { return s.client.Publish(ctx, s.prefix+"t:"+topic, payload).Err() })
}

// Subscribe calls fn with each payload of topic until cancel is called. It connects again by itself; what is published
// while there is no connection is missed.
func (s *Store) Subscribe(topic string, fn func([]byte)) (cancel func()) {
	ctx := context.Background()
	sub := &subscription{pubsub: s.client.Subscribe(ctx, s.prefix+"t:"+topic), done: make(chan struct{})}
	// The answer of a server that is there: what is published from now on arrives.
	_, _ = sub.pubsub.ReceiveTimeout(ctx, s.wait)
	payloads := sub.pubsub.Channel(goredis.WithChannelSize(backlog), goredis.WithChannelSendTimeout(100*time.Millisecond))
	go func() {
		defer close(sub.done)
		for p := range payloads {
			fn([]byte(p.Payload))
		}
	}()
	s.mu.Lock()
	closed := s.subscriptions == nil
	if !closed {
		s.subscriptions[sub] = true
	}
	s.mu.Unlock()
	if closed {
		sub.end()
	}
	return func() {
		s.mu.Lock()
		delete(s.subscriptions, sub)
		s.mu.Unlock()
		sub.end()
	}
}

func (sub *subscription) end() {
	sub.once.Do(func() { _ = sub.pubsub.Close() })
	<-sub.done
}
