package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
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
		{"message and data", &socketio.ConnectError{Message: "no", Data: map[string]any{"retry": true}},
			`44{"message":"no","data":{"retry":true}}`},
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
	srv := start(t, socketio.Config{ConnectTimeout: 20 * time.Millisecond}, func(srv *server) {
		srv.ns.OnConnect(func(context.Context, *socketio.Socket, json.RawMessage) error {
			<-release
			return &socketio.ConnectError{Message: "no"}
		})
	})
	c := srv.dial(t)
	c.Send(t, "40")
	<-time.After(100 * time.Millisecond)
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

// TestEvents_SerialAndInOrder: one client's events wait for each other, also when more come than may wait.
func TestEvents_SerialAndInOrder(t *testing.T) {
	t.Parallel()
	const events = 500
	seen := make(chan int, events)
	running := make(chan struct{}, 1)
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("n", func(_ context.Context, _ *socketio.Socket, args socketio.Args, _ socketio.Ack) {
			select {
			case running <- struct{}{}:
			default:
				t.Error("two handlers of one client at once")
			}
			var n int
			_ = args.Decode(0, &n)
			seen <- n
			<-running
		})
	})
	c, _ := srv.connect(t)
	for i := range events {
		c.Send(t, `42["n",`+strconv.Itoa(i)+"]")
	}
	for i := range events {
		if n := <-seen; n != i {
			t.Fatalf("event %d is %d", i, n)
		}
	}
}

// TestEvents_BeforeLeaving: events sent before a client leaves are handled, and OnDisconnect comes after them.
func TestEvents_BeforeLeaving(t *testing.T) {
	t.Parallel()
	handled := make(chan string, 10)
	release := make(chan struct{})
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("last", func(context.Context, *socketio.Socket, socketio.Args, socketio.Ack) {
			<-release
			handled <- "last"
		})
		srv.ns.OnDisconnect(func(_ *socketio.Socket, reason string) { handled <- reason })
	})
	c, _ := srv.connect(t)
	c.Send(t, `42["last"]`, `42["last"]`, "41")
	close(release)
	for _, want := range []string{"last", "last", socketio.ReasonClient} {
		if got := <-handled; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestEvents_RateLimit(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{MaxEventsPerSecond: 1, EventBurst: 5}, func(srv *server) {
		srv.ns.On("e", func(_ context.Context, s *socketio.Socket, _ socketio.Args, _ socketio.Ack) {
			_ = s.Emit("seen")
		})
	})
	c, _ := srv.connect(t)
	for range 6 {
		c.Send(t, `42["e"]`)
	}
	c.ExpectClose(t)
	srv.expectEnd(t, socketio.ReasonRateLimit)
}

func TestEvents_PanicEndsTheClientOnly(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("bad", func(context.Context, *socketio.Socket, socketio.Args, socketio.Ack) { panic("oh") })
	})
	c, _ := srv.connect(t)
	other, s := srv.connect(t)
	c.Send(t, `42["bad"]`)
	c.ExpectClose(t)
	srv.expectEnd(t, socketio.ReasonPanic)
	expectNothing(t, other, s)
}

func TestArgs(t *testing.T) {
	t.Parallel()
	got := make(chan socketio.Args, 1)
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("args", func(_ context.Context, _ *socketio.Socket, args socketio.Args, ack socketio.Ack) {
			if ack != nil {
				t.Error("an acknowledgement that was not asked for")
			}
			got <- args
		})
	})
	c, _ := srv.connect(t)
	c.Send(t, `452-["args", {"a":[1, "],\"["]} ,{"_placeholder":true,"num":1},{"x":{"_placeholder":true,"num":0}},null]`)
	c.SendBinary(t, "zero")
	c.SendBinary(t, "one")
	args := <-got
	var first struct{ A []any }
	if err := args.Decode(0, &first); err != nil || len(first.A) != 2 || first.A[1] != `],"[` || args.Len() != 4 {
		t.Fatalf("got %v, %v of %d", first, err, args.Len())
	}
	if b, ok := args.Binary(1); !ok || string(b) != "one" {
		t.Fatalf("got %q, %v", b, ok)
	}
	for _, i := range []int{-1, 0, 2, 3, 4} {
		if _, ok := args.Binary(i); ok {
			t.Fatalf("argument %d is binary", i)
		}
	}
	if len(args.Attachments()) != 2 || string(args.JSON(3)) != "null" || args.JSON(4) != nil {
		t.Fatalf("got %q", args)
	}
	if args.Decode(4, &first) == nil {
		t.Fatal("decoded an argument that is not there")
	}
}

func TestEmit_Encoding(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	c, s := srv.connect(t)
	if err := s.Emit("e", "<&>", 1.5, json.RawMessage(`{"raw":1}`), nil, []int{1}); err != nil {
		t.Fatal(err)
	}
	c.Expect(t, `42["e","<&>",1.5,{"raw":1},null,[1]]`)
	if err := s.Emit("e", []byte("a"), "b", []byte("c")); err != nil {
		t.Fatal(err)
	}
	c.Expect(t, `452-["e",{"_placeholder":true,"num":0},"b",{"_placeholder":true,"num":1}]`)
	if a, b := c.NextBinary(t), c.NextBinary(t); a != "a" || b != "c" {
		t.Fatalf("got %q and %q", a, b)
	}
	if err := s.Emit("e", func() {}); err == nil {
		t.Fatal("emitted a function")
	}
}

func TestEmitWithAck(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	c, s := srv.connect(t)
	type answer struct {
		args socketio.Args
		err  error
	}
	ask := func(ctx context.Context) chan answer {
		got := make(chan answer, 1)
		go func() {
			args, err := s.EmitWithAck(ctx, "q")
			got <- answer{args, err}
		}()
		return got
	}
	got := ask(t.Context())
	c.Expect(t, `420["q"]`)
	c.Send(t, "437[false]", `430[{"a":1}]`, `430["again"]`) // answers to nothing are ignored
	if a := <-got; a.err != nil || string(a.args.JSON(0)) != `{"a":1}` {
		t.Fatalf("got %+v", a)
	}
	short, cancel := context.WithCancel(t.Context())
	got = ask(short)
	c.Expect(t, `421["q"]`)
	cancel()
	if a := <-got; !errors.Is(a.err, context.Canceled) {
		t.Fatalf("got %+v", a)
	}
	got = ask(t.Context())
	c.Expect(t, `422["q"]`)
	c.Send(t, "41")
	if a := <-got; !errors.Is(a.err, socketio.ErrDisconnected) {
		t.Fatalf("got %+v", a)
	}
	if _, err := s.EmitWithAck(t.Context(), "q"); !errors.Is(err, socketio.ErrDisconnected) {
		t.Fatalf("got %v", err)
	}
}

func TestAck_OnlyOnce(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("e", func(_ context.Context, _ *socketio.Socket, _ socketio.Args, ack socketio.Ack) {
			_ = ack(1)
			_ = ack(2)
		})
	})
	c, s := srv.connect(t)
	c.Send(t, `425["e"]`)
	c.Expect(t, "435[1]")
	expectNothing(t, c, s)
}

func TestDisconnect(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, nil)
	c, s := srv.connect(t)
	s.Join("room")
	s.Disconnect(false)
	srv.expectEnd(t, socketio.ReasonServer)
	c.Expect(t, "41")
	if n := srv.ns.RoomSize("room"); n != 0 || srv.ns.Socket(s.ID()) != nil {
		t.Fatal("still there")
	}
	if err := s.Emit("late"); !errors.Is(err, socketio.ErrDisconnected) {
		t.Fatalf("got %v", err)
	}
	c.Send(t, `42["ignored"]`, "40") // the client may come back on the same connection
	c.ExpectPrefix(t, `40{"sid":"`)
	s = <-srv.sockets
	s.Disconnect(true)
	c.Expect(t, "41")
	c.ExpectClose(t)
	srv.expectEnd(t, socketio.ReasonServer)
}

func TestPolling_Binary(t *testing.T) {
	t.Parallel()
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("e", func(_ context.Context, s *socketio.Socket, args socketio.Args, _ socketio.Ack) {
			_ = s.Emit("back", args.Values()...)
		})
	})
	url, _ := srv.poll(t)
	packet := `{"_placeholder":true,"num":0}]` + "\x1ebAQID"
	wstest.Request(t, http.MethodPost, url, `451-["e",`+packet)
	if res := wstest.Request(t, http.MethodGet, url, ""); res.Body != `451-["back",`+packet {
		t.Fatalf("got %+v", res)
	}
}

func TestClose_WaitsForHandlers(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	srv := start(t, socketio.Config{}, func(srv *server) {
		srv.ns.On("e", func(ctx context.Context, _ *socketio.Socket, _ socketio.Args, _ socketio.Ack) {
			close(begun)
			select {
			case <-release:
			case <-ctx.Done():
				t.Error("cancelled although there was time")
			}
		})
	})
	c, _ := srv.connect(t)
	c.Send(t, `42["e"]`)
	<-begun
	closed := make(chan error, 1)
	go func() { closed <- srv.Close(context.Background()) }()
	c.ExpectClose(t)
	c.Close()
	select {
	case <-closed:
		t.Fatal("did not wait")
	default:
	}
	close(release)
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	srv.expectEnd(t, "server shutting down")
}
