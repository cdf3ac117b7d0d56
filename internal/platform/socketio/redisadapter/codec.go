package redisadapter

import (
	"encoding/binary"
	"errors"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

// A payload is a header of fixed size (version, flags, origin, sequence, id), then rooms, those left out, the key, the
// packet and its attachments: lists with their length before them, texts likewise. The namespace, and the room if it is
// the only one, are those of the channel.
const (
	version    = 1
	headerSize = 2 + 8 + 8 + 8
	sequenceAt = 2 + 8
)

const (
	flagVolatile = 1 << iota
	flagOneRoom  // Rooms is the channel's room alone
	flagMissed   // no message: some before it were dropped
)

// origin tells adapters apart.
type origin [8]byte

// header is what comes before a message.
type header struct {
	flags    byte
	origin   origin
	sequence uint64 // grows with each message of an origin
}

var errPayload = errors.New("not a message of an adapter")

func encode(from origin, m socketio.Message) []byte {
	size := headerSize + len(m.Key) + len(m.Packet) + 8*(len(m.Rooms)+len(m.Except)+len(m.Attachments)+5)
	for _, list := range [][]string{m.Rooms, m.Except} {
		for _, s := range list {
			size += len(s)
		}
	}
	for _, data := range m.Attachments {
		size += len(data)
	}
	var flags byte
	if m.Volatile {
		flags |= flagVolatile
	}
	rooms := m.Rooms
	if len(rooms) == 1 {
		flags |= flagOneRoom
		rooms = nil
	}
	b := append(make([]byte, 0, size), version, flags)
	b = append(b, from[:]...)
	b = binary.BigEndian.AppendUint64(b, 0) // the queue's
	b = binary.BigEndian.AppendUint64(b, m.ID)
	b = appendList(b, rooms)
	b = appendList(b, m.Except)
	b = appendText(b, m.Key)
	b = appendText(b, m.Packet)
	return appendList(b, m.Attachments)
}

// encodeMissed is the payload that says: messages to this channel were dropped.
func encodeMissed(from origin) []byte {
	b := append(make([]byte, 0, headerSize), version, flagMissed)
	return append(append(b, from[:]...), make([]byte, 16)...)
}

func appendText[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendList[T string | []byte](b []byte, list []T) []byte {
	b = binary.AppendUvarint(b, uint64(len(list)))
	for _, s := range list {
		b = appendText(b, s)
	}
	return b
}

// parseHeader reads the header alone, which is enough to drop one's own messages.
func parseHeader(b []byte) (h header, id uint64, err error) {
	if len(b) < headerSize || b[0] != version {
		return header{}, 0, errPayload
	}
	h.flags = b[1]
	copy(h.origin[:], b[2:])
	h.sequence = binary.BigEndian.Uint64(b[sequenceAt:])
	return h, binary.BigEndian.Uint64(b[sequenceAt+8:]), nil
}

// parse reads the message that came to a room. Its slices are those of b.
func parse(b []byte, namespace, room string) (header, socketio.Message, error) {
	h, id, err := parseHeader(b)
	m := socketio.Message{ID: id, Namespace: namespace, Volatile: h.flags&flagVolatile != 0}
	if err != nil || h.flags&flagMissed != 0 {
		return h, m, err
	}
	r := reader{rest: b[headerSize:]}
	m.Rooms = texts(&r)
	if h.flags&flagOneRoom != 0 {
		m.Rooms = []string{room}
	}
	m.Except = texts(&r)
	m.Key = string(r.text())
	m.Packet = r.text()
	for range r.count() {
		m.Attachments = append(m.Attachments, r.text())
	}
	if r.bad || len(r.rest) != 0 {
		return h, m, errPayload
	}
	return h, m, nil
}

// reader reads what append… wrote; bad is set when that was not it.
type reader struct {
	rest []byte
	bad  bool
}

// count reads the length of what follows, each element of which takes a byte at least.
func (r *reader) count() int {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 || n > uint64(len(r.rest)-size) {
		r.rest, r.bad = nil, true
		return 0
	}
	r.rest = r.rest[size:]
	return int(n)
}

func (r *reader) text() []byte {
	n := r.count()
	s := r.rest[:n:n]
	r.rest = r.rest[n:]
	return s
}

func texts(r *reader) []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	list := make([]string, 0, min(n, 64))
	for range n {
		list = append(list, string(r.text()))
	}
	return list
}
