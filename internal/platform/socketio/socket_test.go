package socketio_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"testing"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/wstest"
)

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
	_ = c.Close()
	select {
	case err := <-closed:
		t.Fatalf("did not wait: %v", err)
	default:
	}
	close(release)
	if err := <-closed; err != nil {
		t.Fatal(err)
	}
	srv.expectEnd(t, "server shutting down")
}
