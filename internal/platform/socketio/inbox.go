package socketio

import (
	"sync"

	"github.com/echo-chat/echo/internal/platform/socketio/engineio"
)

// maxInbox is how many events of one client may wait for their handlers before no more is read from it.
const maxInbox = 64

// inbox is the jobs of a client, which run one after the other, on a goroutine that it has only while there are any. Adding
// a job never waits: too many pause the session they come from.
type inbox struct {
	mu      sync.Mutex // the session's shard is locked under it
	jobs    *[]func()  // nil if there are none
	running bool
	paused  bool
	closed  bool
}

// put adds a job that came from the session. After closing it is dropped.
func (in *inbox) put(c *client, job func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.closed {
		return
	}
	in.add(c, job)
	if len(*in.jobs) >= maxInbox && !in.paused {
		in.paused = true
		c.session.Pause()
	}
}

// putLast adds a job even after closing, for what must not be dropped.
func (in *inbox) putLast(c *client, job func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.add(c, job)
}

// close adds the last job. What was put before still runs.
func (in *inbox) close(c *client, job func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.add(c, job)
}

func (in *inbox) add(c *client, job func()) {
	if in.jobs == nil {
		in.jobs = new([]func())
	}
	*in.jobs = append(*in.jobs, job)
	if !in.running {
		in.running = true
		c.srv.workers.run(c)
	}
}

func (in *inbox) run(from *engineio.Session) {
	for {
		in.mu.Lock()
		jobs := in.jobs
		in.jobs = nil
		in.running = jobs != nil
		if in.paused {
			in.paused = false
			from.Resume()
		}
		in.mu.Unlock()
		if jobs == nil {
			return
		}
		for _, job := range *jobs {
			job()
		}
	}
}
