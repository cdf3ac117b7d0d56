//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/load"
)

const (
	nodesRate = 20.0            // events a second
	nodesFor  = 5 * time.Second // of each phase
	nodesAway = 10 * time.Second
)

// nodes joins two servers by Redis. All events are sent by one; what its clients wait for them is compared with what
// the clients of the other wait. Then Redis is killed and comes back empty: the clients of the one must not notice, and
// those of the other must have everything in the end.
func nodes(ctx context.Context, b *bench) error {
	if !b.wants("echo") {
		return nil
	}
	folder, err := os.MkdirTemp("", "realtimebench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	r, err := startRedis(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { r.kill() }()
	o := options{history: filepath.Join(folder, "events"), redis: "redis://" + r.address}
	stands, err := b.serveAll(ctx, o, "echo", "echo")
	if err != nil {
		return err
	}
	defer closeAll(stands)
	here, there := stands[0], stands[1]
	for _, s := range stands {
		if _, err := s.connect(ctx, load.Connect{Clients: b.clients(500), Rooms: 10, From: 1, Recover: true}); err != nil {
			return err
		}
	}
	if err := joined(ctx, here, there); err != nil {
		return err
	}
	if err := b.across(ctx, here, there); err != nil {
		return err
	}
	return b.withoutRedis(ctx, r, here, there)
}

// joined sends until the clients of the other server receive too: it takes a moment until it listens.
func joined(ctx context.Context, here, there *stand) error {
	for begin := time.Now(); time.Since(begin) < patience; {
		if err := here.emit(ctx, 1, eventSize); err != nil {
			return err
		}
		if err := sleep(ctx, 50*time.Millisecond); err != nil {
			return err
		}
		if r, err := there.report(ctx); err != nil || r.Deliveries > 0 {
			if err != nil {
				return err
			}
			// What was sent before is fetched as after any other gap.
			return there.ask(ctx, there.client, "catch-up", struct{}{}, nil)
		}
	}
	return errors.New("nothing reaches the other server")
}

// across measures how much later the clients of the other server have an event.
func (b *bench) across(ctx context.Context, here, there *stand) error {
	if err := forget(ctx, here, there); err != nil {
		return err
	}
	if err := b.sendFrom(ctx, here, there, nodesFor); err != nil {
		return err
	}
	local, err := here.report(ctx)
	if err != nil {
		return err
	}
	remote, err := there.report(ctx)
	if err != nil {
		return err
	}
	b.put("nodes", "sender's own clients", "p50 ms", local.P50)
	b.put("nodes", "sender's own clients", "p99 ms", local.P99)
	b.put("nodes", "clients of the other", "p50 ms", remote.P50)
	b.put("nodes", "clients of the other", "p99 ms", remote.P99)
	b.put("nodes", "clients of the other", "p50 later by ms", remote.P50-local.P50)
	return nil
}

// sendFrom sends from one server until the clients of both have everything.
func (b *bench) sendFrom(ctx context.Context, here, there *stand, long time.Duration) error {
	if err := here.begin(ctx, nodesRate, eventSize); err != nil {
		return err
	}
	if err := sleep(ctx, b.long(long)); err != nil {
		return err
	}
	sent, err := here.halt(ctx)
	if err != nil {
		return err
	}
	for _, s := range []*stand{here, there} {
		if err := s.complete(ctx, 0, sent.Last); err != nil {
			return err
		}
	}
	return nil
}

// withoutRedis kills Redis while events are sent, and starts it again.
func (b *bench) withoutRedis(ctx context.Context, r *redisServer, here, there *stand) error {
	if err := forget(ctx, here, there); err != nil {
		return err
	}
	if err := here.begin(ctx, nodesRate, eventSize); err != nil {
		return err
	}
	r.kill()
	if err := sleep(ctx, b.long(nodesAway)); err != nil {
		return err
	}
	away, err := here.report(ctx)
	if err != nil {
		return err
	}
	if err := r.start(ctx); err != nil {
		return err
	}
	back := time.Now()
	if err := sleep(ctx, b.long(time.Second)); err != nil {
		return err
	}
	sent, err := here.halt(ctx)
	if err != nil {
		return err
	}
	if err := there.complete(ctx, 0, sent.Last); err != nil {
		return err
	}
	took := time.Since(back).Seconds()
	if err := here.complete(ctx, 0, sent.Last); err != nil {
		return err
	}
	local, err := here.report(ctx)
	if err != nil {
		return err
	}
	remote, err := there.report(ctx)
	if err != nil {
		return err
	}
	b.put("nodes", "own clients, Redis away", "p50 ms", away.P50)
	b.put("nodes", "own clients, Redis away", "p99 ms", away.P99)
	b.put("nodes", "own clients, Redis away", "missed", float64(local.Missed))
	b.put("nodes", "the other's, Redis back", "told to catch up, each", float64(remote.Told)/float64(there.clients))
	b.put("nodes", "the other's, Redis back", "s until complete", took)
	b.put("nodes", "the other's, Redis back", "missed", float64(remote.Missed))
	return nil
}

func forget(ctx context.Context, stands ...*stand) error {
	for _, s := range stands {
		if _, err := s.report(ctx); err != nil {
			return err
		}
	}
	return nil
}

// redisServer is a Redis that keeps nothing.
type redisServer struct {
	folder  string
	address string
	cmd     *exec.Cmd
}

func startRedis(ctx context.Context, folder string) (*redisServer, error) {
	for range 100 {
		// Below the ports that connections out are given: whoever looks for a Redis that is away must not find itself.
		r := &redisServer{folder: folder, address: fmt.Sprintf("127.0.0.1:%d", 15_000+rand.IntN(16_000))}
		free, err := net.Listen("tcp", r.address)
		if err != nil {
			continue
		}
		if err := free.Close(); err != nil {
			return nil, err
		}
		return r, r.start(ctx)
	}
	return nil, errors.New("no free port for redis")
}

// start starts it and waits until it listens.
func (r *redisServer) start(ctx context.Context) error {
	_, port, err := net.SplitHostPort(r.address)
	if err != nil {
		return err
	}
	r.cmd = exec.Command("redis-server", "--bind", "127.0.0.1", "--port", port, "--dir", r.folder, "--save", "", "--appendonly", "no",
		"--daemonize", "no", "--logfile", filepath.Join(r.folder, "redis.log"))
	if err := r.cmd.Start(); err != nil {
		return fmt.Errorf("redis-server is needed: %w", err)
	}
	for range 200 {
		if conn, err := net.Dial("tcp", r.address); err == nil {
			return conn.Close()
		}
		if err := sleep(ctx, 20*time.Millisecond); err != nil {
			return err
		}
	}
	return errors.New("redis does not start on port " + strconv.Quote(port))
}

func (r *redisServer) kill() {
	_ = r.cmd.Process.Kill()
	_ = r.cmd.Wait()
}
