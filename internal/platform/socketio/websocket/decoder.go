package websocket

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// maxFragments bounds the frames of one message. A message of many empty fragments costs a server time and never ends.
const maxFragments = 4096

// Receiver takes what a Decoder finds. The payload is valid only during the call. An error stops the decoder and is
// returned by Feed; after ErrPause it can go on.
type Receiver interface {
	Receive(op Opcode, payload []byte) error
}

// ErrPause is what a Receiver returns to stop Feed after the message at hand. The decoder may be fed the rest later.
var ErrPause = errors.New("websocket: paused")

// Decoder turns the bytes a client sends into whole messages and control frames. It is fed with whatever has arrived,
// in pieces of any size, and keeps only what is incomplete: between messages it holds no memory beyond itself.
//
// It enforces what RFC 6455 asks of a server (masked frames, no reserved bits, minimal lengths, short and unfragmented
// control frames, valid UTF-8) and the limit on the size of a message, before the payload is stored.
type Decoder struct {
	limit int // bytes in a message

	message   []byte // payload so far of a message that is not complete
	control   []byte // payload so far of a control frame that is not complete
	left      int    // payload bytes still to come in this frame
	pos       int    // payload bytes seen in this frame, for the mask
	fragments int
	head      [14]byte
	headLen   uint8
	op        Opcode // of this frame
	messageOp Opcode // of the message under way, or zero
	fin       bool
	inPayload bool
}

// NewDecoder returns a decoder that refuses messages longer than limit bytes.
func NewDecoder(limit int) Decoder { return Decoder{limit: limit} }

// Idle reports whether nothing incomplete is kept: such a decoder is as good as a new one.
func (d *Decoder) Idle() bool { return d.headLen == 0 && d.messageOp == 0 }

// Feed decodes p, unmasking it in place, and hands what is complete to r in order. It returns how much of p it has used:
// all, unless there is an error. An error of type *CloseError is a violation by the client, with the status code to close
// with; after any error but ErrPause the decoder must not be used again.
func (d *Decoder) Feed(p []byte, r Receiver) (used int, err error) {
	for used < len(p) {
		if !d.inPayload {
			n, err := d.header(p[used:])
			used += n
			if err != nil {
				return used, err
			}
			if !d.inPayload {
				return used, nil // the header is not complete
			}
		}
		n := min(len(p)-used, d.left)
		chunk := p[used : used+n]
		used += n
		unmask(chunk, [4]byte(d.head[d.headLen-4:d.headLen]), d.pos)
		d.pos += n
		d.left -= n
		if err := d.payload(chunk, r); err != nil {
			return used, err
		}
	}
	return used, nil
}

// header collects the bytes of a frame header and returns how many of p it took.
func (d *Decoder) header(p []byte) (n int, err error) {
	for {
		need := d.headSize()
		c := copy(d.head[d.headLen:need], p[n:])
		n += c
		d.headLen += uint8(c)
		if d.headLen < need {
			return n, nil
		}
		if need == 2 {
			if err := d.checkStart(); err != nil {
				return n, err
			}
			continue // two bytes tell how many follow; there is always a mask
		}
		return n, d.begin()
	}
}

func (d *Decoder) headSize() uint8 {
	if d.headLen < 2 {
		return 2
	}
	switch d.head[1] & 0x7f {
	case 126:
		return 2 + 2 + 4
	case 127:
		return 2 + 8 + 4
	default:
		return 2 + 4
	}
}

// checkStart judges the first two bytes, so that a client speaking something else is refused at once.
func (d *Decoder) checkStart() error {
	b0, b1 := d.head[0], d.head[1]
	d.fin, d.op = b0&0x80 != 0, Opcode(b0&0x0f)
	switch {
	case b0&0x70 != 0:
		return violation("reserved bits are set")
	case b1&0x80 == 0:
		return violation("frame is not masked")
	}
	switch d.op {
	case Close, Ping, Pong:
		if !d.fin || b1&0x7f > maxControl {
			return violation("control frame is fragmented or too long")
		}
	case Text, Binary:
		if d.messageOp != 0 {
			return violation("message begun within a message")
		}
	case Continuation:
		if d.messageOp == 0 {
			return violation("continuation of nothing")
		}
	default:
		return violation("unknown opcode")
	}
	return nil
}

// begin reads the length and starts the payload.
func (d *Decoder) begin() error {
	length := uint64(d.head[1] & 0x7f)
	switch length {
	case 126:
		length = uint64(binary.BigEndian.Uint16(d.head[2:]))
		if length < 126 {
			return violation("length is not minimal")
		}
	case 127:
		length = binary.BigEndian.Uint64(d.head[2:])
		if length < 1<<16 || length>>63 != 0 {
			return violation("length is not minimal")
		}
	}
	if !d.op.control() {
		if length > uint64(d.limit-len(d.message)) {
			return &CloseError{StatusTooBig, fmt.Sprintf("message is longer than %d bytes", d.limit)}
		}
		if d.op != Continuation {
			d.messageOp = d.op
		}
		if d.fragments++; d.fragments > maxFragments {
			return violation("too many fragments")
		}
	}
	d.left, d.pos, d.inPayload = int(length), 0, true
	return nil
}

// payload takes the next unmasked piece of a frame and delivers what it completes.
func (d *Decoder) payload(chunk []byte, r Receiver) error {
	if d.op.control() {
		if d.left > 0 || d.control != nil {
			d.control = append(d.control, chunk...)
			chunk = d.control
		}
		if d.left > 0 {
			return nil
		}
		d.control = nil
		d.endFrame()
		return receiveControl(d.op, chunk, r)
	}
	complete := d.left == 0 && d.fin
	if !complete || d.message != nil {
		d.message = append(d.message, chunk...)
		chunk = d.message
	}
	if d.left > 0 {
		return nil
	}
	d.endFrame()
	if !complete {
		return nil
	}
	op := d.messageOp
	d.message, d.messageOp, d.fragments = nil, 0, 0
	if op == Text && !utf8.Valid(chunk) {
		return &CloseError{StatusBadText, "text is not UTF-8"}
	}
	return r.Receive(op, chunk)
}

func (d *Decoder) endFrame() { d.inPayload, d.headLen = false, 0 }

func receiveControl(op Opcode, p []byte, r Receiver) error {
	if op == Close && len(p) > 0 {
		if len(p) == 1 || !validStatus(int(binary.BigEndian.Uint16(p))) {
			return violation("invalid close status")
		}
		if !utf8.Valid(p[2:]) {
			return &CloseError{StatusBadText, "close reason is not UTF-8"}
		}
	}
	return r.Receive(op, p)
}

// unmask applies the client's mask from byte pos of the payload on, eight bytes at a time.
func unmask(p []byte, key [4]byte, pos int) {
	var k [8]byte
	for i := range k {
		k[i] = key[(pos+i)&3]
	}
	wide := binary.LittleEndian.Uint64(k[:])
	for len(p) >= 8 {
		binary.LittleEndian.PutUint64(p, binary.LittleEndian.Uint64(p)^wide)
		p = p[8:]
	}
	for i := range p {
		p[i] ^= k[i]
	}
}
