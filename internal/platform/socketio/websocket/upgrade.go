package websocket

import (
	"crypto/sha1" //nolint:gosec // the handshake of RFC 6455 is defined with SHA-1; it protects nothing
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// magic is appended to the client's key before hashing, RFC 6455, section 1.3.
const magic = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// IsUpgrade reports whether the request asks to become a WebSocket.
func IsUpgrade(r *http.Request) bool {
	return hasToken(r.Header, "Connection", "upgrade") && hasToken(r.Header, "Upgrade", "websocket")
}

// Check reports whether the request can become a WebSocket: HTTP/1.1, GET, version 13 and a well-formed key.
func Check(r *http.Request) error {
	switch {
	case r.ProtoMajor != 1 || r.ProtoMinor < 1:
		return errors.New("websocket: upgrade needs HTTP/1.1")
	case r.Method != http.MethodGet:
		return errors.New("websocket: upgrade needs GET")
	case !IsUpgrade(r):
		return errors.New("websocket: not an upgrade")
	case r.Header.Get("Sec-Websocket-Version") != "13":
		return errors.New("websocket: version is not 13")
	}
	if key, err := base64.StdEncoding.DecodeString(r.Header.Get("Sec-Websocket-Key")); err != nil || len(key) != 16 {
		return errors.New("websocket: malformed key")
	}
	return nil
}

// AppendResponse appends the answer that accepts a checked request.
func AppendResponse(dst []byte, r *http.Request) []byte {
	sum := sha1.Sum([]byte(r.Header.Get("Sec-Websocket-Key") + magic)) //nolint:gosec // see the import
	dst = append(dst, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Accept: "...)
	dst = base64.StdEncoding.AppendEncode(dst, sum[:])
	return append(dst, "\r\n\r\n"...)
}

// Hijack takes the connection away from net/http, with the bytes that the client has already sent. All deadlines are
// cleared and nothing of net/http stays referenced.
func Hijack(w http.ResponseWriter) (conn net.Conn, early []byte, err error) {
	conn, rw, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return nil, nil, fmt.Errorf("websocket: take over connection: %w", err)
	}
	if err := conn.SetDeadline(time.Time{}); err != nil {
		_ = conn.Close()
		return nil, nil, fmt.Errorf("websocket: clear deadlines: %w", err)
	}
	if n := rw.Reader.Buffered(); n > 0 {
		peeked, _ := rw.Reader.Peek(n)
		early = append(early, peeked...)
	}
	return conn, early, nil
}

func hasToken(h http.Header, name, token string) bool {
	for _, line := range h.Values(name) {
		for field := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(field), token) {
				return true
			}
		}
	}
	return false
}
