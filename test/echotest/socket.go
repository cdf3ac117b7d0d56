package echotest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

// Socket is a person's live connection: a Socket.IO client on a WebSocket, of as much of the protocol
// as a test needs.
type Socket struct {
	conn *wstest.Conn
	acks int
	pid  string // with which the client can come back

	offset string // of the last event received
}

// Event is what the server emitted.
type Event struct {
	Name string
	Data json.RawMessage
}

// Connect opens a connection with a token and returns it, or the code that refused it.
func (s *Server) Connect(t testing.TB, token string) (*Socket, string) {
	t.Helper()
	socket, _, refusal := s.connect(t, map[string]string{"token": token})
	return socket, refusal
}

// ComeBack breaks a connection off and opens another that is to go on where that was; it reports whether it does.
func (s *Server) ComeBack(t testing.TB, token string, last *Socket) (socket *Socket, recovered bool) {
	t.Helper()
	_ = last.conn.Close()
	auth := map[string]string{"token": token, "pid": last.pid}
	if last.offset != "" {
		auth["offset"] = last.offset
	}
	socket, recovered, refusal := s.connect(t, auth)
	if socket == nil {
		t.Fatalf("refused: %s", refusal)
	}
	socket.offset = last.offset
	return socket, recovered
}

func (s *Server) connect(t testing.TB, handshake map[string]string) (socket *Socket, recovered bool, refusal string) {
	t.Helper()
	conn := wstest.Dial(t, s.Live+"/socket.io/?EIO=4&transport=websocket")
	conn.ExpectPrefix(t, "0")
	auth, err := json.Marshal(handshake)
	if err != nil {
		t.Fatal(err)
	}
	conn.Send(t, "40"+string(auth))
	answer := conn.Next(t)
	if refusal, ok := strings.CutPrefix(answer, "44"); ok {
		var e struct {
			Message string
			Data    struct{ Code string }
		}
		if err := json.Unmarshal([]byte(refusal), &e); err != nil || e.Message != e.Data.Code {
			t.Fatalf("refused with %s", refusal)
		}
		return nil, false, e.Message
	}
	var connected struct{ PID string }
	if err := json.Unmarshal([]byte(strings.TrimPrefix(answer, "40")), &connected); err != nil {
		t.Fatalf("connected with %s", answer)
	}
	return &Socket{conn: conn, pid: connected.PID}, connected.PID == handshake["pid"], ""
}

// Next returns the next event.
func (s *Socket) Next(t testing.TB) Event {
	t.Helper()
	text := s.next(t)
	event, ok := strings.CutPrefix(text, "42")
	if !ok {
		t.Fatalf("got %q, want an event", text)
	}
	return s.parse(t, event)
}

// next returns the next packet that is no ping, and answers those.
func (s *Socket) next(t testing.TB) string {
	t.Helper()
	for {
		text := s.conn.Next(t)
		if text != "2" {
			return text
		}
		s.conn.Send(t, "3")
	}
}

func (s *Socket) parse(t testing.TB, text string) Event {
	t.Helper()
	var parts []json.RawMessage
	if err := json.Unmarshal([]byte(text), &parts); err != nil || len(parts) < 2 || len(parts) > 3 {
		t.Fatalf("event %s: %v", text, err)
	}
	if len(parts) == 3 { // else it cannot be recovered
		if err := json.Unmarshal(parts[2], &s.offset); err != nil {
			t.Fatalf("event %s: %v", text, err)
		}
	}
	var e Event
	if err := json.Unmarshal(parts[0], &e.Name); err != nil {
		t.Fatal(err)
	}
	e.Data = parts[1]
	return e
}

// Expect skips events until one of that name comes, and reads it into out.
func (s *Socket) Expect(t testing.TB, name string, out any) {
	t.Helper()
	for {
		if e := s.Next(t); e.Name == name {
			if out != nil {
				if err := json.Unmarshal(e.Data, out); err != nil {
					t.Fatalf("%s is %s: %v", name, e.Data, err)
				}
			}
			return
		}
	}
}

// Ack is the server's answer to an event.
type Ack struct {
	OK            bool
	Code          string
	LastMessageNo int64
	People        []Presence // of presence:get
}

// Presence is how somebody is.
type Presence struct {
	UserID, Presence string
	Status           *struct{ Text string }
	LastSeenAt       *time.Time
}

// Emit sends an event and waits for its acknowledgement; the events that came before that are returned.
func (s *Socket) Emit(t testing.TB, name string, payload any) (Ack, []Event) {
	t.Helper()
	raw, err := json.Marshal([]any{name, payload})
	if err != nil {
		t.Fatal(err)
	}
	s.acks++
	s.conn.Send(t, fmt.Sprintf("42%d%s", s.acks, raw))
	var before []Event
	for {
		text := s.next(t)
		if answer, ok := strings.CutPrefix(text, fmt.Sprintf("43%d", s.acks)); ok {
			var acks []Ack
			if err := json.Unmarshal([]byte(answer), &acks); err != nil || len(acks) != 1 {
				t.Fatalf("acknowledged with %s: %v", answer, err)
			}
			return acks[0], before
		}
		if event, ok := strings.CutPrefix(text, "42"); ok {
			before = append(before, s.parse(t, event))
		}
	}
}

// Break ends the connection without a word.
func (s *Socket) Break() { _ = s.conn.Close() }

// ExpectEnd waits until the server closes the connection.
func (s *Socket) ExpectEnd(t testing.TB) {
	t.Helper()
	for {
		if _, err := s.conn.Read(); err != nil {
			return
		}
	}
}
