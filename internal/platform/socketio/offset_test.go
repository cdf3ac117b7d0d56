package socketio

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestOffset_RoundTrip(t *testing.T) {
	t.Parallel()
	for _, id := range []uint64{0, 1, 1<<63 + 12345, 1<<64 - 1} {
		text := string(appendOffset(nil, id))
		if got, foreign, ok := parseOffset(text); got != id || foreign || !ok || len(text) != 11 {
			t.Errorf("%d became %q and %d", id, text, got)
		}
		if got, foreign, ok := parseOffset(elsewhere + text); got != id || !foreign || !ok {
			t.Errorf("%d from elsewhere became %d", id, got)
		}
	}
}

// FuzzParseClaim: whatever a client says to connect, reading it does not panic, and a claim that is taken is well-formed.
func FuzzParseClaim(f *testing.F) {
	pid := newID().String() + strings.Repeat("A", 20)
	for _, seed := range []string{
		`{"pid":"` + pid + `","offset":"AAAAAAAAAAE"}`, `{"pid":"` + pid + `"}`, `{"pid":7}`, `{"pid":"` + pid + `","offset":"~"}`,
		`{"pid":"x","offset":"__________8"}`, `[]`, `{"offset":"` + strings.Repeat("A", 1000) + `"}`, `{"pid":"\ud800"}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, auth []byte) {
		c, ok := parseClaim(auth)
		if !ok {
			return
		}
		if !json.Valid(auth) || len(c.PID) < idLength || len(c.PID) > maxPID || c.socket.String() != c.PID[:idLength] {
			t.Fatalf("%q: %+v", auth, c)
		}
		if c.Offset == "" {
			return
		}
		again := string(appendOffset(nil, c.id))
		if id, _, ok := parseOffset(again); !ok || id != c.id {
			t.Fatalf("%q: %d became %q", auth, c.id, again)
		}
	})
}

// FuzzMixed: JSON with placeholders, as a client may write it, is encoded again without a panic, and with no more placeholders
// than attachments.
func FuzzMixed(f *testing.F) {
	f.Add([]byte(`["a",{"x":{"_placeholder":true,"num":0}},[{"_placeholder":true,"num":1}]]`))
	f.Add([]byte(`["a",{"x":{"_placeholder":true,"num":99}}]`))
	f.Add([]byte(`["a","{\"_placeholder\":true,\"num\":0}",{"_placeholder":true,"num":}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		raw, err := parseArray(data)
		if err != nil {
			return
		}
		out, attachments, err := appendArgs(nil, Args{raw, [][]byte{{1}, {2}}}.Values())
		if err != nil || !json.Valid(append(append([]byte{'['}, out...), ']')) || len(attachments) > strings.Count(string(data), "placeholder") {
			t.Fatalf("%q became %q with %d attachments, %v", data, out, len(attachments), err)
		}
	})
}
