package socketio

import (
	"slices"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// draft is an encoded packet but for its end, where an event may yet get an offset.
type draft struct {
	packet      []byte // without its closing bracket
	attachments [][]byte
	text        bool // it ends with a string, which clients would take for an offset
}

func encodeEvent(namespace string, id int64, event string, args []any) (draft, error) {
	return encode(kindEvent, kindBinaryEvent, namespace, id, append([]any{event}, args...))
}

func encodeAck(namespace string, id int64, args []any) (draft, error) {
	return encode(kindAck, kindBinaryAck, namespace, id, args)
}

func encode(plain, binary kind, namespace string, id int64, args []any) (draft, error) {
	data, attachments, err := appendArgs([]byte{'['}, args)
	if err != nil {
		return draft{}, err
	}
	k := plain
	if len(attachments) > 0 {
		k = binary
	}
	p := appendPrefix(make([]byte, 0, len(namespace)+len(data)+32), k, namespace, len(attachments), id)
	return newDraft(append(p, data...), attachments), nil
}

// encodeRaw is encodeEvent for an argument that is JSON already.
func encodeRaw(namespace, event string, arg []byte) (draft, error) {
	p := appendPrefix(make([]byte, 0, len(namespace)+len(event)+len(arg)+32), kindEvent, namespace, 0, noID)
	p, err := appendJSON(append(p, '['), event)
	if err != nil {
		return draft{}, err
	}
	if len(arg) > 0 {
		p = append(append(p, ','), arg...)
	}
	return newDraft(p, nil), nil
}

// draftOf returns the draft of a whole packet.
func draftOf(packet []byte, attachments [][]byte) (draft, bool) {
	n := len(packet) - 1
	if n < 0 || packet[n] != ']' {
		return draft{}, false
	}
	return newDraft(slices.Clip(packet[:n]), attachments), true
}

func newDraft(packet []byte, attachments [][]byte) draft {
	end := trimSpace(packet)
	return draft{packet, attachments, len(end) > 0 && end[len(end)-1] == '"'}
}

// frame makes the frame: the form in which an event is shared by all who receive it.
func (d draft) frame() *engineio.Frame { return engineio.NewFrame(d.message(), d.attachments...) }

// message is the whole packet without an offset.
func (d draft) message() []byte { return append(d.packet, ']') }

// numbered makes the frame of an event that can be recovered. The prefix of its offset is empty or elsewhere.
func (d draft) numbered(prefix string, id uint64) *engineio.Frame {
	p := append(append(d.packet, `,"`...), prefix...)
	return engineio.NewFrame(append(appendOffset(p, id), `"]`...), d.attachments...)
}

// unnumbered makes the frame of an event that cannot be recovered, for clients that look for an offset.
func (d draft) unnumbered() *engineio.Frame {
	if !d.text {
		return d.frame()
	}
	return engineio.NewFrame(append(d.packet, ",null]"...), d.attachments...)
}
