package failover

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/echo-chat/echo/test/echotest"
)

// patience is how long an attempt waits for its answer; no request may take longer than 10 s.
const patience = 15 * time.Second

// wire is a message as the API has it.
type wire struct {
	ID, Content                string
	MessageNo                  int64
	ClientMessageCorrelationID string `json:"clientMessageCorrelationId"`
}

func (w wire) message() Message {
	return Message{No: w.MessageNo, ID: w.ID, Correlation: w.ClientMessageCorrelationID, Content: w.Content}
}

// attempt is one request of a send.
type attempt struct {
	begun, ended time.Duration
	status       int // 0: no answer
}

// senders send one message after another, each repeated under the same name until it is answered for good.
type senders struct {
	begin  time.Time
	cancel context.CancelFunc
	all    sync.WaitGroup

	mu       sync.Mutex
	sends    []Send
	attempts []attempt
	highest  int64
	change   chan struct{} // closed, and made anew, with every attempt
}

// startSenders starts so many senders for each person, who pause between messages.
func startSenders(ctx context.Context, people []*echotest.Client, path string, each int, pause time.Duration) *senders {
	ctx, cancel := context.WithCancel(ctx)
	s := &senders{begin: time.Now(), cancel: cancel, change: make(chan struct{})}
	for p, c := range people {
		for n := range each {
			s.all.Go(func() {
				for i := 0; ctx.Err() == nil; i++ {
					s.send(ctx, c, path, fmt.Sprintf("%d-%d-%d", p, n, i))
					sleep(ctx, pause)
				}
			})
		}
	}
	return s
}

// send repeats a message until its outcome is known, or ctx has ended and a last attempt failed.
func (s *senders) send(ctx context.Context, c *echotest.Client, path, correlation string) {
	out := Send{Correlation: correlation, Content: "text of " + correlation, Invoked: time.Since(s.begin)}
	for {
		request, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		a := attempt{begun: time.Since(s.begin)}
		var m wire
		var err error
		a.status, err = c.Call(request, "POST", path, map[string]string{"content": out.Content, "clientMessageCorrelationId": correlation}, &m)
		cancel()
		a.ended = time.Since(s.begin)
		if err == nil {
			out.Acked = m.message()
		}
		out.Refused = err != nil && echotest.Refused(err)
		s.note(a, m.MessageNo)
		if err == nil || out.Refused || ctx.Err() != nil {
			break
		}
		sleep(ctx, 5*time.Millisecond) // the server is away: ask again in a moment, as clients do
	}
	out.Answered = time.Since(s.begin)
	s.mu.Lock()
	s.sends = append(s.sends, out)
	s.mu.Unlock()
}

func (s *senders) note(a attempt, no int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.attempts = append(s.attempts, a)
	s.highest = max(s.highest, no)
	close(s.change)
	s.change = make(chan struct{})
}

// firstAck returns when the first acknowledgement came of an attempt that began after a moment.
func (s *senders) firstAck(after time.Duration) (time.Duration, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first, found := time.Duration(0), false
	for _, a := range s.attempts {
		if a.begun >= after && acknowledged(a.status) && (!found || a.ended < first) {
			first, found = a.ended, true
		}
	}
	return first, found
}

func acknowledged(status int) bool { return status == http.StatusCreated || status == http.StatusOK }

// since counts the attempts that ended after a moment: acknowledged, and not, and the slowest.
func (s *senders) since(after time.Duration) (acked, failed int, slowest time.Duration, statuses map[int]int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	statuses = map[int]int{}
	for _, a := range s.attempts {
		if a.ended < after {
			continue
		}
		statuses[a.status]++
		slowest = max(slowest, a.ended-a.begun)
		if acknowledged(a.status) {
			acked++
		} else {
			failed++
		}
	}
	return acked, failed, slowest, statuses
}

func (s *senders) last() int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.highest
}

// await waits until is says so, looking after every attempt, for two minutes at most.
func (s *senders) await(is func() bool) bool {
	deadline := time.NewTimer(2 * time.Minute)
	defer deadline.Stop()
	for {
		s.mu.Lock()
		change := s.change
		s.mu.Unlock()
		if is() {
			return true
		}
		select {
		case <-change:
		case <-deadline.C:
			return false
		}
	}
}

func (s *senders) awaitAcks(n int) bool {
	from := time.Since(s.begin)
	return s.await(func() bool {
		acked, _, _, _ := s.since(from)
		return acked >= n
	})
}

func (s *senders) stop() []Send {
	s.cancel()
	s.all.Wait()
	return s.sends
}

func sleep(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
