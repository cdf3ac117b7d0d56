package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

func TestOnConnect_Refusal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"message", &socketio.ConnectError{Message: "token_expired"}, `44{"message":"token_expired"}`},
		{
			"message and data", &socketio.ConnectError{Message: "no", Data: map[string]any{"retry": true}},
			`44{"message":"no","data":{"retry":true}}`,
		},
		{"another error says nothing", errors.New("password of the database is 1234"), `44{"message":"Connection refused"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, socketio.Config{}, func(srv *server) {
				srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
					if auth != nil {
						srv.sockets <- s
						return nil
					}
					s.Join("room")
					_ = s.Emit("never seen")
					return tt.err
				})
			})
			c := srv.dial(t)
			c.Send(t, "40")
			c.Expect(t, tt.want)
			if n := srv.ns.RoomSize("room"); n != 0 {
				t.Fatalf("room has %d members", n)
			}
			c.Send(t, `40{"token":"better"}`) // the connection may be tried again
			c.ExpectPrefix(t, `40{"sid":"`)
			<-srv.sockets
			if len(srv.reasons) > 0 {
				t.Fatal("told of the end of what was never connected")
			}
		})
	}
}

// TestOnConnect_EmitAndJoin: what is emitted and broadcast while OnConnect runs comes after the connection.
func TestOnConnect_EmitAndJoin(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
			s.SetValue("user 1")
			s.Join("room")
			_ = s.Emit("first", s.Value())
			return srv.ns.To("room").Emit("second")
		})
	})
	c := srv.dial(t)
	c.Send(t, "40")
	c.ExpectPrefix(t, `40{"sid":"`)
	c.Expect(t, `42["first","user 1"]`, `42["second"]`)
}

func TestOnConnect_SlowDoesNotTimeOut(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	srv := start(t, socketio.Config{ConnectTimeout: 200 * time.Millisecond}, func(srv *server) {
		srv.ns.OnConnect(func(context.Context, *socketio.Socket, json.RawMessage) error {
			<-release
			return &socketio.ConnectError{Message: "no"}
		})
	})
	c := srv.dial(t)
	c.Send(t, "40")
	<-time.After(500 * time.Millisecond) // over two timeouts
	close(release)
	c.Expect(t, `44{"message":"no"}`)
	c.ExpectClose(t) // it has connected to nothing in its time
}

func TestOnConnect_ClientLeavesMeanwhile(t *testing.T) {
	t.Parallel()
	asked, release := make(chan struct{}), make(chan struct{})
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.OnConnect(func(_ context.Context, s *socketio.Socket, _ json.RawMessage) error {
			s.Join("room")
			close(asked)
			<-release
			s.Join("too late")
			return nil
		})
	})
	c := srv.dial(t)
	c.Send(t, "40")
	<-asked
	c.Close()
	wstest.Until(t, "the rooms are left", func() bool { return srv.ns.RoomSize("room") == 0 })
	close(release)
	srv.expectEnd(t, "transport close")
	if n := srv.ns.RoomSize("too late"); n != 0 {
		t.Fatalf("room has %d members", n)
	}
}

func TestNamespaces_Limit(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		for i := range 5 {
			srv.Of("/" + strconv.Itoa(i))
		}
	})
	c := srv.dial(t)
	for i := range 4 {
		c.Send(t, "40/"+strconv.Itoa(i)+",")
		c.ExpectPrefix(t, "40/"+strconv.Itoa(i)+",{")
	}
	c.Send(t, "40/4,")
	c.Expect(t, `44/4,{"message":"Too many namespaces"}`)
	c.Send(t, "41/0,", "40/4,")
	c.ExpectPrefix(t, "40/4,{")
}

func TestProtocolErrors_Close(t *testing.T) {
	t.Parallel()
	placeholder := `{"_placeholder":true,"num":0}`
	tests := []struct {
		name  string
		texts []string
	}{
		{"connected twice", []string{"40"}},
		{"reserved event", []string{`42["disconnect"]`}},
		{"event without a name", []string{"42[]"}},
		{"name not a string", []string{"42[{}]"}},
		{"not an array", []string{`42{"a":1}`}},
		{"not JSON", []string{`42["a"`}},
		{"rest after the array", []string{`42["a"]]`}},
		{"auth not an object", []string{"41", `40[1]`}},
		{"server's packet type", []string{`44{"message":"x"}`}},
		{"ack without id", []string{"43[]"}},
		{"ack id too large", []string{`4299999999999999999["a"]`}},
		{"too deep", []string{`42["a",` + strings.Repeat(`{"a":`, 33) + "1" + strings.Repeat("}", 33) + "]"}},
		{"too many attachments", []string{"4511-[" + `"a",` + placeholder + "]"}},
		{"attachments without number", []string{`45-["a",` + placeholder + "]"}},
		{"text where an attachment is due", []string{`451-["a",` + placeholder + "]", `42["b"]`}},
		{"long namespace", []string{"40/" + strings.Repeat("n", 300) + ","}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := start(t, socketio.Config{}, nil)
			c, _ := srv.connect(t)
			c.Send(t, tt.texts...)
			c.ExpectClose(t)
		})
	}
	t.Run("attachment to nothing", func(t *testing.T) {
		t.Parallel()
		c, _ := start(t, socketio.Config{}, nil).connect(t)
		c.SendBinary(t, "x")
		c.ExpectClose(t)
	})
}
