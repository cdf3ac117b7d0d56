package message

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

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
	return `SELECT ` + stateColumns(d, "r.last_reply_no > f.last_read_no") + `, r.last_reply_at
		FROM thread_follows f JOIN messages r ON r.id = f.root_id
		WHERE f.user_id = $2 AND f.workspace_id = $3 AND f.is_following = 1 AND r.reply_count > 0
		  AND f.channel_id IN (SELECT value FROM ` + d.List("$4") + `)`
}

// entries reads what a list shows of threads.
func (s *Local) entries(ctx context.Context, who id.User, threads []followed) ([]ThreadEntry, error) {
	out := make([]ThreadEntry, len(threads))
	var all []Message
	for i, f := range threads {
		root, err := s.readOne(ctx, s.db, f.ChannelID, f.ThreadRootID)
		if err != nil {
			return nil, err
		}
		replies, err := s.repliesBefore(ctx, root, math.MaxInt64, lastReplies)
		if err != nil {
			return nil, err
		}
		out[i] = ThreadEntry{Root: root, LastReplies: orEmpty(replies), State: f.ThreadState}
		all = append(append(all, root), replies...)
	}
	if err := s.show(ctx, who, all); err != nil {
		return nil, err
	}
	for i := range out {
		n := 1 + len(out[i].LastReplies)
		out[i].Root, out[i].LastReplies = all[0], all[1:n:n]
		all = all[n:]
	}
	return out, nil
}
