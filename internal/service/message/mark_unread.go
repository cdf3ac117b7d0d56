package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// MarkUnread moves the caller's receipt to just before a message.
func (s *Local) MarkUnread(ctx context.Context, req GetRequest) (Receipt, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Receipt{}, err
	}
	m, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID)
	if err != nil {
		return Receipt{}, err
	}
	at, err := s.standing(ctx, req.ChannelID, caller.UserID)
	if err != nil {
		return Receipt{}, err
	}
	current, to := at.receipt(req.ChannelID, caller.UserID), m.MessageNo-1
	if access.ChannelRole == workspace.NoMember || at.hasReceipt && at.lastReadNo == to {
		return current, nil
	}
	err = outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		if there, err := holdChannel(ctx, c.Tx, req.ChannelID); err != nil {
			return err
		} else if !there {
			return errChannel()
		}
		_, err := c.Exec(ctx, `
			INSERT INTO read_receipts (channel_id, user_id, last_read_no, last_read_at, revision) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (channel_id, user_id) DO UPDATE SET last_read_no = excluded.last_read_no, last_read_at = excluded.last_read_at,
				revision = read_receipts.revision + 1`, req.ChannelID, caller.UserID, to, c.At.UnixMicro(), c.At.UnixMilli())
		if err != nil {
			return fmt.Errorf("mark unread: %w", err)
		}
		current, err = s.tellReceipt(ctx, c, req.ChannelID, caller.UserID)
		return err
	})
	return current, err
}
