package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

type event struct {
	ns   *socketio.Namespace
	s    *socketio.Socket
	args socketio.Args
	ack  socketio.Ack
}

func newServer() *socketio.Server {
	cfg := socketio.Config{MaxEventsPerSecond: -1}
	if ms, err := strconv.Atoi(os.Getenv("PING_MS")); err == nil {
		cfg.PingInterval, cfg.PingTimeout = time.Duration(ms)*time.Millisecond, time.Duration(ms)*time.Millisecond
	}
	if os.Getenv("RECOVERY") != "" {
		cfg.Recovery = &socketio.Recovery{}
	}
	if os.Getenv("DRIVER") == "goroutine" {
		cfg.Driver = engineio.DriverGoroutine
	}
	srv := socketio.New(cfg)
	setUpMembers(srv.Of("/members"))
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
		"first":     func(_ context.Context, e event) error { return e.s.Emit("first", e.args.JSON(0)) },
		"ack":       func(_ context.Context, e event) error { return e.ack(e.args.Values()...) },
		"ask":       askBack,
		"join":      join,
		"broadcast": broadcast,
		"quiet":     func(context.Context, event) error { return nil },
		"ask in":    askIn,
		"kick":      func(_ context.Context, e event) error { e.s.Disconnect(true); return nil },
	} {
		on(ns, name, handle)
	}
	return srv
}

func on(ns *socketio.Namespace, name string, handle func(context.Context, event) error) {
	ns.On(name, func(ctx context.Context, s *socketio.Socket, args socketio.Args, ack socketio.Ack) {
		if err := handle(ctx, event{ns, s, args, ack}); err != nil {
			fmt.Fprintln(os.Stderr, name+":", err)
		}
	})
}

// setUpMembers lets in who knows the secret.
func setUpMembers(ns *socketio.Namespace) {
	ns.OnConnect(func(_ context.Context, s *socketio.Socket, auth json.RawMessage) error {
		var who struct{ Token string }
		_ = json.Unmarshal(auth, &who)
		if who.Token != "secret" {
			return &socketio.ConnectError{Message: "members only"}
		}
		s.SetValue(who.Token)
		return s.Emit("welcome", who.Token)
	})
	on(ns, "who", func(_ context.Context, e event) error { return e.ack(e.s.Value()) })
	on(ns, "kick", func(_ context.Context, e event) error { e.s.Disconnect(false); return nil })
}

// askBack sends the client a question and acknowledges with its answer. Other events of the client are handled meanwhile.
func askBack(ctx context.Context, e event) error {
	go func() {
		answer, err := e.s.EmitWithAck(ctx, "question", e.args.Values()...)
		if err == nil {
			err = e.ack(answer.Values()...)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "ask:", err)
		}
	}()
	return nil
}

// askIn sends the client a question and acknowledges with the error when there is no answer in so many milliseconds.
func askIn(ctx context.Context, e event) error {
	var ms int
	if err := e.args.Decode(0, &ms); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Duration(ms)*time.Millisecond)
	defer cancel()
	if _, err := e.s.EmitWithAck(ctx, "question"); err != nil {
		return e.ack(err.Error())
	}
	return e.ack("answered")
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
