package main

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// These are the cases of the Socket.IO protocol test suite, revision 5, beyond those it shares with Engine.IO.

// connects sends a connection request and expects the answer and the auth event.
func connects(t *testing.T, request, prefix, auth string) *wstest.Conn {
	t.Helper()
	return startServer(t).connects(t, request, prefix, auth)
}

func (s site) connects(t *testing.T, request, prefix, auth string) *wstest.Conn {
	t.Helper()
	c := s.dial(t)
	c.Send(t, request)
	checkConnect(t, c, prefix)
	c.Expect(t, auth)
	return c
}

func checkConnect(t *testing.T, c *wstest.Conn, prefix string) {
	t.Helper()
	answer := c.ExpectPrefix(t, prefix)
	var keys map[string]string
	if json.Unmarshal([]byte(answer), &keys) != nil || len(keys) != 1 || keys["sid"] == "" {
		t.Fatalf("connected with %q", answer)
	}
}

// connected opens a connection to the main namespace.
func connected(t *testing.T) *wstest.Conn {
	t.Helper()
	return connects(t, "40", "40", `42["auth",{}]`)
}

// asked is connected to a server that asks whether its client is there.
func asked(t *testing.T) *wstest.Conn {
	t.Helper()
	return startServerOn(t, engineio.DriverAuto, patient).connects(t, "40", "40", `42["auth",{}]`)
}

func TestConnect_Main(t *testing.T) {
	t.Parallel()
	connected(t)
}

func TestConnect_MainWithPayload(t *testing.T) {
	t.Parallel()
	connects(t, `40{"token":"123"}`, "40", `42["auth",{"token":"123"}]`)
}

func TestConnect_Custom(t *testing.T) {
	t.Parallel()
	connects(t, "40/custom,", "40/custom,", `42/custom,["auth",{}]`)
}

func TestConnect_CustomWithPayload(t *testing.T) {
	t.Parallel()
	connects(t, `40/custom,{"token":"abc"}`, "40/custom,", `42/custom,["auth",{"token":"abc"}]`)
}

func TestConnect_UnknownNamespace(t *testing.T) {
	t.Parallel()
	c := startServer(t).dial(t)
	c.Send(t, "40/random")
	c.Expect(t, `44/random,{"message":"Invalid namespace"}`)
}

func TestConnect_InvalidHandshake(t *testing.T) {
	t.Parallel()
	c := startServer(t).dial(t)
	c.Send(t, "4abc")
	c.ExpectClose(t)
}

func TestConnect_NoHandshake(t *testing.T) {
	t.Parallel()
	s := startServerOn(t, engineio.DriverAuto, beat{quick.interval, time.Minute, quick.connect})
	c := s.dial(t)
	for begin := time.Now(); ; {
		m, err := c.Read()
		if err != nil {
			if took := time.Since(begin); took < quick.connect/2 || took > wstest.Patience {
				t.Fatalf("closed after %v", took)
			}
			return
		}
		if m.Data == "2" {
			c.Send(t, "3") // alive, but not connecting
		}
	}
}

func TestDisconnect_Main(t *testing.T) {
	t.Parallel()
	c := asked(t)
	c.Send(t, "41")
	c.Expect(t, "2")
}

func TestDisconnect_Custom(t *testing.T) {
	t.Parallel()
	c := asked(t)
	c.Expect(t, "2")
	c.Send(t, "40/custom")
	checkConnect(t, c, "40/custom,")
	c.Expect(t, `42/custom,["auth",{}]`)
	c.Send(t, "41/custom", `42["message","message to main namespace"]`)
	c.Expect(t, `42["message-back","message to main namespace"]`)
}

func TestMessage_Text(t *testing.T) {
	t.Parallel()
	c := connected(t)
	c.Send(t, `42["message",1,"2",{"3":[true]}]`)
	c.Expect(t, `42["message-back",1,"2",{"3":[true]}]`)
}

const twoPlaceholders = `{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]`

// expectBinary reads a packet with two attachments.
func expectBinary(t *testing.T, c *wstest.Conn, packet string) {
	t.Helper()
	c.Expect(t, packet)
	if a, b := c.NextBinary(t), c.NextBinary(t); a != "\x01\x02\x03" || b != "\x04\x05\x06" {
		t.Fatalf("attachments %q and %q", a, b)
	}
}

func TestMessage_Binary(t *testing.T) {
	t.Parallel()
	c := connected(t)
	c.Send(t, `452-["message",`+twoPlaceholders)
	c.SendBinary(t, "\x01\x02\x03")
	c.SendBinary(t, "\x04\x05\x06")
	expectBinary(t, c, `452-["message-back",`+twoPlaceholders)
}

func TestMessage_TextWithAck(t *testing.T) {
	t.Parallel()
	c := connected(t)
	c.Send(t, `42456["message-with-ack",1,"2",{"3":[false]}]`)
	c.Expect(t, `43456[1,"2",{"3":[false]}]`)
}

func TestMessage_BinaryWithAck(t *testing.T) {
	t.Parallel()
	c := connected(t)
	c.Send(t, `452-789["message-with-ack",`+twoPlaceholders)
	c.SendBinary(t, "\x01\x02\x03")
	c.SendBinary(t, "\x04\x05\x06")
	expectBinary(t, c, `462-789[`+twoPlaceholders)
}

// closes expects that the server closes the connection upon a message.
func closes(t *testing.T, message string) {
	t.Helper()
	t.Parallel()
	c := connected(t)
	c.Send(t, message)
	c.ExpectClose(t)
}

func TestMessage_UnknownPacketType(t *testing.T) { closes(t, "4abc") }
func TestMessage_InvalidPayload(t *testing.T)    { closes(t, "42{}") }
func TestMessage_InvalidAckID(t *testing.T) {
	closes(t, `42abc["message-with-ack",1,"2",{"3":[false]}]`)
}

func TestMessage_TooDeep(t *testing.T) {
	closes(t, `42["message",`+strings.Repeat("[", 40)+strings.Repeat("]", 40)+`]`)
}
