// Package deadline keeps very many deadlines of one constant duration without a timer for each.
//
// Because every entry of a list waits equally long, the list is a queue: entries are added at the tail and fall due at
// the head, so adding, removing and expiring are O(1), and one timer serves the whole list.
package deadline

import (
	"sync"
	"time"
)

// Entry is a place in a List. It is embedded in what it belongs to, so waiting costs no allocation. An entry is in at
// most one list at a time; who moves it between lists keeps that true.
type Entry[T any] struct {
	Value      T // handed to the list's expire function
	prev, next *Entry[T]
	due        time.Duration // since the list's base
}

// List calls a function for every entry that has been in it for a fixed time. It is safe for concurrent use.
type List[T any] struct {
	after  time.Duration
	slack  time.Duration
	expire func(T)
	base   time.Time

	mu      sync.Mutex
	root    Entry[T] // sentinel: root.next is the oldest
	timer   *time.Timer
	armed   bool // the timer is set, or sweep is running
	stopped bool
}

// New returns a list whose entries expire after the given time, and never before: up to a 500th of it later, so that those
// which fall due one after the other do so together, and whoever is woken by that is woken once. Expire is called on one
// goroutine at a time, without any lock held; the entry has left the list by then.
func New[T any](after time.Duration, expire func(T)) *List[T] {
	l := &List[T]{after: after, slack: after / 500, expire: expire, base: time.Now()}
	l.root.prev, l.root.next = &l.root, &l.root
	return l
}

// Add puts the entry, which must be in no list, at the end. On a stopped list it does nothing.
func (l *List[T]) Add(e *Entry[T]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		return
	}
	e.due = time.Since(l.base) + l.after
	e.prev, e.next = l.root.prev, &l.root
	e.prev.next, e.next.prev = e, e
	if l.armed {
		return
	}
	l.armed = true
	if l.timer == nil {
		l.timer = time.AfterFunc(l.after, l.sweep)
	} else {
		l.timer.Reset(l.after)
	}
}

// Remove takes the entry out and reports whether it was still in the list. False means that it was never added, or that
// its expiry has begun. The entry must not be in another list: that list's lock would be the one to hold.
func (l *List[T]) Remove(e *Entry[T]) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.next == nil {
		return false
	}
	e.unlink()
	return true
}

// Stop ends the list: nothing expires any more, except what is being expired at this moment.
func (l *List[T]) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	if l.timer != nil {
		l.timer.Stop()
	}
}

// sweep expires what is due and sets the timer for the next. A removed head leaves the timer early: it then finds
// nothing due and is set anew.
func (l *List[T]) sweep() {
	for {
		l.mu.Lock()
		e := l.root.next
		if l.stopped || e == &l.root {
			l.armed = false
			l.mu.Unlock()
			return
		}
		if wait := e.due - time.Since(l.base); wait > 0 {
			l.timer.Reset(wait + l.slack)
			l.mu.Unlock()
			return
		}
		e.unlink()
		l.mu.Unlock()
		l.expire(e.Value)
	}
}

func (e *Entry[T]) unlink() {
	e.prev.next, e.next.prev = e.next, e.prev
	e.prev, e.next = nil, nil
}
