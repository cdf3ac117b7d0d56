package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// UpdateChannel changes how a channel is described and called.
func (s *Local) UpdateChannel(ctx context.Context, req UpdateChannelRequest) (MyChannel, error) {
	var out MyChannel
	at := ChannelRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID}
	err := s.changeChannelAs(ctx, at, describeChannel, func(c *outbox.Change, me standing, row channelRow) error {
		before := row.Channel
		if err := applyUpdate(&row.Channel, req); err != nil {
			return err
		}
		if row.Name != before.Name {
			if err := me.may(renameChannel); err != nil {
				return err
			}
			if err := nameFree(ctx, c, req.WorkspaceID, me.userID, row.Name); err != nil {
				return err
			}
		}
		var err error
		if row.Name != before.Name || row.DisplayName != before.DisplayName || row.Topic != before.Topic || row.Description != before.Description {
			row.UpdatedAt = c.At
			err = writeUpdate(ctx, c, row.Channel)
		}
		out = row.MyChannel
		if err != nil || row.Name == before.Name {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "channel.renamed", aboutChannel(row.Channel), nil)
	})
	if errors.Is(err, sqldb.ErrUnique) {
		return MyChannel{}, errNameTaken()
	}
	if err != nil {
		return MyChannel{}, err
	}
	return out, nil
}

func applyUpdate(ch *Channel, req UpdateChannelRequest) error {
	var f check.Fields
	if req.Name != nil {
		before := ch.Name
		if ch.Name = f.Name("name", *req.Name, MinName, MaxName); ch.DisplayName == before {
			ch.DisplayName = ch.Name
		}
	}
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
		UPDATE channels SET name = $1, display_name = $2, search = $3, topic = $4, description = $5, updated_at = $6 WHERE id = $7`,
		ch.Name, ch.DisplayName, searchable(ch.Name, ch.DisplayName), ch.Topic, ch.Description, ch.UpdatedAt.UnixMicro(), ch.ID)
	if err != nil {
		return fmt.Errorf("update channel: %w", err)
	}
	return c.Announce(ctx, EventChannelUpdated, 1, ch.ID.String(), ch)
}
