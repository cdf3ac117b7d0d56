package message

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// UnreadIn counts in one channel.
func (s *Local) UnreadIn(ctx context.Context, req ChannelRequest) (Unread, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Unread{}, err
	}
	list, err := s.countUnread(ctx, req.WorkspaceID, caller.UserID, []id.Channel{req.ChannelID})
	if err != nil {
		return Unread{}, err
	}
	return list[0], nil
}

// Unread counts in all channels that the caller is a member of.
func (s *Local) Unread(ctx context.Context, req UnreadRequest) ([]Unread, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return nil, err
	}
	channels, err := s.access.MyChannels(ctx, workspace.MyChannelsRequest{UserID: caller.UserID, WorkspaceID: req.WorkspaceID})
	if err != nil {
		return nil, err
	}
	return s.countUnread(ctx, req.WorkspaceID, caller.UserID, channels)
}

// countUnread returns one count a channel, in order. Numbers are dense, so what lies behind the receipt
// is a subtraction, less the few messages there that do not count: one's own, deleted ones and replies
// hidden in threads. The cost grows with those, not with the length of the history or of the absence.
func (s *Local) countUnread(ctx context.Context, ws id.Workspace, who id.User, channels []id.Channel) ([]Unread, error) {
	targets, err := s.targetsOf(ctx, ws, who)
	if err != nil {
		return nil, err
	}
	found, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (Unread, error) {
		var u Unread
		var activity int64
		err := rows.Scan(&u.ChannelID, &u.LastMessageNo, &u.LastChangeNo, &u.LastReadMessageNo, &u.ReadRevision,
			&u.UnreadCount, &u.MentionCount, &activity)
		if activity > 0 {
			u.LastActivityAt = timeOf(&activity)
		}
		return u, err
	}, unreadQuery(s.db.Dialect()), sqldb.JSON(channels), who, sqldb.JSON(targets))
	if err != nil {
		return nil, fmt.Errorf("count unread: %w", err)
	}
	byChannel := make(map[id.Channel]Unread, len(found))
	for _, u := range found {
		byChannel[u.ChannelID] = u
	}
	out := make([]Unread, len(channels))
	for i, ch := range channels {
		out[i] = byChannel[ch]
		out[i].ChannelID = ch // channels without a message have no row
	}
	return out, nil
}

func unreadQuery(d sqldb.Dialect) string {
	return `
		SELECT h.channel_id, h.last_message_no, h.last_change_no, COALESCE(r.last_read_no, h.last_message_no), COALESCE(r.revision, 0),
			CASE WHEN r.last_read_no < h.last_message_no THEN h.last_message_no - r.last_read_no
				- (SELECT COUNT(*) FROM messages m
				   WHERE m.channel_id = h.channel_id AND m.author_id = $2 AND m.message_no > r.last_read_no)
				- (SELECT COUNT(*) FROM messages m ` + d.Pick("INDEXED BY messages_uncounted", "") + `
				   WHERE m.channel_id = h.channel_id AND m.message_no > r.last_read_no
				     AND m.counts = 0 AND m.author_id <> $2)
			ELSE 0 END,
			CASE WHEN r.last_read_no < h.last_message_no THEN
				(SELECT COUNT(DISTINCT m.message_no) FROM mentions m
				 WHERE m.channel_id = h.channel_id AND m.target IN (SELECT value FROM ` + d.List("$3") + `)
				   AND m.message_no > r.last_read_no AND m.counts = 1 AND m.author_id <> $2)
			ELSE 0 END,
			h.last_activity_at
		FROM channel_heads h LEFT JOIN read_receipts r ON r.channel_id = h.channel_id AND r.user_id = $2
		WHERE h.channel_id IN (SELECT value FROM ` + d.List("$1") + `)`
}
