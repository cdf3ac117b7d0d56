package rpc

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"
)

// How instances are looked after. An instance that stops is left alone by all once NoticeTime has passed
// since it said so.
const (
	askEvery     = time.Second
	askSoon      = 200 * time.Millisecond // of one that is not well
	askTimeout   = time.Second
	resolveEvery = 5 * time.Second

	NoticeTime = askEvery + 500*time.Millisecond
)

// Run finds out, again and again until ctx ends, where the instances are and whether they are well.
func (c *Conn) Run(ctx context.Context) {
	tick := time.NewTicker(askSoon)
	defer tick.Stop()
	defer c.close()
	var resolved time.Time
	for {
		now := c.clock.Now()
		if now.Sub(resolved).Abs() >= resolveEvery {
			resolved = now
			c.resolve(ctx)
		}
		c.mu.RLock()
		for _, t := range c.targets {
			if t.due(now) {
				go t.ask(ctx)
			}
		}
		c.mu.RUnlock()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

func (c *Conn) close() {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, t := range c.targets {
		t.http.CloseIdleConnections()
	}
}

// resolve asks for the addresses of names, and keeps what it knows of those that stay. A name that cannot
// be looked up now keeps the addresses that it had.
func (c *Conn) resolve(ctx context.Context) {
	var targets []*target
	for _, p := range c.places {
		addrs, err := addresses(ctx, p.host)
		if err != nil {
			c.log.WarnContext(ctx, "look up a neighbour", "name", p.host, "error", err)
			targets = append(targets, slices.DeleteFunc(slices.Clone(c.targets), func(t *target) bool { return t.place != p })...)
			continue
		}
		for _, addr := range addrs {
			i := slices.IndexFunc(c.targets, func(t *target) bool { return t.place == p && t.addr == addr })
			if i >= 0 {
				targets = append(targets, c.targets[i])
			} else {
				targets = append(targets, c.newTarget(p, addr))
			}
		}
	}
	c.mu.Lock()
	gone := c.targets
	c.targets = targets
	c.mu.Unlock()
	for _, t := range gone {
		if !slices.Contains(targets, t) {
			t.http.CloseIdleConnections()
		}
	}
}

// addresses returns where the instances behind host:port are; one "" when that is what it says itself. Of a
// machine that has addresses of both kinds it takes one kind, or each instance would count twice.
func addresses(ctx context.Context, host string) ([]string, error) {
	name, port, err := net.SplitHostPort(host)
	if err != nil || net.ParseIP(name) != nil || name == "localhost" {
		return []string{""}, nil // without a port, the scheme's is meant
	}
	ctx, cancel := context.WithTimeout(ctx, resolveEvery)
	defer cancel()
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip4", name)
	if err != nil {
		ips, err = net.DefaultResolver.LookupNetIP(ctx, "ip6", name)
	}
	if err != nil {
		return nil, err
	}
	var addrs []string
	for _, ip := range ips {
		addrs = append(addrs, net.JoinHostPort(ip.Unmap().String(), port))
	}
	slices.Sort(addrs)
	return slices.Compact(addrs), nil
}

// due tells whether to ask now, and then counts as asking.
func (t *target) due(now time.Time) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.asking || now.Before(t.nextAsk) && t.nextAsk.Sub(now) <= askEvery {
		return false
	}
	t.asking = true
	return true
}

// ask finds out whether the instance is well.
func (t *target) ask(ctx context.Context) {
	err := t.ready(ctx)
	if ctx.Err() == nil {
		t.found(err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.asking = false
}

func (t *target) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	url := t.scheme + "://" + t.host + "/" + t.conn.service + "/" + readyMethod
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url, http.NoBody)
	if err != nil {
		return err
	}
	res, body, err := t.send(r, nil) //nolint:bodyclose // send has read and closed it
	if err != nil {
		return err
	}
	if res.StatusCode != http.StatusOK {
		return errors.New(firstLine(body))
	}
	return nil
}

// found notes whether the instance is well, and logs when that has changed.
func (t *target) found(err error) {
	t.mu.Lock()
	before, asked := t.err, t.asked
	t.err, t.asked, t.nextAsk = err, true, t.conn.clock.Now().Add(askEvery)
	if err != nil {
		t.nextAsk = time.Time{} // at the next tick
	}
	t.mu.Unlock()
	log := t.conn.log.With("instance", t.name())
	switch {
	case err == nil && before != nil:
		t.breaker.Reset()
		log.Info("a neighbour is well again")
	case err != nil && (before == nil || !asked) && errors.Is(err, errRefused):
		log.Error("a neighbour refuses calls: is its ECHO_SERVICE_SECRET the same, and its clock right?", "error", err)
	case err != nil && (before == nil || !asked):
		log.Warn("a neighbour is not well", "error", err)
	}
}

// failing tells whether it is known not to be well.
func (t *target) failing() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err != nil
}

// health returns why it is not known to be well.
func (t *target) health() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.asked {
		return errUnknown
	}
	if t.err != nil {
		return fmt.Errorf("it is not well: %w", t.err)
	}
	return nil
}
