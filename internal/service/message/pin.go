package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// MaxPins is how many messages a channel can have pinned.
const MaxPins = 100

// Pin puts a message on the channel's list of pins.
func (s *Local) Pin(ctx context.Context, req GetRequest) (Message, error) {
	return s.setPin(ctx, req, true)
}

// Unpin takes a message off it.
func (s *Local) Unpin(ctx context.Context, req GetRequest) (Message, error) {
	return s.setPin(ctx, req, false)
}

func (s *Local) setPin(ctx context.Context, req GetRequest, to bool) (Message, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Message{}, err
	}
	if err := access.CheckPost(); err != nil {
		return Message{}, err
	}
	announce, by := unpinned(caller.UserID), ""
	if to {
		announce, by = pinned(caller.UserID), caller.UserID.String()
	}
	return s.changeFor(ctx, caller.UserID, req.ChannelID, req.MessageID, func(c *change, m Message) (announcement, error) {
		if m.IsPinned == to {
			return nil, nil
		}
		var at *int64
		if to {
			if err := c.checkPins(ctx, m); err != nil {
				return nil, err
			}
			now := c.At.UnixMicro()
			at = &now
		}
		if _, err := c.Exec(ctx, `UPDATE messages SET pinned_at = $1, pinned_by = $2 WHERE id = $3`, at, by, m.ID); err != nil {
			return nil, fmt.Errorf("pin message: %w", err)
		}
		return announce, nil
	})
}

func pinned(by id.User) announcement {
	return func(m Message) (string, any) { return EventPinAdded, pinChange(m, by) }
}

func unpinned(by id.User) announcement {
	return func(m Message) (string, any) { return EventPinRemoved, pinChange(m, by) }
}

func pinChange(m Message, by id.User) PinChange {
	return PinChange{WorkspaceID: m.WorkspaceID, ChannelID: m.ChannelID, MessageID: m.ID, UserID: by, Message: m}
}

// checkPins refuses to pin what is deleted, and one too many. Codes: message_deleted, too_many_pins.
func (c *change) checkPins(ctx context.Context, m Message) error {
	if m.IsDeleted {
		return errDeleted()
	}
	var pins int
	err := c.QueryRow(ctx, `SELECT COUNT(*) FROM messages WHERE channel_id = $1 AND pinned_at IS NOT NULL`, m.ChannelID).Scan(&pins)
	if err != nil {
		return fmt.Errorf("count pins: %w", err)
	}
	if pins >= MaxPins {
		return errs.Conflict("too_many_pins", "A channel can have 100 pinned messages. Take one off first.")
	}
	return nil
}

// Pins lists the pinned messages of a channel, the newest pin first.
func (s *Local) Pins(ctx context.Context, req ChannelRequest) ([]Message, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return nil, err
	}
	pins, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages WHERE channel_id = $1 AND pinned_at IS NOT NULL ORDER BY pinned_at DESC, message_no DESC LIMIT $2`,
		req.ChannelID, MaxPins)
	if err != nil {
		return nil, fmt.Errorf("list pins: %w", err)
	}
	pins = orEmpty(pins)
	return pins, s.show(ctx, caller.UserID, pins)
}
