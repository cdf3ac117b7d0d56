package socketio

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// kind is the type of a Socket.IO packet.
type kind byte

const (
	kindConnect      kind = '0'
	kindDisconnect   kind = '1'
	kindEvent        kind = '2'
	kindAck          kind = '3'
	kindConnectError kind = '4'
	kindBinaryEvent  kind = '5'
	kindBinaryAck    kind = '6'
)

// Limits on what a client may send, whatever the size of the message.
const (
	maxAttachments = 10
	maxDepth       = 32 // of nested arrays and objects
	maxNamespace   = 256
	maxAckID       = 1 << 53 // what a JavaScript client can count to
)

// noID marks a packet without an acknowledgement id.
const noID = -1

// packet is one Socket.IO packet as received, without its attachments.
type packet struct {
	kind        kind
	namespace   string
	id          int64 // noID if no acknowledgement is involved
	attachments int
	data        []byte // JSON; a part of the message parsed
}

var errPacket = errors.New("socketio: malformed packet")

// parsePacket reads "<kind>[<attachments>-][<namespace>,][<id>][<JSON>]". It does not look into the JSON.
func parsePacket(p []byte) (packet, error) {
	if len(p) == 0 {
		return packet{}, errPacket
	}
	pk := packet{kind: kind(p[0]), namespace: "/", id: noID}
	p = p[1:]
	switch pk.kind {
	case kindBinaryEvent, kindBinaryAck:
		digits, rest, found := bytes.Cut(p, []byte{'-'})
		n, err := parseNumber(digits, maxAttachments)
		if !found || err != nil {
			return packet{}, errPacket
		}
		pk.attachments, p = int(n), rest
	case kindConnect, kindDisconnect, kindEvent, kindAck:
	default: // a connection error too is only ever sent by a server
		return packet{}, errPacket
	}
	if len(p) > 0 && p[0] == '/' {
		name, rest, _ := bytes.Cut(p, []byte{','})
		if len(name) > maxNamespace {
			return packet{}, errPacket
		}
		if len(name) > 1 {
			pk.namespace = string(name)
		}
		p = rest
	}
	digits := 0
	for digits < len(p) && p[digits] >= '0' && p[digits] <= '9' {
		digits++
	}
	if digits > 0 {
		id, err := parseNumber(p[:digits], maxAckID)
		if err != nil {
			return packet{}, err
		}
		pk.id, p = id, p[digits:]
	}
	pk.data = p
	return pk, nil
}

func parseNumber(digits []byte, limit int64) (int64, error) {
	if len(digits) == 0 || len(digits) > 16 {
		return 0, errPacket
	}
	var n int64
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, errPacket
		}
		n = n*10 + int64(d-'0')
	}
	if n > limit {
		return 0, errPacket
	}
	return n, nil
}

// appendPrefix appends everything of a packet that stands before its JSON.
func appendPrefix(dst []byte, k kind, namespace string, attachments int, id int64) []byte {
	dst = append(dst, byte(k))
	if k == kindBinaryEvent || k == kindBinaryAck {
		dst = append(strconv.AppendInt(dst, int64(attachments), 10), '-')
	}
	if namespace != "/" {
		dst = append(append(dst, namespace...), ',')
	}
	if id != noID {
		dst = strconv.AppendInt(dst, id, 10)
	}
	return dst
}

// appendArgs appends values as the elements of a JSON array, without its brackets. A []byte becomes a placeholder for
// the attachment it is returned as.
func appendArgs(dst []byte, args []any) (out []byte, attachments [][]byte, err error) {
	for i, arg := range args {
		if i > 0 {
			dst = append(dst, ',')
		}
		switch v := arg.(type) {
		case []byte:
			dst = fmt.Appendf(dst, `{"_placeholder":true,"num":%d}`, len(attachments))
			attachments = append(attachments, v)
		case mixed:
			dst, attachments = v.append(dst, attachments)
		case json.RawMessage:
			if len(v) == 0 {
				v = json.RawMessage("null")
			}
			dst = append(dst, v...)
		default:
			if dst, err = appendJSON(dst, v); err != nil {
				return nil, nil, fmt.Errorf("socketio: encode argument %d: %w", i, err)
			}
		}
	}
	return dst, attachments, nil
}

// appendJSON appends v without escaping <, > and &: the reader is not an HTML page.
func appendJSON(dst []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(dst)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	out := buf.Bytes()
	return out[:len(out)-1], nil // Encode ends with a newline
}
