package socketio_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// traveller is a client that can come back.
type traveller struct {
	*wstest.Conn
	sid, pid, offset string
}

// withRecovery has clients identified by "user" in what they send, and put into the rooms they name.
func withRecovery(srv *server) {
	srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
		var who struct{ User string }
		_ = json.Unmarshal(auth, &who)
		s.SetValue(who.User)
		srv.sockets <- s
		return nil
	})
	srv.ns.OnIdentify(func(s *socketio.Socket) string {
		user, _ := s.Value().(string)
		return user
	})
}

func startRecovery(t *testing.T, r socketio.Recovery) *server {
	t.Helper()
	return start(t, socketio.Config{Recovery: &r}, withRecovery)
}

// travel connects with what was learned on the last connection, if there was one.
func (srv *server) travel(t *testing.T, last *traveller, user string) (*traveller, *socketio.Socket) {
	t.Helper()
	c := srv.dial(t)
	auth := map[string]string{"user": user}
	if last != nil {
		auth["pid"] = last.pid
		if last.offset != "" {
			auth["offset"] = last.offset
		}
	}
	text, _ := json.Marshal(auth)
	c.Send(t, "40"+string(text))
	var answer struct{ SID, PID string }
	if err := json.Unmarshal([]byte(c.ExpectPrefix(t, "40")), &answer); err != nil || answer.PID == "" {
		t.Fatalf("connected as %+v, %v", answer, err)
	}
	return &traveller{Conn: c, sid: answer.SID, pid: answer.PID}, <-srv.sockets
}

// expect reads events and takes the offset from each.
func (c *traveller) expect(t *testing.T, events ...string) {
	t.Helper()
	for _, want := range events {
		got := c.Next(t)
		var args []json.RawMessage
		if err := json.Unmarshal([]byte(strings.TrimPrefix(got, "42")), &args); err != nil || len(args) < 2 {
			t.Fatalf("got %q, %v", got, err)
		}
		offset := string(args[len(args)-1])
		if text := strings.TrimSuffix(got, ","+offset+"]") + "]"; text != "42"+want {
			t.Fatalf("got %q, want %q and an offset", got, want)
		}
		if err := json.Unmarshal(args[len(args)-1], &c.offset); err != nil || c.offset == "" {
			t.Fatalf("offset %s", offset)
		}
	}
}

// breakOff ends the connection without a word and waits until the server has noticed.
func (srv *server) breakOff(t *testing.T, c *traveller) {
	t.Helper()
	_ = c.Close()
	srv.expectEnd(t, "transport close")
}

func (c *traveller) expectRecovered(t *testing.T, last *traveller, s *socketio.Socket) {
	t.Helper()
	if c.sid != last.sid || c.pid != last.pid || !s.Recovered() || s.ID() != last.sid {
		t.Fatalf("is %s, %s after %s, %s; recovered: %t", c.sid, c.pid, last.sid, last.pid, s.Recovered())
	}
	c.offset = last.offset
}

func (c *traveller) expectFresh(t *testing.T, last *traveller, s *socketio.Socket) {
	t.Helper()
	if c.sid == last.sid || c.pid == last.pid || s.Recovered() {
		t.Fatalf("is %s, %s after %s, %s; recovered: %t", c.sid, c.pid, last.sid, last.pid, s.Recovered())
	}
}

func TestRecovery_GoesOn(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	c, s := srv.travel(t, nil, "ann")
	if !strings.HasPrefix(c.pid, c.sid) || s.Recovered() {
		t.Fatalf("pid %q of %q", c.pid, c.sid)
	}
	s.Join("a", "b", "c")
	for round := range 3 {
		r := strconv.Itoa(round)
		_ = srv.ns.To("a").Emit("seen", r)
		c.expect(t, `["seen","`+r+`"]`)
		srv.breakOff(t, c)
		_ = srv.ns.To("a").Emit("missed", 1)
		_ = srv.ns.To("elsewhere").Emit("for others")
		_ = srv.ns.To("b", "c").EmitRaw("missed", []byte(`{"n":2}`))
		_ = srv.ns.To("a").Except(c.sid).Emit("own")
		_ = srv.ns.To("a").Except("b").Emit("own")
		_ = srv.ns.To("a").Volatile("").Emit("passing")
		_ = srv.ns.To(c.sid).Emit("missed", 3)
		_ = srv.ns.Emit("missed", 4)
		back, again := srv.travel(t, c, "ann")
		back.expectRecovered(t, c, again)
		if rooms := again.Rooms(); len(rooms) != 3 {
			t.Fatalf("in rooms %q", rooms)
		}
		_ = srv.ns.To("c").Emit("live")
		back.expect(t, `["missed",1]`, `["missed",{"n":2}]`, `["missed",3]`, `["missed",4]`, `["live"]`)
		c = back
	}
	st := srv.RecoveryStats()
	if st.Recovered != 3 || st.Refused != 0 || st.Away != 0 || st.Events == 0 || st.Bytes == 0 {
		t.Fatalf("counted %+v", st)
	}
}

// TestRecovery_BeforeAnyEvent: who has received nothing yet has no offset, and misses nothing either.
func TestRecovery_BeforeAnyEvent(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	_ = srv.ns.Emit("before it came")
	_ = srv.ns.To("a").Emit("before it came")
	c, s := srv.travel(t, nil, "ann")
	_ = srv.ns.To("a").Emit("before it joined")
	s.Join("a")
	srv.breakOff(t, c)
	_ = srv.ns.To("a").Emit("missed")
	back, again := srv.travel(t, c, "ann")
	back.expectRecovered(t, c, again)
	back.expect(t, `["missed"]`)
}

// TestRecovery_NotReadYet: what was sent and not received any more comes again.
func TestRecovery_NotReadYet(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	c, s := srv.travel(t, nil, "ann")
	s.Join("a")
	_ = s.Emit("first")
	c.expect(t, `["first"]`)
	_ = s.Emit("second")
	_ = srv.ns.To("a").Emit("third")
	srv.breakOff(t, c) // without having read them
	back, again := srv.travel(t, c, "ann")
	back.expectRecovered(t, c, again)
	back.expect(t, `["second"]`, `["third"]`)
}

// TestRecovery_ServerHasNotNoticed: a client that comes back while its old connection still counts takes its place.
func TestRecovery_ServerHasNotNoticed(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	c, s := srv.travel(t, nil, "ann")
	s.Join("a")
	_ = srv.ns.To("a").Emit("not read")
	thief, other := srv.travel(t, c, "bob")
	thief.expectFresh(t, c, other)
	back, again := srv.travel(t, c, "ann")
	back.expectRecovered(t, c, again)
	back.expect(t, `["not read"]`)
	srv.expectEnd(t, "transport close")
	c.ExpectClose(t)
}

func TestRecovery_Offsets(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	c, s := srv.travel(t, nil, "ann")
	s.Join("a")
	to := srv.ns.To("a")
	_ = to.Emit("no arguments")
	_ = to.Emit("a text", "x")
	_ = s.Emit("to one", 1)
	c.expect(t, `["no arguments"]`, `["a text","x"]`, `["to one",1]`)
	_ = to.Emit("binary", []byte{1})
	if got := c.Next(t); !strings.HasPrefix(got, `451-["binary",{"_placeholder":true,"num":0},"`) {
		t.Fatalf("got %q", got)
	}
	if got := c.NextBinary(t); got != "\x01" {
		t.Fatalf("got %q", got)
	}
	// What cannot be recovered must not look as if it had an offset, and not shift the arguments before an answer.
	_ = to.Volatile("").Emit("passing", "text")
	_ = to.Volatile("").Emit("passing", 1)
	_ = to.Volatile("").Emit("passing")
	c.Conn.Expect(t, `42["passing","text",null]`, `42["passing",1]`, `42["passing",null]`)
	go func() { _, _ = s.EmitWithAck(context.Background(), "question", "text") }()
	c.Conn.Expect(t, `420["question","text"]`)
}

// TestRecovery_Polling: recovery knows no transport.
func TestRecovery_Polling(t *testing.T) {
	t.Parallel()
	srv := startRecovery(t, socketio.Recovery{})
	c, s := srv.travel(t, nil, "ann")
	s.Join("a")
	_ = s.Emit("first")
	c.expect(t, `["first"]`)
	srv.breakOff(t, c)
	_ = srv.ns.To("a").Emit("missed")

	url := srv.url + "?EIO=4&transport=polling"
	var open struct{ SID string }
	if err := json.Unmarshal([]byte(wstest.Request(t, http.MethodGet, url, "").Body[1:]), &open); err != nil {
		t.Fatal(err)
	}
	url += "&sid=" + open.SID
	wstest.Request(t, http.MethodPost, url, fmt.Sprintf(`40{"pid":%q,"offset":%q,"user":"ann"}`, c.pid, c.offset))
	body := wstest.Request(t, http.MethodGet, url, "").Body
	connected, missed, _ := strings.Cut(body, "\x1e")
	if connected != fmt.Sprintf(`40{"sid":%q,"pid":%q}`, c.sid, c.pid) || !strings.HasPrefix(missed, `42["missed","`) {
		t.Fatalf("polled %q", body)
	}
}
