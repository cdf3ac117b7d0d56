package socketio

import "sync"

// maxInbox is how many events of one client may wait for their handlers before no more is read from it.
const maxInbox = 64

// inbox runs jobs one after the other on a goroutine that lives only while there are any.
type inbox struct {
	mu      sync.Mutex
	jobs    []func()
	space   chan struct{} // closed when there is room again; nil unless someone waits
	running bool
	closed  bool
}

// put adds a job, waiting while too many wait already. After closing the job is dropped.
func (in *inbox) put(job func()) {
	in.mu.Lock()
	for len(in.jobs) >= maxInbox && !in.closed {
		if in.space == nil {
			in.space = make(chan struct{})
		}
		space := in.space
		in.mu.Unlock()
		<-space
		in.mu.Lock()
	}
	defer in.mu.Unlock()
	if !in.closed {
		in.add(job)
	}
}

// putLast adds a job without waiting, for what must not be refused.
func (in *inbox) putLast(job func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.add(job)
}

// close adds the last job. What was put before still runs.
func (in *inbox) close(job func()) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.closed = true
	in.release()
	in.add(job)
}

func (in *inbox) add(job func()) {
	in.jobs = append(in.jobs, job)
	if !in.running {
		in.running = true
		go in.run()
	}
}

func (in *inbox) release() {
	if in.space != nil {
		close(in.space)
		in.space = nil
	}
}

func (in *inbox) run() {
	for {
		in.mu.Lock()
		jobs := in.jobs
		in.jobs = nil
		in.running = len(jobs) > 0
		in.release()
		in.mu.Unlock()
		if len(jobs) == 0 {
			return
		}
		for _, job := range jobs {
			job()
		}
	}
}
