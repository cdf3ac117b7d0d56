package socketio

import "github.com/echo-chat/echo/internal/platform/socketio/engineio"

// encodeEvent makes the frame of an event: the form in which it is shared by all who receive it.
func encodeEvent(namespace string, id int64, event string, args []any) (*engineio.Frame, error) {
	return encode(kindEvent, kindBinaryEvent, namespace, id, append([]any{event}, args...))
}

func encodeAck(namespace string, id int64, args []any) (*engineio.Frame, error) {
	return encode(kindAck, kindBinaryAck, namespace, id, args)
}

func encode(plain, binary kind, namespace string, id int64, args []any) (*engineio.Frame, error) {
	data, attachments, err := appendArgs([]byte{'['}, args)
	if err != nil {
		return nil, err
	}
	k := plain
	if len(attachments) > 0 {
		k = binary
	}
	p := appendPrefix(make([]byte, 0, len(namespace)+len(data)+32), k, namespace, len(attachments), id)
	return engineio.NewFrame(append(append(p, data...), ']'), attachments...), nil
}

// encodeRaw is encodeEvent for an argument that is JSON already.
func encodeRaw(namespace, event string, arg []byte) (*engineio.Frame, error) {
	p := appendPrefix(make([]byte, 0, len(namespace)+len(event)+len(arg)+16), kindEvent, namespace, 0, noID)
	p, err := appendJSON(append(p, '['), event)
	if err != nil {
		return nil, err
	}
	if len(arg) > 0 {
		p = append(append(p, ','), arg...)
	}
	return engineio.NewFrame(append(p, ']')), nil
}
