package gateway

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
)

// messageAt is where one message is.
const messageAt = channelsPath + "/{channelId}/messages/{messageId}"

// actRoutes are about what people do with messages that are there.
func (g *Gateway) actRoutes() {
	const tag = "Messages"
	changes := func(more ...string) []string {
		return append([]string{"channel_not_found", "message_not_found", "message_deleted", "forbidden", "channel_archived", "workspace_archived"}, more...)
	}
	add(g, route{
		method: "PATCH", path: messageAt, summary: "Edit a message (its author)", tag: tag,
		codes: changes("validation_failed", "edit_window_over", "channel_read_only"),
	}, g.editMessage)
	add(g, route{
		method: "DELETE", path: messageAt, summary: "Delete a message (its author, those who run the channel or workspace)", tag: tag,
		status: http.StatusNoContent, codes: changes(), about: "A tombstone stays in its place, and its thread. Repeating is fine.",
	},
		func(ctx context.Context, in *InMessage) (*none, error) {
			_, err := g.messages.Delete(ctx, in.request())
			return &none{}, err
		})
	add(g, route{
		method: "GET", path: messageAt + "/edits", summary: "What a message said before (its author, those who run the channel or workspace)", tag: tag,
		codes: []string{"channel_not_found", "message_not_found", "forbidden"},
	},
		func(ctx context.Context, in *InMessage) (*body[page.List[message.Edit]], error) {
			edits, err := g.messages.Edits(ctx, in.request())
			return ok(page.All(edits), err)
		})
	add(g, route{
		method: "PUT", path: messageAt + "/reactions/{emoji}", summary: "React to a message", tag: tag,
		codes: changes("unknown_emoji", "too_many_reactions"), about: "With the emoji itself, or :name: for one of the workspace.",
	},
		func(ctx context.Context, in *reactionInput) (*body[message.Message], error) {
			return ok(g.messages.React(ctx, in.request()))
		})
	add(g, route{
		method: "DELETE", path: messageAt + "/reactions/{emoji}", summary: "Take one's reaction back", tag: tag, codes: changes("unknown_emoji"),
	},
		func(ctx context.Context, in *reactionInput) (*body[message.Message], error) {
			return ok(g.messages.Unreact(ctx, in.request()))
		})
	add(g, route{method: "PUT", path: messageAt + "/pin", summary: "Pin a message", tag: tag, codes: changes("channel_read_only", "too_many_pins")},
		func(ctx context.Context, in *InMessage) (*body[message.Message], error) {
			return ok(g.messages.Pin(ctx, in.request()))
		})
	add(g, route{method: "DELETE", path: messageAt + "/pin", summary: "Unpin a message", tag: tag, codes: changes("channel_read_only")},
		func(ctx context.Context, in *InMessage) (*body[message.Message], error) {
			return ok(g.messages.Unpin(ctx, in.request()))
		})
	add(g, route{method: "GET", path: channelsPath + "/{channelId}/pins", summary: "A channel's pins, the newest first", tag: tag, codes: []string{"channel_not_found"}},
		func(ctx context.Context, in *InChannel) (*body[page.List[message.Message]], error) {
			pins, err := g.messages.Pins(ctx, message.ChannelRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID})
			return ok(page.All(pins), err)
		})
	add(g, route{
		method: "POST", path: messageAt + "/mark-unread", summary: "Mark a channel unread from a message on", tag: "Read receipts",
		codes: []string{"channel_not_found", "message_not_found"},
	},
		func(ctx context.Context, in *InMessage) (*body[message.Receipt], error) {
			return ok(g.messages.MarkUnread(ctx, in.request()))
		})
}

// savedRoutes are about what people keep for themselves.
func (g *Gateway) savedRoutes() {
	const tag = "Saved"
	add(g, route{
		method: "PUT", path: messageAt + "/saved", summary: "Keep a message, be reminded of it, tick it off", tag: tag,
		codes: []string{"channel_not_found", "message_not_found", "message_deleted"}, about: "What is left out stays as it is.",
	}, g.saveMessage)
	add(g, route{
		method: "DELETE", path: messageAt + "/saved", summary: "Keep a message no more", tag: tag, status: http.StatusNoContent,
		codes: []string{"channel_not_found", "message_not_found"},
	},
		func(ctx context.Context, in *InMessage) (*none, error) {
			_, err := g.messages.Unsave(ctx, in.request())
			return &none{}, err
		})
	add(g, route{method: "GET", path: "/api/saved", summary: "What one keeps, the newest first", tag: tag, codes: []string{"workspace_not_found", "bad_cursor"}},
		g.savedMessages)
}

type editInput struct {
	InMessage
	Body struct {
		Content string `json:"content" doc:"Markdown, 1 to 12,000 characters."`
	}
}

func (g *Gateway) editMessage(ctx context.Context, in *editInput) (*body[message.Message], error) {
	return ok(g.messages.Edit(ctx, message.EditRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID, Content: in.Body.Content,
	}))
}

type reactionInput struct {
	InMessage
	Emoji string `path:"emoji"`
}

func (in reactionInput) request() message.ReactionRequest {
	return message.ReactionRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID, Emoji: in.Emoji}
}

type saveInput struct {
	InMessage
	Body struct {
		RemindAt reminderChange `json:"remindAt,omitzero" doc:"When to be reminded; null takes the reminder away."`
		IsDone   *bool          `json:"isDone,omitempty"`
	}
}

// reminderChange tells a time that is null from one that is not there.
type reminderChange struct {
	set bool
	to  *time.Time
}

// UnmarshalJSON reads a time or null.
func (c *reminderChange) UnmarshalJSON(text []byte) error {
	c.set = true
	return json.Unmarshal(text, &c.to)
}

// Schema is for huma.
func (reminderChange) Schema(r huma.Registry) *huma.Schema {
	s := *r.Schema(reflect.TypeFor[time.Time](), true, "")
	s.Nullable = true
	return &s
}

func (g *Gateway) saveMessage(ctx context.Context, in *saveInput) (*body[message.Saved], error) {
	return ok(g.messages.Save(ctx, message.SaveRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID,
		SetReminder: in.Body.RemindAt.set, RemindAt: in.Body.RemindAt.to, IsDone: in.Body.IsDone,
	}))
}

type savedInput struct {
	Paging
	WorkspaceID id.Workspace `query:"workspaceId"`
	Done        bool         `query:"done" doc:"Those that are ticked off, instead of the others."`
}

func (g *Gateway) savedMessages(ctx context.Context, in *savedInput) (*body[page.List[message.Saved]], error) {
	if !in.WorkspaceID.IsZero() {
		if err := g.checkWorkspace(ctx, in.WorkspaceID); err != nil {
			return nil, err
		}
	}
	return ok(g.messages.SavedMessages(ctx, message.SavedRequest{WorkspaceID: in.WorkspaceID, Done: in.Done, Cursor: in.Cursor, Limit: in.Limit}))
}
