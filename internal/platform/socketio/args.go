package socketio

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Args are the arguments of an event or an acknowledgement. They belong to the receiver, who may keep them.
type Args struct {
	raw         []json.RawMessage
	attachments [][]byte
}

// Len is the number of arguments.
func (a Args) Len() int { return len(a.raw) }

// JSON returns argument i as the client wrote it, or nil if there is none. Where the client put binary data there is a
// placeholder, {"_placeholder":true,"num":N}, for attachment N.
func (a Args) JSON(i int) json.RawMessage {
	if i < 0 || i >= len(a.raw) {
		return nil
	}
	return a.raw[i]
}

// Decode unmarshals argument i into v.
func (a Args) Decode(i int, v any) error {
	if i < 0 || i >= len(a.raw) {
		return fmt.Errorf("socketio: no argument %d", i)
	}
	return json.Unmarshal(a.raw[i], v)
}

// Binary returns argument i if it is binary, as a whole; false if not.
func (a Args) Binary(i int) ([]byte, bool) {
	if len(a.attachments) == 0 || i < 0 || i >= len(a.raw) || a.raw[i][0] != '{' {
		return nil, false
	}
	var p struct {
		Placeholder bool `json:"_placeholder"`
		Num         *int `json:"num"`
	}
	if json.Unmarshal(a.raw[i], &p) != nil || !p.Placeholder || p.Num == nil {
		return nil, false
	}
	if *p.Num < 0 || *p.Num >= len(a.attachments) {
		return nil, false
	}
	return a.attachments[*p.Num], true
}

// Attachments returns the binary data of all arguments, in the order of their placeholders.
func (a Args) Attachments() [][]byte { return a.attachments }

// Values returns the arguments in the form in which Emit and Ack send them: []byte, json.RawMessage, or a value of this
// package's for JSON with binary data in it.
func (a Args) Values() []any {
	values := make([]any, len(a.raw))
	for i, raw := range a.raw {
		if b, ok := a.Binary(i); ok {
			values[i] = b
		} else if len(a.attachments) > 0 && bytes.Contains(raw, placeholderStart) {
			values[i] = mixed{raw, a.attachments}
		} else {
			values[i] = raw
		}
	}
	return values
}

// mixed is JSON as a client wrote it, with placeholders for some of the attachments.
type mixed struct {
	raw         json.RawMessage
	attachments [][]byte
}

// placeholderStart is how a placeholder begins, as every client writes it. It cannot stand within a string, where its
// quotes would be escaped.
var placeholderStart = []byte(`{"_placeholder":true,"num":`)

// append appends the JSON, with its placeholders numbered anew after the attachments there are already.
func (m mixed) append(dst []byte, attachments [][]byte) ([]byte, [][]byte) {
	rest := []byte(m.raw)
	for {
		before, after, found := bytes.Cut(rest, placeholderStart)
		dst = append(dst, before...)
		if !found {
			return dst, attachments
		}
		digits := 0
		for digits < len(after) && after[digits] >= '0' && after[digits] <= '9' {
			digits++
		}
		n, err := parseNumber(after[:digits], int64(len(m.attachments))-1)
		if err != nil {
			dst = append(dst, placeholderStart...) // of nothing, as it came
			rest = after
			continue
		}
		dst = strconv.AppendInt(append(dst, placeholderStart...), int64(len(attachments)), 10)
		attachments = append(attachments, m.attachments[n])
		rest = after[digits:]
	}
}

// parseArray splits a JSON array into its elements, checking all of it: validity and depth.
func parseArray(data []byte) ([]json.RawMessage, error) {
	if len(data) < 2 || data[0] != '[' || !json.Valid(data) {
		return nil, errPacket
	}
	var elements []json.RawMessage
	depth, start, inString := 0, 1, false
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[' || c == '{':
			if depth++; depth > maxDepth {
				return nil, errPacket
			}
		case c == ']' || c == '}':
			depth--
			if depth == 0 {
				if e := trimSpace(data[start:i]); len(e) > 0 {
					elements = append(elements, e)
				}
				return elements, nil
			}
		case c == ',' && depth == 1:
			elements = append(elements, trimSpace(data[start:i]))
			start = i + 1
		}
	}
	return nil, errPacket // not reached: the array is valid
}

func trimSpace(p []byte) []byte {
	for len(p) > 0 && p[0] <= ' ' {
		p = p[1:]
	}
	for len(p) > 0 && p[len(p)-1] <= ' ' {
		p = p[:len(p)-1]
	}
	return p
}

// validAuth reports whether the payload of a connection request is nothing or a JSON object of bounded depth.
func validAuth(data []byte) bool {
	if len(data) == 0 {
		return true
	}
	if data[0] != '{' {
		return false
	}
	wrapped := append(append([]byte{'['}, data...), ']')
	_, err := parseArray(wrapped)
	return err == nil
}
