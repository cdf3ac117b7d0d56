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

// mentionsQuery orders by id, which is by time. Of each target it takes no more than a page, from the end of a run
// of the index: those that mean everybody are many.
func mentionsQuery(d sqldb.Dialect) string {
	of := func(table string) string {
		return table + `.workspace_id = $1 AND ` + table + `.target = wanted.value AND ` + table + `.message_id < $3
			AND ` + table + `.channel_id IN (SELECT value FROM ` + d.List("$4") + `) AND ` + table + `.author_id <> $5`
	}
	return `SELECT ` + messageColumns + ` FROM messages WHERE id IN (
			SELECT n.message_id FROM (SELECT value FROM ` + d.List("$2") + `) AS wanted CROSS JOIN mentions n
			WHERE ` + of("n") + ` AND n.message_id >= COALESCE((
				SELECT o.message_id FROM mentions o WHERE ` + of("o") + ` ORDER BY o.message_id DESC LIMIT 1 OFFSET $6), '')
			GROUP BY n.message_id ORDER BY n.message_id DESC LIMIT $6)
		ORDER BY id DESC`
}
