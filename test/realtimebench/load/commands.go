//go:build linux

// Package load is the benchmark's client: thousands of Socket.IO connections on one goroutine and one epoll descriptor.
// It parses no more than it has to, as it runs on the processors that it measures: what it counts are events, the time
// since they were sent, and those that are missing by their numbers.
package load

import (
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/echo-chat/echo/test/realtimebench/control"
)

type (
	// Connect adds clients and waits until all are connected. The answer is Connected.
	Connect struct {
		Addresses []string `json:"addresses"` // of servers; clients are dealt out to them
		Clients   int      `json:"clients"`
		Rate      float64  `json:"rate"`      // connections a second at most
		Rooms     int      `json:"rooms"`     // for each client, beside the hot one
		First     int      `json:"first"`     // number of the first client, to tell those of several processes apart
		From      uint32   `json:"from"`      // event that they must get first; 0: whichever comes
		NeverRead bool     `json:"neverRead"` // once connected they read nothing any more
		Recover   bool     `json:"recover"`   // who is lost comes back by itself and catches up
		TimeoutMS int      `json:"timeoutMs"`
	}
	// Connected says how long it took.
	Connected struct {
		Seconds float64 `json:"seconds"`
	}
	// Await waits until so many events have arrived since the process began.
	Await struct {
		Deliveries int64 `json:"deliveries"`
		TimeoutMS  int   `json:"timeoutMs"`
	}
	// Complete waits until all are connected and have caught up.
	Complete struct {
		Back      int64  `json:"back"`    // so many must have come back since the process began
		Through   uint32 `json:"through"` // and all must have this event; 0: none in particular
		TimeoutMS int    `json:"timeoutMs"`
	}
)

// Report tells what has been received since the last one, and the state of now.
type Report struct {
	Deliveries int64   `json:"deliveries"` // since the process began
	Missed     int64   `json:"missed"`     // likewise
	Duplicates int64   `json:"duplicates"` // likewise; passed over
	CaughtUp   int64   `json:"caughtUp"`   // likewise; events that came by catching up
	Back       int64   `json:"back"`       // likewise; clients that came back
	Told       int64   `json:"told"`       // likewise; times that a client was told to catch up
	Live       int     `json:"live"`       // connected clients that read
	P50        float64 `json:"p50"`        // milliseconds from sending to parsing
	P99        float64 `json:"p99"`
	LastP50    float64 `json:"lastP50"` // until the last client has an event: the median of events
	LastMax    float64 `json:"lastMax"` // and the worst
	UserUS     int64   `json:"userUs"`  // processor time since the process began
	SystemUS   int64   `json:"systemUs"`
}

// Run obeys until in ends.
func Run(in io.Reader, out io.Writer) error {
	l, err := newLoop()
	if err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- l.run() }()
	err = control.Serve(in, out, control.Nothing{}, control.Handlers{
		"connect":  control.Handler(l.connect),
		"await":    control.Handler(l.await),
		"complete": control.Handler(l.complete),
		"report":   control.Handler(l.report),
		"catch-up": control.Handler(l.catchUpAll),
		"cut":      control.Handler(l.cut),
	}.Handle)
	l.do(func() { l.stopped = true })
	if failure := <-failed; failure != nil {
		return failure
	}
	return err
}

func (l *loop) connect(c Connect) (Connected, error) {
	begin := time.Now()
	err := l.wait(c.TimeoutMS, func() { l.add(c) }, func() bool { return l.waiting() == 0 }, func() string {
		return fmt.Sprintf("%d not connected; last failure: %v", l.waiting(), l.failure)
	})
	return Connected{Seconds: time.Since(begin).Seconds()}, err
}

func (l *loop) await(c Await) (control.Nothing, error) {
	return control.Nothing{}, l.wait(c.TimeoutMS, nil, func() bool { return l.total.Deliveries >= c.Deliveries }, func() string {
		return fmt.Sprintf("%d of %d events, %d clients; last failure: %v", l.total.Deliveries, c.Deliveries, l.live, l.failure)
	})
}

func (l *loop) complete(c Complete) (control.Nothing, error) {
	behind := 0 // the first client that may lack something
	return control.Nothing{}, l.wait(c.TimeoutMS, nil, func() bool {
		if l.total.Back < c.Back || l.waiting() > 0 || l.catching > 0 {
			return false
		}
		for behind < len(l.conns) && l.conns[behind].next > c.Through {
			behind++
		}
		return behind == len(l.conns)
	}, func() string {
		return fmt.Sprintf("%d back, %d not connected, %d catching up, client %d lacks an event; last failure: %v",
			l.total.Back, l.waiting(), l.catching, behind, l.failure)
	})
}

func (l *loop) report(control.Nothing) (Report, error) {
	var r Report
	l.do(func() {
		r = l.total
		r.Live = l.live
		r.P50, r.P99 = l.delays.quantile(0.5), l.delays.quantile(0.99)
		r.LastP50, r.LastMax = l.last.summary()
		l.delays, l.last = histogram{}, lastOnes{}
	})
	r.UserUS, r.SystemUS = control.Usage()
	return r, nil
}

// catchUpAll has all clients ask for what they may have missed.
func (l *loop) catchUpAll(control.Nothing) (control.Nothing, error) {
	l.do(func() {
		for i := range l.conns {
			if l.conns[i].state == live {
				l.failure = errors.Join(l.failure, l.catchUp(&l.conns[i]))
			}
		}
	})
	return control.Nothing{}, nil
}

// cut resets all connections. They stay away, also those that recover.
func (l *loop) cut(control.Nothing) (control.Nothing, error) {
	l.do(func() {
		l.queue = l.queue[:0]
		for i := range l.conns {
			l.conns[i].recover = false
			if l.conns[i].state != away {
				l.drop(int32(i))
			}
		}
		l.conns = l.conns[:0]
	})
	return control.Nothing{}, nil
}
