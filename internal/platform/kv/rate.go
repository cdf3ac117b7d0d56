package kv

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// Rate is how often something may happen: Burst times at once and, from then on, Count times in Per,
// evenly. The zero Rate is no limit.
type Rate struct {
	Count int
	Per   time.Duration
	Burst int
}

var errRate = errors.New(`must be like 10/s, 100/15m, "10/s,20" with a burst, or off`)

// ParseRate reads "10/s,20" (ten a second, twenty at once), "100/15m" (a hundred in fifteen minutes, all
// at once if need be) and "off".
func ParseRate(text string) (Rate, error) {
	if text == "off" {
		return Rate{}, nil
	}
	rate, burst, hasBurst := strings.Cut(text, ",")
	count, per, ok := strings.Cut(rate, "/")
	if !ok {
		return Rate{}, errRate
	}
	if per = strings.TrimSpace(per); per == "s" || per == "m" || per == "h" {
		per = "1" + per
	}
	var r Rate
	var err error
	if r.Count, err = strconv.Atoi(strings.TrimSpace(count)); err != nil {
		return Rate{}, errRate
	}
	if r.Per, err = time.ParseDuration(per); err != nil {
		return Rate{}, errRate
	}
	r.Burst = r.Count
	if hasBurst {
		if r.Burst, err = strconv.Atoi(strings.TrimSpace(burst)); err != nil {
			return Rate{}, errRate
		}
	}
	if r.Count < 1 || r.Burst < 1 || r.Per < time.Millisecond || r.each() == 0 {
		return Rate{}, errRate
	}
	return r, nil
}

// Off tells whether there is no limit.
func (r Rate) Off() bool { return r.Count == 0 }

// String is what ParseRate reads.
func (r Rate) String() string {
	if r.Off() {
		return "off"
	}
	return strconv.Itoa(r.Count) + "/" + r.Per.String() + "," + strconv.Itoa(r.Burst)
}

// each is the time that one occurrence takes up.
func (r Rate) each() time.Duration { return r.Per / time.Duration(r.Count) }

// take decides on one more occurrence (GCRA, the leaky bucket told as a time): full is when all that was
// taken so far has drained. It returns the new such time, or how long to wait before asking again.
// A full that lies further ahead than a bucket is deep comes of a clock that was set back; it is cut.
func (r Rate) take(now, full time.Time) (time.Time, time.Duration) {
	each := r.each()
	depth := each * time.Duration(r.Burst)
	if full.Before(now) {
		full = now
	}
	if ahead := now.Add(depth); full.After(ahead) {
		full = ahead
	}
	if wait := full.Add(each - depth).Sub(now); wait > 0 {
		return full, wait
	}
	return full.Add(each), 0
}
