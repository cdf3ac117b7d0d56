//go:build linux

package load

import (
	"fmt"
	"math/bits"
	"slices"
	"time"
)

// event counts an event that a client received.
func (l *loop) event(c *conn, sent int64, n uint32) {
	l.total.Deliveries++
	delay := l.now.UnixMicro() - sent
	l.delays.add(delay)
	l.last.add(n, delay)
	if c.catching || c.recover && n > c.next {
		c.ahead = append(c.ahead, n) // until it has caught up
		return
	}
	l.take(c, n)
}

// catchUp asks for what came after the last event that the client has in its order.
func (l *loop) catchUp(c *conn) error {
	if c.catching {
		return nil
	}
	c.catching = true
	l.catching++
	return c.send(opText, fmt.Appendf(nil, `420["catch-up",%d]`, c.next-1))
}

// take puts an event into its place in the client's order.
func (l *loop) take(c *conn, n uint32) {
	switch {
	case c.next == 0 || n == c.next:
		c.next = n + 1
	case n < c.next:
		l.total.Duplicates++
	default:
		l.total.Missed += int64(n - c.next)
		c.next = n + 1
	}
}

// caughtUp takes what the client missed, and then what came meanwhile.
func (l *loop) caughtUp(c *conn, packet []byte) {
	if !c.catching {
		return
	}
	c.catching = false
	l.catching--
	for _, n := range parseNumbers(packet) {
		l.total.CaughtUp++
		l.take(c, n)
	}
	slices.Sort(c.ahead)
	for _, n := range c.ahead {
		l.take(c, n)
	}
	c.ahead = nil
}

// histogram counts durations in microseconds, to within two per cent.
type histogram struct {
	counts [32 * buckets]int64
	total  int64
}

const buckets = 64 // in each power of two

func (h *histogram) add(us int64) {
	h.total++
	u := uint64(max(us, 0)) + buckets // below 2*buckets each has its own
	shift := bits.Len64(u) - bits.Len64(buckets)
	h.counts[min(shift*buckets+int(u>>shift)-buckets, len(h.counts)-1)]++
}

// quantile is in milliseconds.
func (h *histogram) quantile(q float64) float64 {
	rank := int64(q * float64(h.total))
	for i, n := range h.counts {
		if rank -= n; rank < 0 {
			shift := i / buckets
			return float64(uint64(i%buckets+buckets)<<shift-buckets) / 1000
		}
	}
	return 0
}

// lastOnes knows for each event the delay of the client that got it last.
type lastOnes struct {
	first  uint32
	delays []int64
}

func (o *lastOnes) add(n uint32, delay int64) {
	if len(o.delays) == 0 {
		o.first = n
	}
	if n < o.first { // from before the last report
		return
	}
	for int(n-o.first) >= len(o.delays) {
		o.delays = append(o.delays, 0)
	}
	o.delays[n-o.first] = max(o.delays[n-o.first], delay)
}

// summary is in milliseconds.
func (o *lastOnes) summary() (median, worst float64) {
	if len(o.delays) == 0 {
		return 0, 0
	}
	sorted := slices.Clone(o.delays)
	slices.Sort(sorted)
	in := func(us int64) float64 { return (time.Duration(us) * time.Microsecond).Seconds() * 1000 }
	return in(sorted[len(sorted)/2]), in(sorted[len(sorted)-1])
}
