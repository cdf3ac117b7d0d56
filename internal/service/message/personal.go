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
	var asked []id.Message // those with an emoji that more used than its list holds
	var emoji []string
	for i := range messages {
		m := &messages[i]
		m.IsSaved = slices.Contains(saved, m.ID)
		for j := range m.Reactions {
			r := &m.Reactions[j]
			r.Reacted = slices.Contains(r.UserIDs, reader)
			if !r.Reacted && int64(len(r.UserIDs)) < r.Count {
				asked, emoji = append(asked, m.ID), append(emoji, r.Emoji)
			}
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return s.markReacted(ctx, reader, messages, asked, emoji)
}

// markReacted looks for the reader's reactions with these emoji on these messages.
func (s *Local) markReacted(ctx context.Context, reader id.User, messages []Message, on []id.Message, emoji []string) error {
	type reaction struct {
		on    id.Message
		emoji string
	}
	list := s.db.Dialect().List
	found, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (reaction, error) {
		var r reaction
		return r, rows.Scan(&r.on, &r.emoji)
	}, `SELECT m.id, r.emoji FROM messages m JOIN reactions r ON r.channel_id = m.channel_id AND r.message_no = m.message_no
		WHERE m.id IN (SELECT value FROM `+list("$1")+`) AND r.emoji IN (SELECT value FROM `+list("$2")+`) AND r.user_id = $3`,
		sqldb.JSON(on), sqldb.JSON(emoji), reader)
	if err != nil {
		return fmt.Errorf("look for reactions: %w", err)
	}
	for i := range messages {
		for j := range messages[i].Reactions {
			r := &messages[i].Reactions[j]
			r.Reacted = r.Reacted || slices.Contains(found, reaction{messages[i].ID, r.Emoji})
		}
	}
	return nil
}
