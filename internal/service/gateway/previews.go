package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) previewRoutes() {
	add(g, route{
		method: "DELETE", path: channelsPath + "/{channelId}/messages/{messageId}/previews", summary: "Take the link previews off a message",
		tag: "Messages", codes: []string{"channel_not_found", "message_not_found", "forbidden", "channel_archived"},
		about: "For its author, and for who runs the channel or the workspace. They do not come back.",
	},
		func(ctx context.Context, in *struct {
			InChannel
			MessageID id.Message `path:"messageId"`
		},
		) (*body[message.Message], error) {
			return ok(g.messages.RemovePreviews(ctx, message.GetRequest{WorkspaceID: in.WorkspaceID, ChannelID: in.ChannelID, MessageID: in.MessageID}))
		})
}

// previewImage serves the picture of a linked page to whoever knows its name, which nobody guesses. What is
// behind a name never changes.
func (g *Gateway) previewImage(w http.ResponseWriter, r *http.Request) {
	p, err := g.messages.PreviewImage(r.Context(), message.PreviewImageRequest{File: r.PathValue("file")})
	g.uploaded(w, r, "get-preview", p.ContentType, p.Content, err)
}
