package gateway

import (
	"context"
	"strconv"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) receiptRoutes() {
	const tag, base = "Read receipts", channelsPath + "/{channelId}"
	add(g, route{
		method: "POST", path: base + "/read-receipt", summary: "Say how far one has read", tag: tag,
		codes: []string{"channel_not_found", "validation_failed"},
	},
		func(ctx context.Context, in *struct {
			InChannel
			Body struct {
				MessageNo int64 `json:"messageNo" doc:"Moves forward only, at most to the last message."`
			}
		},
		) (*body[message.Receipt], error) {
			return ok(g.messages.MarkRead(ctx, message.MarkReadRequest{
				WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageNo: in.Body.MessageNo,
			}))
		})
	add(g, route{method: "GET", path: base + "/read-receipt", summary: "How far one has read", tag: tag, codes: []string{"channel_not_found"}},
		func(ctx context.Context, in *InChannel) (*body[message.Receipt], error) {
			return ok(g.messages.Receipt(ctx, message.ChannelRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID}))
		})
	add(g, route{method: "GET", path: base + "/unread-count", summary: "What is unread in a channel", tag: tag, codes: []string{"channel_not_found"}},
		func(ctx context.Context, in *InChannel) (*body[message.Unread], error) {
			return ok(g.messages.UnreadIn(ctx, message.ChannelRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID}))
		})
	add(g, route{
		method: "GET", path: base + "/messages/{messageId}/seen-by", summary: "Who has read a message", tag: tag,
		codes: []string{"channel_not_found", "message_not_found", "bad_cursor"},
		about: "Without its author, and without those who keep their receipts to themselves.",
	},
		func(ctx context.Context, in *struct {
			InChannel
			Paging
			MessageID id.Message `path:"messageId"`
		},
		) (*body[page.List[message.Reader]], error) {
			return ok(g.messages.SeenBy(ctx, message.SeenByRequest{
				WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID, Cursor: in.Cursor, Limit: in.Limit,
			}))
		})
}

func parseMessageNo(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) }
