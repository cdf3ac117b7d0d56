package engineio

import (
	"encoding/base64"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// Engine.IO packet types.
const (
	packetOpen    = '0'
	packetClose   = '1'
	packetPing    = '2'
	packetPong    = '3'
	packetMessage = '4'
	packetUpgrade = '5'
	packetNoop    = '6'
	packetBinary  = 'b' // a binary message on long-polling

	// separator stands between the packets of a long-polling payload.
	separator = 0x1e
)

// Frame is a run of packets, encoded once and shared by all who receive it. It is immutable.
type Frame struct {
	// wire is the packets as WebSocket frames. Long-polling derives its form from it: a text packet reads the same
	// there, so the usual frame needs no second copy.
	wire []byte

	last     bool // it closes the connection
	volatile bool
	key      string
}

// Volatile returns the frame as one that is dropped for a client that does not keep up. With a key, it takes the place of
// a volatile frame with the same key that still waits for the client.
func (f *Frame) Volatile(key string) *Frame { return &Frame{wire: f.wire, volatile: true, key: key} }

// NewFrame encodes a text message and the binary messages that follow it. Receivers get them in a row, with nothing in
// between. The arguments are copied.
func NewFrame(text []byte, binaries ...[]byte) *Frame {
	size := websocket.MaxHeader + 1 + len(text)
	for _, b := range binaries {
		size += websocket.MaxHeader + len(b)
	}
	wire := appendText(make([]byte, 0, size), packetMessage, text)
	for _, b := range binaries {
		wire = appendBinary(wire, b)
	}
	return &Frame{wire: wire}
}

// NewBinaryFrame encodes one binary message. The argument is copied.
func NewBinaryFrame(b []byte) *Frame {
	return &Frame{wire: appendBinary(make([]byte, 0, websocket.MaxHeader+len(b)), b)}
}

// Size is the number of bytes the frame takes on a WebSocket.
func (f *Frame) Size() int { return len(f.wire) }

// packetFrame encodes a packet that carries no message.
func packetFrame(kind byte, data []byte) *Frame { return &Frame{wire: appendText(nil, kind, data)} }

func appendText(dst []byte, kind byte, data []byte) []byte {
	dst = websocket.AppendHeader(dst, websocket.Text, 1+len(data))
	return append(append(dst, kind), data...)
}

func appendBinary(dst, data []byte) []byte {
	return append(websocket.AppendHeader(dst, websocket.Binary, len(data)), data...)
}

// appendPolling appends the packets of a frame to a long-polling payload.
func (f *Frame) appendPolling(dst []byte) []byte {
	for rest := f.wire; len(rest) > 0; {
		var op websocket.Opcode
		var payload []byte
		op, payload, rest = websocket.Next(rest)
		switch op {
		case websocket.Text:
			dst = append(appendSeparator(dst), payload...)
		case websocket.Binary:
			dst = append(appendSeparator(dst), packetBinary)
			dst = base64.StdEncoding.AppendEncode(dst, payload)
		default: // control frames belong to one WebSocket
		}
	}
	return dst
}

func appendSeparator(dst []byte) []byte {
	if len(dst) == 0 {
		return dst
	}
	return append(dst, separator)
}

// Message returns the text message and the binary messages of a frame made by NewFrame: what another server needs to make
// the same. They are parts of the frame and must not be changed.
func (f *Frame) Message() (text []byte, binaries [][]byte) {
	_, text, rest := websocket.Next(f.wire)
	for len(rest) > 0 {
		var b []byte
		_, b, rest = websocket.Next(rest)
		binaries = append(binaries, b)
	}
	return text[1:], binaries
}
