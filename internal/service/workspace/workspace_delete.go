package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Delete ends a workspace and everything in it.
func (s *Local) Delete(ctx context.Context, req GetRequest) (rpc.None, error) {
	return rpc.None{}, s.changeWorkspaceAs(ctx, req.WorkspaceID, deleteWorkspace, func(c *outbox.Change, me standing) error {
		w, err := readWorkspace(ctx, c, req.WorkspaceID, me.userID)
		if err != nil {
			return err
		}
		return destroyWorkspace(ctx, c, w.Workspace, me.userID)
	})
}

// destroyWorkspace removes a workspace with its channels, members and invites; by is zero when nobody does.
// The caller holds its row.
func destroyWorkspace(ctx context.Context, c *outbox.Change, w Workspace, by id.User) error {
	ws := w.ID
	channels, err := sqldb.Collect(ctx, c, scanChannelID, `SELECT id FROM channels WHERE workspace_id = $1 ORDER BY id`, ws)
	if err != nil {
		return fmt.Errorf("list channels: %w", err)
	}
	if channels == nil {
		channels = []id.Channel{}
	}
	// What belongs to it goes with it (ON DELETE CASCADE).
	if _, err := c.Exec(ctx, `DELETE FROM workspaces WHERE id = $1`, ws); err != nil {
		return fmt.Errorf("delete workspace: %w", err)
	}
	subjects := []string{ws.String()}
	for _, ch := range channels {
		subjects = append(subjects, ch.String())
	}
	if err := outbox.EraseNow(ctx, c.Tx, subjects); err != nil {
		return err
	}
	if err := c.Announce(ctx, EventDeleted, 1, ws.String(), Deleted{WorkspaceID: ws, ChannelIDs: channels}); err != nil {
		return err
	}
	return endAudit(ctx, c, w, by)
}
