//go:build linux

package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/control"
	"github.com/echo-chat/echo/test/realtimebench/load"
)

// stormRate is what is sent meanwhile, events a second: below what Node can deliver.
const stormRate = 4.0

// storm kills the server of 5,000 clients while it sends, and starts it again on the same address. Every client comes
// back by itself as fast as it is let, asks for what it missed, and must in the end have each event once.
func storm(ctx context.Context, b *bench) error {
	for _, kind := range []string{"echo", "node"} {
		if !b.wants(kind) {
			continue
		}
		if err := stormOf(ctx, b, kind); err != nil {
			return err
		}
	}
	return nil
}

func stormOf(ctx context.Context, b *bench, kind string) error {
	folder, err := os.MkdirTemp("", "realtimebench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	o := options{history: filepath.Join(folder, "events")}
	s, err := b.serve(ctx, kind, o)
	if err != nil {
		return err
	}
	defer func() { s.close() }()
	n := b.clients(5000)
	if _, err := s.connect(ctx, load.Connect{Clients: n, Rooms: 10, Recover: true, From: 1}); err != nil {
		return err
	}
	if err := s.begin(ctx, stormRate, eventSize); err != nil {
		return err
	}
	if err := sleep(ctx, b.long(3*time.Second)); err != nil {
		return err
	}

	begin := time.Now()
	s.server.Kill()
	o.listen = s.address
	again, err := b.serve(ctx, kind, o)
	if err != nil {
		return err
	}
	again.client.Close() // the clients are those of before
	s.server, again.server, again.client = again.server, nil, nil
	if err := s.begin(ctx, stormRate, eventSize); err != nil {
		return err
	}
	if err := s.complete(ctx, int64(n), 0); err != nil {
		return err
	}
	took := time.Since(begin).Seconds()
	st, err := s.stats(ctx)
	if err != nil {
		return err
	}
	if err := sleep(ctx, b.long(time.Second)); err != nil {
		return err
	}
	var sent control.Emitted
	if err := s.ask(ctx, s.server, "halt", control.Nothing{}, &sent); err != nil {
		return err
	}
	if err := s.complete(ctx, int64(n), sent.Last); err != nil {
		return err
	}
	r, err := s.report(ctx)
	if err != nil {
		return err
	}
	b.put("storm", s.name, "seconds until all are back and complete", took)
	b.put("storm", s.name, "missed", float64(r.Missed))
	b.put("storm", s.name, "twice, passed over", float64(r.Duplicates))
	b.put("storm", s.name, "caught up, each", float64(r.CaughtUp)/float64(n))
	b.put("storm", s.name, "CPU ms each", float64(st.UserUS+st.SystemUS)/1e3/float64(n))
	if r.Missed > 0 {
		return fmt.Errorf("%s: %d events were missed", s.name, r.Missed)
	}
	return nil
}

// complete waits until so many clients are back, and all have caught up and have that event.
func (s *stand) complete(ctx context.Context, back int64, through uint32) error {
	return s.ask(ctx, s.client, "complete", load.Complete{Back: back, Through: through, TimeoutMS: int(patience.Milliseconds())}, nil)
}
