package gateway

import (
	"context"
	"net/http"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// emojiRoutes are about the emoji that a workspace has of its own.
func (g *Gateway) emojiRoutes() {
	const tag, base = "Emoji", "/api/workspaces/{workspaceId}/emoji"
	add(g, route{method: "GET", path: base, summary: "List a workspace's own emoji", tag: tag, codes: []string{"workspace_not_found"}},
		func(ctx context.Context, in *InWorkspace) (*body[page.List[workspace.Emoji]], error) {
			return ok(g.workspaces.Emoji(ctx, in.request()))
		})
	add(g, route{
		method: "POST", path: base, summary: "Add an emoji (not guests)", tag: tag, status: http.StatusCreated,
		codes: []string{
			"workspace_not_found", "validation_failed", "forbidden", "name_taken", "too_many_emoji", "image_invalid", "image_too_large",
			"body_too_large", "unsupported_media_type", "too_many_requests", "workspace_archived",
		},
		about: "The body is the image itself, of at most 256 kB. It is drawn anew in at most 128 by 128 pixels; a GIF of that size keeps moving.",
		takes: []string{"image/png", "image/jpeg", "image/gif", "image/webp"}, maxBody: workspace.MaxEmojiFile,
	}, g.addEmoji)
	add(g, route{
		method: "DELETE", path: base + "/{name}", summary: "Remove an emoji (who added it, owners, admins)", tag: tag, status: http.StatusNoContent,
		codes: []string{"workspace_not_found", "forbidden", "emoji_not_found", "workspace_archived"},
	},
		func(ctx context.Context, in *struct {
			InWorkspace
			Name string `path:"name"`
		},
		) (*none, error) {
			_, err := g.workspaces.RemoveEmoji(ctx, workspace.EmojiRequest{WorkspaceID: in.WorkspaceID, Name: in.Name})
			return &none{}, err
		})
}

type addEmojiInput struct {
	InWorkspace
	Name    string `query:"name" required:"true" doc:"2 to 32 of a-z 0-9 _ -"`
	RawBody []byte
}

func (g *Gateway) addEmoji(ctx context.Context, in *addEmojiInput) (*body[workspace.Emoji], error) {
	return ok(g.workspaces.AddEmoji(ctx, workspace.AddEmojiRequest{WorkspaceID: in.WorkspaceID, Name: in.Name, Image: in.RawBody}))
}

// emojiFile serves the picture of an emoji to whoever knows its name.
func (g *Gateway) emojiFile(w http.ResponseWriter, r *http.Request) {
	f, err := g.workspaces.EmojiFile(r.Context(), workspace.EmojiFileRequest{File: r.PathValue("file")})
	g.uploaded(w, r, "get-emoji", f.ContentType, f.Content, err)
}
