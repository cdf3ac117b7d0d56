//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/control"
	"github.com/echo-chat/echo/test/realtimebench/load"
)

const (
	patience  = 90 * time.Second // for any one command
	eventSize = 300              // bytes: the usual message of a chat
	// connectRate is what clients are let loose with, a second: below what any server here refuses.
	connectRate = 4000
)

// stand is a server and its clients.
type stand struct {
	name    string // of the kind of server
	b       *bench
	server  *control.Process
	client  *control.Process
	address string
	clients int
	sent    int64 // deliveries that its clients are owed since they started
}

// options of a server; zero values mean its defaults.
type options struct {
	transport string // Echo's
	listen    string
	ping      time.Duration
	history   string
	redis     string // Echo's
}

// serve starts a server of a kind: echo, recovery (Echo's, with connection state recovery), node or floor. With a
// transport, Echo's are named with it.
func (b *bench) serve(ctx context.Context, kind string, o options) (*stand, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	s := &stand{name: kind, b: b}
	name, args := self, []string{kind}
	switch kind {
	case "echo", "recovery":
		args = []string{"server"}
		if kind == "recovery" {
			args = append(args, "-recovery")
		}
		if o.transport == "" {
			o.transport = b.transport
		}
		if o.transport != "" {
			args = append(args, "-transport", o.transport)
			s.name += " (" + o.transport + ")"
		}
		if o.ping > 0 {
			args = append(args, "-ping", o.ping.String())
		}
	case "node":
		name, args = "node", []string{"--expose-gc", filepath.Join(b.node, "server.js")}
		if o.ping > 0 {
			args = append(args, "--ping", strconv.FormatInt(o.ping.Milliseconds(), 10))
		}
	}
	if o.redis != "" {
		args = append(args, "--redis", o.redis)
	}
	if o.listen != "" {
		args = append(args, "--listen", o.listen)
	}
	if o.history != "" {
		args = append(args, "--history", o.history)
	}
	var ready control.Ready
	if s.server, err = control.Start(ctx, &ready, name, args...); err != nil {
		return nil, err
	}
	s.address = ready.Address
	if s.client, err = control.Start(ctx, nil, self, "client"); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *stand) close() {
	if s.client != nil {
		s.client.Close()
	}
	if s.server != nil {
		s.server.Close()
	}
}

func (s *stand) ask(ctx context.Context, p *control.Process, name string, args, result any) error {
	ctx, cancel := context.WithTimeout(ctx, patience+5*time.Second) // the other side has patience too
	defer cancel()
	if err := p.Call(ctx, name, args, result); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	return nil
}

// connect adds clients.
func (s *stand) connect(ctx context.Context, c load.Connect) (load.Connected, error) {
	c.TimeoutMS = int(patience.Milliseconds())
	if c.Addresses == nil {
		c.Addresses = []string{s.address}
	}
	if c.Rate == 0 {
		c.Rate = connectRate
	}
	var done load.Connected
	err := s.ask(ctx, s.client, "connect", c, &done)
	if !c.NeverRead {
		s.clients += c.Clients
	}
	return done, err
}

// emit sends so many events to everyone, back to back.
func (s *stand) emit(ctx context.Context, count, size int) error {
	s.sent += int64(count) * int64(s.clients)
	return s.ask(ctx, s.server, "emit", control.Emit{Room: control.HotRoom, Count: count, Size: size}, nil)
}

// received waits until everything sent has arrived.
func (s *stand) received(ctx context.Context) error {
	return s.ask(ctx, s.client, "await", load.Await{Deliveries: s.sent, TimeoutMS: int(patience.Milliseconds())}, nil)
}

func (s *stand) collect(ctx context.Context) error {
	return s.ask(ctx, s.server, "collect", control.Nothing{}, nil)
}

func (s *stand) report(ctx context.Context) (load.Report, error) {
	var r load.Report
	err := s.ask(ctx, s.client, "report", control.Nothing{}, &r)
	return r, err
}

func (s *stand) stats(ctx context.Context) (control.Stats, error) {
	var st control.Stats
	err := s.ask(ctx, s.server, "stats", control.Nothing{}, &st)
	return st, err
}

// steady sends at a rate for a while, and returns when everything sent has arrived.
func (s *stand) steady(ctx context.Context, rate float64, size int, long time.Duration) error {
	if err := s.begin(ctx, rate, size); err != nil {
		return err
	}
	if err := sleep(ctx, long); err != nil {
		return err
	}
	if _, err := s.halt(ctx); err != nil {
		return err
	}
	return s.received(ctx)
}

func (s *stand) begin(ctx context.Context, rate float64, size int) error {
	return s.ask(ctx, s.server, "steady", control.Steady{Room: control.HotRoom, Rate: rate, Size: size}, nil)
}

func (s *stand) halt(ctx context.Context) (control.Emitted, error) {
	var sent control.Emitted
	err := s.ask(ctx, s.server, "halt", control.Nothing{}, &sent)
	s.sent += int64(sent.Count) * int64(s.clients)
	return sent, err
}

// profile records what Echo's server does until the function is called.
func (s *stand) profile(ctx context.Context, name string) (stop func(), err error) {
	if s.b.profiles == "" || s.name == "node" || s.name == "floor" {
		return func() {}, nil
	}
	path := filepath.Join(s.b.profiles, s.name+"-"+name+".prof")
	if err := s.ask(ctx, s.server, "profile", control.Profile{Path: path}, nil); err != nil {
		return nil, err
	}
	return func() { _ = s.ask(ctx, s.server, "profile", control.Profile{}, nil) }, nil
}

// resident is the memory of the server that is in RAM, in bytes.
func (s *stand) resident() float64 {
	statm, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.server.PID()))
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(statm))
	if len(fields) < 2 {
		return 0
	}
	pages, _ := strconv.Atoi(fields[1])
	return float64(pages * os.Getpagesize())
}

// descriptors is how many the server has open.
func (s *stand) descriptors() int {
	entries, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", s.server.PID()))
	if err != nil {
		return 0
	}
	return len(entries)
}

// serveAll starts those of the kinds that were asked for.
func (b *bench) serveAll(ctx context.Context, o options, kinds ...string) ([]*stand, error) {
	var stands []*stand
	for _, kind := range kinds {
		if !slices.Contains(b.servers, kind) {
			continue
		}
		s, err := b.serve(ctx, kind, o)
		if err != nil {
			closeAll(stands)
			return nil, err
		}
		stands = append(stands, s)
	}
	return stands, nil
}

func closeAll(stands []*stand) {
	for _, s := range stands {
		s.close()
	}
}

func sleep(ctx context.Context, long time.Duration) error {
	select {
	case <-time.After(long):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
