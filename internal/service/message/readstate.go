package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Subscription makes the service follow who joins and leaves channels, to keep their receipts.
func (s *Local) Subscription() bus.Subscription {
	return bus.Subscription{
		Name:    "message.read-state",
		Types:   []string{workspace.EventChannelMemberJoined, workspace.EventChannelMemberLeft},
		Handler: s.followMember,
	}
}

// followMember may see an event twice, and a leaving before an earlier joining; joining again later
// starts afresh.
func (s *Local) followMember(ctx context.Context, e bus.Event) error {
	var member struct {
		ChannelID id.Channel `json:"channelId"`
		UserID    id.User    `json:"userId"`
	}
	if err := json.Unmarshal(e.Data, &member); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	if e.Type == workspace.EventChannelMemberLeft {
		_, err := s.db.Exec(ctx, `
			DELETE FROM read_receipts WHERE channel_id = $1 AND user_id = $2 AND last_read_at <= $3`,
			member.ChannelID, member.UserID, e.Time.UnixMicro())
		return err
	}
	return s.startAtEnd(ctx, member.ChannelID, member.UserID, e)
}

// startAtEnd puts a new member's receipt at what was the end of the channel when they joined: what
// came since counts as unread, however late this event is handled.
func (s *Local) startAtEnd(ctx context.Context, ch id.Channel, who id.User, joined bus.Event) error {
	return s.db.Tx(ctx, func(tx *sqldb.Tx) error {
		var end int64
		err := tx.QueryRow(ctx, `
			SELECT message_no FROM messages WHERE channel_id = $1 AND created_at <= $2
			ORDER BY message_no DESC LIMIT 1`, ch, joined.Time.UnixMicro()).Scan(&end)
		if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
			return fmt.Errorf("find end of channel: %w", err)
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO read_receipts (channel_id, user_id, last_read_no, last_read_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (channel_id, user_id) DO NOTHING`, ch, who, end, joined.Time.UnixMicro())
		if err != nil {
			return fmt.Errorf("start receipt: %w", err)
		}
		return nil
	})
}
