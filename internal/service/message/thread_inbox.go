package message

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// lastReplies is how many replies of a thread an inbox shows.
const lastReplies = 2

// inboxPlace is where a page of the inbox ends.
type inboxPlace struct {
	IsRead bool       `json:"isRead,omitempty"` // among those without anything unread, which come last
	At     int64      `json:"at"`
	Root   id.Message `json:"root"`
}

// compare orders places as the inbox has them: the newest reply first.
func (p inboxPlace) compare(q inboxPlace) int {
	return cmp.Or(cmp.Compare(bit(p.IsRead), bit(q.IsRead)), cmp.Compare(q.At, p.At), bytes.Compare(q.Root[:], p.Root[:]))
}

// followed is a thread that somebody follows, with what lists are sorted by.
type followed struct {
	FollowerState
	lastReplyAt int64
}

// ThreadInbox sorts the threads that the caller follows, and shows a page of them.
func (s *Local) ThreadInbox(ctx context.Context, req ThreadInboxRequest) (page.List[ThreadEntry], error) {
	none := page.List[ThreadEntry]{}
	var after *inboxPlace
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	who, threads, err := s.followedBy(ctx, req.WorkspaceID)
	if err != nil {
		return none, err
	}
	placeOf := func(f followed) inboxPlace {
		return inboxPlace{IsRead: req.UnreadFirst && f.UnreadCount == 0, At: f.lastReplyAt, Root: f.ThreadRootID}
	}
	threads = slices.DeleteFunc(threads, func(f followed) bool {
		return req.UnreadOnly && f.UnreadCount == 0 || after != nil && placeOf(f).compare(*after) <= 0
	})
	slices.SortFunc(threads, func(a, b followed) int { return placeOf(a).compare(placeOf(b)) })
	list := page.Cut(threads, page.Limit(req.Limit), func(f followed) any { return placeOf(f) })
	entries, err := s.entries(ctx, who, list.Items)
	return page.List[ThreadEntry]{Items: entries, NextCursor: list.NextCursor}, err
}

// UnreadThreads adds up what is unread in the threads that the caller follows.
func (s *Local) UnreadThreads(ctx context.Context, req ThreadsRequest) (UnreadThreads, error) {
	_, threads, err := s.followedBy(ctx, req.WorkspaceID)
	if err != nil {
		return UnreadThreads{}, err
	}
	var sum UnreadThreads
	for _, f := range threads {
		sum.MentionCount += f.MentionCount
		if f.UnreadCount > 0 {
			sum.UnreadThreads++
		}
	}
	return sum, nil
}

// followedBy returns the caller, and the threads with replies that they follow in the channels they are in.
// All of them are read: a row a thread; but replies are counted only where one came after the place read.
func (s *Local) followedBy(ctx context.Context, ws id.Workspace) (id.User, []followed, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return id.User{}, nil, err
	}
	channels, err := s.access.MyChannels(ctx, workspace.MyChannelsRequest{UserID: caller.UserID, WorkspaceID: ws})
	if err != nil {
		return id.User{}, nil, err
	}
	targets, err := s.targetsOf(ctx, ws, caller.UserID)
	if err != nil {
		return id.User{}, nil, err
	}
	threads, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (followed, error) {
		var f followed
		state, err := scanState(rows, &f.lastReplyAt)
		f.FollowerState = state
		return f, err
	}, followedQuery(s.db.Dialect()), sqldb.JSON(targets), caller.UserID, ws, sqldb.JSON(channels))
	if err != nil {
		return id.User{}, nil, fmt.Errorf("read followed threads: %w", err)
	}
	return caller.UserID, threads, nil
}

func followedQuery(d sqldb.Dialect) string {
	return `SELECT ` + stateColumns(d, "r.last_reply_no > f.last_read_no", "$1") + `, r.last_reply_at
		FROM thread_follows f JOIN messages r ON r.id = f.root_id
		WHERE f.user_id = $2 AND f.workspace_id = $3 AND f.is_following = 1 AND r.reply_count > 0
		  AND f.channel_id IN (SELECT value FROM ` + d.List("$4") + `)`
}

// entries reads what a list shows of threads.
func (s *Local) entries(ctx context.Context, who id.User, threads []followed) ([]ThreadEntry, error) {
	ids := make([]id.Message, len(threads))
	for i, f := range threads {
		ids[i] = f.ThreadRootID
	}
	all, err := sqldb.Collect(ctx, s.db, scanMessage, entriesQuery(s.db.Dialect()), sqldb.JSON(ids))
	if err != nil {
		return nil, fmt.Errorf("read threads: %w", err)
	}
	if err := s.show(ctx, who, all); err != nil {
		return nil, err
	}
	shown := make(map[id.Message]*ThreadEntry, len(threads))
	for _, root := range ids {
		shown[root] = &ThreadEntry{LastReplies: []Message{}}
	}
	for _, m := range all {
		if m.ThreadRootID == nil {
			shown[m.ID].Root = m
		} else {
			entry := shown[*m.ThreadRootID]
			entry.LastReplies = append(entry.LastReplies, m)
		}
	}
	out := make([]ThreadEntry, 0, len(threads))
	for _, f := range threads {
		if entry := shown[f.ThreadRootID]; entry.Root.MessageNo > 0 { // not deleted meanwhile, with its channel
			entry.State = f.ThreadState
			out = append(out, *entry)
		}
	}
	return out, nil
}

// entriesQuery reads the roots in a list and the last replies to each, ascending.
func entriesQuery(d sqldb.Dialect) string {
	return `
		SELECT ` + messageColumns + ` FROM messages WHERE id IN (SELECT value FROM ` + d.List("$1") + `)
		UNION ALL
		SELECT ` + messageColumns + ` FROM (SELECT value FROM ` + d.List("$1") + `) AS wanted CROSS JOIN messages
		WHERE root_id = wanted.value AND root_id <> '' AND message_no >= COALESCE((
			SELECT r.message_no FROM messages r WHERE r.root_id = wanted.value AND r.root_id <> ''
			ORDER BY r.message_no DESC LIMIT 1 OFFSET ` + strconv.Itoa(lastReplies-1) + `), 0)
		ORDER BY message_no`
}
