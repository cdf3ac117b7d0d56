package websocket_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(r *http.Request)
		ok     bool
	}{
		{"as it should be", func(*http.Request) {}, true},
		{"tokens in a list, in any case", func(r *http.Request) {
			r.Header.Set("Connection", "keep-alive, upgrade")
			r.Header.Set("Upgrade", "WebSocket")
		}, true},
		{"HTTP/1.0", func(r *http.Request) { r.ProtoMinor = 0 }, false},
		{"HTTP/2", func(r *http.Request) { r.ProtoMajor, r.ProtoMinor = 2, 0 }, false},
		{"POST", func(r *http.Request) { r.Method = http.MethodPost }, false},
		{"no upgrade", func(r *http.Request) { r.Header.Del("Upgrade") }, false},
		{"no connection token", func(r *http.Request) { r.Header.Set("Connection", "close") }, false},
		{"old version", func(r *http.Request) { r.Header.Set("Sec-WebSocket-Version", "8") }, false},
		{"no key", func(r *http.Request) { r.Header.Del("Sec-WebSocket-Key") }, false},
		{"short key", func(r *http.Request) { r.Header.Set("Sec-WebSocket-Key", "AAAA") }, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			for name, value := range map[string]string{
				"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
				"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
			} {
				r.Header.Set(name, value)
			}
			tt.change(r)
			if err := websocket.Check(r); (err == nil) != tt.ok {
				t.Fatalf("got %v", err)
			}
			if tt.ok && !strings.Contains(string(websocket.AppendResponse(nil, r)), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=") {
				t.Fatal("wrong answer to the key of RFC 6455's example")
			}
		})
	}
}
