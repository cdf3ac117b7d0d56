package socketio

import (
	"context"
	"sync"
)

// everyRoom stands for everyone in a namespace towards the adapter: it is watched for as long as the server runs.
const everyRoom = ""

// seenMessages is how many ids of messages to several rooms are remembered: such a message comes once for each of its
// rooms that is watched here, at nearly the same time.
const seenMessages = 1024

// cluster is a server's connection to the others, and their Receiver.
type cluster struct {
	srv     *Server
	adapter Adapter // nil: the server is alone
	ids     *IDs

	mu    sync.Mutex
	seen  map[uint64]struct{}
	order [seenMessages]uint64 // of what has been seen, as a ring
	next  int
}

func newCluster(srv *Server, adapter Adapter) *cluster {
	c := &cluster{srv: srv, adapter: adapter, seen: make(map[uint64]struct{})}
	if n, ok := adapter.(Numbering); ok {
		c.ids = n.IDs()
	} else {
		c.ids = NewIDs()
	}
	if adapter != nil {
		adapter.Attach(c)
	}
	return c
}

// node returns what tells the number of this server; nil if it is alone.
func (c *cluster) node() func() int {
	if c.adapter == nil {
		return nil
	}
	return c.ids.Node
}

func (c *cluster) watch(namespace, room string) {
	if c.adapter != nil {
		c.adapter.Watch(namespace, room)
	}
}

func (c *cluster) unwatch(namespace, room string) {
	if c.adapter != nil {
		c.adapter.Unwatch(namespace, room)
	}
}

// publish hands a broadcast to the other servers.
func (c *cluster) publish(t Target, d draft, id uint64) {
	if c.adapter == nil || t.local || !t.everyone && len(t.rooms) == 0 {
		return
	}
	if id == 0 {
		id = c.ids.Next()
	}
	m := Message{ID: id, Namespace: t.ns.name, Except: t.except, Volatile: t.volatile, Key: t.key}
	if !t.everyone {
		m.Rooms = t.rooms
	}
	m.Packet, m.Attachments = d.message(), d.attachments
	c.adapter.Publish(m)
}

// Deliver takes a broadcast of another server.
func (c *cluster) Deliver(m Message) {
	c.ids.Observe(m.ID)
	ns := c.srv.namespace(m.Namespace)
	if ns == nil || len(m.Rooms) > 1 && !c.first(m.ID) {
		return
	}
	t := Target{ns: ns, everyone: len(m.Rooms) == 0, rooms: m.Rooms, except: m.Except, volatile: m.Volatile, key: m.Key}
	if d, ok := draftOf(m.Packet, m.Attachments); ok {
		t.send(d, m.ID)
	}
}

// Missed is told that broadcasts of other servers may have been lost.
func (c *cluster) Missed(namespace, room string) {
	if ns := c.srv.namespace(namespace); ns != nil && ns.onMissed != nil {
		ns.onMissed(room)
	}
}

// first reports whether the message has not been seen before.
func (c *cluster) first(id uint64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, seen := c.seen[id]; seen {
		return false
	}
	delete(c.seen, c.order[c.next])
	c.order[c.next] = id
	c.next = (c.next + 1) % seenMessages
	c.seen[id] = struct{}{}
	return true
}

func (c *cluster) close(ctx context.Context) error {
	if c.adapter == nil {
		return nil
	}
	return c.adapter.Close(ctx)
}
