package message

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Replies finds the root, where the caller stands, and reads one run of the replies.
func (s *Local) Replies(ctx context.Context, req RepliesRequest) (Thread, error) {
	if err := checkPlace(HistoryRequest{Before: req.Before, After: req.After, Around: req.Around}); err != nil {
		return Thread{}, err
	}
	who, root, err := s.enterThread(ctx, GetRequest{WorkspaceID: req.WorkspaceID, ChannelID: req.ChannelID, MessageID: req.MessageID})
	if err != nil {
		return Thread{}, err
	}
	at, err := s.stateIn(ctx, s.db, root, who)
	if err != nil {
		return Thread{}, err
	}
	out := Thread{State: at.ThreadState}
	if out.Items, out.PrevCursor, out.NextCursor, err = s.readReplies(ctx, req, root, at.ThreadState); err != nil {
		return Thread{}, err
	}
	all := append([]Message{root}, out.Items...)
	if err := s.show(ctx, who, all); err != nil {
		return Thread{}, err
	}
	out.Root, out.Items = all[0], all[1:]
	return out, nil
}

// readReplies reads a page, and finds out whether there is more at its ends.
func (s *Local) readReplies(ctx context.Context, req RepliesRequest, root Message, at ThreadState) (items []Message, prev, next *string, err error) {
	limit := page.Limit(req.Limit)
	above, below := limit, limit // how many on each side
	var older, newer []Message
	switch {
	case req.Before != nil:
		older, err = s.repliesBefore(ctx, root, *req.Before, limit+1)
	case req.After != nil:
		newer, err = s.repliesAfter(ctx, root, *req.After, limit+1)
	case req.Around != nil || at.UnreadCount > 0:
		middle := at.LastReadMessageNo
		if req.Around != nil {
			middle = *req.Around - 1
		}
		above, below = limit/2, limit-limit/2
		if older, err = s.repliesBefore(ctx, root, middle+1, above+1); err == nil {
			newer, err = s.repliesAfter(ctx, root, middle, below+1)
		}
	default:
		older, err = s.repliesBefore(ctx, root, math.MaxInt64, limit+1)
	}
	if err != nil {
		return nil, nil, nil, fmt.Errorf("read replies: %w", err)
	}
	olderCut, newerCut := len(older) > above, len(newer) > below
	if olderCut {
		older = older[len(older)-above:]
	}
	if newerCut {
		newer = newer[:below]
	}
	items = slices.Concat([]Message{}, older, newer)
	if len(items) == 0 {
		return items, nil, nil, nil
	}
	if olderCut || req.After != nil {
		prev = cursorOf(items[0])
	}
	if newerCut || req.Before != nil {
		next = cursorOf(items[len(items)-1])
	}
	return items, prev, next, nil
}

func cursorOf(m Message) *string {
	text := strconv.FormatInt(m.MessageNo, 10)
	return &text
}

// repliesBefore returns the last replies before a number, ascending.
func (s *Local) repliesBefore(ctx context.Context, root Message, no int64, limit int) ([]Message, error) {
	items, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages
		WHERE root_id = $1 AND root_id <> '' AND message_no < $2 ORDER BY message_no DESC LIMIT $3`, root.ID, no, limit)
	slices.Reverse(items)
	return items, err
}

// repliesAfter returns the first replies after a number.
func (s *Local) repliesAfter(ctx context.Context, root Message, no int64, limit int) ([]Message, error) {
	return sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages
		WHERE root_id = $1 AND root_id <> '' AND message_no > $2 ORDER BY message_no LIMIT $3`, root.ID, no, limit)
}
