package socketio

import (
	"context"
	"time"
)

// Adapter joins servers to a cluster: what is broadcast to a room on one of them reaches the members of the room on
// all. A server without one is alone. Its methods may be called from any goroutine; those without a context must not
// block, as they are called while a broadcast is under way.
type Adapter interface {
	// Attach is called once, before anything else, with what takes messages from other nodes.
	Attach(r Receiver)
	// Watch says that a room has local members now, Unwatch that it has none any more. Only messages to watched rooms
	// need to be received; as rooms come and go, an adapter may keep listening for a while. The room "" stands for
	// everyone in the namespace: messages without rooms. The room "" stands for
	// everyone in the namespace.
	Watch(namespace, room string)
	Unwatch(namespace, room string)
	// Publish hands a message to the other nodes that watch one of its rooms. When they cannot be reached it is kept
	// for a moment and then dropped: see Receiver.Missed.
	Publish(m Message)
	// SaveSession keeps what a lost client needs to go on, for whichever node it comes back to.
	SaveSession(pid string, state []byte, ttl time.Duration)
	// TakeSession returns what was saved and forgets it; false if there is nothing.
	TakeSession(ctx context.Context, pid string) (state []byte, ok bool, err error)
	// History returns the recoverable messages to these rooms that may have come after the one called since, in the
	// order of their ids; some from before may be among them. False says that some are no longer there.
	History(ctx context.Context, namespace string, rooms []string, since uint64) (messages []Message, complete bool, err error)
	// Close sends what is left to send and ends.
	Close(ctx context.Context) error
}

// Receiver is the server's side of an Adapter.
type Receiver interface {
	// Deliver takes a message that another node has published. A message to several rooms may be delivered several times.
	Deliver(m Message)
	// Missed says that messages to a watched room may have been lost, as its members have to be told.
	Missed(namespace, room string)
}

// Message is a broadcast on its way between nodes.
type Message struct {
	// ID is unique in the cluster and grows with time: milliseconds since 1970 << 22 | node << 12 | sequence (IDs makes it).
	ID        uint64
	Namespace string
	Rooms     []string // to their members, each once; none: to everyone in the namespace
	Except    []string // but not to the members of these, or to sockets with these ids
	Volatile  bool     // may be lost: it is not kept for recovery, and not for a while without a connection
	Key       string   // of a volatile message: a later one with the same key replaces it
	// Packet is the encoded Socket.IO packet and Attachments its binary data.
	Packet      []byte
	Attachments [][]byte
}
