// Package websocket is the server side of RFC 6455 as far as a message server needs it: the upgrade of an HTTP request,
// a strict decoder for what clients send, and frame headers for what they are sent. It offers no extensions and owns no
// connections, goroutines or buffers.
package websocket

import (
	"encoding/binary"
	"fmt"
)

// Opcode says what a frame is.
type Opcode uint8

// The opcodes of RFC 6455, section 5.2.
const (
	Continuation Opcode = 0x0
	Text         Opcode = 0x1
	Binary       Opcode = 0x2
	Close        Opcode = 0x8
	Ping         Opcode = 0x9
	Pong         Opcode = 0xA
)

func (op Opcode) control() bool { return op&0x8 != 0 }

// Status codes of the close frame, RFC 6455, section 7.4.
const (
	StatusNormal    = 1000
	StatusGoingAway = 1001
	StatusProtocol  = 1002
	StatusBadText   = 1007
	StatusTooBig    = 1009
)

const (
	maxControl = 125 // payload of a control frame

	// MaxHeader is the longest header of a frame sent by a server.
	MaxHeader = 10
)

// CloseError is a violation of the protocol by the client and the status to close the connection with.
type CloseError struct {
	Status int
	Text   string
}

func (e *CloseError) Error() string { return fmt.Sprintf("websocket: %s (%d)", e.Text, e.Status) }

func violation(text string) error { return &CloseError{StatusProtocol, text} }

// AppendHeader appends the header of a whole, unmasked frame with a payload of n bytes.
func AppendHeader(dst []byte, op Opcode, n int) []byte {
	first := byte(op) | 0x80
	switch {
	case n < 126:
		return append(dst, first, byte(n))
	case n < 1<<16:
		return binary.BigEndian.AppendUint16(append(dst, first, 126), uint16(n))
	default:
		return binary.BigEndian.AppendUint64(append(dst, first, 127), uint64(n))
	}
}

// AppendClose appends a close frame. A status of zero sends none.
func AppendClose(dst []byte, status int) []byte {
	if status == 0 {
		return AppendHeader(dst, Close, 0)
	}
	return binary.BigEndian.AppendUint16(AppendHeader(dst, Close, 2), uint16(status))
}

// Next splits the first frame off p, which holds frames made by AppendHeader and their payloads.
func Next(p []byte) (op Opcode, payload, rest []byte) {
	op = Opcode(p[0] & 0x0f)
	n := int(p[1])
	switch n {
	case 126:
		n, p = int(binary.BigEndian.Uint16(p[2:])), p[4:]
	case 127:
		n, p = int(binary.BigEndian.Uint64(p[2:])), p[10:]
	default:
		p = p[2:]
	}
	return op, p[:n], p[n:]
}

// validStatus reports whether a client may send this code.
func validStatus(code int) bool {
	switch {
	case code >= 3000 && code <= 4999:
		return true
	case code >= 1000 && code <= 1014:
		return code != 1004 && code != 1005 && code != 1006
	default:
		return false
	}
}
