package message

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/message/emoji"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Limits of reactions.
const (
	MaxReactions       = 50 // different emoji on a message
	maxReactorsListed  = 50
	longestCustomEmoji = workspace.MaxEmojiName + 2
)

// React puts the caller's emoji on a message.
func (s *Local) React(ctx context.Context, req ReactionRequest) (Message, error) {
	who, err := s.enterReaction(ctx, &req)
	if err != nil {
		return Message{}, err
	}
	if err := s.checkEmoji(ctx, &req); err != nil {
		return Message{}, err
	}
	return s.changeFor(ctx, who.ID, req.ChannelID, req.MessageID, func(c *change, m Message) (announcement, error) {
		if m.IsDeleted {
			return nil, errDeleted()
		}
		known := slices.ContainsFunc(m.Reactions, func(r Reaction) bool { return r.Emoji == req.Emoji })
		if !known && len(m.Reactions) >= MaxReactions {
			return nil, errs.Conflict("too_many_reactions", "A message can have 50 different emoji.")
		}
		n, err := c.Exec(ctx, `
			INSERT INTO reactions (channel_id, message_no, emoji, user_id, reacted_at) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (channel_id, message_no, emoji, user_id) DO NOTHING`,
			m.ChannelID, m.MessageNo, req.Emoji, who.ID, c.At.UnixMicro())
		if err != nil {
			return nil, fmt.Errorf("insert reaction: %w", err)
		}
		if n == 0 {
			return nil, nil
		}
		return reactionAdded(req.Emoji, who), c.writeReactions(ctx, m, req.Emoji)
	})
}

// Unreact takes the caller's emoji off a message.
func (s *Local) Unreact(ctx context.Context, req ReactionRequest) (Message, error) {
	who, err := s.enterReaction(ctx, &req)
	if err != nil {
		return Message{}, err
	}
	return s.changeFor(ctx, who.ID, req.ChannelID, req.MessageID, func(c *change, m Message) (announcement, error) {
		n, err := c.Exec(ctx, `DELETE FROM reactions WHERE channel_id = $1 AND message_no = $2 AND emoji = $3 AND user_id = $4`,
			m.ChannelID, m.MessageNo, req.Emoji, who.ID)
		if err != nil {
			return nil, fmt.Errorf("delete reaction: %w", err)
		}
		if n == 0 {
			return nil, nil
		}
		return reactionRemoved(req.Emoji, who), c.writeReactions(ctx, m, req.Emoji)
	})
}

// enterReaction lets in who may react, which viewers may, and spells the emoji in the one way there is. Codes:
// forbidden, channel_archived, workspace_archived.
func (s *Local) enterReaction(ctx context.Context, req *ReactionRequest) (user.Author, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return user.Author{}, err
	}
	if err := access.CheckOpen(); err != nil {
		return user.Author{}, err
	}
	if access.ChannelRole == workspace.NoMember {
		return user.Author{}, errs.Forbidden("forbidden", "Join this channel to react in it.")
	}
	if _, custom := customEmoji(req.Emoji); !custom {
		one, ok := emoji.Normalize(req.Emoji)
		if !ok {
			return user.Author{}, errEmoji()
		}
		req.Emoji = one
	}
	return s.author(ctx, caller.UserID)
}

// checkEmoji refuses emoji that the workspace does not have. Codes: unknown_emoji.
func (s *Local) checkEmoji(ctx context.Context, req *ReactionRequest) error {
	name, custom := customEmoji(req.Emoji)
	if !custom {
		return nil
	}
	has, err := s.access.HasEmoji(ctx, workspace.EmojiRequest{WorkspaceID: req.WorkspaceID, Name: name})
	if err != nil {
		return err
	}
	if !has {
		return errEmoji()
	}
	return nil
}

func errEmoji() error { return errs.Invalid("unknown_emoji", "This is no emoji that there is here.") }

// customEmoji returns the name in :name:.
func customEmoji(s string) (name string, ok bool) {
	name, opened := strings.CutPrefix(s, ":")
	name, closed := strings.CutSuffix(name, ":")
	return name, opened && closed && name != "" && len(s) <= longestCustomEmoji
}

func reactionAdded(emoji string, who user.Author) announcement {
	return func(m Message) (string, any) { return EventReactionAdded, reactionChange(m, emoji, who) }
}

func reactionRemoved(emoji string, who user.Author) announcement {
	return func(m Message) (string, any) { return EventReactionRemoved, reactionChange(m, emoji, who) }
}

func reactionChange(m Message, emoji string, who user.Author) ReactionChange {
	return ReactionChange{
		WorkspaceID: m.WorkspaceID, ChannelID: m.ChannelID, MessageID: m.ID, MessageNo: m.MessageNo,
		Emoji: emoji, UserID: who.ID, User: who, Message: m,
	}
}

// writeReactions brings the row of a message up to date about one emoji. The others, and their order, stay.
func (c *change) writeReactions(ctx context.Context, m Message, emoji string) error {
	now := Reaction{Emoji: emoji, UserIDs: []id.User{}}
	err := c.QueryRow(ctx, `SELECT COUNT(*) FROM reactions WHERE channel_id = $1 AND message_no = $2 AND emoji = $3`,
		m.ChannelID, m.MessageNo, emoji).Scan(&now.Count)
	if err != nil {
		return fmt.Errorf("count reactions: %w", err)
	}
	now.UserIDs, err = sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (id.User, error) {
		var who id.User
		return who, rows.Scan(&who)
	}, `SELECT user_id FROM reactions WHERE channel_id = $1 AND message_no = $2 AND emoji = $3 ORDER BY reacted_at, user_id LIMIT $4`,
		m.ChannelID, m.MessageNo, emoji, maxReactorsListed)
	if err != nil {
		return fmt.Errorf("list reactions: %w", err)
	}
	all := slices.Clone(m.Reactions)
	at := slices.IndexFunc(all, func(r Reaction) bool { return r.Emoji == emoji })
	switch {
	case at < 0:
		all = append(all, now)
	case now.Count == 0:
		all = slices.Delete(all, at, at+1)
	default:
		all[at] = now
	}
	text := ""
	if len(all) > 0 {
		text = sqldb.JSON(all)
	}
	if _, err := c.Exec(ctx, `UPDATE messages SET reactions = $1 WHERE id = $2`, text, m.ID); err != nil {
		return fmt.Errorf("write reactions: %w", err)
	}
	return nil
}
