package auth

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// busy returns a Hasher all of whose places are taken, and how to free them.
func busy() (h *Hasher, free func()) {
	h = NewHasher(HashParams{MemoryKiB: 8, Time: 1, Threads: 1})
	for range cap(h.running) {
		h.running <- struct{}{}
	}
	return h, func() {
		for range cap(h.running) {
			<-h.running
		}
	}
}

func TestHasher_BoundedQueue(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, free := busy()
		var wg sync.WaitGroup
		for range maxWaiting {
			wg.Go(func() {
				if _, err := h.Hash(t.Context(), "password"); err != nil {
					t.Errorf("one that waited its turn: %v", err)
				}
			})
		}
		synctest.Wait()
		if _, err := h.Hash(t.Context(), "password"); !errs.Is(err, "too_many_requests") {
			t.Errorf("one too many: %v", err)
		}
		free()
		wg.Wait()
		if _, err := h.Hash(t.Context(), "password"); err != nil {
			t.Errorf("after the rush: %v", err)
		}
	})
}

func TestHasher_GivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	h, free := busy()
	defer free()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.Hash(ctx, "password"); !errs.Is(err, "unavailable") {
		t.Errorf("Hash = %v", err)
	}
	if n := h.waiting.Load(); n != 0 {
		t.Errorf("%d still wait", n)
	}
}
