package message

import (
	"context"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Mentions reads the index of what means the caller, each message once however often it does.
func (s *Local) Mentions(ctx context.Context, req MentionsRequest) (page.List[Message], error) {
	none := page.List[Message]{}
	before := id.Message(slices.Repeat([]byte{0xff}, 16))
	if err := page.Decode(req.Cursor, &before); err != nil {
		return none, err
	}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	channels, err := s.access.MyChannels(ctx, workspace.MyChannelsRequest{UserID: caller.UserID, WorkspaceID: req.WorkspaceID})
	if err != nil {
		return none, err
	}
	targets, err := s.targetsOf(ctx, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	items, err := sqldb.Collect(ctx, s.db, scanMessage, mentionsQuery(s.db.Dialect()),
		req.WorkspaceID, sqldb.JSON(targets), before, sqldb.JSON(channels), caller.UserID, limit+1)
	if err != nil {
		return none, fmt.Errorf("read mentions: %w", err)
	}
	list := page.Cut(items, limit, func(m Message) any { return m.ID })
	return list, s.show(ctx, caller.UserID, list.Items)
}

// mentionsQuery orders by id, which is by time.
func mentionsQuery(d sqldb.Dialect) string {
	return `SELECT ` + messageColumns + ` FROM messages WHERE id IN (
			SELECT message_id FROM mentions
			WHERE workspace_id = $1 AND target IN (SELECT value FROM ` + d.List("$2") + `) AND message_id < $3
			  AND channel_id IN (SELECT value FROM ` + d.List("$4") + `) AND author_id <> $5
			GROUP BY message_id ORDER BY message_id DESC LIMIT $6)
		ORDER BY id DESC`
}
