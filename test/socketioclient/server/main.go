// Command server is what the JavaScript client is tested against: one namespace that echoes, broadcasts, asks back and
// refuses. PORT says where it listens; zero picks a port, which is printed.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, "127.0.0.1:"+os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "server:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, address string) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	srv := newServer()
	web := &http.Server{Handler: srv, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port) //nolint:forcetypeassert // a TCP listener
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := srv.Close(grace); err != nil {
		return err
	}
	return web.Close()
}

type event struct {
	ns   *socketio.Namespace
	s    *socketio.Socket
	args socketio.Args
	ack  socketio.Ack
}

func newServer() *socketio.Server {
	srv := socketio.New(socketio.Config{MaxEventsPerSecond: -1})
	ns := srv.Of("/")
	ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
		var who struct{ Token string }
		_ = json.Unmarshal(auth, &who)
		if who.Token == "expired" {
			return &socketio.ConnectError{Message: "token_expired", Data: map[string]int{"code": 7}}
		}
		s.Join("everyone")
		return s.Emit("welcome", s.ID())
	})
	for name, handle := range map[string]func(context.Context, event) error{
		"echo":      func(_ context.Context, e event) error { return e.s.Emit("echo", e.args.Values()...) },
		"ack":       func(_ context.Context, e event) error { return e.ack(e.args.Values()...) },
		"ask":       askBack,
		"join":      join,
		"broadcast": broadcast,
		"kick":      func(_ context.Context, e event) error { e.s.Disconnect(true); return nil },
	} {
		ns.On(name, func(ctx context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
			if err := handle(ctx, event{ns, s, args, ack}); err != nil {
				fmt.Fprintln(os.Stderr, name+":", err)
			}
		})
	}
	return srv
}

// askBack sends the client a question and acknowledges with its answer.
func askBack(ctx context.Context, e event) error {
	answer, err := e.s.EmitWithAck(ctx, "question", e.args.Values()...)
	if err != nil {
		return err
	}
	return e.ack(answer.Values()...)
}

// join puts the client into a room.
func join(_ context.Context, e event) error {
	var room string
	if err := e.args.Decode(0, &room); err != nil {
		return err
	}
	e.s.Join(room)
	return e.ack()
}

// broadcast sends count numbered messages to a room, except to the sender.
func broadcast(_ context.Context, e event) error {
	var room string
	var count int
	if err := e.args.Decode(0, &room); err != nil {
		return err
	}
	if err := e.args.Decode(1, &count); err != nil {
		return err
	}
	for i := range count {
		if err := e.ns.To(room).Except(e.s.ID()).Emit("news", i); err != nil {
			return err
		}
	}
	return e.ack()
}
