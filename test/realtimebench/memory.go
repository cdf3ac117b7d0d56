//go:build linux

package main

import (
	"context"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

// memory measures what an idle connection takes, with everything that a client of a chat has: a checked token, ten rooms
// of its own and of others, and the hot one. Connecting them is measured along the way.
func memory(ctx context.Context, b *bench) error {
	for _, transport := range []string{"epoll", "portable"} {
		if b.wants("echo") {
			if err := memoryOf(ctx, b, "echo", transport); err != nil {
				return err
			}
		}
	}
	for _, kind := range []string{"recovery", "node"} {
		if b.wants(kind) {
			if err := memoryOf(ctx, b, kind, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

func memoryOf(ctx context.Context, b *bench, kind, transport string) error {
	s, err := b.serve(ctx, kind, options{transport: transport})
	if err != nil {
		return err
	}
	defer s.close()
	if err := s.collect(ctx); err != nil {
		return err
	}
	base := s.resident()
	n := b.clients(10_000)
	var cost sample
	var took load.Connected
	stop, err := s.profile(ctx, "connect")
	if err != nil {
		return err
	}
	err = cost.measure(ctx, s, func() error {
		took, err = s.connect(ctx, load.Connect{Clients: n, Rooms: 10})
		return err
	})
	stop()
	if err != nil {
		return err
	}
	each := func(bytes float64) float64 { return (bytes - base) / kilo / float64(n) }
	natural := each(s.resident())
	if err := s.collect(ctx); err != nil {
		return err
	}
	collected := each(s.resident())
	for range 5 {
		if err := s.emit(ctx, 1, eventSize); err != nil {
			return err
		}
		if err := s.received(ctx); err != nil {
			return err
		}
	}
	st, err := s.stats(ctx)
	if err != nil {
		return err
	}
	b.put("memory", s.name, "KB/conn", natural)
	b.put("memory", s.name, "KB/conn collected", collected)
	b.put("memory", s.name, "KB/conn after traffic", each(s.resident()))
	b.put("memory", s.name, "base MB", base/mega)
	b.put("memory", s.name, "connect CPU µs", cost.cpu()/float64(n)*1e6)
	b.put("memory", s.name, "connects/s", float64(n)/took.Seconds)
	b.put("memory", s.name, "goroutines", float64(st.Goroutines))
	b.put("memory", s.name, "descriptors", float64(s.descriptors()))
	return nil
}
