package realtime

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
)

// Clients are told when events come late, then less and less often while they still do, and at once again
// after it has been well for a while.
func TestLateness(t *testing.T) {
	t.Parallel()
	begin := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	now := clock.NewManual(begin)
	l := lateness{clock: now}
	told := func(late time.Duration) bool { return l.tell(now.Now().Add(-late)) }
	if told(lateAfter - time.Millisecond) {
		t.Error("told of an event that is on time")
	}
	times := 0
	for range 600 { // ten minutes of late events, one a second
		if told(time.Minute) {
			times++
		}
		now.Advance(time.Second)
	}
	if times < 10 || times > 16 {
		t.Errorf("told %d times in ten minutes", times)
	}
	now.Advance(3 * lastAgain)
	if !told(time.Minute) || told(time.Minute) {
		t.Error("after a while, not told once and at once")
	}
	now.Advance(firstAgain)
	if !told(time.Minute) {
		t.Error("not told again after the first pause")
	}
}
