package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/platform/outbox"
)

// UpdateChannel changes how a channel is described.
func (s *Local) UpdateChannel(ctx context.Context, req UpdateChannelRequest) (MyChannel, error) {
	var out MyChannel
	at := ChannelRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID}
	err := s.changeChannelAs(ctx, at, describeChannel, func(c *outbox.Change, _ standing, row channelRow) error {
		before := row.Channel
		if err := applyUpdate(&row.Channel, req); err != nil {
			return err
		}
		var err error
		if row.DisplayName != before.DisplayName || row.Topic != before.Topic || row.Description != before.Description {
			row.UpdatedAt = c.At
			err = writeUpdate(ctx, c, row.Channel)
		}
		out = row.MyChannel
		return err
	})
	if err != nil {
		return MyChannel{}, err
	}
	return out, nil
}

func applyUpdate(ch *Channel, req UpdateChannelRequest) error {
	var f check.Fields
	if req.DisplayName != nil {
		if ch.DisplayName = f.Line("displayName", *req.DisplayName, MaxDisplayName); ch.DisplayName == "" {
			ch.DisplayName = ch.Name
		}
	}
	if req.Topic != nil {
		ch.Topic = f.Line("topic", *req.Topic, MaxTopic)
	}
	if req.Description != nil {
		ch.Description = f.Text("description", *req.Description, MaxDescription)
	}
	return f.Err()
}

func writeUpdate(ctx context.Context, c *outbox.Change, ch Channel) error {
	_, err := c.Exec(ctx, `
		UPDATE channels SET display_name = $1, search = $2, topic = $3, description = $4, updated_at = $5 WHERE id = $6`,
		ch.DisplayName, searchable(ch.Name, ch.DisplayName), ch.Topic, ch.Description, ch.UpdatedAt.UnixMicro(), ch.ID)
	if err != nil {
		return fmt.Errorf("update channel: %w", err)
	}
	return c.Announce(ctx, EventChannelUpdated, 1, ch.ID.String(), ch)
}
