package engineio

// maxFans is how many broadcasts may wait for a shard before who sends the next one does its work.
const maxFans = 256

// Audience is a set of sessions that does not change while a frame is on its way to it.
type Audience interface {
	// Each calls fn for every session of a shard. It must do nothing else: the shard is locked.
	Each(shard int, fn func(s *Session))
	// Done is called once for each Fan and shard when Each is not needed any more.
	Done()
}

// fan is a broadcast that a shard has not taken to its sessions yet.
type fan struct {
	to    Audience
	frame *Frame
}

// Fan sends a frame to an audience, as Session.Send does to one, in a time that does not depend on how many they are:
// the shards take it to their sessions, several broadcasts to one audience at once. For every session it keeps its place
// among all that is sent: whoever locks a shard next, to send or to write, spreads what waits there first.
func (srv *Server) Fan(to Audience, f *Frame) {
	for i := range srv.shards {
		sh := &srv.shards[i]
		sh.mu.Lock()
		if len(sh.fans) >= maxFans {
			sh.spread()
		}
		sh.fans = append(sh.fans, fan{to, f})
		sh.rouse()
		sh.mu.Unlock()
	}
}

// lock locks the shard with nothing waiting to be spread.
func (sh *shard) lock() {
	sh.mu.Lock()
	if len(sh.fans) > 0 {
		sh.spread()
	}
}

func (sh *shard) unlock() { sh.mu.Unlock() }

// spread takes the broadcasts to the queues of the sessions.
func (sh *shard) spread() {
	fans := sh.fans
	for len(fans) > 0 {
		to, n := fans[0].to, 1
		for n < len(fans) && fans[n].to == to {
			n++
		}
		run := fans[:n]
		to.Each(sh.number, func(s *Session) {
			for i := range run {
				s.send(run[i].frame, true)
			}
		})
		for range run {
			to.Done()
		}
		fans = fans[n:]
	}
	clear(sh.fans)
	sh.fans = sh.fans[:0]
}
