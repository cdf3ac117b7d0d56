package slots_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/slots"
)

// busy returns slots that are all taken, and how to free them.
func busy(t *testing.T, maxWaiting int) (s *slots.Slots, free func()) {
	t.Helper()
	const n = 2
	s = slots.New(n, maxWaiting)
	for range n {
		if err := s.Enter(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return s, func() {
		for range n {
			s.Leave()
		}
	}
}

func TestEnter_BoundedQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const maxWaiting = 50
		s, free := busy(t, maxWaiting)
		var wg sync.WaitGroup
		for range maxWaiting {
			wg.Go(func() {
				if err := s.Enter(t.Context()); err != nil {
					t.Errorf("one that waited its turn: %v", err)
					return
				}
				s.Leave()
			})
		}
		synctest.Wait()
		if err := s.Enter(t.Context()); !errs.Is(err, "too_many_requests") {
			t.Errorf("one too many: %v", err)
		}
		free()
		wg.Wait()
		if err := s.Enter(t.Context()); err != nil {
			t.Errorf("after the rush: %v", err)
		}
	})
}

func TestEnter_GivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	s, free := busy(t, 1)
	defer free()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 3 { // and leaves its place in the queue
		if err := s.Enter(ctx); !errs.Is(err, "unavailable") {
			t.Errorf("Enter = %v", err)
		}
	}
}
