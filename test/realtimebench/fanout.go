//go:build linux

package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

// quiet keeps heartbeats out of what is measured; what they take is measured in the scenario many.
const quiet = 10 * time.Minute

// fanout sends to rooms of three sizes, one event at a time and in bursts. All servers are up at the same time and take
// turns, so that what else the machine does meets all alike.
func fanout(ctx context.Context, b *bench) error {
	for _, size := range b.rooms {
		if err := fanoutTo(ctx, b, b.clients(size)); err != nil {
			return err
		}
	}
	return nil
}

const burstEvents = 20

func pacedTable(clients int) string { return fmt.Sprintf("fanout %d, one at a time", clients) }

func burstTable(clients int) string {
	return fmt.Sprintf("fanout %d, bursts of %d", clients, burstEvents)
}

func fanoutTo(ctx context.Context, b *bench, clients int) error {
	kinds := []string{"echo", "recovery", "floor", "node"}
	if len(b.rooms) > 1 && clients != b.clients(5000) { // one size shows what recovery costs
		kinds = slices.Delete(kinds, 1, 2)
	}
	stands, err := b.serveAll(ctx, options{ping: quiet}, kinds...)
	if err != nil {
		return err
	}
	defer closeAll(stands)
	for _, s := range stands {
		if _, err := s.connect(ctx, load.Connect{Clients: clients, Rooms: 10}); err != nil {
			return err
		}
		if err := pacedTurn(ctx, s, 2); err != nil { // to warm up
			return err
		}
		if _, err := s.report(ctx); err != nil { // forget it
			return err
		}
	}
	if err := b.pacedTurns(ctx, stands, clients); err != nil {
		return err
	}
	return b.burstTurns(ctx, stands, clients)
}

func (b *bench) pacedTurns(ctx context.Context, stands []*stand, clients int) error {
	samples := make([]sample, len(stands))
	for turn := range b.turns {
		for i, s := range stands {
			events := max(b.turn/clients, 2)
			if s.name == "node" && turn%3 > 0 { // it takes thrice as long
				continue
			}
			stop, err := s.profile(ctx, fmt.Sprintf("paced-%d-%d", clients, turn))
			if err != nil {
				return err
			}
			err = samples[i].measure(ctx, s, func() error { return pacedTurn(ctx, s, events) })
			stop()
			if err != nil {
				return err
			}
		}
	}
	for i, s := range stands {
		r, err := s.report(ctx)
		if err != nil {
			return err
		}
		b.putDelivery(pacedTable(clients), s.name, samples[i], r)
		for j := range stands {
			if s.name != "floor" && s.name != "node" && stands[j].name == "floor" {
				b.put(pacedTable(clients), s.name, "÷ floor, median", samples[i].against(&samples[j]))
			}
		}
	}
	return nil
}

func pacedTurn(ctx context.Context, s *stand, events int) error {
	for range events {
		if err := s.emit(ctx, 1, eventSize); err != nil {
			return err
		}
		if err := s.received(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) burstTurns(ctx context.Context, stands []*stand, clients int) error {
	samples := make([]sample, len(stands))
	for turn := range b.turns {
		for i, s := range stands {
			bursts := max(b.turn/clients/2, 1)
			if s.name == "node" || s.name == "floor" { // they take ten times as long
				if turn%8 > 0 {
					continue
				}
				bursts = max(bursts/5, 1)
			}
			stop, err := s.profile(ctx, fmt.Sprintf("burst-%d-%d", clients, turn))
			if err != nil {
				return err
			}
			err = samples[i].measure(ctx, s, func() error { return burstTurn(ctx, s, bursts) })
			stop()
			if err != nil {
				return err
			}
		}
	}
	for i, s := range stands {
		r, err := s.report(ctx)
		if err != nil {
			return err
		}
		b.putDelivery(burstTable(clients), s.name, samples[i], r)
	}
	return nil
}

func burstTurn(ctx context.Context, s *stand, bursts int) error {
	for range bursts {
		if err := s.emit(ctx, burstEvents, eventSize); err != nil {
			return err
		}
		if err := s.received(ctx); err != nil {
			return err
		}
	}
	return nil
}

// putDelivery records what is measured of deliveries.
func (b *bench) putDelivery(table, row string, m sample, r load.Report) {
	b.put(table, row, "CPU s/M", m.perMillion())
	b.put(table, row, "user s/M", m.userPerMillion())
	b.put(table, row, "deliveries/s", m.rate())
	if m.writes > 0 {
		b.put(table, row, "writes/delivery", float64(m.writes)/float64(m.deliveries))
	}
	b.put(table, row, "p50 ms", r.P50)
	b.put(table, row, "p99 ms", r.P99)
	b.put(table, row, "last p50 ms", r.LastP50)
	b.put(table, row, "last max ms", r.LastMax)
	if r.Missed > 0 {
		b.put(table, row, "missed", float64(r.Missed))
	}
}
