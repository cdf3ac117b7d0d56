//go:build linux

package control

import (
	"sync"
	"syscall"
	"time"
)

// Usage returns the processor time that this process has used.
func Usage() (userUS, systemUS int64) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, 0
	}
	return u.Utime.Nano() / 1000, u.Stime.Nano() / 1000
}

// Metronome calls something at a rate.
type Metronome struct {
	stop chan struct{}
	done sync.WaitGroup
}

// StartMetronome begins. It keeps to the rate in the long run: what is late is made up for.
func StartMetronome(rate float64, beat func()) *Metronome {
	m := &Metronome{stop: make(chan struct{})}
	m.done.Go(func() {
		begin, interval := time.Now(), time.Duration(float64(time.Second)/rate)
		timer := time.NewTimer(0)
		defer timer.Stop()
		for n := 1; ; n++ {
			select {
			case <-timer.C:
			case <-m.stop:
				return
			}
			beat()
			timer.Reset(time.Until(begin.Add(time.Duration(n) * interval)))
		}
	})
	return m
}

// Stop ends it; nothing is called any more when it returns.
func (m *Metronome) Stop() {
	close(m.stop)
	m.done.Wait()
}
