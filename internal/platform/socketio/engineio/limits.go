package engineio

import (
	"math/rand/v2"
	"net/http"
	"strconv"
)

// Limits are the bounds that can be changed while a server runs.
type Limits struct {
	MaxSessions     int // zero: no limit
	MaxQueuedFrames int // waiting for a client that does not read
	MaxQueuedBytes  int // likewise
}

// Limits returns the bounds in force.
func (srv *Server) Limits() Limits { return *srv.limits.Load() }

// SetLimits changes the bounds. Sessions that exceed them are not closed for it: they are when they are sent more.
func (srv *Server) SetLimits(l Limits) { srv.limits.Store(&l) }

// retrySeconds is the most that a client is asked to wait before it tries again.
const retrySeconds = 10

// isFull answers a client for whom there is no room, and reports that. Clients are told different times, so that they do not come back at
// once.
func (srv *Server) isFull(w http.ResponseWriter) bool {
	most := srv.limits.Load().MaxSessions
	if most == 0 || srv.stats.connections.Load() < int64(most) {
		return false
	}
	w.Header().Set("Retry-After", strconv.Itoa(1+rand.IntN(retrySeconds))) //nolint:gosec // no secret
	w.WriteHeader(http.StatusServiceUnavailable)
	return true
}
