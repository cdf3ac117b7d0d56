package socketio

import "sync/atomic"

// idleWorkers is how many goroutines wait for more work when they have done theirs.
const idleWorkers = 32

// workers are the goroutines on which inboxes run. There are as many as there is work for; a few stay for the next piece,
// because the stack of a new one has to grow first, and when thousands of clients connect that is most of the work.
type workers struct {
	next chan *client // to those who are idle
	idle atomic.Int32
	done <-chan struct{} // closed when those who are idle may go
}

func newWorkers(done <-chan struct{}) *workers {
	return &workers{next: make(chan *client), done: done}
}

func (w *workers) run(c *client) {
	select {
	case w.next <- c:
	default:
		go w.work(c)
	}
}

func (w *workers) work(c *client) {
	for {
		c.inbox.run(c.session)
		if w.idle.Add(1) > idleWorkers {
			w.idle.Add(-1)
			return
		}
		select {
		case c = <-w.next:
			w.idle.Add(-1)
		case <-w.done:
			return
		}
	}
}
