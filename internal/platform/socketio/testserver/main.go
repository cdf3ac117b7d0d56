// Command testserver is what the protocol suites of the Socket.IO project are run against: a bare Engine.IO server that
// echoes at /engine.io/, and a Socket.IO server at /socket.io/. PORT says where it listens; DRIVER=goroutine chooses the
// portable driver.
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
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Getenv("PORT")); err != nil {
		fmt.Fprintln(os.Stderr, "testserver:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, port string) error {
	if port == "" {
		port = "3000"
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", ":"+port)
	if err != nil {
		return err
	}
	fmt.Println("listening on", listener.Addr())
	driver := engineio.DriverAuto
	if os.Getenv("DRIVER") == "goroutine" {
		driver = engineio.DriverGoroutine
	}
	engine, server := newEngine(driver, quick), newServer(driver, quick)
	mux := http.NewServeMux()
	mux.Handle("/engine.io/", engine)
	mux.Handle("/socket.io/", server)
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := engine.Close(grace); err != nil {
		return err
	}
	if err := server.Close(grace); err != nil {
		return err
	}
	return web.Shutdown(grace)
}

// beat is how often a server asks whether a client is there, how long it waits for the answer, and how long for a
// client of Socket.IO to connect.
type beat struct{ interval, timeout, connect time.Duration }

// The settings the suites expect.
var quick = beat{300 * time.Millisecond, 200 * time.Millisecond, time.Second}

const (
	maxPayload = 1_000_000
	authPause  = 20 * time.Millisecond
)

func anyOrigin(*http.Request) bool { return true }

func newEngine(driver engineio.Driver, b beat) *engineio.Server {
	return engineio.New(engineio.Config{
		PingInterval: b.interval,
		PingTimeout:  b.timeout,
		MaxPayload:   maxPayload,
		AllowOrigin:  anyOrigin,
		Driver:       driver,
	}, echo{})
}

// echo sends back every message.
type echo struct{}

func (echo) Open(*engineio.Session)          {}
func (echo) Close(*engineio.Session, string) {}
func (echo) Message(s *engineio.Session, data []byte, binary bool) {
	if binary {
		s.Send(engineio.NewBinaryFrame(data))
	} else {
		s.Send(engineio.NewFrame(data))
	}
}

func newServer(driver engineio.Driver, b beat) *socketio.Server {
	srv := socketio.New(socketio.Config{
		PingInterval:   b.interval,
		PingTimeout:    b.timeout,
		ConnectTimeout: b.connect,
		MaxPayload:     maxPayload,
		AllowOrigin:    anyOrigin,
		Driver:         driver,
	})
	greet := func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
		if len(auth) == 0 {
			auth = json.RawMessage("{}")
		}
		// Not at once: the suite takes one message a turn, and would lose the second of two that come in one read.
		time.AfterFunc(authPause, func() { _ = s.Emit("auth", auth) })
		return nil
	}
	srv.Of("/").OnConnect(greet)
	srv.Of("/custom").OnConnect(greet)
	srv.Of("/").On("message", func(_ context.Context, s *socketio.Socket, args socketio.Args, _ socketio.Ack) {
		_ = s.Emit("message-back", args.Values()...)
	})
	srv.Of("/").On("message-with-ack", func(_ context.Context, _ *socketio.Socket, args socketio.Args, ack socketio.Ack) {
		if ack != nil {
			_ = ack(args.Values()...)
		}
	})
	return srv
}
