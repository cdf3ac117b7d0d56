package websocket_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// log receives and remembers, as "<opcode>:<payload>".
type log []string

func (l *log) Receive(op websocket.Opcode, p []byte) error {
	*l = append(*l, string('0'+rune(op))+":"+string(p))
	return nil
}

const limit = 1 << 17

// decode feeds wire in pieces of the given size.
func decode(wire []byte, size int) (log, error) {
	var got log
	d := websocket.NewDecoder(limit)
	for piece := range slices.Chunk(bytes.Clone(wire), size) {
		if _, err := d.Feed(piece, &got); err != nil {
			return got, err
		}
	}
	return got, nil
}

// frames joins frames given as first byte and payload.
func frames(parts ...any) (wire []byte) {
	for i := 0; i < len(parts); i += 2 {
		wire = append(wire, wstest.Frame(byte(parts[i].(int)), []byte(parts[i+1].(string)))...)
	}
	return wire
}

func TestDecoder_Messages(t *testing.T) {
	t.Parallel()
	medium, long := strings.Repeat("m", 126), strings.Repeat("l", 1<<16)
	tests := []struct {
		name string
		wire []byte
		want log
	}{
		{"text", frames(0x81, "hello"), log{"1:hello"}},
		{"binary", frames(0x82, "\xff\x00"), log{"2:\xff\x00"}},
		{"empty", frames(0x81, ""), log{"1:"}},
		{"two in one piece", frames(0x81, "a", 0x81, "b"), log{"1:a", "1:b"}},
		{"16 bit length", frames(0x81, medium), log{"1:" + medium}},
		{"64 bit length", frames(0x82, long), log{"2:" + long}},
		{"fragments", frames(0x01, "one ", 0x00, "two ", 0x80, "three"), log{"1:one two three"}},
		{"empty fragments", frames(0x02, "", 0x00, "", 0x80, ""), log{"2:"}},
		{"control between fragments", frames(0x01, "a", 0x89, "ping", 0x80, "b"), log{"9:ping", "1:ab"}},
		{"character across fragments", frames(0x01, "\xc3", 0x80, "\xa4"), log{"1:ä"}},
		{"close", frames(0x88, "\x03\xe8bye"), log{"8:\x03\xe8bye"}},
		{"close without status", frames(0x88, ""), log{"8:"}},
		{"long pong", frames(0x8a, strings.Repeat("p", 125)), log{"::" + strings.Repeat("p", 125)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 2, 3, 5, 7, 64, 1000, 1 << 20} {
				got, err := decode(tt.wire, size)
				if err != nil || !slices.Equal(got, tt.want) {
					t.Fatalf("in pieces of %d: got %.80q, %v", size, got, err)
				}
			}
		})
	}
}

func TestDecoder_Violations(t *testing.T) {
	t.Parallel()
	unmasked := []byte{0x81, 0x01, 'a'}
	length16 := []byte{0x81, 0x80 | 126, 0, 125, 0, 0, 0, 0}
	length64 := binary.BigEndian.AppendUint64([]byte{0x81, 0x80 | 127}, 0xffff)
	negative := binary.BigEndian.AppendUint64([]byte{0x81, 0x80 | 127}, 1<<63)
	tests := []struct {
		name   string
		wire   []byte
		status int
	}{
		{"not masked", unmasked, websocket.StatusProtocol},
		{"reserved bit", frames(0xc1, "a"), websocket.StatusProtocol},
		{"unknown data opcode", frames(0x83, "a"), websocket.StatusProtocol},
		{"unknown control opcode", frames(0x8b, "a"), websocket.StatusProtocol},
		{"continuation of nothing", frames(0x80, "a"), websocket.StatusProtocol},
		{"message within a message", frames(0x01, "a", 0x81, "b"), websocket.StatusProtocol},
		{"fragmented ping", frames(0x09, "a"), websocket.StatusProtocol},
		{"long ping", frames(0x89, strings.Repeat("p", 126)), websocket.StatusProtocol},
		{"close status of one byte", frames(0x88, "a"), websocket.StatusProtocol},
		{"close status not allowed", frames(0x88, "\x03\xed"), websocket.StatusProtocol},
		{"close reason not UTF-8", frames(0x88, "\x03\xe8\xff"), websocket.StatusBadText},
		{"text not UTF-8", frames(0x81, "\xff"), websocket.StatusBadText},
		{"text cut within a character", frames(0x01, "a", 0x80, "\xc3"), websocket.StatusBadText},
		{"16 bit length not minimal", length16, websocket.StatusProtocol},
		{"64 bit length not minimal", append(length64, 0, 0, 0, 0), websocket.StatusProtocol},
		{"length beyond 63 bits", append(negative, 0, 0, 0, 0), websocket.StatusProtocol},
		{"too long", frames(0x82, strings.Repeat("x", limit+1)), websocket.StatusTooBig},
		{"too long in fragments", frames(0x02, strings.Repeat("x", limit), 0x80, "x"), websocket.StatusTooBig},
		{
			"endless empty fragments", append(frames(0x02, ""), bytes.Repeat(frames(0x00, ""), 5000)...),
			websocket.StatusProtocol,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range []int{1, 64, 1 << 20} {
				got, err := decode(tt.wire, size)
				var broken *websocket.CloseError
				if !errors.As(err, &broken) || broken.Status != tt.status || len(got) > 0 {
					t.Fatalf("in pieces of %d: got %.80q, %v; want status %d", size, got, err, tt.status)
				}
			}
		})
	}
}

// TestDecoder_LengthAlone: a length is enough to be refused, and announcing much reserves nothing.
func TestDecoder_LengthAlone(t *testing.T) {
	header := binary.BigEndian.AppendUint64([]byte{0x82, 0x80 | 127}, 1<<29)
	header = append(header, "maskpayload"...)
	if _, err := decode(header[:14], 14); err == nil {
		t.Fatal("accepted a length over the limit")
	}
	d := websocket.NewDecoder(1 << 30)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := d.Feed(header, sink{}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<16 {
		t.Fatalf("reserved %d bytes", n)
	}
}

func TestDecoder_WholeMessagesAllocateNothing(t *testing.T) {
	wire, d, r := frames(0x81, "hello"), websocket.NewDecoder(limit), sink{}
	piece := make([]byte, len(wire))
	if n := testing.AllocsPerRun(100, func() {
		copy(piece, wire)
		if _, err := d.Feed(piece, r); err != nil {
			t.Fatal(err)
		}
	}); n > 0 {
		t.Fatalf("%v allocations", n)
	}
}

type sink struct{}

func (sink) Receive(websocket.Opcode, []byte) error { return nil }

// FuzzDecoder: however the bytes are cut, the decoder finds the same messages and the same fault, stores no more than
// the limit, and does not panic.
func FuzzDecoder(f *testing.F) {
	f.Add(frames(0x81, "hello", 0x89, "", 0x01, "a", 0x80, "b", 0x88, "\x03\xe8"), uint8(3))
	f.Add(frames(0x82, strings.Repeat("x", 200)), uint8(14))
	f.Add([]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4}, uint8(1))
	f.Add([]byte("GET / HTTP/1.1\r\n\r\n"), uint8(5))
	f.Fuzz(func(t *testing.T, wire []byte, size uint8) {
		whole, wholeErr := decode(wire, max(len(wire), 1))
		pieces, piecesErr := decode(wire, int(size)+1)
		if !slices.Equal(whole, pieces) {
			t.Fatalf("whole %q, pieces %q", whole, pieces)
		}
		if (wholeErr == nil) != (piecesErr == nil) || wholeErr != nil && wholeErr.Error() != piecesErr.Error() {
			t.Fatalf("whole %v, pieces %v", wholeErr, piecesErr)
		}
		for _, m := range whole {
			if len(m)-2 > limit {
				t.Fatalf("message of %d bytes", len(m))
			}
		}
	})
}

func TestNext_ReversesAppend(t *testing.T) {
	t.Parallel()
	var wire []byte
	sizes := []int{0, 1, 125, 126, 0xffff, 0x10000}
	for _, n := range sizes {
		wire = append(websocket.AppendHeader(wire, websocket.Text, n), make([]byte, n)...)
	}
	for _, n := range sizes {
		op, payload, rest := websocket.Next(wire)
		if op != websocket.Text || len(payload) != n {
			t.Fatalf("got %v, %d bytes; want %d", op, len(payload), n)
		}
		wire = rest
	}
	if len(wire) > 0 {
		t.Fatalf("%d bytes left", len(wire))
	}
}
