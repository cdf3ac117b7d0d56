package message

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	saveDraftMethod       = rpc.Idempotent[SaveDraftRequest, Draft]("SaveDraft") // by its revision
	draftMethod           = rpc.Idempotent[DraftRequest, Draft]("Draft")
	draftsMethod          = rpc.Idempotent[DraftsRequest, page.List[Draft]]("Drafts")
	scheduleMethod        = rpc.Idempotent[ScheduleRequest, ScheduleResult]("Schedule") // by its correlation id
	scheduledMethod       = rpc.Idempotent[ScheduledRequest, Scheduled]("Scheduled")
	scheduledListMethod   = rpc.Idempotent[ScheduledListRequest, page.List[Scheduled]]("ScheduledList")
	changeScheduledMethod = rpc.Idempotent[ChangeScheduledRequest, Scheduled]("ChangeScheduled")
	deleteScheduledMethod = rpc.Unary[ScheduledRequest, rpc.None]("DeleteScheduled")
	sendScheduledMethod   = rpc.Unary[ScheduledRequest, Message]("SendScheduled")
)

func unsentEndpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{
		rpc.Serve(saveDraftMethod, s.SaveDraft),
		rpc.Serve(draftMethod, s.Draft),
		rpc.Serve(draftsMethod, s.Drafts),
		rpc.Serve(scheduleMethod, s.Schedule),
		rpc.Serve(scheduledMethod, s.Scheduled),
		rpc.Serve(scheduledListMethod, s.ScheduledList),
		rpc.Serve(changeScheduledMethod, s.ChangeScheduled),
		rpc.Serve(deleteScheduledMethod, s.DeleteScheduled),
		rpc.Serve(sendScheduledMethod, s.SendScheduled),
	}
}

func dialUnsent(c *rpc.Conn) remoteUnsent {
	return remoteUnsent{
		saveDraft:       rpc.Caller(c, saveDraftMethod),
		draft:           rpc.Caller(c, draftMethod),
		drafts:          rpc.Caller(c, draftsMethod),
		schedule:        rpc.Caller(c, scheduleMethod),
		scheduled:       rpc.Caller(c, scheduledMethod),
		scheduledList:   rpc.Caller(c, scheduledListMethod),
		changeScheduled: rpc.Caller(c, changeScheduledMethod),
		deleteScheduled: rpc.Caller(c, deleteScheduledMethod),
		sendScheduled:   rpc.Caller(c, sendScheduledMethod),
	}
}

// remoteUnsent is the calling end of Drafts and Schedules.
type remoteUnsent struct {
	saveDraft       func(context.Context, SaveDraftRequest) (Draft, error)
	draft           func(context.Context, DraftRequest) (Draft, error)
	drafts          func(context.Context, DraftsRequest) (page.List[Draft], error)
	schedule        func(context.Context, ScheduleRequest) (ScheduleResult, error)
	scheduled       func(context.Context, ScheduledRequest) (Scheduled, error)
	scheduledList   func(context.Context, ScheduledListRequest) (page.List[Scheduled], error)
	changeScheduled func(context.Context, ChangeScheduledRequest) (Scheduled, error)
	deleteScheduled func(context.Context, ScheduledRequest) (rpc.None, error)
	sendScheduled   func(context.Context, ScheduledRequest) (Message, error)
}

func (r remoteUnsent) SaveDraft(ctx context.Context, req SaveDraftRequest) (Draft, error) {
	return r.saveDraft(ctx, req)
}

func (r remoteUnsent) Draft(ctx context.Context, req DraftRequest) (Draft, error) {
	return r.draft(ctx, req)
}

func (r remoteUnsent) Drafts(ctx context.Context, req DraftsRequest) (page.List[Draft], error) {
	return r.drafts(ctx, req)
}

func (r remoteUnsent) Schedule(ctx context.Context, req ScheduleRequest) (ScheduleResult, error) {
	return r.schedule(ctx, req)
}

func (r remoteUnsent) Scheduled(ctx context.Context, req ScheduledRequest) (Scheduled, error) {
	return r.scheduled(ctx, req)
}

func (r remoteUnsent) ScheduledList(ctx context.Context, req ScheduledListRequest) (page.List[Scheduled], error) {
	return r.scheduledList(ctx, req)
}

func (r remoteUnsent) ChangeScheduled(ctx context.Context, req ChangeScheduledRequest) (Scheduled, error) {
	return r.changeScheduled(ctx, req)
}

func (r remoteUnsent) DeleteScheduled(ctx context.Context, req ScheduledRequest) (rpc.None, error) {
	return r.deleteScheduled(ctx, req)
}

func (r remoteUnsent) SendScheduled(ctx context.Context, req ScheduledRequest) (Message, error) {
	return r.sendScheduled(ctx, req)
}
