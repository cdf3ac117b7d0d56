package socketio

import "time"

// rate is a token bucket's parameters: a token every interval, up to as many as fit into window.
type rate struct {
	interval time.Duration // zero: no limit
	window   time.Duration
}

func newRate(perSecond, burst int) rate {
	if perSecond < 0 {
		return rate{}
	}
	if perSecond == 0 {
		perSecond = 100
	}
	if burst <= 0 {
		burst = 5 * perSecond
	}
	interval := time.Second / time.Duration(perSecond)
	return rate{interval: interval, window: interval * time.Duration(burst)}
}

// bucket is one client's token bucket, kept as the moment when it will be full again: one number instead of a count, a
// time and a timer.
type bucket struct{ full time.Duration }

// take takes a token, if there is one. Now is the time on the server's clock.
func (b *bucket) take(r rate, now time.Duration) bool {
	if r.interval == 0 {
		return true
	}
	full := max(b.full, now) + r.interval
	if full-now > r.window {
		return false
	}
	b.full = full
	return true
}
