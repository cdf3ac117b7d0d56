package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) threadRoutes() {
	const tag, base, one = "Threads", "/api/threads", channelsPath + "/{channelId}/messages/{messageId}"
	inThread := []string{"channel_not_found", "message_not_found"}
	add(g, route{
		method: "GET", path: one + "/replies", summary: "Read a thread", tag: tag, codes: append(inThread, "bad_cursor"),
		about: "Without a place, the page around the caller's first unread reply, or the newest.",
	}, g.replies)
	add(g, route{
		method: "POST", path: one + "/replies/read", summary: "Say how far one has read in a thread", tag: tag,
		codes: append(inThread, "validation_failed"),
	}, g.markThreadRead)
	add(g, route{method: "PUT", path: one + "/follow", summary: "Follow a thread", tag: tag, codes: append(inThread, "forbidden")},
		func(ctx context.Context, in *InMessage) (*body[message.ThreadState], error) {
			return ok(g.messages.Follow(ctx, in.request()))
		})
	add(g, route{method: "DELETE", path: one + "/follow", summary: "Stop following a thread", tag: tag, codes: append(inThread, "forbidden")},
		func(ctx context.Context, in *InMessage) (*body[message.ThreadState], error) {
			return ok(g.messages.Unfollow(ctx, in.request()))
		})
	add(g, route{method: "GET", path: base, summary: "The threads one follows", tag: tag, codes: []string{"workspace_not_found", "bad_cursor"}},
		g.threadInbox)
	add(g, route{method: "GET", path: base + "/unread", summary: "In how many threads something is unread", tag: tag, codes: []string{"workspace_not_found"}},
		func(ctx context.Context, in *OfWorkspace) (*body[message.UnreadThreads], error) {
			if err := g.checkWorkspace(ctx, in.WorkspaceID); err != nil {
				return nil, err
			}
			return ok(g.messages.UnreadThreads(ctx, message.ThreadsRequest{WorkspaceID: in.WorkspaceID}))
		})
	add(g, route{
		method: "POST", path: base + "/read", summary: "Mark all threads read", tag: tag, status: http.StatusNoContent,
		codes: []string{"workspace_not_found"},
	}, g.markThreadsRead)
	add(g, route{
		method: "GET", path: "/api/mentions", summary: "Messages that mean the caller", tag: tag,
		codes: []string{"workspace_not_found", "bad_cursor"},
		about: "By name, by a group, or as everybody; the newest first.",
	},
		func(ctx context.Context, in *struct {
			OfWorkspace
			Paging
		},
		) (*body[page.List[message.Message]], error) {
			if err := g.checkWorkspace(ctx, in.WorkspaceID); err != nil {
				return nil, err
			}
			return ok(g.messages.Mentions(ctx, message.MentionsRequest{WorkspaceID: in.WorkspaceID, Cursor: in.Cursor, Limit: in.Limit}))
		})
}

// checkWorkspace refuses a workspace that the caller is not in, where the answer of the service would only
// be empty.
func (g *Gateway) checkWorkspace(ctx context.Context, ws id.Workspace) error {
	_, err := g.workspaces.Get(ctx, InWorkspace{WorkspaceID: ws}.request())
	return err
}

type repliesInput struct {
	InMessage
	InRun
}

func (g *Gateway) replies(ctx context.Context, in *repliesInput) (*body[message.Thread], error) {
	req := message.RepliesRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID, Limit: in.Limit}
	if err := in.into(&req.Before, &req.After, &req.Around); err != nil {
		return nil, err
	}
	return ok(g.messages.Replies(ctx, req))
}

type markThreadReadInput struct {
	InMessage
	Body struct {
		MessageNo int64 `json:"messageNo" doc:"Moves forward only, at most to the last reply."`
	}
}

func (g *Gateway) markThreadRead(ctx context.Context, in *markThreadReadInput) (*body[message.ThreadState], error) {
	return ok(g.messages.MarkThreadRead(ctx, message.MarkThreadReadRequest{
		WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID, MessageNo: in.Body.MessageNo,
	}))
}

type threadInboxInput struct {
	OfWorkspace
	Paging
	Unread bool   `query:"unread" doc:"Only threads with something unread."`
	Order  string `query:"order" enum:"newest,unread" default:"newest" doc:"The newest reply first; or first where something is unread."`
}

func (g *Gateway) threadInbox(ctx context.Context, in *threadInboxInput) (*body[page.List[message.ThreadEntry]], error) {
	if err := g.checkWorkspace(ctx, in.WorkspaceID); err != nil {
		return nil, err
	}
	return ok(g.messages.ThreadInbox(ctx, message.ThreadInboxRequest{
		WorkspaceID: in.WorkspaceID, UnreadOnly: in.Unread, UnreadFirst: in.Order == "unread", Cursor: in.Cursor, Limit: in.Limit,
	}))
}

type markThreadsReadInput struct {
	Body struct {
		WorkspaceID id.Workspace `json:"workspaceId"`
	}
}

func (g *Gateway) markThreadsRead(ctx context.Context, in *markThreadsReadInput) (*none, error) {
	if err := g.checkWorkspace(ctx, in.Body.WorkspaceID); err != nil {
		return nil, err
	}
	_, err := g.messages.MarkThreadsRead(ctx, message.ThreadsRequest{WorkspaceID: in.Body.WorkspaceID})
	return &none{}, err
}
