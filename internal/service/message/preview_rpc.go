package message

import (
	"context"

	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	removePreviewsMethod = rpc.Idempotent[GetRequest, Message]("RemovePreviews")
	previewImageMethod   = rpc.Idempotent[PreviewImageRequest, PreviewImage]("PreviewImage")
)

func previewEndpoints(s Service) []rpc.Endpoint {
	return []rpc.Endpoint{rpc.Serve(removePreviewsMethod, s.RemovePreviews), rpc.Serve(previewImageMethod, s.PreviewImage)}
}

func dialPreviews(c *rpc.Conn) remotePreviews {
	return remotePreviews{removePreviews: rpc.Caller(c, removePreviewsMethod), previewImage: rpc.Caller(c, previewImageMethod)}
}

// remotePreviews is the calling end of Previews.
type remotePreviews struct {
	removePreviews func(context.Context, GetRequest) (Message, error)
	previewImage   func(context.Context, PreviewImageRequest) (PreviewImage, error)
}

func (r remotePreviews) RemovePreviews(ctx context.Context, req GetRequest) (Message, error) {
	return r.removePreviews(ctx, req)
}

func (r remotePreviews) PreviewImage(ctx context.Context, req PreviewImageRequest) (PreviewImage, error) {
	return r.previewImage(ctx, req)
}
