package message

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Follows is what the service wants to hear of other services.
func Follows() bus.Group {
	return bus.Group{
		Name: "message.channels",
		Types: []string{
			workspace.EventChannelMemberJoined, workspace.EventChannelMemberLeft, workspace.EventChannelDeleted, workspace.EventDeleted,
			user.EventDeleted,
		},
	}
}

// Subscription makes the service follow what happens to channels: who joins and leaves, to keep their
// receipts, and what is deleted, to erase it; and whose account is gone, to forget what they had not sent.
func (s *Local) Subscription() bus.Subscription { return Follows().Handle(s.follow) }

// follow may see an event twice, and late.
func (s *Local) follow(ctx context.Context, e bus.Event) error {
	var about struct {
		WorkspaceID id.Workspace `json:"workspaceId"`
		ChannelID   id.Channel   `json:"channelId"`
		ChannelIDs  []id.Channel `json:"channelIds"`
		UserID      id.User      `json:"userId"`
	}
	if err := json.Unmarshal(e.Data, &about); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	switch e.Type {
	case workspace.EventChannelMemberJoined:
		return s.startAtEnd(ctx, about.WorkspaceID, about.ChannelID, about.UserID, e)
	case workspace.EventChannelMemberLeft:
		return errors.Join(s.dropReceipt(ctx, about.ChannelID, about.UserID, e), s.dropDrafts(ctx, about.ChannelID, about.UserID, e.Time))
	case workspace.EventChannelDeleted:
		return s.deleteChannels(ctx, about.WorkspaceID, []id.Channel{about.ChannelID})
	case workspace.EventDeleted:
		return s.deleteWorkspace(ctx, about.WorkspaceID, about.ChannelIDs)
	case user.EventDeleted:
		return s.forgetPerson(ctx, about.UserID)
	}
	return nil
}

// dropReceipt forgets how far somebody had read who left; joining again later starts afresh. The
// leaving may come after a later joining.
func (s *Local) dropReceipt(ctx context.Context, ch id.Channel, who id.User, left bus.Event) error {
	_, err := s.db.Exec(ctx, `
		DELETE FROM read_receipts WHERE channel_id = $1 AND user_id = $2 AND last_read_at <= $3`,
		ch, who, left.Time.UnixMicro())
	return err
}

// startAtEnd puts a new member's receipt at what was the end of the channel when they joined: what
// came since counts as unread, however late this event is handled. A deleted channel gets none.
func (s *Local) startAtEnd(ctx context.Context, ws id.Workspace, ch id.Channel, who id.User, joined bus.Event) error {
	return s.db.Tx(ctx, func(tx *sqldb.Tx) error {
		if err := createHeads(ctx, tx, []id.Channel{ch}, map[id.Channel]id.Workspace{ch: ws}); err != nil {
			return err
		}
		if there, err := holdChannel(ctx, tx, ch); err != nil || !there {
			return err
		}
		var end int64
		err := tx.QueryRow(ctx, `
			SELECT message_no FROM messages WHERE channel_id = $1 AND created_at <= $2
			ORDER BY message_no DESC LIMIT 1`, ch, joined.Time.UnixMicro()).Scan(&end)
		if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
			return fmt.Errorf("find end of channel: %w", err)
		}
		_, err = tx.Exec(ctx, `
			INSERT INTO read_receipts (channel_id, user_id, last_read_no, last_read_at, revision) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (channel_id, user_id) DO NOTHING`, ch, who, end, joined.Time.UnixMicro(), joined.Time.UnixMilli())
		if err != nil {
			return fmt.Errorf("start receipt: %w", err)
		}
		return nil
	})
}
