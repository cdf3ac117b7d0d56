//go:build linux

package load

import (
	"bytes"
	"encoding/binary"
	"unsafe"
)

const (
	opText  = 0x1
	opClose = 0x8
	opPing  = 0x9
	opPong  = 0xA
)

func pointer(p []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(p))) }

// nextFrame cuts an unmasked frame off; servers do not fragment what they send here.
func nextFrame(p []byte) (opcode byte, payload, rest []byte, whole bool) {
	if len(p) < 2 {
		return 0, nil, p, false
	}
	head, size := 2, int(p[1])
	switch {
	case size == 126 && len(p) >= 4:
		head, size = 4, int(binary.BigEndian.Uint16(p[2:]))
	case size == 127 && len(p) >= 10:
		head, size = 10, int(binary.BigEndian.Uint64(p[2:]))
	case size >= 126:
		return 0, nil, p, false
	}
	if len(p) < head+size {
		return 0, nil, p, false
	}
	return p[0] & 0xF, p[head : head+size], p[head+size:], true
}

// appendFrame appends a masked frame with a payload below 64 KiB.
func appendFrame(dst []byte, opcode byte, payload []byte) []byte {
	dst = append(dst, 0x80|opcode)
	if len(payload) < 126 {
		dst = append(dst, 0x80|byte(len(payload)))
	} else {
		dst = binary.BigEndian.AppendUint16(append(dst, 0x80|126), uint16(len(payload)))
	}
	mask := [4]byte{0x12, 0x34, 0x56, 0x78}
	dst = append(dst, mask[:]...)
	for i, b := range payload {
		dst = append(dst, b^mask[i&3])
	}
	return dst
}

var (
	eventHead  = []byte(`42["message",{"t":`)
	numberHead = []byte(`,"n":`)
	resync     = []byte(`42["resync"`)
)

// parseEvent finds time and number at the beginning of an event.
func parseEvent(p []byte) (t int64, n uint32, ok bool) {
	p, ok = bytes.CutPrefix(p, eventHead)
	if !ok {
		return 0, 0, false
	}
	t, p = digits(p)
	p, ok = bytes.CutPrefix(p, numberHead)
	number, _ := digits(p)
	return t, uint32(number), ok
}

func digits(p []byte) (n int64, rest []byte) {
	for len(p) > 0 && p[0] >= '0' && p[0] <= '9' {
		n = n*10 + int64(p[0]-'0')
		p = p[1:]
	}
	return n, p
}

// parseNumbers returns the numbers of all events in a list. Their texts hold no quotes.
func parseNumbers(p []byte) []uint32 {
	var numbers []uint32
	for {
		_, rest, found := bytes.Cut(p, numberHead)
		if !found {
			return numbers
		}
		n, after := digits(rest)
		numbers, p = append(numbers, uint32(n)), after
	}
}
