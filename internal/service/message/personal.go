package message

import (
	"context"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// personalise fills in what of messages is the reader's own: what they have saved, and which reactions
// are theirs.
func (s *Local) personalise(ctx context.Context, reader id.User, messages []Message) error {
	if len(messages) == 0 {
		return nil
	}
	ids := make([]id.Message, len(messages))
	for i, m := range messages {
		ids[i] = m.ID
	}
	saved, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (id.Message, error) {
		var m id.Message
		return m, rows.Scan(&m)
	}, `SELECT message_id FROM saved_messages WHERE user_id = $1 AND message_id IN (SELECT value FROM `+
		s.db.Dialect().List("$2")+`)`, reader, sqldb.JSON(ids))
	if err != nil {
		return fmt.Errorf("find saved messages: %w", err)
	}
	for i := range messages {
		m := &messages[i]
		m.IsSaved = slices.Contains(saved, m.ID)
		for j := range m.Reactions {
			if err := s.markReacted(ctx, reader, m, &m.Reactions[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// markReacted looks into the list of those who used an emoji; only where more did than the list holds, it
// asks.
func (s *Local) markReacted(ctx context.Context, reader id.User, m *Message, r *Reaction) error {
	r.Reacted = slices.Contains(r.UserIDs, reader)
	if r.Reacted || int64(len(r.UserIDs)) >= r.Count {
		return nil
	}
	var n int
	err := s.db.QueryRow(ctx, `
		SELECT COUNT(*) FROM reactions WHERE channel_id = $1 AND message_no = $2 AND emoji = $3 AND user_id = $4`,
		m.ChannelID, m.MessageNo, r.Emoji, reader).Scan(&n)
	if err != nil {
		return fmt.Errorf("look for a reaction: %w", err)
	}
	r.Reacted = n > 0
	return nil
}
