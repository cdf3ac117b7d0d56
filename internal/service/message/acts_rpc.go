package message

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	editMethod          = rpc.Idempotent[EditRequest, Message]("Edit")
	editsMethod         = rpc.Idempotent[GetRequest, []Edit]("Edits")
	deleteMethod        = rpc.Idempotent[GetRequest, rpc.None]("Delete")
	reactMethod         = rpc.Idempotent[ReactionRequest, Message]("React")
	unreactMethod       = rpc.Idempotent[ReactionRequest, Message]("Unreact")
	pinMethod           = rpc.Idempotent[GetRequest, Message]("Pin")
	unpinMethod         = rpc.Idempotent[GetRequest, Message]("Unpin")
	pinsMethod          = rpc.Idempotent[ChannelRequest, []Message]("Pins")
	saveMethod          = rpc.Idempotent[SaveRequest, Saved]("Save")
	unsaveMethod        = rpc.Idempotent[GetRequest, rpc.None]("Unsave")
	savedMessagesMethod = rpc.Idempotent[SavedRequest, page.List[Saved]]("SavedMessages")
	markUnreadMethod    = rpc.Idempotent[GetRequest, Receipt]("MarkUnread")
)

func actEndpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(editMethod, s.Edit),
		rpc.Serve(editsMethod, s.Edits),
		rpc.Serve(deleteMethod, s.Delete),
		rpc.Serve(reactMethod, s.React),
		rpc.Serve(unreactMethod, s.Unreact),
		rpc.Serve(pinMethod, s.Pin),
		rpc.Serve(unpinMethod, s.Unpin),
		rpc.Serve(pinsMethod, s.Pins),
		rpc.Serve(saveMethod, s.Save),
		rpc.Serve(unsaveMethod, s.Unsave),
		rpc.Serve(savedMessagesMethod, s.SavedMessages),
		rpc.Serve(markUnreadMethod, s.MarkUnread),
	}
}

func actsClient(c *rpc.Conn) remoteActs {
	return remoteActs{
		edit:          rpc.Caller(c, editMethod),
		edits:         rpc.Caller(c, editsMethod),
		deleteOne:     rpc.Caller(c, deleteMethod),
		react:         rpc.Caller(c, reactMethod),
		unreact:       rpc.Caller(c, unreactMethod),
		pin:           rpc.Caller(c, pinMethod),
		unpin:         rpc.Caller(c, unpinMethod),
		pins:          rpc.Caller(c, pinsMethod),
		save:          rpc.Caller(c, saveMethod),
		unsave:        rpc.Caller(c, unsaveMethod),
		savedMessages: rpc.Caller(c, savedMessagesMethod),
		markUnread:    rpc.Caller(c, markUnreadMethod),
	}
}

// remoteActs is the calling end of Acts.
type remoteActs struct {
	edit          func(context.Context, EditRequest) (Message, error)
	edits         func(context.Context, GetRequest) ([]Edit, error)
	deleteOne     func(context.Context, GetRequest) (rpc.None, error)
	react         func(context.Context, ReactionRequest) (Message, error)
	unreact       func(context.Context, ReactionRequest) (Message, error)
	pin           func(context.Context, GetRequest) (Message, error)
	unpin         func(context.Context, GetRequest) (Message, error)
	pins          func(context.Context, ChannelRequest) ([]Message, error)
	save          func(context.Context, SaveRequest) (Saved, error)
	unsave        func(context.Context, GetRequest) (rpc.None, error)
	savedMessages func(context.Context, SavedRequest) (page.List[Saved], error)
	markUnread    func(context.Context, GetRequest) (Receipt, error)
}

func (r remoteActs) Edit(ctx context.Context, req EditRequest) (Message, error) {
	return r.edit(ctx, req)
}

func (r remoteActs) Edits(ctx context.Context, req GetRequest) ([]Edit, error) {
	return r.edits(ctx, req)
}

func (r remoteActs) Delete(ctx context.Context, req GetRequest) (rpc.None, error) {
	return r.deleteOne(ctx, req)
}

func (r remoteActs) React(ctx context.Context, req ReactionRequest) (Message, error) {
	return r.react(ctx, req)
}

func (r remoteActs) Unreact(ctx context.Context, req ReactionRequest) (Message, error) {
	return r.unreact(ctx, req)
}

func (r remoteActs) Pin(ctx context.Context, req GetRequest) (Message, error) { return r.pin(ctx, req) }

func (r remoteActs) Unpin(ctx context.Context, req GetRequest) (Message, error) {
	return r.unpin(ctx, req)
}

func (r remoteActs) Pins(ctx context.Context, req ChannelRequest) ([]Message, error) {
	return r.pins(ctx, req)
}

func (r remoteActs) Save(ctx context.Context, req SaveRequest) (Saved, error) {
	return r.save(ctx, req)
}

func (r remoteActs) Unsave(ctx context.Context, req GetRequest) (rpc.None, error) {
	return r.unsave(ctx, req)
}

func (r remoteActs) SavedMessages(ctx context.Context, req SavedRequest) (page.List[Saved], error) {
	return r.savedMessages(ctx, req)
}

func (r remoteActs) MarkUnread(ctx context.Context, req GetRequest) (Receipt, error) {
	return r.markUnread(ctx, req)
}
