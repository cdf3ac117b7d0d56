//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

// TestMain lets the test binary be what the runner starts.
func TestMain(m *testing.M) {
	if err := role(os.Args[1:]); !errors.Is(err, errNoRole) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// small returns a bench with few clients, on the servers that are there: Node's, if it was installed.
func small(t *testing.T) (*bench, context.Context) {
	t.Helper()
	b := &bench{servers: []string{"echo", "recovery", "floor"}, scale: 0.02, turns: 2, turn: 400, node: "node", log: io.Discard}
	if _, err := os.Stat("node/node_modules/socket.io"); err == nil {
		b.servers = append(b.servers, "node")
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return b, ctx
}

func (b *bench) expect(t *testing.T, table, row, column string, good func(v float64) bool) {
	t.Helper()
	if v, ok := b.value(table, row, column); !ok || !good(v) {
		t.Errorf("%s, %s, %s: %v (measured: %v)", table, row, column, v, ok)
	}
}

func positive(v float64) bool { return v > 0 }

func TestFanout(t *testing.T) {
	t.Parallel()
	b, ctx := small(t)
	if err := fanoutTo(ctx, b, 200); err != nil {
		t.Fatal(err)
	}
	for _, row := range b.servers {
		for _, table := range []string{pacedTable(200), burstTable(200)} {
			b.expect(t, table, row, "CPU s/M", positive)
			b.expect(t, table, row, "last max ms", positive)
		}
	}
	b.expect(t, pacedTable(200), "echo", "writes/delivery", func(v float64) bool { return v > 0.9 && v < 1.1 })
	var text strings.Builder
	if b.rooms = []int{200}; b.write(&text, t.TempDir()) != nil || !strings.Contains(text.String(), "echo ÷ floor") {
		t.Errorf("no ratio in\n%s", text.String())
	}
}

// TestReceived shows that each event is counted at each client, and that one that goes astray is missed.
func TestReceived(t *testing.T) {
	t.Parallel()
	b, ctx := small(t)
	s, err := b.serve(ctx, "echo", options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.close()
	if _, err := s.connect(ctx, load.Connect{Clients: 100, Rooms: 10, From: 1}); err != nil {
		t.Fatal(err)
	}
	if err := burstTurn(ctx, s, 2); err != nil {
		t.Fatal(err)
	}
	if r, err := s.report(ctx); err != nil || r.Deliveries != 100*2*burstEvents || r.Live != 100 || r.Missed != 0 || r.P99 <= 0 {
		t.Fatalf("got %+v, %v", r, err)
	}
	if _, err := s.connect(ctx, load.Connect{Clients: 1, From: 2*burstEvents + 1 - 3}); err != nil { // too late by three
		t.Fatal(err)
	}
	if err := pacedTurn(ctx, s, 1); err != nil {
		t.Fatal(err)
	}
	if r, err := s.report(ctx); err != nil || r.Missed != 3 {
		t.Fatalf("got %+v, %v", r, err)
	}
	if st, err := s.stats(ctx); err != nil || st.Connections != 101 {
		t.Fatalf("got %+v, %v", st, err)
	}
}

func TestMemory(t *testing.T) {
	t.Parallel()
	b, ctx := small(t)
	if err := memoryOf(ctx, b, "echo", ""); err != nil {
		t.Fatal(err)
	}
	b.expect(t, "memory", "echo", "KB/conn", positive)
	b.expect(t, "memory", "echo", "descriptors", func(v float64) bool { return v >= 200 })
}

func TestStorm(t *testing.T) {
	t.Parallel()
	b, ctx := small(t)
	if err := stormOf(ctx, b, "echo"); err != nil {
		t.Fatal(err)
	}
	b.expect(t, "storm", "echo", "missed", func(v float64) bool { return v == 0 })
}

func TestJudge(t *testing.T) {
	t.Parallel()
	b := &bench{scale: 1, rooms: []int{5000}, log: io.Discard}
	b.put(pacedTable(5000), "echo", "÷ floor, median", 1.2)
	b.put(burstTable(5000), "echo", "CPU s/M", 0.5)
	b.judge()
	if len(b.goals) != 2 || b.goals[0].Met || !b.goals[1].Met {
		t.Fatalf("got %+v", b.goals)
	}
}

func TestNodes(t *testing.T) {
	t.Parallel()
	b, ctx := small(t)
	if err := nodes(ctx, b); err != nil {
		t.Fatal(err)
	}
	b.expect(t, "nodes", "own clients, Redis away", "missed", func(v float64) bool { return v == 0 })
	b.expect(t, "nodes", "the other's, Redis back", "missed", func(v float64) bool { return v == 0 })
	b.expect(t, "nodes", "clients of the other", "p50 ms", positive)
}
