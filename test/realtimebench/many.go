//go:build linux

package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

const (
	clientsOfMany   = 50_000
	processesOfMany = 3
	idleFor         = 50 * time.Second // two heartbeats of each, wherever in the interval it begins
)

// many holds 50,000 connections, a third on each of three servers, each with clients in a process of its own: what they
// take when nothing happens but heartbeats, and how long one event to all takes.
func many(ctx context.Context, b *bench) error {
	if !b.wants("echo") {
		return nil
	}
	var stands []*stand
	defer func() { closeAll(stands) }()
	for i := range processesOfMany {
		// Each has an address of its own, so that the ports of one destination are enough.
		s, err := b.serve(ctx, "echo", options{listen: fmt.Sprintf("127.0.0.%d:0", 2+i)})
		if err != nil {
			return err
		}
		stands = append(stands, s)
	}
	each := b.clients(clientsOfMany)/processesOfMany + 1
	connecting := make([]sample, processesOfMany)
	begin := time.Now()
	err := side(stands, func(i int, s *stand) error {
		return connecting[i].measure(ctx, s, func() error {
			_, err := s.connect(ctx, load.Connect{Clients: each, Rooms: 10, Rate: connectRate / 2, First: i * each})
			return err
		})
	})
	if err != nil {
		return err
	}
	total := float64(each * processesOfMany)
	b.put("many", "together", "connections", total)
	b.put("many", "together", "connects/s", total/time.Since(begin).Seconds())
	b.put("many", "together", "connect CPU µs", sum(connecting).cpu()/total*1e6)
	b.put("many", "together", "RSS MB", resident(stands)/mega)

	idle := make([]sample, processesOfMany)
	if err := side(stands, func(i int, s *stand) error {
		return idle[i].measure(ctx, s, func() error { return sleep(ctx, b.long(idleFor)) })
	}); err != nil {
		return err
	}
	b.put("many", "together", "idle % of a core", sum(idle).cpu()/b.long(idleFor).Seconds()*100)
	b.put("many", "together", "RSS MB after that", resident(stands)/mega)
	if err := side(stands, func(_ int, s *stand) error { return s.collect(ctx) }); err != nil {
		return err
	}
	b.put("many", "together", "RSS MB collected", resident(stands)/mega)
	return b.oneToAll(ctx, stands)
}

// oneToAll sends one event at a time from all servers at once.
func (b *bench) oneToAll(ctx context.Context, stands []*stand) error {
	one := make([]sample, len(stands))
	reports := make([]load.Report, len(stands))
	err := side(stands, func(i int, s *stand) error {
		if err := one[i].measure(ctx, s, func() error { return pacedTurn(ctx, s, 5) }); err != nil {
			return err
		}
		var err error
		reports[i], err = s.report(ctx)
		return err
	})
	if err != nil {
		return err
	}
	var last float64
	for _, r := range reports {
		last = max(last, r.LastP50)
	}
	all := sum(one)
	b.put("many", "together", "one to all: CPU s/M", all.perMillion())
	b.put("many", "together", "user s/M", all.userPerMillion())
	b.put("many", "together", "last p50 ms", last)
	return nil
}

// side does something with all stands at the same time.
func side(stands []*stand, do func(i int, s *stand) error) error {
	errs := make([]error, len(stands))
	var all sync.WaitGroup
	for i, s := range stands {
		all.Go(func() { errs[i] = do(i, s) })
	}
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func sum(samples []sample) *sample {
	var all sample
	for _, m := range samples {
		all.user += m.user
		all.system += m.system
		all.deliveries += m.deliveries
	}
	return &all
}

func resident(stands []*stand) float64 {
	var total float64
	for _, s := range stands {
		total += s.resident()
	}
	return total
}
