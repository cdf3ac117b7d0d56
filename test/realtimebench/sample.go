//go:build linux

package main

import (
	"context"
	"slices"
	"time"
)

// sample is what a server used for what it delivered.
type sample struct {
	user, system float64 // processor seconds
	seconds      float64 // from the first command to the last arrival
	deliveries   int64
	frames       int64
	writes       int64
	turns        []float64 // CPU s/M of each measured piece of work
}

// measure does some work and adds what it took.
func (m *sample) measure(ctx context.Context, s *stand, work func() error) error {
	before, err := s.stats(ctx)
	if err != nil {
		return err
	}
	begin, sent := time.Now(), s.sent
	if err := work(); err != nil {
		return err
	}
	m.seconds += time.Since(begin).Seconds()
	after, err := s.stats(ctx)
	if err != nil {
		return err
	}
	user, system := float64(after.UserUS-before.UserUS)/1e6, float64(after.SystemUS-before.SystemUS)/1e6
	m.user += user
	m.system += system
	m.deliveries += s.sent - sent
	m.turns = append(m.turns, (user+system)/float64(s.sent-sent)*1e6)
	m.frames += after.Frames - before.Frames
	m.writes += after.Writes - before.Writes
	return nil
}

func (m *sample) cpu() float64 { return m.user + m.system }

// perMillion is processor seconds for a million deliveries.
func (m *sample) perMillion() float64 { return m.cpu() / float64(m.deliveries) * 1e6 }

// against is the median of how the turns of m compare with those of other beside them: a turn during which the machine was
// busy with something else does not count.
func (m *sample) against(other *sample) float64 {
	var ratios []float64
	for i := range min(len(m.turns), len(other.turns)) {
		ratios = append(ratios, m.turns[i]/other.turns[i])
	}
	slices.Sort(ratios)
	return ratios[len(ratios)/2]
}

func (m *sample) userPerMillion() float64 { return m.user / float64(m.deliveries) * 1e6 }

func (m *sample) rate() float64 { return float64(m.deliveries) / m.seconds }
