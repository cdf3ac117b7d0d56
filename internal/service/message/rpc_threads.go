package message

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	repliesMethod         = rpc.Idempotent[RepliesRequest, Thread]("Replies")
	followMethod          = rpc.Idempotent[GetRequest, ThreadState]("Follow")
	unfollowMethod        = rpc.Idempotent[GetRequest, ThreadState]("Unfollow")
	markThreadReadMethod  = rpc.Idempotent[MarkThreadReadRequest, ThreadState]("MarkThreadRead")
	threadInboxMethod     = rpc.Idempotent[ThreadInboxRequest, page.List[ThreadEntry]]("ThreadInbox")
	unreadThreadsMethod   = rpc.Idempotent[ThreadsRequest, UnreadThreads]("UnreadThreads")
	markThreadsReadMethod = rpc.Idempotent[ThreadsRequest, rpc.None]("MarkThreadsRead")
	threadStatesMethod    = rpc.Idempotent[ThreadStatesRequest, []FollowerState]("ThreadStates")
)

func threadEndpoints(s Threads) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(repliesMethod, s.Replies),
		rpc.Serve(followMethod, s.Follow),
		rpc.Serve(unfollowMethod, s.Unfollow),
		rpc.Serve(markThreadReadMethod, s.MarkThreadRead),
		rpc.Serve(threadInboxMethod, s.ThreadInbox),
		rpc.Serve(unreadThreadsMethod, s.UnreadThreads),
		rpc.Serve(markThreadsReadMethod, s.MarkThreadsRead),
		rpc.Serve(threadStatesMethod, s.ThreadStates),
	}
}

func threadsClient(c *rpc.Conn) remoteThreads {
	return remoteThreads{
		replies:         rpc.Caller(c, repliesMethod),
		follow:          rpc.Caller(c, followMethod),
		unfollow:        rpc.Caller(c, unfollowMethod),
		markThreadRead:  rpc.Caller(c, markThreadReadMethod),
		threadInbox:     rpc.Caller(c, threadInboxMethod),
		unreadThreads:   rpc.Caller(c, unreadThreadsMethod),
		markThreadsRead: rpc.Caller(c, markThreadsReadMethod),
		threadStates:    rpc.Caller(c, threadStatesMethod),
	}
}

type remoteThreads struct {
	replies         func(context.Context, RepliesRequest) (Thread, error)
	follow          func(context.Context, GetRequest) (ThreadState, error)
	unfollow        func(context.Context, GetRequest) (ThreadState, error)
	markThreadRead  func(context.Context, MarkThreadReadRequest) (ThreadState, error)
	threadInbox     func(context.Context, ThreadInboxRequest) (page.List[ThreadEntry], error)
	unreadThreads   func(context.Context, ThreadsRequest) (UnreadThreads, error)
	markThreadsRead func(context.Context, ThreadsRequest) (rpc.None, error)
	threadStates    func(context.Context, ThreadStatesRequest) ([]FollowerState, error)
}

func (r remoteThreads) Replies(ctx context.Context, req RepliesRequest) (Thread, error) {
	return r.replies(ctx, req)
}

func (r remoteThreads) Follow(ctx context.Context, req GetRequest) (ThreadState, error) {
	return r.follow(ctx, req)
}

func (r remoteThreads) Unfollow(ctx context.Context, req GetRequest) (ThreadState, error) {
	return r.unfollow(ctx, req)
}

func (r remoteThreads) MarkThreadRead(ctx context.Context, req MarkThreadReadRequest) (ThreadState, error) {
	return r.markThreadRead(ctx, req)
}

func (r remoteThreads) ThreadInbox(ctx context.Context, req ThreadInboxRequest) (page.List[ThreadEntry], error) {
	return r.threadInbox(ctx, req)
}

func (r remoteThreads) UnreadThreads(ctx context.Context, req ThreadsRequest) (UnreadThreads, error) {
	return r.unreadThreads(ctx, req)
}

func (r remoteThreads) MarkThreadsRead(ctx context.Context, req ThreadsRequest) (rpc.None, error) {
	return r.markThreadsRead(ctx, req)
}

func (r remoteThreads) ThreadStates(ctx context.Context, req ThreadStatesRequest) ([]FollowerState, error) {
	return r.threadStates(ctx, req)
}
