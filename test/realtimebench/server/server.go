//go:build linux

// Package server is the benchmark's server on Echo's Socket.IO library, used as by any program: it checks who connects,
// puts them into rooms, and sends events when it is told to.
package server

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/echo-chat/echo/internal/platform/socketio"
	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
	"github.com/echo-chat/echo/internal/platform/socketio/redisadapter"
	"github.com/echo-chat/echo/test/realtimebench/control"
)

type server struct {
	io      *socketio.Server
	ns      *socketio.Namespace
	log     *eventLog
	steady  *control.Metronome
	before  uint32 // number of the last event before steady began
	profile *os.File
}

// Run serves until in ends.
func Run(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet("server", flag.ContinueOnError)
	listen := flags.String("listen", "127.0.0.1:0", "address")
	transport := flags.String("transport", "", "epoll or portable; empty: what the library chooses")
	ping := flags.Duration("ping", 25*time.Second, "interval of heartbeats")
	history := flags.String("history", "", "file of all events, from which clients catch up")
	recovery := flags.Bool("recovery", false, "clients that lose their connection go on where they were")
	redisURL := flags.String("redis", "", "that joins servers")
	if err := flags.Parse(args); err != nil {
		return err
	}
	log, err := openLog(*history)
	if err != nil {
		return err
	}
	cfg := socketio.Config{PingInterval: *ping}
	if *recovery {
		cfg.Recovery = &socketio.Recovery{}
	}
	if *redisURL != "" {
		options, err := redis.ParseURL(*redisURL)
		if err != nil {
			return err
		}
		redis.SetLogger(silent{}) // a Redis that is away is part of the work
		cfg.Adapter = redisadapter.New(redisadapter.Config{Redis: options})
	}
	if err := choose(&cfg, *transport); err != nil {
		return err
	}
	s := &server{io: socketio.New(cfg), log: log}
	s.ns = s.io.Of("/")
	s.ns.OnConnect(admit)
	s.ns.On("catch-up", s.catchUp)
	s.ns.OnMissed(s.missed)

	listener, err := net.Listen("tcp", *listen)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/socket.io/", s.io)
	web := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	return control.Serve(in, out, control.Ready{Address: listener.Addr().String()}, control.Handlers{
		"emit":    control.Handler(s.emit),
		"steady":  control.Handler(s.begin),
		"halt":    control.Handler(s.halt),
		"stats":   control.Handler(s.stats),
		"collect": control.Handler(collect),
		"profile": control.Handler(s.record),
	}.Handle)
}

type silent struct{}

func (silent) Printf(context.Context, string, ...any) {}

// admit checks the token and joins the client's rooms and the hot one.
func admit(_ context.Context, s *socketio.Socket, raw json.RawMessage) error {
	var auth control.Auth
	if err := json.Unmarshal(raw, &auth); err != nil {
		return &socketio.ConnectError{Message: "bad auth"}
	}
	if subtle.ConstantTimeCompare([]byte(control.Token(auth.User)), []byte(auth.Token)) != 1 {
		return &socketio.ConnectError{Message: "invalid token"}
	}
	s.SetValue(auth.User)
	s.Join(control.Rooms(auth.User, auth.Rooms)...)
	s.Join(control.HotRoom)
	return nil
}

// catchUp acknowledges with the events after the one that the client has.
func (s *server) catchUp(_ context.Context, _ *socketio.Socket, args socketio.Args, ack socketio.Ack) {
	var after uint32
	if ack == nil || args.Decode(0, &after) != nil {
		return
	}
	if events, err := s.log.after(after); err == nil {
		_ = ack(events) // who has gone meanwhile asks again
	}
}

// missed tells clients that what other servers sent may not have reached them.
func (s *server) missed(room string) {
	target := s.ns.All()
	if room != "" {
		target = s.ns.To(room)
	}
	_ = target.Local().Emit("resync") // it can be marshalled
}

func (s *server) send(room string, size int) error {
	return s.log.add(size, func(e control.Event) error { return s.ns.To(room).Emit("message", e) })
}

func (s *server) emit(c control.Emit) (control.Emitted, error) {
	for range c.Count {
		if err := s.send(c.Room, c.Size); err != nil {
			return control.Emitted{}, err
		}
	}
	return control.Emitted{Count: c.Count, Last: s.log.last()}, nil
}

func (s *server) begin(c control.Steady) (control.Nothing, error) {
	if s.steady != nil {
		return control.Nothing{}, errors.New("steady already")
	}
	s.before = s.log.last()
	s.steady = control.StartMetronome(c.Rate, func() { _ = s.send(c.Room, c.Size) }) // events can be marshalled
	return control.Nothing{}, nil
}

func (s *server) halt(control.Nothing) (control.Emitted, error) {
	if s.steady == nil {
		return control.Emitted{}, errors.New("not steady")
	}
	s.steady.Stop()
	s.steady = nil
	return control.Emitted{Count: int(s.log.last() - s.before), Last: s.log.last()}, nil
}

func (s *server) stats(control.Nothing) (control.Stats, error) {
	st := s.io.Stats()
	user, system := control.Usage()
	return control.Stats{
		UserUS: user, SystemUS: system,
		Connections: st.Connections, Frames: st.Frames, Writes: st.Writes, Bytes: st.Bytes, SlowClosed: st.SlowClosed,
		Goroutines: runtime.NumGoroutine(),
	}, nil
}

func collect(control.Nothing) (control.Nothing, error) {
	debug.FreeOSMemory()
	return control.Nothing{}, nil
}

func (s *server) record(c control.Profile) (control.Nothing, error) {
	if c.Path == "" {
		pprof.StopCPUProfile()
		return control.Nothing{}, s.profile.Close()
	}
	file, err := os.Create(c.Path)
	if err != nil {
		return control.Nothing{}, err
	}
	s.profile = file
	return control.Nothing{}, pprof.StartCPUProfile(file)
}

// choose sets how connections are read and written, by its name.
func choose(cfg *socketio.Config, transport string) error {
	switch transport {
	case "":
	case "epoll":
		cfg.Driver = engineio.DriverEpoll
	case "portable":
		cfg.Driver = engineio.DriverGoroutine
	default:
		return fmt.Errorf("no transport %q", transport)
	}
	return nil
}
