// Package wstest is a WebSocket client for tests: it waits with deadlines, and it can break every rule of the protocol.
package wstest

import (
	"bufio"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

// Patience is how long a test waits for what should happen.
const Patience = 20 * time.Second

// Conn is the client's side of a WebSocket.
type Conn struct {
	net.Conn
	Status int // of the answer to the handshake

	r *bufio.Reader
}

// Message is a data frame as received.
type Message struct {
	Binary bool
	Data   string
}

// ErrClosed is what Read returns after a close frame.
type ErrClosed struct{ Status int } //nolint:errname // reads as what it is: wstest.ErrClosed

func (e ErrClosed) Error() string { return fmt.Sprintf("closed with status %d", e.Status) }

// Accepted is the answer to every handshake of this package, which always sends the key of RFC 6455's example.
const Accepted = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
	"Sec-WebSocket-Accept: " + acceptKey + "\r\n\r\n"

const acceptKey = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="

// Open opens a WebSocket at an address like "http://127.0.0.1:1234/engine.io/?EIO=4&transport=websocket". If the server
// refuses, the connection has its status and cannot be used.
func Open(address string) (*Conn, error) { return OpenWith(address, nil) }

// OpenWith is Open, sending more together with the request.
func OpenWith(address string, more []byte) (*Conn, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	conn, err := net.DialTimeout("tcp", u.Host, Patience)
	if err != nil {
		return nil, err
	}
	if u.Scheme == "https" {
		conn = tls.Client(conn, &tls.Config{InsecureSkipVerify: true}) // a test's own certificate
	}
	c := &Conn{Conn: conn, r: bufio.NewReaderSize(conn, 512)}
	request := "GET " + u.RequestURI() + " HTTP/1.1\r\nHost: " + u.Host + "\r\nConnection: Upgrade\r\n" +
		"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
	_ = conn.SetDeadline(time.Now().Add(Patience))
	if _, err := conn.Write(append([]byte(request), more...)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	res, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	_ = conn.SetDeadline(time.Time{})
	c.Status = res.StatusCode
	if res.StatusCode != http.StatusSwitchingProtocols {
		return c, conn.Close()
	}
	if res.Header.Get("Sec-Websocket-Accept") != acceptKey {
		return nil, errors.Join(errors.New("wrong accept header"), conn.Close())
	}
	return c, nil
}

// Dial opens a WebSocket that must be accepted and is closed at the end of the test.
func Dial(tb testing.TB, address string) *Conn {
	tb.Helper()
	c, err := Open(address)
	if err != nil {
		tb.Fatalf("open %s: %v", address, err)
	}
	if c.Status != http.StatusSwitchingProtocols {
		tb.Fatalf("open %s: status %d", address, c.Status)
	}
	tb.Cleanup(func() { _ = c.Close() })
	return c
}

// Frame returns a masked frame. First is its first byte: the opcode, and 0x80 if it is the last of its message.
func Frame(first byte, payload []byte) []byte {
	p := []byte{first}
	switch n := len(payload); {
	case n < 126:
		p = append(p, 0x80|byte(n))
	case n < 1<<16:
		p = binary.BigEndian.AppendUint16(append(p, 0x80|126), uint16(n))
	default:
		p = binary.BigEndian.AppendUint64(append(p, 0x80|127), uint64(n))
	}
	key := [4]byte{0x12, 0x34, 0x56, 0x78}
	p = append(p, key[:]...)
	for i, b := range payload {
		p = append(p, b^key[i&3])
	}
	return p
}

// Send sends texts.
func (c *Conn) Send(tb testing.TB, texts ...string) {
	tb.Helper()
	for _, text := range texts {
		c.SendRaw(tb, Frame(0x81, []byte(text)))
	}
}

// SendBinary sends a binary message.
func (c *Conn) SendBinary(tb testing.TB, data string) {
	tb.Helper()
	c.SendRaw(tb, Frame(0x82, []byte(data)))
}

// SendRaw sends bytes as they are.
func (c *Conn) SendRaw(tb testing.TB, p []byte) {
	tb.Helper()
	_ = c.SetWriteDeadline(time.Now().Add(Patience))
	if _, err := c.Write(p); err != nil {
		tb.Fatalf("send: %v", err)
	}
}

// Read returns the next message; the error is ErrClosed after a close frame.
func (c *Conn) Read() (Message, error) {
	for {
		op, payload, err := c.ReadFrame()
		if err != nil {
			return Message{}, err
		}
		switch op {
		case websocket.Text, websocket.Binary:
			return Message{op == websocket.Binary, string(payload)}, nil
		case websocket.Close:
			status := 0
			if len(payload) >= 2 {
				status = int(binary.BigEndian.Uint16(payload))
			}
			return Message{}, ErrClosed{status}
		default:
		}
	}
}

// ReadFrame returns the next frame, of whatever kind.
func (c *Conn) ReadFrame() (websocket.Opcode, []byte, error) {
	_ = c.SetReadDeadline(time.Now().Add(Patience))
	var head [2]byte
	if _, err := io.ReadFull(c.r, head[:]); err != nil {
		return 0, nil, err
	}
	n := int(head[1])
	if ext := map[int]int{126: 2, 127: 8}[n]; ext > 0 {
		var b [8]byte
		if _, err := io.ReadFull(c.r, b[8-ext:]); err != nil {
			return 0, nil, err
		}
		n = int(binary.BigEndian.Uint64(b[:]))
	}
	payload := make([]byte, n)
	_, err := io.ReadFull(c.r, payload)
	return websocket.Opcode(head[0] & 0x0f), payload, err
}

// Next returns the next text.
func (c *Conn) Next(tb testing.TB) string {
	tb.Helper()
	m, err := c.Read()
	if err != nil {
		tb.Fatalf("read: %v", err)
	}
	if m.Binary {
		tb.Fatalf("got binary message %q", m.Data)
	}
	return m.Data
}

// NextBinary returns the next binary message.
func (c *Conn) NextBinary(tb testing.TB) string {
	tb.Helper()
	m, err := c.Read()
	if err != nil {
		tb.Fatalf("read: %v", err)
	}
	if !m.Binary {
		tb.Fatalf("got text message %q", m.Data)
	}
	return m.Data
}

// Expect reads texts and compares them. Pings are answered and skipped unless one is expected.
func (c *Conn) Expect(tb testing.TB, texts ...string) {
	tb.Helper()
	for _, want := range texts {
		got := c.Next(tb)
		for got == "2" && want != "2" {
			c.Send(tb, "3")
			got = c.Next(tb)
		}
		if got != want {
			tb.Fatalf("got %q, want %q", got, want)
		}
	}
}

// ExpectPrefix reads a text and returns what follows the prefix.
func (c *Conn) ExpectPrefix(tb testing.TB, prefix string) string {
	tb.Helper()
	got := c.Next(tb)
	rest, found := strings.CutPrefix(got, prefix)
	if !found {
		tb.Fatalf("got %q, want it to begin with %q", got, prefix)
	}
	return rest
}

// ExpectClose reads until the server closes the connection and returns the status, or zero if it sent none.
func (c *Conn) ExpectClose(tb testing.TB) int {
	tb.Helper()
	for {
		_, err := c.Read()
		var closed ErrClosed
		var late net.Error
		switch {
		case err == nil:
		case errors.As(err, &closed):
			return closed.Status
		case errors.As(err, &late) && late.Timeout():
			tb.Fatal("connection was not closed")
		default:
			return 0
		}
	}
}
