package message

import (
	"context"
	"sync"
	"time"
)

// lookEvery is when a loop looks at its table again though nothing is due: for what another instance took on and
// left behind.
const lookEvery = 10 * time.Second

// loop does a piece of work beside the requests, again and again: when it is woken, and when the time has passed
// that the work returned. One begins as soon as it is started.
type loop struct {
	work func(ctx context.Context) (next time.Duration)
	wake chan struct{}
	stop context.CancelFunc
	done sync.WaitGroup
}

func newLoop(work func(ctx context.Context) (next time.Duration)) *loop {
	return &loop{work: work, wake: make(chan struct{}, 1)}
}

func (l *loop) start() {
	ctx, stop := context.WithCancel(context.Background())
	l.stop = stop
	l.done.Go(func() { l.run(ctx) })
}

// close ends the work's context, and waits for it.
func (l *loop) close() {
	l.stop()
	l.done.Wait()
}

// wakeUp makes the loop look at once, or again when it is at work.
func (l *loop) wakeUp() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *loop) run(ctx context.Context) {
	next := time.NewTimer(0)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-l.wake:
		case <-next.C:
		}
		next.Reset(l.work(ctx))
	}
}

// until is how long nothing is due by a query for the smallest time after $1, as far as this instance knows.
func (s *Local) until(ctx context.Context, query string) time.Duration {
	var due *int64
	now := s.clock.Now()
	err := s.db.QueryRow(ctx, query, now.UnixMicro()).Scan(&due)
	if err != nil || due == nil {
		return lookEvery
	}
	return min(time.UnixMicro(*due).Sub(now), lookEvery)
}
