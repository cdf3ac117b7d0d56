//go:build linux

package main

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

// steady sends at rates that a busy room may have. A server that delivers much less than that is saturated; higher rates
// are not tried with it.
func steady(ctx context.Context, b *bench) error {
	rates := map[string][]float64{"echo": {5, 20, 50, 100}, "node": {2, 5, 20, 50}}
	for _, kind := range []string{"echo", "node"} {
		if !b.wants(kind) {
			continue
		}
		if err := steadyOf(ctx, b, kind, rates[kind]); err != nil {
			return err
		}
	}
	return nil
}

const steadyFor = 4 * time.Second

func steadyOf(ctx context.Context, b *bench, kind string, rates []float64) error {
	s, err := b.serve(ctx, kind, options{ping: quiet})
	if err != nil {
		return err
	}
	defer s.close()
	if _, err := s.connect(ctx, load.Connect{Clients: b.clients(5000), Rooms: 10}); err != nil {
		return err
	}
	if err := pacedTurn(ctx, s, 3); err != nil {
		return err
	}
	if _, err := s.report(ctx); err != nil {
		return err
	}
	for _, rate := range rates {
		stop, err := s.profile(ctx, fmt.Sprintf("steady-%g", rate))
		if err != nil {
			return err
		}
		var m sample
		err = m.measure(ctx, s, func() error { return s.steady(ctx, rate, eventSize, b.long(steadyFor)) })
		stop()
		if err != nil {
			return err
		}
		r, err := s.report(ctx)
		if err != nil {
			return err
		}
		row := fmt.Sprintf("%s, %g/s", s.name, rate)
		wanted := rate * float64(s.clients)
		b.put("steady", row, "wanted/s", wanted)
		b.putDelivery("steady", row, m, r)
		b.put("steady", row, "cores", m.cpu()/m.seconds)
		if m.rate() < 0.8*wanted {
			break // saturated
		}
	}
	return nil
}
