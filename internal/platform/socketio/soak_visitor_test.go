package socketio_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// visitor is a client of the soak. What fails in its life does not matter, as others end it too.
type visitor struct {
	srv    *server
	t      *testing.T
	random *rand.Rand
	c      *wstest.Conn // its WebSocket, if it has one
	url    string       // its session, if it polls
	sid    string       // of its socket
}

// life is what a visitor does: it comes, does some of what everyone does, and ends in its own way.
type life struct {
	come func(v *visitor) bool
	end  func(v *visitor)
}

func sending(p ...byte) func(v *visitor) { return func(v *visitor) { v.write(p) } }

func saying(text string) func(v *visitor) { return func(v *visitor) { v.say(text) } }

var soakLives = []life{
	{(*visitor).dial, func(*visitor) {}},
	{(*visitor).dial, (*visitor).reset},
	{(*visitor).dial, saying("1")},
	{(*visitor).dial, func(v *visitor) { v.say("41"); v.say("40"); v.read(3) }},
	{(*visitor).dial, sending(wstest.Frame(0x88, []byte("\x03\xe8"))...)},
	{(*visitor).dial, sending([]byte("garbage")...)},
	{(*visitor).dial, sending(wstest.Frame(0x81, []byte(`42["half"]`))[:6]...)},
	{(*visitor).dial, func(v *visitor) { v.write(wstest.Frame(0x01, []byte(`42["ec`))); v.reset() }},
	{(*visitor).dial, saying(`452-["echo",` + placeholder + `]`)},
	{(*visitor).dial, func(v *visitor) { v.say(`42["kick"]`); v.readAll() }},
	{(*visitor).dial, func(v *visitor) { v.say(`42["panic"]`); v.readAll() }},
	{(*visitor).dial, (*visitor).floods},
	{(*visitor).dial, (*visitor).never},
	{(*visitor).back, func(*visitor) {}},
	{(*visitor).back, (*visitor).reset},
	{(*visitor).connectNowhere, (*visitor).readAll},
	{(*visitor).poll, saying("1")},
	{(*visitor).poll, func(*visitor) {}},
	{(*visitor).poll, saying("garbage")},
	{(*visitor).poll, (*visitor).pollTwice},
	{(*visitor).poll, (*visitor).halfPost},
	{(*visitor).upgrade, func(*visitor) {}},
	{(*visitor).upgrade, (*visitor).reset},
	{(*visitor).upgradeAndPoll, saying("1")},
	{(*visitor).probe, func(*visitor) {}},
	{(*visitor).probe, sending(wstest.Frame(0x81, []byte("5"))[:4]...)},
	{(*visitor).probe, func(v *visitor) { v.request(http.MethodPost, "1") }},
	{(*visitor).probe, func(v *visitor) { v.say("4 before its time") }},
}

func (v *visitor) live(l life) {
	defer func() {
		if v.c != nil {
			_ = v.c.Close()
		}
	}()
	if !l.come(v) {
		return
	}
	for range v.random.IntN(6) {
		v.act()
		v.read(v.random.IntN(3))
	}
	l.end(v)
}

// act does one thing that clients do.
func (v *visitor) act() {
	room := strconv.Quote(roomName(v.random.IntN(soakRooms)))
	acts := []string{
		`42["join",` + room + `]`, `42["join",` + room + `]`, `4217["join",` + room + `]`, `42["leave",` + room + `]`,
		`42["say",` + room + `,{"n":[1,2]}]`, `4299["echo","` + strings.Repeat("long", v.random.IntN(5000)) + `"]`,
		`42["ask"]`, `430[]`, `40/other,`, `41/other,`, `40/nowhere,`, "3", "6",
	}
	v.say(acts[v.random.IntN(len(acts))])
}

// say sends a packet on the transport that the visitor has.
func (v *visitor) say(text string) {
	if v.c == nil {
		v.request(http.MethodPost, text)
		return
	}
	v.write(wstest.Frame(0x81, []byte(text)))
}

func (v *visitor) write(p []byte) {
	if v.c != nil {
		_, _ = v.c.Write(p)
	}
}

// read takes some packets or payloads. Pings see to it that there are some, and are not answered.
func (v *visitor) read(n int) {
	for range n {
		if v.c == nil {
			v.request(http.MethodGet, "")
		} else if _, err := v.c.Read(); err != nil {
			return
		}
	}
}

// readAll reads until the server ends the connection.
func (v *visitor) readAll() {
	for {
		if _, err := v.c.Read(); err != nil {
			return
		}
	}
}

func (v *visitor) request(method, body string) wstest.Response {
	ctx, cancel := context.WithTimeout(context.Background(), wstest.Patience)
	defer cancel()
	res, _ := wstest.Do(ctx, method, v.url, body)
	return res
}

func (v *visitor) open(query string) bool {
	c, err := wstest.Open(v.srv.url + "?EIO=4&transport=websocket" + query)
	if err != nil || c.Status != http.StatusSwitchingProtocols {
		return false
	}
	v.c = c
	return true
}

// dial comes by WebSocket.
func (v *visitor) dial() bool { return v.open("") && v.connect("40") }

// connect connects to the namespace and learns the socket's id.
func (v *visitor) connect(packet string) bool {
	v.say(packet)
	for range 10 {
		m, err := v.c.Read()
		var answer struct{ SID string }
		if err != nil {
			return false
		}
		if rest, ok := strings.CutPrefix(m.Data, "40"); ok && json.Unmarshal([]byte(rest), &answer) == nil {
			v.sid = answer.SID
			return true
		}
	}
	return false
}

// back comes, loses its connection, and comes back to go on.
func (v *visitor) back() bool {
	if !v.open("") {
		return false
	}
	v.say("40")
	for range 3 {
		m, err := v.c.Read()
		var answer struct{ PID string }
		if rest, ok := strings.CutPrefix(m.Data, "40"); err == nil && ok && json.Unmarshal([]byte(rest), &answer) == nil {
			v.act()
			_ = v.c.Close()
			return v.open("") && v.connect(`40{"pid":"`+answer.PID+`"}`)
		}
	}
	return false
}

// connectNowhere connects to no namespace, and waits to be closed for it.
func (v *visitor) connectNowhere() bool { return v.open("") }

// poll comes by long-polling.
func (v *visitor) poll() bool {
	v.url = v.srv.url + "?EIO=4&transport=polling"
	var open struct{ SID string }
	if body, ok := strings.CutPrefix(v.request(http.MethodGet, "").Body, "0"); !ok || json.Unmarshal([]byte(body), &open) != nil {
		return false
	}
	v.sid = open.SID
	v.url += "&sid=" + open.SID
	v.request(http.MethodPost, "40")
	return true
}

// probe comes by long-polling and begins an upgrade, in which it stays.
func (v *visitor) probe() bool {
	if !v.poll() || !v.open("&sid="+v.sid) {
		return false
	}
	v.write(wstest.Frame(0x81, []byte("2probe")))
	v.read(1)
	return true
}

// upgrade comes by long-polling and moves to a WebSocket.
func (v *visitor) upgrade() bool {
	if !v.probe() {
		return false
	}
	v.write(wstest.Frame(0x81, []byte("5")))
	return true
}

// upgradeAndPoll goes on polling while it moves.
func (v *visitor) upgradeAndPoll() bool {
	if !v.probe() {
		return false
	}
	polled := make(chan struct{})
	go func() {
		defer close(polled)
		v.request(http.MethodGet, "")
	}()
	v.write(wstest.Frame(0x81, []byte("5")))
	v.read(1)
	<-polled
	return true
}

// floods asks for more than it reads, until the server gives it up.
func (v *visitor) floods() {
	if conn, ok := v.c.Conn.(*net.TCPConn); ok {
		_ = conn.SetReadBuffer(4 << 10)
	}
	v.say(`42["flood"]`)
	v.never()
	v.readAll()
}

// never reads or sends anything any more, until the server gives it up.
func (v *visitor) never() {
	if !wstest.Eventually(func() bool { return v.srv.ns.Socket(v.sid) == nil }) {
		v.t.Error("who does not read is not given up")
	}
}

func (v *visitor) reset() {
	if conn, ok := v.c.Conn.(*net.TCPConn); ok {
		_ = conn.SetLinger(0)
	}
	_ = v.c.Close()
}

// pollTwice has two polls at once, which ends the session unless one finds it ended already.
func (v *visitor) pollTwice() {
	other := make(chan struct{})
	go func() {
		defer close(other)
		v.request(http.MethodGet, "")
	}()
	v.request(http.MethodGet, "")
	<-other
}

// halfPost breaks off in the middle of a request.
func (v *visitor) halfPost() {
	host, path, _ := strings.Cut(strings.TrimPrefix(v.url, "http://"), "/")
	conn, err := net.DialTimeout("tcp", host, wstest.Patience)
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("POST /" + path + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 10\r\n\r\n4"))
}
