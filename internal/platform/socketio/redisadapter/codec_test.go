package redisadapter

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

func messages() []socketio.Message {
	return []socketio.Message{
		{ID: 1, Namespace: "/", Packet: []byte("2[]")},
		{ID: 2, Namespace: "/", Rooms: []string{"room"}, Packet: []byte("2[]"), Volatile: true, Key: "typing"},
		{
			ID: 1 << 63, Namespace: "/", Rooms: []string{"a", "b", ""}, Except: []string{"c"}, Packet: bytes.Repeat([]byte("x"), 300),
			Attachments: [][]byte{{}, {1, 2, 3}},
		},
	}
}

func TestCodec(t *testing.T) {
	t.Parallel()
	from := origin{1, 2, 3, 4, 5, 6, 7, 8}
	for _, m := range messages() {
		b := encode(from, m)
		if len(b) > cap(b) || cap(b) < len(b) {
			t.Errorf("%d bytes in %d", len(b), cap(b))
		}
		h, got, err := parse(b, "/", "room")
		if err != nil || h.origin != from || !reflect.DeepEqual(got, m) {
			t.Errorf("%+v came back as %+v, %v", m, got, err)
		}
		for n := range b {
			if _, _, err := parse(b[:n], "/", "room"); err == nil {
				t.Errorf("the first %d of %d bytes are a message", n, len(b))
			}
		}
		if _, _, err := parse(append(b, 0), "/", "room"); err == nil {
			t.Error("a byte too many is part of the message")
		}
	}
}

// FuzzParse: whatever comes, parsing ends, and what is a message is written again as one.
func FuzzParse(f *testing.F) {
	for _, m := range messages() {
		f.Add(encode(origin{}, m))
	}
	f.Add(encodeMissed(origin{}))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, m, err := parse(data, "/", "room")
		if err != nil || h.flags&flagMissed != 0 {
			return
		}
		_, again, err := parse(encode(h.origin, m), "/", first(m.Rooms))
		if err != nil || again.ID != m.ID || len(again.Rooms) != len(m.Rooms) || !bytes.Equal(again.Packet, m.Packet) ||
			len(again.Attachments) != len(m.Attachments) {
			t.Errorf("%+v came back as %+v, %v", m, again, err)
		}
	})
}

func first(rooms []string) string {
	if len(rooms) == 0 {
		return ""
	}
	return rooms[0]
}
