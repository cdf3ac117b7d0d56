package failover

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// repeats is how often each fault strikes: ECHO_TEST_FAILOVER, which make failover sets, or as often as said.
func repeats(short int) int {
	if n, err := strconv.Atoi(os.Getenv("ECHO_TEST_FAILOVER")); err == nil && n > 0 {
		return n
	}
	return short
}

// run is an Echo under load, and who watches it.
type run struct {
	t         *testing.T
	people    []*echotest.Client
	w         echotest.Workspace
	senders   *senders
	listeners []*listener
	quiet     func() // ends the listeners
	figures   map[string][]figure
}

// figure is what one strike of a fault cost.
type figure struct {
	firstAck  time.Duration // from the strike to the first acknowledgement of a later attempt
	recovered time.Duration // from healing to the same; 0 when it came earlier
	converged time.Duration // from healing until every client has all that was acknowledged by then
	failed    int           // attempts without an acknowledgement, from the strike until the end of it
	acked     int           // and those with one
	slowest   time.Duration // answer in that time
	statuses  map[int]int
}

// begin puts load on a server: 8 senders of 4 people, and 6 listeners.
func begin(t *testing.T, s *echotest.Server) *run {
	t.Helper()
	people := []*echotest.Client{s.Register(t, "maya"), s.Register(t, "tomas"), s.Register(t, "ines"), s.Register(t, "ravi")}
	for _, p := range people { // what is measured is Echo, not how fast answers are held against the document
		p.HTTP = &http.Client{Transport: stayIn(s.URL, p)}
	}
	r := &run{t: t, people: people, w: echotest.Found(t, people[0], people[1:]...), figures: map[string][]figure{}}
	r.listeners, r.quiet = startListeners(t.Context(), 6, s.Live, people, r.w)
	r.senders = startSenders(t.Context(), people, r.w.Messages(), 2, 5*time.Millisecond)
	return r
}

func (r *run) now() time.Duration { return time.Since(r.senders.begin) }

// strike lets a fault happen: hit returns when it has happened, heal when it is over. Between the two the
// senders get through at least held more attempts, whatever becomes of them.
func (r *run) strike(name string, hit, heal func(), held int) {
	r.t.Helper()
	r.strikeUntil(name, hit, heal, func(since time.Duration) bool {
		acked, failed, _, _ := r.senders.since(since)
		return acked+failed >= held
	})
}

// strikeFor is strike for a time, at the end of which clients see what is said, before anything is healed.
func (r *run) strikeFor(name string, hit, heal func(), d time.Duration) {
	r.t.Helper()
	r.strikeUntil(name, hit, heal, func(since time.Duration) bool {
		if left := d - (r.now() - since); left > 0 {
			sleep(r.t.Context(), left)
		}
		said := r.senders.last()
		if !r.senders.await(func() bool { return r.converged(said) }) {
			r.t.Fatalf("%s: clients did not see what was said: %s", name, r.lacking(said))
		}
		return true
	})
}

func (r *run) strikeUntil(name string, hit, heal func(), enough func(since time.Duration) bool) {
	r.t.Helper()
	if !strings.Contains(name, os.Getenv("ECHO_TEST_FAULT")) {
		return
	}
	if !r.senders.awaitAcks(40) {
		r.t.Fatalf("before %s: no acknowledgements within two minutes", name)
	}
	struck := r.now()
	hit()
	hitAt := r.now()
	r.senders.await(func() bool { return enough(hitAt) })
	heal()
	healed, target := r.now(), r.senders.last()
	var first time.Duration
	if !r.senders.await(func() bool { var ok bool; first, ok = r.senders.firstAck(hitAt); return ok }) {
		r.t.Fatalf("%s: no acknowledgement within two minutes", name)
	}
	if !r.senders.await(func() bool { return r.converged(target) }) {
		r.t.Fatalf("%s: clients lack messages two minutes after: %s", name, r.lacking(target))
	}
	converged := r.now()
	if !r.senders.awaitAcks(40) {
		r.t.Fatalf("after %s: no acknowledgements within two minutes", name)
	}
	f := figure{firstAck: first - struck, recovered: max(first-healed, 0), converged: max(converged-healed, 0)}
	f.acked, f.failed, f.slowest, f.statuses = r.senders.since(struck)
	r.figures[name] = append(r.figures[name], f)
}

func (r *run) converged(target int64) bool {
	for _, l := range r.listeners {
		if l.high() < target {
			return false
		}
	}
	return true
}

// lacking tells how far clients are.
func (r *run) lacking(target int64) string {
	var at []int64
	for _, l := range r.listeners {
		at = append(at, l.high())
	}
	return fmt.Sprintf("they are at %d, and it ends at %d (%d when it was asked)", at, r.senders.last(), target)
}

// end stops the load, waits until every client has everything, and checks what was written down.
func (r *run) end() {
	r.t.Helper()
	h := History{Sends: r.senders.stop(), Views: map[string][]Message{}}
	// One more message tells every client of what it may have missed; nothing comes after it.
	r.senders.send(r.t.Context(), r.people[0], r.w.Messages(), "the last")
	h.Sends = r.senders.sends
	stored, err := fetchAll(r.t.Context(), r.people[1], r.w)
	if err != nil {
		r.t.Fatal(err)
	}
	h.Stored = stored
	deadline := time.NewTimer(time.Minute)
	defer deadline.Stop()
	look := time.NewTicker(5 * time.Millisecond)
	defer look.Stop()
wait:
	for !r.converged(int64(len(stored))) {
		select {
		case <-deadline.C:
			break wait // the checker says who lacks what
		case <-look.C:
		}
	}
	r.quiet()
	for _, l := range r.listeners {
		h.Views[l.name] = l.view
		h.Seen = append(h.Seen, l.seen...)
	}
	acked := 0
	for _, s := range h.Sends {
		if s.Acked.No > 0 {
			acked++
		}
	}
	for i, f := range Check(h) {
		if i == 10 {
			r.t.Error("and more")
			break
		}
		r.t.Error(f)
	}
	r.t.Logf("%d sends, %d acknowledged, %d stored, %d sights by %d clients", len(h.Sends), acked, len(stored), len(h.Seen), len(r.listeners))
	for name, figures := range r.figures {
		r.t.Log(summary(name, figures))
	}
}

func summary(name string, figures []figure) string {
	var first, recovered, converged, slowest []time.Duration
	acked, failed := 0, 0
	statuses := map[int]int{}
	for _, f := range figures {
		first, recovered = append(first, f.firstAck), append(recovered, f.recovered)
		converged, slowest = append(converged, f.converged), append(slowest, f.slowest)
		acked, failed = acked+f.acked, failed+f.failed
		for status, n := range f.statuses {
			statuses[status] += n
		}
	}
	return fmt.Sprintf("%s, %d times: first 201 %s, from healing %s, converged %s, slowest answer %s; %d attempts acknowledged, %d not: %v",
		name, len(figures), spread(first), spread(recovered), spread(converged), spread(slowest), acked, failed, statuses)
}

// spread is p50, p95 and the most.
func spread(d []time.Duration) string {
	slices.Sort(d)
	at := func(p int) time.Duration { return d[(len(d)-1)*p/100].Round(time.Millisecond) }
	return fmt.Sprintf("%s/%s/%s", at(50), at(95), at(100))
}

// allAcknowledged holds that nobody was refused in any strike.
func (r *run) allAcknowledged() {
	r.t.Helper()
	for name, figures := range r.figures {
		for _, f := range figures {
			if f.failed > 0 {
				r.t.Errorf("%s: %d sends were not acknowledged at once: %v", name, f.failed, f.statuses)
			}
		}
	}
}
