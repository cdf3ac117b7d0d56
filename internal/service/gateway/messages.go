package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) messageRoutes() {
	const tag, base = "Messages", channelsPath + "/{channelId}/messages"
	add(g, route{
		method: "POST", path: base, summary: "Send a message", tag: tag, status: http.StatusCreated, repeats: true,
		codes: []string{"validation_failed", "channel_not_found", "message_not_found", "channel_read_only", "channel_archived", "forbidden"},
	}, g.sendMessage)
	add(g, route{method: "GET", path: base, summary: "Read a page of messages", tag: tag, codes: []string{"channel_not_found", "bad_cursor"}}, g.history)
	add(g, route{
		method: "GET", path: base + "/changes", summary: "Messages that changed", tag: tag, codes: []string{"channel_not_found", "bad_cursor"},
		about: "Each as it is now, by the number of its last change: what a client that was away fetches for the messages it holds.",
	}, g.changes)
	add(g, route{method: "GET", path: base + "/{messageId}", summary: "One message", tag: tag, codes: []string{"channel_not_found", "message_not_found"}},
		func(ctx context.Context, in *InMessage) (*body[message.Message], error) {
			return ok(g.messages.Get(ctx, in.request()))
		})
}

// InMessage is the part of an input that says which message.
type InMessage struct {
	InChannel
	MessageID id.Message `path:"messageId"`
}

func (in InMessage) request() message.GetRequest {
	return message.GetRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID}
}

type sendInput struct {
	InChannel
	Body struct {
		Content                    string `json:"content" doc:"Markdown, 1 to 12,000 characters."`
		ClientMessageCorrelationID string `json:"clientMessageCorrelationId" doc:"Made by the client; a repeat returns the first message, with 200."`

		ParentMessageID   *id.Message `json:"parentMessageId,omitempty" doc:"Makes it a reply in that message's thread."`
		AlsoSendToChannel bool        `json:"alsoSendToChannel,omitempty" doc:"Shows a reply in the channel too."`
	}
}

// sendMessage answers 201 for a new message and 200 for one that an earlier request had sent.
func (g *Gateway) sendMessage(ctx context.Context, in *sendInput) (*statusBody[message.Message], error) {
	sent, err := g.messages.Send(ctx, message.SendRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID,
		Content: in.Body.Content, ClientMessageCorrelationID: in.Body.ClientMessageCorrelationID,
		ParentMessageID: in.Body.ParentMessageID, AlsoSendToChannel: in.Body.AlsoSendToChannel,
	})
	if err != nil {
		return nil, err
	}
	status := http.StatusCreated
	if sent.Repeated {
		status = http.StatusOK
	}
	return &statusBody[message.Message]{Status: status, Body: sent.Message}, nil
}

// InRun is the part of an input that says which run of messages.
type InRun struct {
	Before messageNo `query:"before" doc:"Messages older than this number."`
	After  messageNo `query:"after" doc:"Messages newer than this number."`
	Around messageNo `query:"around" doc:"Messages on both sides of this number, and it."`
	Limit  int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

// into reads the places.
func (in InRun) into(before, after, around **int64) error {
	for _, place := range []struct {
		text messageNo
		to   **int64
	}{{in.Before, before}, {in.After, after}, {in.Around, around}} {
		if err := place.text.into(place.to); err != nil {
			return err
		}
	}
	return nil
}

type historyInput struct {
	InChannel
	InRun
}

func (g *Gateway) history(ctx context.Context, in *historyInput) (*body[message.Page], error) {
	req := message.HistoryRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, Limit: in.Limit}
	if err := in.into(&req.Before, &req.After, &req.Around); err != nil {
		return nil, err
	}
	return ok(g.messages.History(ctx, req))
}

type changesInput struct {
	InChannel
	After messageNo `query:"after" doc:"A change number; 0 or none for all changed messages."`
	Limit int       `query:"limit" minimum:"1" maximum:"200" default:"50"`
}

func (g *Gateway) changes(ctx context.Context, in *changesInput) (*body[message.Changes], error) {
	var after *int64
	if err := in.After.into(&after); err != nil {
		return nil, err
	}
	req := message.ChangesRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, Limit: in.Limit}
	if after != nil {
		req.After = *after
	}
	return ok(g.messages.Changes(ctx, req))
}

// messageNo is an optional message number in a query.
type messageNo string

func (n messageNo) into(to **int64) error {
	if n == "" {
		return nil
	}
	no, err := parseMessageNo(string(n))
	if err != nil {
		return errs.Invalid("bad_cursor", "A place in a channel is a message number.").Because(err)
	}
	*to = &no
	return nil
}
