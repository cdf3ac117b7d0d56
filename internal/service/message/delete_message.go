package message

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Delete leaves a tombstone in a message's place: its number, its author and its time, and the thread below
// it. What it said, now and before, and what belonged to it goes in the same transaction, and from the event log
// soon after (redact.go).
func (s *Local) Delete(ctx context.Context, req GetRequest) (rpc.None, error) {
	none := rpc.None{}
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return none, err
	}
	m, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID)
	if err != nil {
		return none, err
	}
	if err := access.CheckOpen(); err != nil {
		return none, err
	}
	if m.Author.ID != caller.UserID && !access.MayModerate {
		return none, errs.Forbidden("forbidden", "Only who wrote a message and those who manage the channel delete it.")
	}
	names, err := s.profiles.Profiles(ctx, peopleIn(m))
	if err != nil {
		return none, err
	}
	removed := false
	err = s.changeIn(ctx, req.ChannelID, names, func(c *change) error {
		removed = false
		m, err := c.message(ctx, req.MessageID, func(m Message) (announcement, error) {
			if m.IsDeleted {
				return nil, nil //nolint:nilnil // it is deleted already: there is nothing to change
			}
			removed = true
			return deleted, c.bury(ctx, m)
		})
		if err != nil || !removed || m.ThreadRootID == nil {
			return err
		}
		return c.recount(ctx, *m.ThreadRootID)
	})
	if removed {
		s.eraser.wakeUp()
	}
	return none, err
}

func deleted(m Message) (eventType string, data any) {
	return EventDeleted, Removal{
		WorkspaceID: m.WorkspaceID, ChannelID: m.ChannelID, MessageID: m.ID, MessageNo: m.MessageNo, Message: m,
	}
}

// bury makes a tombstone of a message. Whoever has saved it is told that it is gone from their list.
func (c *change) bury(ctx context.Context, m Message) error {
	_, err := c.Exec(ctx, `
		UPDATE messages SET content = '', deleted_at = $1, counts = 0, mentions = '', reactions = '', previews = '', pinned_at = NULL, pinned_by = ''
		WHERE id = $2`, c.At.UnixMicro(), m.ID)
	if err != nil {
		return fmt.Errorf("delete message: %w", err)
	}
	for _, table := range []string{"message_edits", "reactions"} {
		if _, err := c.Exec(ctx, `DELETE FROM `+table+` WHERE channel_id = $1 AND message_no = $2`, m.ChannelID, m.MessageNo); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	for _, table := range []string{"preview_jobs", "preview_uses", "preview_removals"} {
		if _, err := c.Exec(ctx, `DELETE FROM `+table+` WHERE message_id = $1`, m.ID); err != nil {
			return fmt.Errorf("delete from %s: %w", table, err)
		}
	}
	if err := dropMentions(ctx, c.Tx, m); err != nil {
		return err
	}
	if err := c.redactLater(ctx, m); err != nil {
		return err
	}
	savers, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (id.User, error) {
		var who id.User
		return who, rows.Scan(&who)
	}, `DELETE FROM saved_messages WHERE message_id = $1 RETURNING user_id`, m.ID)
	if err != nil {
		return fmt.Errorf("delete saved entries: %w", err)
	}
	for _, who := range savers {
		gone := SavedChange{UserID: who, WorkspaceID: m.WorkspaceID, MessageID: m.ID}
		if err := c.Announce(ctx, EventSavedUpdated, 1, c.channel.String(), gone); err != nil {
			return err
		}
	}
	return nil
}

// recount makes a thread's root know its replies anew after one was deleted, and tells of it.
func (c *change) recount(ctx context.Context, rootID id.Message) error {
	_, err := c.message(ctx, rootID, func(root Message) (announcement, error) {
		lastNo := int64(0)
		var lastAt *int64
		root.ReplyCount, root.LastReplyAt, root.ReplyAuthors = 0, nil, []user.Author{}
		err := c.QueryRow(ctx, `
			SELECT COUNT(*), COALESCE(MAX(message_no), 0), MAX(created_at) FROM messages
			WHERE root_id = $1 AND root_id <> '' AND deleted_at IS NULL`, rootID).Scan(&root.ReplyCount, &lastNo, &lastAt)
		if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
			return nil, fmt.Errorf("count replies: %w", err)
		}
		if lastAt != nil {
			at := time.UnixMicro(*lastAt).UTC()
			root.LastReplyAt = &at
		}
		repliers, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (user.Author, error) {
			var a user.Author
			return a, rows.Scan(&a.ID)
		}, `SELECT author_id FROM messages WHERE root_id = $1 AND root_id <> '' AND deleted_at IS NULL
			GROUP BY author_id ORDER BY MAX(message_no) DESC LIMIT $2`, rootID, maxReplyAuthors)
		if err != nil {
			return nil, fmt.Errorf("find who replied: %w", err)
		}
		root.ReplyAuthors = slices.Concat(root.ReplyAuthors, repliers)
		return func(after Message) (string, any) { return EventThreadUpdated, threadUpdate(after) },
			writeRoot(ctx, c.Tx, root, lastNo)
	})
	return err
}
