package eventlog

import (
	"context"

	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	newestMethod  = rpc.Idempotent[NewestRequest, Seen]("NewestEvents")
	nextMethod    = rpc.Idempotent[Filter, Seen]("NextEvents")
	findMethod    = rpc.Idempotent[FindRequest, Entry]("FindEvent")
	pendingMethod = rpc.Idempotent[rpc.None, Backlog]("PendingEvents")
)

// Endpoints serve a log beside the methods of its service.
func Endpoints(l Log) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(newestMethod, l.NewestEvents),
		rpc.Serve(nextMethod, l.NextEvents),
		rpc.Serve(findMethod, l.FindEvent),
		rpc.Serve(pendingMethod, l.PendingEvents),
	}
}

// Client is the log of a service in another process.
func Client(c *rpc.Conn) Log {
	return remote{
		newest:  rpc.Caller(c, newestMethod),
		next:    rpc.Caller(c, nextMethod),
		find:    rpc.Caller(c, findMethod),
		pending: rpc.Caller(c, pendingMethod),
	}
}

type remote struct {
	newest  func(context.Context, NewestRequest) (Seen, error)
	next    func(context.Context, Filter) (Seen, error)
	find    func(context.Context, FindRequest) (Entry, error)
	pending func(context.Context, rpc.None) (Backlog, error)
}

func (r remote) NewestEvents(ctx context.Context, req NewestRequest) (Seen, error) {
	return r.newest(ctx, req)
}

func (r remote) NextEvents(ctx context.Context, req Filter) (Seen, error) { return r.next(ctx, req) }

func (r remote) FindEvent(ctx context.Context, req FindRequest) (Entry, error) {
	return r.find(ctx, req)
}

func (r remote) PendingEvents(ctx context.Context, req rpc.None) (Backlog, error) {
	return r.pending(ctx, req)
}
