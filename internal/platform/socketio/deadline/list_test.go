package deadline_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/echo-chat/echo/internal/platform/socketio/deadline"
)

// recorder is a list that notes what expired when.
func recorder(after time.Duration) (l *deadline.List[string], expired *[]string, at *[]time.Duration) {
	begin := time.Now()
	expired, at = new([]string), new([]time.Duration)
	l = deadline.New(after, func(v string) {
		*expired = append(*expired, v)
		*at = append(*at, time.Since(begin))
	})
	return l, expired, at
}

func TestList_ExpiresInOrderAndOnTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, expired, at := recorder(10 * time.Second)
		entries := []deadline.Entry[string]{{Value: "a"}, {Value: "b"}, {Value: "c"}}
		for i := range entries {
			l.Add(&entries[i])
			time.Sleep(time.Second) // the bubble's clock
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if !slices.Equal(*expired, []string{"a", "b", "c"}) {
			t.Fatalf("expired %v", *expired)
		}
		for i, got := range *at {
			if late := got - time.Duration(10+i)*time.Second; late < 0 || late > 10*time.Second/500 {
				t.Fatalf("entry %d expired %v late", i, late)
			}
		}
		l.Add(&entries[0]) // the timer starts again after the list was empty
		time.Sleep(11 * time.Second)
		synctest.Wait()
		if len(*expired) != 4 {
			t.Fatal("did not expire again")
		}
	})
}

// TestList_NeighboursExpireTogether: the timer goes off once for those that are due at nearly the same time.
func TestList_NeighboursExpireTogether(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, _, at := recorder(10 * time.Second)
		entries := make([]deadline.Entry[string], 21)
		for i := range entries {
			l.Add(&entries[i])
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if slices.Sort(*at); len(slices.Compact(*at)) > 2 { // the first alone, as the timer was set for it
			t.Fatalf("expired at %v", *at)
		}
	})
}

func TestList_Remove(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, expired, _ := recorder(time.Second)
		a, b := deadline.Entry[string]{Value: "a"}, deadline.Entry[string]{Value: "b"}
		l.Add(&a)
		l.Add(&b)
		if !l.Remove(&a) || l.Remove(&a) {
			t.Fatal("an entry is removed once")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if !slices.Equal(*expired, []string{"b"}) {
			t.Fatalf("expired %v", *expired)
		}
		if l.Remove(&b) {
			t.Fatal("removed what had expired")
		}
	})
}

func TestList_AddedAgainWhileExpiring(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		count := 0
		var l *deadline.List[*deadline.Entry[int]]
		var e deadline.Entry[*deadline.Entry[int]]
		l = deadline.New(time.Second, func(*deadline.Entry[int]) {
			if count++; count < 5 {
				l.Add(&e)
			}
		})
		l.Add(&e)
		time.Sleep(time.Minute)
		synctest.Wait()
		if count != 5 {
			t.Fatalf("expired %d times", count)
		}
	})
}

func TestList_Stop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		l, expired, _ := recorder(time.Second)
		e := deadline.Entry[string]{Value: "a"}
		l.Add(&e)
		l.Stop()
		l.Add(&deadline.Entry[string]{Value: "b"})
		time.Sleep(time.Minute)
		synctest.Wait()
		if len(*expired) != 0 {
			t.Fatalf("expired %v", *expired)
		}
	})
}
