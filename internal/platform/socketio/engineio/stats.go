package engineio

import "sync/atomic"

// Stats is a snapshot of a server's counters.
type Stats struct {
	Connections int64 // open sessions
	Polling     int64 // of them on long-polling
	WebSocket   int64 // of them on WebSocket
	Frames      int64 // frames handed to connections, all told
	Writes      int64 // writes they took; fewer than frames, as frames share writes
	Bytes       int64 // written
	SlowClosed  int64 // sessions closed because their clients did not read
}

type counters struct {
	connections, webSocket            atomic.Int64
	frames, writes, bytes, slowClosed atomic.Int64
}

// Stats returns the counters. They are read one by one, so they may not add up to the last digit.
func (srv *Server) Stats() Stats {
	c := &srv.stats
	st := Stats{
		Connections: c.connections.Load(),
		WebSocket:   c.webSocket.Load(),
		Frames:      c.frames.Load(),
		Writes:      c.writes.Load(),
		Bytes:       c.bytes.Load(),
		SlowClosed:  c.slowClosed.Load(),
	}
	st.Polling = max(st.Connections-st.WebSocket, 0)
	return st
}

// tally collects counts, so that the counters shared by all are touched once a round and not once a write.
type tally struct{ frames, writes, bytes int64 }

func (t *tally) wrote(n int) {
	if n > 0 {
		t.writes++
	}
	t.bytes += int64(n)
}

func (t *tally) settle(c *counters) {
	c.frames.Add(t.frames)
	c.writes.Add(t.writes)
	c.bytes.Add(t.bytes)
	*t = tally{}
}
