package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

// ArchiveChannel makes a channel read-only.
func (s *Local) ArchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return s.setChannelArchived(ctx, req, true)
}

// UnarchiveChannel brings an archived channel back.
func (s *Local) UnarchiveChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	return s.setChannelArchived(ctx, req, false)
}

func (s *Local) setChannelArchived(ctx context.Context, req ChannelRequest, to bool) (MyChannel, error) {
	var out MyChannel
	err := s.changeChannelAs(ctx, req, archiveChannel, func(c *outbox.Change, me standing, ch channelRow) error {
		out = ch.MyChannel
		if out.IsArchived == to {
			return nil
		}
		out.IsArchived, out.UpdatedAt = to, c.At
		_, err := c.Exec(ctx, `UPDATE channels SET archived_at = $1, updated_at = $2 WHERE id = $3`,
			archivedAt(c, to), c.At.UnixMicro(), ch.ID)
		if err != nil {
			return fmt.Errorf("archive channel: %w", err)
		}
		if err := c.Announce(ctx, EventChannelUpdated, 1, ch.ID.String(), out.Channel); err != nil {
			return err
		}
		return note(ctx, c, ch.WorkspaceID, me.userID, archiveAction("channel", to), aboutChannel(ch.Channel), nil)
	})
	if err != nil {
		return MyChannel{}, err
	}
	return out, nil
}

// DeleteChannel ends a channel and everything in it.
func (s *Local) DeleteChannel(ctx context.Context, req ChannelRequest) (rpc.None, error) {
	return rpc.None{}, s.changeChannelAs(ctx, req, deleteChannel, func(c *outbox.Change, me standing, ch channelRow) error {
		// Its members go with it (ON DELETE CASCADE).
		if _, err := c.Exec(ctx, `DELETE FROM channels WHERE id = $1`, ch.ID); err != nil {
			return fmt.Errorf("delete channel: %w", err)
		}
		if err := outbox.EraseNow(ctx, c.Tx, []string{ch.ID.String()}); err != nil {
			return err
		}
		err := c.Announce(ctx, EventChannelDeleted, 1, ch.ID.String(), ChannelDeleted{WorkspaceID: ch.WorkspaceID, ChannelID: ch.ID})
		if err != nil {
			return err
		}
		return note(ctx, c, ch.WorkspaceID, me.userID, "channel.deleted", aboutChannel(ch.Channel), details{"type": ch.Type})
	})
}
