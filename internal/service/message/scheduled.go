package message

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// Limits of what is to be sent later.
const (
	MaxScheduled = 1_000 // a person
	monthsAhead  = 12
)

// ScheduledState tells whether a message will still be sent by itself.
type ScheduledState string

// The states.
const (
	ScheduledWaiting ScheduledState = "waiting"
	ScheduledFailed  ScheduledState = "failed" // its author lost the right to; see Failure
)

// Scheduled is a message that is to be sent later.
type Scheduled struct {
	ID                         id.Scheduled   `json:"id"`
	WorkspaceID                id.Workspace   `json:"workspaceId"`
	ChannelID                  id.Channel     `json:"channelId"`
	ParentMessageID            *id.Message    `json:"parentMessageId" nullable:"true" doc:"What it will reply to; null when it will be no reply."`
	AlsoSendToChannel          bool           `json:"alsoSendToChannel"`
	Content                    string         `json:"content" doc:"Markdown."`
	ClientMessageCorrelationID string         `json:"clientMessageCorrelationId" doc:"That of the message, too, when it is sent."`
	SendAt                     time.Time      `json:"sendAt"`
	CreatedAt                  time.Time      `json:"createdAt"`
	State                      ScheduledState `json:"state" enum:"waiting,failed"`
	Failure                    *string        `json:"failure" doc:"The code of the error with which sending ended; null while it waits."`
}

// ScheduleRequest is a message and when to send it.
type ScheduleRequest struct {
	WorkspaceID                id.Workspace `json:"workspaceId"`
	ChannelID                  id.Channel   `json:"channelId"`
	ParentMessageID            *id.Message  `json:"parentMessageId,omitempty"`
	AlsoSendToChannel          bool         `json:"alsoSendToChannel,omitempty"`
	Content                    string       `json:"content"`
	ClientMessageCorrelationID string       `json:"clientMessageCorrelationId"`
	SendAt                     time.Time    `json:"sendAt"`
}

// ScheduleResult is what waits now. Repeated says that an earlier request had made it.
type ScheduleResult struct {
	Scheduled Scheduled `json:"scheduled"`
	Repeated  bool      `json:"repeated"`
}

// ScheduledRequest is about one message that waits.
type ScheduledRequest struct {
	ID id.Scheduled `json:"id"`
}

// ChangeScheduledRequest changes what is not nil.
type ChangeScheduledRequest struct {
	ID      id.Scheduled `json:"id"`
	Content *string      `json:"content,omitempty"`
	SendAt  *time.Time   `json:"sendAt,omitempty"`
}

// ScheduledListRequest asks for a page of what waits in a workspace.
type ScheduledListRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	Cursor      string       `json:"cursor"`
	Limit       int          `json:"limit"` // 0 means 50, at most 200
}

// Schedules is about messages that the caller wants to send later. Nobody else sees them. Each is sent once,
// however often the service stops meanwhile, at its time or as soon after it as the service runs, as if its
// author sent it then: who may no longer post there finds it failed, with the code of the error, and can
// change it, send it or delete it. What is missing, or was sent, is errs scheduled_not_found; what is on its
// way this moment is errs being_sent.
type Schedules interface {
	// Schedule keeps a message until its time, between now and twelve months from now. Whoever may post may
	// schedule; the errors are those of Send, and too_many_scheduled. A repeat with the same correlation id
	// in the channel returns the first.
	Schedule(ctx context.Context, req ScheduleRequest) (ScheduleResult, error)

	// Scheduled returns one.
	Scheduled(ctx context.Context, req ScheduledRequest) (Scheduled, error)

	// ScheduledList lists those in a workspace, the next one first; errs workspace_not_found, bad_cursor.
	ScheduledList(ctx context.Context, req ScheduledListRequest) (page.List[Scheduled], error)

	// ChangeScheduled changes text or time; one that had failed waits again. errs validation_failed.
	ChangeScheduled(ctx context.Context, req ChangeScheduledRequest) (Scheduled, error)

	// DeleteScheduled forgets one.
	DeleteScheduled(ctx context.Context, req ScheduledRequest) (rpc.None, error)

	// SendScheduled sends one now. The errors are those of Send; it stays as it was then.
	SendScheduled(ctx context.Context, req ScheduledRequest) (Message, error)
}
