package socketio

import "github.com/echo-chat/echo/internal/platform/socketio/engineio"

// Limits are the bounds of Config that can be changed while a server runs, with the meanings and defaults they have there.
type Limits struct {
	MaxConnections     int
	MaxQueuedFrames    int
	MaxQueuedBytes     int
	MaxEventsPerSecond int
	EventBurst         int
}

// SetLimits changes the bounds for present and later clients. Nobody is closed for what they did before; of clients that
// are too many, none is.
func (srv *Server) SetLimits(l Limits) {
	setDefault(&l.MaxQueuedFrames, engineio.DefaultQueuedFrames)
	setDefault(&l.MaxQueuedBytes, engineio.DefaultQueuedBytes)
	srv.engine.SetLimits(engineio.Limits{
		MaxSessions: l.MaxConnections, MaxQueuedFrames: l.MaxQueuedFrames, MaxQueuedBytes: l.MaxQueuedBytes,
	})
	srv.setRate(l.MaxEventsPerSecond, l.EventBurst)
}

func (srv *Server) setRate(perSecond, burst int) {
	r := newRate(perSecond, burst)
	srv.rate.Store(&r)
}
