package engineio_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestServeHTTP_ErrorCodes(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, _ := srv.poll(t)
	_, session := srv.dial(t)
	tests := []struct {
		name, method, query string
		body                string
	}{
		{"no transport", "GET", "?EIO=4", `{"code":0,"message":"Transport unknown"}`},
		{"unknown transport", "GET", "?EIO=4&transport=tcp", `{"code":0,"message":"Transport unknown"}`},
		{"unknown session", "GET", pollingQuery + "&sid=nobody", `{"code":1,"message":"Session ID unknown"}`},
		{"post without session", "POST", pollingQuery, `{"code":2,"message":"Bad handshake method"}`},
		{"WebSocket without upgrade", "GET", socketQuery, `{"code":3,"message":"Bad request"}`},
		{"WebSocket session polled", "GET", pollingQuery + "&sid=" + session.ID(), `{"code":3,"message":"Bad request"}`},
		{"polling session on another transport", "GET", socketQuery + "&sid=" + p.id, `{"code":3,"message":"Bad request"}`},
		{"other method", "DELETE", pollingQuery + "&sid=" + p.id, `{"code":3,"message":"Bad request"}`},
		{"old protocol", "GET", "?EIO=3&transport=polling", `{"code":5,"message":"Unsupported protocol version"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := wstest.Request(t, tt.method, srv.url+tt.query, "")
			if res.Status != http.StatusBadRequest || strings.TrimSpace(res.Body) != tt.body ||
				res.Header.Get("Content-Type") != "application/json" {
				t.Fatalf("got %+v", res)
			}
		})
	}
}

func TestServeHTTP_WebSocketOfUnknownSession(t *testing.T) {
	t.Parallel()
	c, err := wstest.Open(start(t, engineio.Config{}).url + socketQuery + "&sid=nobody")
	if err != nil || c.Status != http.StatusBadRequest {
		t.Fatalf("got %+v, %v", c, err)
	}
}

func TestOrigin(t *testing.T) {
	t.Parallel()
	onlyFriend := func(r *http.Request) bool { return r.Header.Get("Origin") == "https://friend.example" }
	guarded, standard := start(t, engineio.Config{AllowOrigin: onlyFriend}), start(t, engineio.Config{})
	own := strings.TrimSuffix(standard.url, "/engine.io/")
	upgrade := []string{
		"Connection", "Upgrade", "Upgrade", "websocket", "Sec-WebSocket-Version", "13",
		"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==",
	}
	tests := []struct {
		name, url, origin string
		headers           []string
		status            int
	}{
		{"allowed", guarded.url + pollingQuery, "https://friend.example", nil, 200},
		{"refused", guarded.url + pollingQuery, "https://foe.example", nil, 403},
		{"refused on a WebSocket", guarded.url + socketQuery, "https://foe.example", upgrade, 403},
		{"own host by default", standard.url + pollingQuery, own, nil, 200},
		{"others not by default", standard.url + pollingQuery, "https://friend.example", nil, 403},
		{"null not by default", standard.url + pollingQuery, "null", nil, 403},
		{"not by default on a WebSocket", standard.url + socketQuery, "https://friend.example", upgrade, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			res := wstest.Request(t, http.MethodGet, tt.url, "", append(tt.headers, "Origin", tt.origin)...)
			allowed := res.Header.Get("Access-Control-Allow-Origin")
			if res.Status != tt.status || (tt.status == 200) != (allowed == tt.origin) {
				t.Fatalf("got %+v", res)
			}
			if tt.status == 403 && strings.TrimSpace(res.Body) != `{"code":4,"message":"Forbidden"}` {
				t.Fatalf("got %q", res.Body)
			}
		})
	}
	t.Run("preflight", func(t *testing.T) {
		t.Parallel()
		res := wstest.Request(t, http.MethodOptions, guarded.url+pollingQuery, "",
			"Origin", "https://friend.example", "Access-Control-Request-Headers", "x-token")
		if res.Status != http.StatusNoContent || res.Header.Get("Access-Control-Allow-Headers") != "x-token" {
			t.Fatalf("got %+v", res)
		}
	})
}

func TestHandshake_IsRemembered(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{Handshake: func(r *http.Request) any { return r.UserAgent() }})
	wstest.Request(t, http.MethodGet, srv.url+pollingQuery, "", "User-Agent", "tester")
	s := <-srv.opened
	if s.Handshake() != "tester" {
		t.Fatalf("got %v", s.Handshake())
	}
}
