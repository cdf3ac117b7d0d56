package rpc

import (
	"bytes"
	"net/http"
	"net/url"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// BenchmarkSignature signs and checks a call and its answer, of the size of a message.
func BenchmarkSignature(b *testing.B) {
	c := NewCredential(clock.System{}, bytes.Repeat([]byte("k"), 32))
	body := bytes.Repeat([]byte("x"), 600)
	for b.Loop() {
		r := &http.Request{URL: &url.URL{Path: "/message/Send"}, Header: http.Header{callerHeader: {`{"userId":"01932f6e-7b1a-7c3d-8e4f-0123456789ab"}`}}}
		c.sign(r, body)
		s, err := c.verify(r)
		if err != nil || !s.hasBody(body) {
			b.Fatal(err)
		}
		made := s.answer(http.StatusOK, r.Header, body)
		if checked := s.answer(http.StatusOK, r.Header, body); checked != made { // by the other side
			b.Fatal("differs")
		}
	}
}
