package rabbit_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/bus/bustest"
)

func raw(t *testing.T, url string) *amqp.Channel {
	t.Helper()
	conn, err := amqp.Dial(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	ch, err := conn.Channel()
	if err != nil {
		t.Fatal(err)
	}
	return ch
}

// The queue of one of two groups is deleted: the event must not count as delivered because the other
// group, and a broadcast, got it.
func TestPublish_QueueIsMissing(t *testing.T) {
	t.Parallel()
	url, prefix := brokertest.RabbitURL(t), brokertest.Name()
	b := open(url, prefix, bus.Group{Name: "one", Types: []string{"n"}}, bus.Group{Name: "two", Types: []string{"n"}})
	b.Subscribe(bus.Subscription{Name: "live", Types: []string{"n"}, Broadcast: true, Handler: bustest.Refuse()})
	bustest.Start(t, b)
	bustest.Publish(t, b, bustest.Event("n", "a", 0))
	if _, err := raw(t, url).QueueDelete(prefix+".one", false, false, false); err != nil {
		t.Fatal(err)
	}
	if err := b.Publish(t.Context(), []bus.Event{bustest.Event("n", "a", 1)}); err != nil {
		t.Fatalf("publish: %v", err)
	}
	depths, err := b.Depths(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range depths {
		if want := map[string]int{"one": 1, "two": 2}[d.Consumer]; d.Ready != want {
			t.Errorf("%d events are ready for %s, want %d", d.Ready, d.Consumer, want)
		}
	}
}

// Somebody deletes the queue of a running consumer: it is made anew, and consuming goes on.
func TestConsume_QueueIsDeleted(t *testing.T) {
	t.Parallel()
	url, prefix := brokertest.RabbitURL(t), brokertest.Name()
	c := bustest.NewCounter()
	b := open(url, prefix)
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	bustest.Start(t, b)
	bustest.Publish(t, b, bustest.Event("n", "a", 0))
	bustest.Eventually(t, "the first is handled", func() bool { return c.Handled() == 1 })
	if _, err := raw(t, url).QueueDelete(prefix+".one", false, false, false); err != nil {
		t.Fatal(err)
	}
	bustest.Publish(t, b, bustest.Event("n", "a", 1))
	bustest.Eventually(t, "the second is handled", func() bool { return c.Handled() == 2 })
}

func TestConsume_GarbageIsParked(t *testing.T) {
	t.Parallel()
	url, prefix := brokertest.RabbitURL(t), brokertest.Name()
	c := bustest.NewCounter()
	b := open(url, prefix)
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	bustest.Start(t, b)
	bustest.Publish(t, b, bustest.Event("n", "a", 0))
	ch := raw(t, url)
	bodies := []string{"", "{", "\xff\x00\xfe", `{"id":"nonsense","type":"n"}`, `[]`, `{"type":"n","data":{}}`, strings.Repeat("x", 1<<20)}
	for _, body := range bodies {
		err := ch.PublishWithContext(t.Context(), "", prefix+".one", true, false, amqp.Publishing{Body: []byte(body)})
		if err != nil {
			t.Fatal(err)
		}
	}
	parked := func() []bus.Parked {
		list, err := b.Parked(t.Context(), "one")
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	bustest.Eventually(t, "all garbage is parked", func() bool { return len(parked()) == len(bodies) })
	first, again := parked(), parked()
	for i, p := range first {
		if p.Reason == "" || p.Event.Type != "" || p.ID.IsZero() || p.ID != again[i].ID {
			t.Errorf("parked as %+v, then as %v", p, again[i].ID)
		}
	}
	if n, err := b.Replay(t.Context(), ""); n != 0 || err != nil {
		t.Errorf("replayed %d: %v", n, err)
	}
	if n, err := b.Drop(t.Context(), "one"); n != len(bodies) || err != nil {
		t.Errorf("dropped %d: %v", n, err)
	}
	bustest.Eventually(t, "the event is handled", func() bool { return c.Handled() == 1 })
}

// The broker is killed while events are on their way into the waiting room and out of it, and comes
// back. Nothing is lost, whatever it was doing. Then it comes back short of memory: publishing fails at
// once, and says why.
func TestBroker_DiesAndRunsShort(t *testing.T) {
	t.Parallel()
	server := brokertest.StartRabbit(t)
	c := bustest.NewCounter()
	b := open(server.URL, "echo")
	b.Subscribe(bus.Subscription{Name: "one", Types: []string{"n"}, Handler: c.Handle})
	poison := bustest.Event("m", "a", 0)
	b.Subscribe(bus.Subscription{Name: "two", Types: []string{"m"}, Handler: func(context.Context, bus.Event) error {
		return bus.Unknown("never")
	}})
	bustest.Start(t, b)
	bustest.Publish(t, b, poison)
	bustest.Eventually(t, "one is parked", func() bool {
		list, err := b.Parked(t.Context(), "two")
		return err == nil && len(list) == 1
	})
	const total = 600
	for i := range total {
		bustest.Publish(t, b, bustest.Event("n", fmt.Sprint(i%20), i))
		if i == total/2 {
			server.Kill()
			if err := b.Publish(t.Context(), []bus.Event{bustest.Event("n", "x", 0)}); !errors.Is(err, bus.ErrUnavailable) {
				t.Errorf("publish to a broker that is gone: %v", err)
			}
			bustest.Eventually(t, "the check tells that the broker is gone", func() bool { return b.Check(t.Context()) != nil })
			server.Start(t)
		}
	}
	bustest.Eventually(t, "all are handled", func() bool { return c.Handled() >= total })
	list, err := b.Parked(t.Context(), "")
	if err != nil || len(list) != 1 || list[0].ID != poison.ID {
		t.Errorf("parked after the restart: %+v, %v", list, err)
	}

	server.Kill()
	server.Configure(t, "rabbitmq.config", "[{rabbit, [{disk_free_limit, 10000000}, {vm_memory_high_watermark, 0.00001}]}].\n")
	server.Start(t)
	bustest.Eventually(t, "publishing says that the broker is short of memory", func() bool {
		err := b.Publish(t.Context(), []bus.Event{bustest.Event("n", "x", 0)})
		return errors.Is(err, bus.ErrUnavailable) && strings.Contains(err.Error(), "low on memory")
	})
	if err := b.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "low on memory") {
		t.Errorf("check: %v", err)
	}
}
