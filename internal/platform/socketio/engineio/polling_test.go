package engineio_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

func TestPolling_SeveralFramesInOneAnswer(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, s := srv.poll(t)
	s.Send(text("one"))
	s.Send(engineio.NewFrame([]byte("two"), []byte{1, 2, 3}, []byte("four")))
	p.expect(200, "4one\x1e4two\x1ebAQID\x1ebZm91cg==")
}

func TestPolling_AnswersAreBounded(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{MaxPayload: 100})
	p, s := srv.poll(t)
	a, b := strings.Repeat("a", 70), strings.Repeat("b", 200)
	s.Send(text(a))
	s.Send(text(b))
	p.expect(200, "4"+a)
	p.expect(200, "4"+b) // one frame always goes
}

func TestPolling_BadPosts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, body string
		status     int
		reason     string
	}{
		{"unknown packet", "abc", 400, engineio.ReasonParseError},
		{"empty", "", 400, engineio.ReasonParseError},
		{"empty packet", "4a\x1e", 400, engineio.ReasonParseError},
		{"ping from the client", "2", 400, engineio.ReasonTransportError},
		{"not base64", "b!!!!", 400, engineio.ReasonParseError},
		{"not UTF-8", "4\xff", 400, engineio.ReasonParseError},
		{"too long", "4" + strings.Repeat("x", 2000), 413, engineio.ReasonTransportError},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, engineio.Config{MaxPayload: 1000})
			p, _ := srv.poll(t)
			if res := p.post(tt.body); res.Status != tt.status {
				t.Fatalf("got %+v", res)
			}
			srv.expectEnd(t, tt.reason)
			if res := p.get(); res.Status != 400 {
				t.Fatalf("session lives on: %+v", res)
			}
		})
	}
}

func TestPolling_HarmlessPackets(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, _ := srv.poll(t)
	if res := p.post("6\x1e5\x1e3\x1e4still here"); res.Status != 200 {
		t.Fatalf("got %+v", res)
	}
	p.expect(200, "4still here")
}

// TestPolling_SecondPost: a POST whose body has not all come is overtaken by another.
func TestPolling_SecondPost(t *testing.T) {
	t.Parallel()
	received := make(chan struct{}, 1)
	srv := start(t, engineio.Config{}, func(srv *server, web *httptest.Server) {
		web.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.ContentLength == 100 {
				r.Body = notify{r.Body, received}
			}
			srv.Server.ServeHTTP(w, r)
		})
	})
	p, _ := srv.poll(t)
	conn, err := net.Dial("tcp", strings.Split(srv.url, "/")[2])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "POST /engine.io/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n4half",
		strings.TrimPrefix(p.url, srv.url))
	<-received // the body is being read, so the first POST has its place
	if res := p.post("4other"); res.Status != 400 {
		t.Fatalf("got %+v", res)
	}
	srv.expectEnd(t, engineio.ReasonTransportError)
}

// notify says when a body begins to be read.
type notify struct {
	io.ReadCloser
	reading chan struct{}
}

func (n notify) Read(p []byte) (int, error) {
	select {
	case n.reading <- struct{}{}:
	default:
	}
	return n.ReadCloser.Read(p)
}

func TestPolling_HalfPostThenGone(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, _ := srv.poll(t)
	conn, err := net.Dial("tcp", strings.Split(srv.url, "/")[2])
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(conn, "POST /engine.io/%s HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n4half",
		strings.TrimPrefix(p.url, srv.url))
	conn.Close()
	srv.expectEnd(t, engineio.ReasonTransportClose)
}

func TestPolling_ClosedSessionGivesTheRest(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{})
	p, s := srv.poll(t)
	s.Send(text("last words"))
	s.Close("enough")
	srv.expectEnd(t, "enough")
	if s.Send(text("more")) {
		t.Fatal("sent after the end")
	}
	p.expect(200, "4last words")
	p.expect(200, "1")
	if res := p.get(); res.Status != 400 {
		t.Fatalf("got %+v", res)
	}
}

func TestPolling_NotPollingIsSlow(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{MaxQueuedFrames: 10})
	_, s := srv.poll(t)
	sent := 0
	for s.Send(text("x")) {
		sent++
	}
	if sent < 10 || sent > 160 {
		t.Fatalf("accepted %d frames", sent)
	}
	srv.expectEnd(t, engineio.ReasonSlow)
	if n := srv.Stats().SlowClosed; n != 1 {
		t.Fatalf("counted %d", n)
	}
}

// TestPolling_ServerTimeouts: a poll may take longer than the http.Server allows for requests and answers.
func TestPolling_ServerTimeouts(t *testing.T) {
	t.Parallel()
	srv := start(t, engineio.Config{PingInterval: 300 * time.Millisecond}, func(_ *server, web *httptest.Server) {
		web.Config.ReadTimeout = 100 * time.Millisecond
		web.Config.WriteTimeout = 100 * time.Millisecond
	})
	p, _ := srv.poll(t)
	p.expect(200, "2")
}
