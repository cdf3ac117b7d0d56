//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"
	"time"
)

// bench is one run.
type bench struct {
	servers   []string // kinds to measure
	rooms     []int    // of fanout
	turns     int      // of each server in fanout
	turn      int      // deliveries in one, about
	transport string
	node      string
	profiles  string
	scale     float64
	log       io.Writer

	figures []figure
	goals   []goal
	notes   []string
}

type scenario struct {
	name  string
	title string
	run   func(context.Context, *bench) error
}

// scenarios are all there are, in the order in which they run.
func scenarios() []scenario {
	return []scenario{
		{"memory", "Memory of an idle connection, and what connecting takes", memory},
		{"fanout", "Fan-out to one room", fanout},
		{"steady", "Steady rates to a room of 5,000", steady},
		{"slow", "A tenth of 5,000 clients never reads", slow},
		{"storm", "5,000 clients after the server is killed", storm},
		{"many", "50,000 connections over three processes", many},
		{"nodes", "Two servers joined by Redis", nodes},
	}
}

func scenarioNames() []string {
	var names []string
	for _, s := range scenarios() {
		names = append(names, s.name)
	}
	return names
}

func choose(names string) ([]scenario, error) {
	if names == "all" {
		return scenarios(), nil
	}
	var chosen []scenario
	for name := range strings.SplitSeq(names, ",") {
		i := slices.IndexFunc(scenarios(), func(s scenario) bool { return s.name == name })
		if i < 0 {
			return nil, fmt.Errorf("no scenario %q; there are %s", name, strings.Join(scenarioNames(), ", "))
		}
		chosen = append(chosen, scenarios()[i])
	}
	return chosen, nil
}

// runAll runs scenarios one after the other. One that fails does not keep the others from running.
func (b *bench) runAll(ctx context.Context, chosen []scenario) error {
	var failures []error
	for _, s := range chosen {
		if ctx.Err() != nil {
			return errors.Join(append(failures, ctx.Err())...)
		}
		b.logf("%s", s.title)
		machine := watchMachine()
		limited, cancel := context.WithTimeout(ctx, 8*time.Minute)
		if err := s.run(limited, b); err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", s.name, err))
			b.logf("%s failed: %v", s.name, err)
		}
		cancel()
		b.notes = append(b.notes, s.name+": "+machine.report())
	}
	return errors.Join(failures...)
}

func (b *bench) logf(format string, args ...any) {
	fmt.Fprintf(b.log, time.Now().Format("15:04:05 ")+format+"\n", args...)
}

// clients scales a number of clients.
func (b *bench) clients(n int) int { return max(int(float64(n)*b.scale), 20) }

// long scales a time, if there are fewer clients than usual.
func (b *bench) long(d time.Duration) time.Duration {
	return time.Duration(float64(d) * min(b.scale, 1))
}

func (b *bench) wants(kind string) bool { return slices.Contains(b.servers, kind) }

// checkLimits makes room for descriptors, as far as that is permitted.
func (b *bench) checkLimits() error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return err
	}
	most := uint64(b.clients(clientsOfMany)/processesOfMany + 1000)
	if limit.Max < most { // root may raise it
		if err := syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: most, Max: most}); err != nil {
			b.scale *= float64(limit.Max) / float64(most)
			b.notes = append(b.notes, fmt.Sprintf("at most %d descriptors a process are permitted: numbers of clients are scaled by %.2f",
				limit.Max, b.scale))
		}
		return nil
	}
	b.notes = append(b.notes, fmt.Sprintf("%d descriptors a process are permitted", limit.Max))
	return syscall.Setrlimit(syscall.RLIMIT_NOFILE, &syscall.Rlimit{Cur: limit.Max, Max: limit.Max})
}

// machine is what all processors have done up to now.
type machine struct {
	begin time.Time
	busy  float64
	own   float64
}

func watchMachine() machine { return machine{time.Now(), busySeconds(), ownSeconds()} }

// report says how much of the machine others used, who share it with what is measured.
func (m machine) report() string {
	took := time.Since(m.begin).Seconds()
	others := max((busySeconds()-m.busy)-(ownSeconds()-m.own), 0) / took
	average, _ := os.ReadFile("/proc/loadavg")
	return fmt.Sprintf("%.0f s; others used %.1f processors meanwhile; load average %s", took, others,
		strings.Join(strings.Fields(string(average))[:min(3, len(strings.Fields(string(average))))], " "))
}

// busySeconds is processor time spent by everyone since the machine started.
func busySeconds() float64 {
	stat, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0
	}
	var user, nice, system, idle, wait, irq, softIRQ, stolen float64
	if _, err := fmt.Sscanf(string(stat), "cpu %f %f %f %f %f %f %f %f", &user, &nice, &system, &idle, &wait, &irq, &softIRQ, &stolen); err != nil {
		return 0
	}
	return (user + nice + system + irq + softIRQ) / 100 // ticks of 10 ms
}

// ownSeconds is processor time of this process and of those that it started and that have ended.
func ownSeconds() float64 {
	var total time.Duration
	for _, who := range []int{syscall.RUSAGE_SELF, syscall.RUSAGE_CHILDREN} {
		var u syscall.Rusage
		if syscall.Getrusage(who, &u) == nil {
			total += time.Duration(u.Utime.Nano() + u.Stime.Nano())
		}
	}
	return total.Seconds()
}
