package message

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// readAhead is how many read messages a page shows above the first unread one, at most half of it.
const readAhead = 10

// History checks, finds where the caller stands, and reads one run of messages.
func (s *Local) History(ctx context.Context, req HistoryRequest) (Page, error) {
	if err := checkPlace(req); err != nil {
		return Page{}, err
	}
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Page{}, err
	}
	at, err := s.standing(ctx, req.ChannelID, caller.UserID)
	if err != nil {
		return Page{}, err
	}
	firstUnread, err := s.firstUnread(ctx, req.ChannelID, caller.UserID, at)
	if err != nil {
		return Page{}, err
	}
	items, err := s.read(ctx, req, at, firstUnread)
	if err != nil {
		return Page{}, err
	}
	if err := s.nameAuthors(ctx, items); err != nil {
		return Page{}, err
	}
	out := Page{Items: items, FirstUnreadMessageNo: firstUnread, LastMessageNo: at.lastMessageNo}
	out.PrevCursor, out.NextCursor = cursors(items, at.lastMessageNo)
	return out, nil
}

func checkPlace(req HistoryRequest) error {
	places := 0
	for _, no := range []*int64{req.Before, req.After, req.Around} {
		if no == nil {
			continue
		}
		places++
		if *no < 0 {
			return errs.Invalid("bad_cursor", "A place in a channel is a message number.")
		}
	}
	if places > 1 {
		return errs.Invalid("bad_cursor", "Give one of before, after and around, not several.")
	}
	return nil
}

// read picks the run: numbers are dense, so a page is a range of them.
func (s *Local) read(ctx context.Context, req HistoryRequest, at standing, firstUnread *int64) ([]Message, error) {
	limit := int64(page.Limit(req.Limit))
	switch {
	case req.Before != nil:
		return s.readBefore(ctx, req.ChannelID, *req.Before, limit)
	case req.After != nil:
		return s.readAfter(ctx, req.ChannelID, *req.After, limit)
	case req.Around != nil:
		return s.readAround(ctx, req.ChannelID, *req.Around, limit/2, limit, at.lastMessageNo)
	case firstUnread != nil:
		return s.readAround(ctx, req.ChannelID, *firstUnread, min(readAhead, limit/2), limit, at.lastMessageNo)
	}
	return s.readBefore(ctx, req.ChannelID, at.lastMessageNo+1, limit)
}

// readAround reads limit messages of which up to above come before no; near the end of the channel the
// page is filled from above.
func (s *Local) readAround(ctx context.Context, ch id.Channel, no, above, limit, last int64) ([]Message, error) {
	from := min(no-above, last-limit+1)
	return s.readAfter(ctx, ch, max(from, 1)-1, limit)
}

func (s *Local) readBefore(ctx context.Context, ch id.Channel, before, limit int64) ([]Message, error) {
	items, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages
		WHERE channel_id = $1 AND message_no < $2 ORDER BY message_no DESC LIMIT $3`, ch, before, limit)
	slices.Reverse(items)
	return orEmpty(items), wrapRead(err)
}

func (s *Local) readAfter(ctx context.Context, ch id.Channel, after, limit int64) ([]Message, error) {
	items, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages
		WHERE channel_id = $1 AND message_no > $2 ORDER BY message_no LIMIT $3`, ch, after, limit)
	return orEmpty(items), wrapRead(err)
}

func orEmpty(items []Message) []Message {
	if items == nil {
		return []Message{}
	}
	return items
}

func wrapRead(err error) error {
	if err != nil {
		return fmt.Errorf("read messages: %w", err)
	}
	return nil
}

// cursors lead on from both ends of a run.
func cursors(items []Message, last int64) (prev, next *string) {
	if len(items) == 0 {
		return nil, nil
	}
	if no := items[0].MessageNo; no > 1 {
		text := strconv.FormatInt(no, 10)
		prev = &text
	}
	if no := items[len(items)-1].MessageNo; no < last {
		text := strconv.FormatInt(no, 10)
		next = &text
	}
	return prev, next
}

// Get reads one message.
func (s *Local) Get(ctx context.Context, req GetRequest) (Message, error) {
	if _, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID); err != nil {
		return Message{}, err
	}
	rows, err := sqldb.Collect(ctx, s.db, scanMessage, `
		SELECT `+messageColumns+` FROM messages WHERE id = $1 AND channel_id = $2`, req.MessageID, req.ChannelID)
	if err != nil {
		return Message{}, wrapRead(err)
	}
	if len(rows) == 0 {
		return Message{}, errMessage()
	}
	if err := s.nameAuthors(ctx, rows); err != nil {
		return Message{}, err
	}
	return rows[0], nil
}

func errMessage() error { return errs.NotFound("message_not_found", "This message does not exist.") }

// Head reads the channel's last number.
func (s *Local) Head(ctx context.Context, req ChannelRequest) (Head, error) {
	if _, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID); err != nil {
		return Head{}, err
	}
	var h Head
	err := s.db.QueryRow(ctx, `SELECT last_message_no FROM channel_heads WHERE channel_id = $1`, req.ChannelID).Scan(&h.LastMessageNo)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return Head{}, fmt.Errorf("read head: %w", err)
	}
	return h, nil
}
