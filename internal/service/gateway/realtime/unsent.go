package realtime

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/service/message"
)

// Unsent tells what people have written and not sent.
type Unsent interface {
	Draft(ctx context.Context, req message.DraftRequest) (message.Draft, error)
	Scheduled(ctx context.Context, req message.ScheduledRequest) (message.Scheduled, error)
}

// changedDraft shows a person's own devices a draft as it is now; the event does not hold the text.
func (g *Gateway) changedDraft(ctx context.Context, to reach, c message.DraftChange) error {
	if !g.mayBeHere(c.UserID) {
		return nil
	}
	ctx = auth.WithCaller(ctx, auth.Caller{UserID: c.UserID})
	d, err := g.unsent.Draft(ctx, message.DraftRequest{WorkspaceID: c.WorkspaceID, ChannelID: c.ChannelID, ThreadRootID: c.ThreadRootID})
	if errs.KindOf(err) == errs.KindNotFound { // they may not see the channel any more
		return nil
	}
	if err != nil {
		return fmt.Errorf("read draft: %w", err)
	}
	return to(userRoom(c.UserID)).Emit("draft:updated", struct {
		Draft message.Draft `json:"draft"`
	}{d})
}

// changedScheduled shows a person's own devices a message that waits, or waited.
func (g *Gateway) changedScheduled(ctx context.Context, to reach, c message.ScheduledChange) error {
	if !g.mayBeHere(c.UserID) {
		return nil
	}
	shown := struct {
		Scheduled message.Scheduled `json:"scheduled"`
		IsGone    bool              `json:"isGone"`
		MessageID *id.Message       `json:"messageId"`
	}{c.Scheduled, c.IsGone, c.MessageID}
	if !c.IsGone {
		var err error
		shown.Scheduled, err = g.unsent.Scheduled(auth.WithCaller(ctx, auth.Caller{UserID: c.UserID}), message.ScheduledRequest{ID: c.Scheduled.ID})
		if errs.KindOf(err) == errs.KindNotFound { // it has gone since, which another event tells
			return nil
		}
		if err != nil {
			return fmt.Errorf("read scheduled message: %w", err)
		}
	}
	return to(userRoom(c.UserID)).Emit("scheduled:updated", shown)
}
