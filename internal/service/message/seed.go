package message

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// SeedChannel is a channel's history in demo data: messages in order, and how far people have read.
type SeedChannel struct {
	WorkspaceID id.Workspace
	ChannelID   id.Channel
	Messages    []SeedMessage
	Read        map[id.User]int64 // messageNo by member
}

// SeedMessage is one message of demo data.
type SeedMessage struct {
	Author  id.User
	Content string
	At      time.Time
}

// Seed puts histories into an empty, migrated database, without announcing them: it is for data that is
// made before any service runs. It checks nothing.
func Seed(ctx context.Context, db *sqldb.DB, channels []SeedChannel) error {
	return db.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, c := range channels {
			if err := seedChannel(ctx, tx, c); err != nil {
				return fmt.Errorf("seed messages: %w", err)
			}
		}
		return nil
	})
}

func seedChannel(ctx context.Context, tx *sqldb.Tx, c SeedChannel) error {
	if len(c.Messages) == 0 {
		return nil
	}
	messages := make([]Message, len(c.Messages))
	for i, m := range c.Messages {
		messageID := id.At[id.Message](m.At)
		messages[i] = Message{
			ID: messageID, WorkspaceID: c.WorkspaceID, ChannelID: c.ChannelID, MessageNo: int64(i + 1),
			Author: user.Author{ID: m.Author}, Content: m.Content, ClientMessageCorrelationID: messageID.String(), CreatedAt: m.At,
		}
	}
	if err := insertMessages(ctx, tx, messages); err != nil {
		return err
	}
	if err := advanceHeads(ctx, tx, messages[len(messages)-1:], nil); err != nil {
		return err
	}
	receipts := make([]Receipt, 0, len(c.Read))
	for who, no := range c.Read {
		receipts = append(receipts, Receipt{ChannelID: c.ChannelID, UserID: who, LastReadMessageNo: no})
	}
	return advanceReceipts(ctx, tx, receipts, messages[len(messages)-1].CreatedAt)
}
