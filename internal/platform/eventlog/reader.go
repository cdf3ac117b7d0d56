package eventlog

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
)

// overlap is how long before the end of a log a reader looks again: ids rise with time, but for what was committed
// late.
const overlap = time.Minute

// Reader reads several logs as one, the oldest event first, and each once.
type Reader struct {
	tails  []*tail
	ended  bool
	recent map[id.Event]bool // read, and not long before the end
	order  []id.Event        // of recent
}

// tail is how far one log was read.
type tail struct {
	log   Log
	next  Filter
	ahead []Entry // read, and not yet given
	ended bool
}

// NewReader makes a reader of logs from a time on, the zero time for their beginning.
func NewReader(logs map[string]Log, since time.Time) *Reader {
	r := &Reader{recent: map[id.Event]bool{}}
	for _, name := range slices.Sorted(maps.Keys(logs)) {
		r.tails = append(r.tails, &tail{log: logs[name], next: Filter{Since: since}})
	}
	return r
}

// Next returns the next events of all logs, none at their end. Asked again then, it goes on with what came since.
func (r *Reader) Next(ctx context.Context) ([]Entry, error) {
	if r.ended {
		r.again()
	}
	for {
		page, err := r.page(ctx)
		if err != nil {
			return nil, err
		}
		if page = slices.DeleteFunc(page, func(e Entry) bool { return r.recent[e.ID] }); len(page) > 0 {
			r.remember(page)
			return page, nil
		}
		if r.ended = !slices.ContainsFunc(r.tails, func(t *tail) bool { return !t.ended || len(t.ahead) > 0 }); r.ended {
			return nil, nil
		}
	}
}

// page returns what is known to come next: up to where the log ends that was read the least.
func (r *Reader) page(ctx context.Context) ([]Entry, error) {
	var bound id.Event
	for _, t := range r.tails {
		if err := t.fill(ctx); err != nil {
			return nil, err
		}
		if !t.ended && (bound.IsZero() || later(bound, t.next.After)) {
			bound = t.next.After
		}
	}
	var page []Entry
	for _, t := range r.tails {
		n := 0
		for n < len(t.ahead) && (bound.IsZero() || !later(t.ahead[n].ID, bound)) {
			n++
		}
		page, t.ahead = append(page, t.ahead[:n]...), t.ahead[n:]
	}
	slices.SortFunc(page, func(a, b Entry) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return page, nil
}

func (t *tail) fill(ctx context.Context) error {
	for len(t.ahead) == 0 && !t.ended {
		seen, err := t.log.NextEvents(ctx, t.next)
		if err != nil {
			return err
		}
		t.ahead, t.ended = seen.Items, !seen.More
		if !seen.Last.IsZero() {
			t.next.After = seen.Last
		}
	}
	return nil
}

// again takes up the logs a little before their end.
func (r *Reader) again() {
	r.ended = false
	for _, t := range r.tails {
		t.ended = false
		if !t.next.After.IsZero() {
			t.next.After = before(t.next.After)
		}
	}
}

// remember keeps which events were read lately.
func (r *Reader) remember(page []Entry) {
	for _, e := range page {
		r.recent[e.ID] = true
		r.order = append(r.order, e.ID)
	}
	old := before(before(r.order[len(r.order)-1]))
	n := 0
	for n < len(r.order) && later(old, r.order[n]) {
		delete(r.recent, r.order[n])
		n++
	}
	r.order = r.order[n:]
}

// before is where the ids of so much earlier end.
func before(e id.Event) id.Event {
	millis := int64(e[0])<<40 | int64(e[1])<<32 | int64(e[2])<<24 | int64(e[3])<<16 | int64(e[4])<<8 | int64(e[5])
	return id.At[id.Event](time.UnixMilli(millis).Add(-overlap))
}

func later(a, b id.Event) bool { return bytes.Compare(a[:], b[:]) > 0 }
