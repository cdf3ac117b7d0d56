package message

import (
	"context"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	sendMethod     = rpc.Idempotent[SendRequest, SendResult]("Send") // by its correlation id
	historyMethod  = rpc.Idempotent[HistoryRequest, Page]("History")
	getMethod      = rpc.Idempotent[GetRequest, Message]("Get")
	markReadMethod = rpc.Idempotent[MarkReadRequest, Receipt]("MarkRead")
	receiptMethod  = rpc.Idempotent[ChannelRequest, Receipt]("Receipt")
	seenByMethod   = rpc.Idempotent[SeenByRequest, page.List[Reader]]("SeenBy")
	unreadInMethod = rpc.Idempotent[ChannelRequest, Unread]("UnreadIn")
	unreadMethod   = rpc.Idempotent[UnreadRequest, []Unread]("Unread")
	headMethod     = rpc.Idempotent[ChannelRequest, Head]("Head")
	changesMethod  = rpc.Idempotent[ChangesRequest, Changes]("Changes")
	mentionsMethod = rpc.Idempotent[MentionsRequest, page.List[Message]]("Mentions")
)

// Handler serves s, and what else its process has to say, to other processes of the same Echo.
func Handler(s Service, d *rpc.Door, beside ...rpc.Endpoint) *rpc.Server {
	return rpc.Handler("message", d, append(endpoints(s), beside...)...)
}

func endpoints(s Service) []rpc.Endpoint {
	return append(slices.Concat(unsentEndpoints(s), previewEndpoints(s), threadEndpoints(s), actEndpoints(s)),
		rpc.Serve(sendMethod, s.Send),
		rpc.Serve(historyMethod, s.History),
		rpc.Serve(getMethod, s.Get),
		rpc.Serve(markReadMethod, s.MarkRead),
		rpc.Serve(receiptMethod, s.Receipt),
		rpc.Serve(seenByMethod, s.SeenBy),
		rpc.Serve(unreadInMethod, s.UnreadIn),
		rpc.Serve(unreadMethod, s.Unread),
		rpc.Serve(headMethod, s.Head),
		rpc.Serve(changesMethod, s.Changes),
		rpc.Serve(mentionsMethod, s.Mentions),
	)
}

// Client is the service in another process.
func Client(c *rpc.Conn) Service {
	return remote{
		remoteUnsent:   dialUnsent(c),
		remotePreviews: dialPreviews(c),

		send:     rpc.Caller(c, sendMethod),
		history:  rpc.Caller(c, historyMethod),
		get:      rpc.Caller(c, getMethod),
		markRead: rpc.Caller(c, markReadMethod),
		receipt:  rpc.Caller(c, receiptMethod),
		seenBy:   rpc.Caller(c, seenByMethod),
		unreadIn: rpc.Caller(c, unreadInMethod),
		unread:   rpc.Caller(c, unreadMethod),
		head:     rpc.Caller(c, headMethod),
		changes:  rpc.Caller(c, changesMethod),
		mentions: rpc.Caller(c, mentionsMethod),

		remoteThreads: threadsClient(c),
		remoteActs:    actsClient(c),
	}
}

type remote struct {
	remoteUnsent
	remotePreviews

	send     func(context.Context, SendRequest) (SendResult, error)
	history  func(context.Context, HistoryRequest) (Page, error)
	get      func(context.Context, GetRequest) (Message, error)
	markRead func(context.Context, MarkReadRequest) (Receipt, error)
	receipt  func(context.Context, ChannelRequest) (Receipt, error)
	seenBy   func(context.Context, SeenByRequest) (page.List[Reader], error)
	unreadIn func(context.Context, ChannelRequest) (Unread, error)
	unread   func(context.Context, UnreadRequest) ([]Unread, error)
	head     func(context.Context, ChannelRequest) (Head, error)
	changes  func(context.Context, ChangesRequest) (Changes, error)
	mentions func(context.Context, MentionsRequest) (page.List[Message], error)

	remoteThreads
	remoteActs
}

func (r remote) Send(ctx context.Context, req SendRequest) (SendResult, error) {
	return r.send(ctx, req)
}

func (r remote) History(ctx context.Context, req HistoryRequest) (Page, error) {
	return r.history(ctx, req)
}

func (r remote) Get(ctx context.Context, req GetRequest) (Message, error) { return r.get(ctx, req) }

func (r remote) MarkRead(ctx context.Context, req MarkReadRequest) (Receipt, error) {
	return r.markRead(ctx, req)
}

func (r remote) Receipt(ctx context.Context, req ChannelRequest) (Receipt, error) {
	return r.receipt(ctx, req)
}

func (r remote) SeenBy(ctx context.Context, req SeenByRequest) (page.List[Reader], error) {
	return r.seenBy(ctx, req)
}

func (r remote) UnreadIn(ctx context.Context, req ChannelRequest) (Unread, error) {
	return r.unreadIn(ctx, req)
}

func (r remote) Unread(ctx context.Context, req UnreadRequest) ([]Unread, error) {
	return r.unread(ctx, req)
}

func (r remote) Head(ctx context.Context, req ChannelRequest) (Head, error) { return r.head(ctx, req) }

func (r remote) Changes(ctx context.Context, req ChangesRequest) (Changes, error) {
	return r.changes(ctx, req)
}

func (r remote) Mentions(ctx context.Context, req MentionsRequest) (page.List[Message], error) {
	return r.mentions(ctx, req)
}
