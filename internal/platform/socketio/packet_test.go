package socketio

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestParsePacket(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want packet
	}{
		{"0", packet{kindConnect, "/", noID, 0, nil}},
		{`0{"token":"1"}`, packet{kindConnect, "/", noID, 0, []byte(`{"token":"1"}`)}},
		{"0/admin", packet{kindConnect, "/admin", noID, 0, nil}},
		{"1/admin,", packet{kindDisconnect, "/admin", noID, 0, nil}},
		{`2["a"]`, packet{kindEvent, "/", noID, 0, []byte(`["a"]`)}},
		{`2/admin,12["a"]`, packet{kindEvent, "/admin", 12, 0, []byte(`["a"]`)}},
		{`312[]`, packet{kindAck, "/", 12, 0, []byte("[]")}},
		{`51-/admin,456["a"]`, packet{kindBinaryEvent, "/admin", 456, 1, []byte(`["a"]`)}},
		{`610-0[]`, packet{kindBinaryAck, "/", 0, 10, []byte("[]")}},
	}
	for _, tt := range tests {
		got, err := parsePacket([]byte(tt.text))
		if len(got.data) == 0 {
			got.data = nil
		}
		if err != nil || !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, %v", tt.text, got, err)
		}
	}
	for _, text := range []string{"", "4{}", "7", "a", "5[]", "5-[]", "511-[]", "5x-[]", "299999999999999999[]"} {
		if got, err := parsePacket([]byte(text)); err == nil {
			t.Errorf("%s: got %+v", text, got)
		}
	}
}

func TestParseArray(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{"[]", nil},
		{"[ ]", nil},
		{`["a"]`, []string{`"a"`}},
		{`[ 1 , [2,3] ,{"a":[4,5]},"6,]\"}" ]`, []string{"1", "[2,3]", `{"a":[4,5]}`, `"6,]\"}"`}},
		{
			strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth),
			[]string{strings.Repeat("[", maxDepth-1) + strings.Repeat("]", maxDepth-1)},
		},
	}
	for _, tt := range tests {
		got, err := parseArray([]byte(tt.text))
		var texts []string
		for _, e := range got {
			texts = append(texts, string(e))
		}
		if err != nil || !reflect.DeepEqual(texts, tt.want) {
			t.Errorf("%s: got %q, %v", tt.text, texts, err)
		}
	}
	deep := strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)
	for _, text := range []string{"", "[", "{}", `"a"`, "[1,]", "[1]x", `["a]`, deep} {
		if got, err := parseArray([]byte(text)); err == nil {
			t.Errorf("%s: got %q", text, got)
		}
	}
}

// FuzzParsePacket: whatever comes, parsing does not panic, and what is accepted is encoded to the same packet again.
func FuzzParsePacket(f *testing.F) {
	for _, seed := range []string{
		"0", `0/admin,{"a":1}`, `2["a",1,{"b":[true]}]`, `2/n,7["a"]`, `52-3["a",{"_placeholder":true,"num":0}]`, `3456[]`,
		`42abc["x"]`, "2[[[[[[", `2["\ud800"]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, p []byte) {
		pk, err := parsePacket(p)
		if err != nil {
			return
		}
		again, err := parsePacket(append(appendPrefix(nil, pk.kind, pk.namespace, pk.attachments, pk.id), pk.data...))
		if pk.id != noID || len(pk.data) == 0 || pk.data[0] < '0' || pk.data[0] > '9' {
			if err != nil || !bytes.Equal(again.data, pk.data) || again.id != pk.id || again.namespace != pk.namespace {
				t.Fatalf("%q: %+v became %+v, %v", p, pk, again, err)
			}
		}
		elements, err := parseArray(pk.data)
		if err != nil {
			return
		}
		var want []json.RawMessage
		if err := json.Unmarshal(pk.data, &want); err != nil || len(want) != len(elements) {
			t.Fatalf("%q: %d elements, want %d (%v)", pk.data, len(elements), len(want), err)
		}
		for i, e := range elements {
			if !bytes.Equal(e, bytes.TrimSpace(want[i])) {
				t.Fatalf("element %d is %q, want %q", i, e, want[i])
			}
		}
	})
}
