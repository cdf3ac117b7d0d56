package gateway

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/message"
)

func (g *Gateway) draftRoutes() {
	const tag, base = "Drafts", "/api/drafts"
	add(g, route{
		method: "GET", path: base, summary: "What one has begun to write", tag: tag, codes: []string{"workspace_not_found"},
		about: "All drafts in the workspace, the last changed first.",
	},
		func(ctx context.Context, in *OfWorkspace) (*body[page.List[message.Draft]], error) {
			return ok(g.messages.Drafts(ctx, message.DraftsRequest{WorkspaceID: in.WorkspaceID}))
		})
	add(g, route{
		method: "PUT", path: base + "/{channelId}", summary: "Keep what one has begun to write", tag: tag,
		codes: []string{"channel_not_found", "message_not_found", "draft_conflict", "too_many_drafts", "validation_failed"},
		about: "Empty content ends the draft. With draft_conflict comes the draft as it is, in current.",
	}, g.saveDraft)
}

// OfWorkspace is an input of what belongs to a person, in one workspace.
type OfWorkspace struct {
	WorkspaceID id.Workspace `query:"workspaceId" required:"true"`
}

type saveDraftInput struct {
	ChannelID    id.Channel `path:"channelId"`
	ThreadRootID optionalID `query:"threadRootId" doc:"For a reply in this thread."`
	Body         struct {
		WorkspaceID id.Workspace `json:"workspaceId"`
		Content     string       `json:"content" doc:"Markdown, at most 12,000 characters."`
		Revision    int64        `json:"revision" doc:"That of the draft it was made of; 0 for a new one."`
	}
}

func (g *Gateway) saveDraft(ctx context.Context, in *saveDraftInput) (*body[message.Draft], error) {
	root, err := in.ThreadRootID.message()
	if err != nil {
		return nil, err
	}
	of := message.DraftRequest{WorkspaceID: in.Body.WorkspaceID, ChannelID: in.ChannelID, ThreadRootID: root}
	saved, err := g.messages.SaveDraft(ctx, message.SaveDraftRequest{DraftRequest: of, Content: in.Body.Content, Revision: in.Body.Revision})
	if errs.Is(err, "draft_conflict") {
		if now, e := g.messages.Draft(ctx, of); e == nil {
			return nil, &conflict{err: err, current: now}
		}
	}
	return ok(saved, err)
}

// conflict is an error with what is there instead.
type conflict struct {
	err     error
	current any
}

func (c *conflict) Error() string { return c.err.Error() }
func (c *conflict) Unwrap() error { return c.err }

// optionalID is an id in a query that may be missing.
type optionalID string

func (o optionalID) message() (*id.Message, error) {
	if o == "" {
		return nil, nil //nolint:nilnil // none is an answer
	}
	m, err := id.Parse[id.Message](string(o))
	if err != nil {
		return nil, errs.Invalid("malformed_id", "An id in the address is not one.").Because(err)
	}
	return &m, nil
}
