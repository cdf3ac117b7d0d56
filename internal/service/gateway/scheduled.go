package gateway

import (
	"context"
	"net/http"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) scheduledRoutes() {
	const tag, base = "Scheduled messages", "/api/scheduled"
	const one = base + "/{scheduledId}"
	add(g, route{
		method: "POST", path: base, summary: "Send a message later", tag: tag, status: http.StatusCreated, repeats: true,
		codes: []string{
			"validation_failed", "channel_not_found", "message_not_found", "channel_read_only", "channel_archived", "forbidden", "too_many_scheduled",
		},
		about: "Between now and twelve months from now. It is sent with the rights that its author has then.",
	}, g.schedule)
	add(g, route{
		method: "GET", path: base, summary: "What one will send later", tag: tag, codes: []string{"workspace_not_found", "bad_cursor"},
		about: "The next one first; also what could not be sent, with why.",
	},
		func(ctx context.Context, in *struct {
			OfWorkspace
			Paging
		},
		) (*body[page.List[message.Scheduled]], error) {
			return ok(g.messages.ScheduledList(ctx, message.ScheduledListRequest{WorkspaceID: in.WorkspaceID, Cursor: in.Cursor, Limit: in.Limit}))
		})
	add(g, route{
		method: "PATCH", path: one, summary: "Change what one will send later, or when", tag: tag,
		codes: []string{"scheduled_not_found", "being_sent", "validation_failed"}, about: "What could not be sent waits again.",
	}, g.changeScheduled)
	add(g, route{
		method: "DELETE", path: one, summary: "Do not send it", tag: tag, status: http.StatusNoContent,
		codes: []string{"scheduled_not_found", "being_sent"},
	},
		func(ctx context.Context, in *InScheduled) (*none, error) {
			_, err := g.messages.DeleteScheduled(ctx, in.request())
			return &none{}, err
		})
	add(g, route{
		method: "POST", path: one + "/send", summary: "Send it now", tag: tag,
		codes: []string{
			"scheduled_not_found", "being_sent", "channel_not_found", "message_not_found", "channel_read_only", "channel_archived", "forbidden",
		},
	},
		func(ctx context.Context, in *InScheduled) (*body[message.Message], error) {
			return ok(g.messages.SendScheduled(ctx, in.request()))
		})
}

// InScheduled is the part of an input that says which message.
type InScheduled struct {
	ScheduledID id.Scheduled `path:"scheduledId"`
}

func (in InScheduled) request() message.ScheduledRequest {
	return message.ScheduledRequest{ID: in.ScheduledID}
}

type scheduleInput struct {
	Body struct {
		WorkspaceID                id.Workspace `json:"workspaceId"`
		ChannelID                  id.Channel   `json:"channelId"`
		ParentMessageID            *id.Message  `json:"parentMessageId,omitempty" doc:"What it replies to."`
		AlsoSendToChannel          bool         `json:"alsoSendToChannel,omitempty" doc:"Show a reply in the channel too."`
		Content                    string       `json:"content" doc:"Markdown, 1 to 12,000 characters."`
		ClientMessageCorrelationID string       `json:"clientMessageCorrelationId" doc:"Made by the client; a repeat returns the first, with 200."`
		SendAt                     time.Time    `json:"sendAt"`
	}
}

func (g *Gateway) schedule(ctx context.Context, in *scheduleInput) (*statusBody[message.Scheduled], error) {
	b := in.Body
	made, err := g.messages.Schedule(ctx, message.ScheduleRequest{
		WorkspaceID: b.WorkspaceID, ChannelID: b.ChannelID, ParentMessageID: b.ParentMessageID, AlsoSendToChannel: b.AlsoSendToChannel,
		Content: b.Content, ClientMessageCorrelationID: b.ClientMessageCorrelationID, SendAt: b.SendAt,
	})
	if err != nil {
		return nil, err
	}
	status := http.StatusCreated
	if made.Repeated {
		status = http.StatusOK
	}
	return &statusBody[message.Scheduled]{Status: status, Body: made.Scheduled}, nil
}

func (g *Gateway) changeScheduled(ctx context.Context, in *struct {
	InScheduled
	Body struct {
		Content *string    `json:"content,omitempty" doc:"Markdown, 1 to 12,000 characters."`
		SendAt  *time.Time `json:"sendAt,omitempty"`
	}
},
) (*body[message.Scheduled], error) {
	return ok(g.messages.ChangeScheduled(ctx, message.ChangeScheduledRequest{ID: in.ScheduledID, Content: in.Body.Content, SendAt: in.Body.SendAt}))
}
