package gateway

import (
	"context"
	"strconv"

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
}

func parseMessageNo(text string) (int64, error) { return strconv.ParseInt(text, 10, 64) }
