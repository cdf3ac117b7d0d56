package message

import (
	"context"
	"errors"
	"fmt"
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
	items, asOf, err := s.read(ctx, req, at, firstUnread)
	if err != nil {
		return Page{}, err
	}
	if err := s.show(ctx, caller.UserID, items); err != nil {
		return Page{}, err
	}
	out := Page{Items: items, FirstUnreadMessageNo: firstUnread, LastMessageNo: at.lastMessageNo, LastChangeNo: asOf}
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

// read picks the run: numbers are dense, so a page is a range of them. It also tells as of which change.
func (s *Local) read(ctx context.Context, req HistoryRequest, at standing, firstUnread *int64) ([]Message, int64, error) {
	limit := int64(page.Limit(req.Limit))
	last := at.lastMessageNo
	before, after := last+1, int64(-1)
	switch {
	case req.Before != nil:
		before = min(*req.Before, last+1)
	case req.After != nil:
		after = min(*req.After, last)
	case req.Around != nil:
		after = startAround(*req.Around, limit/2, limit, last)
	case firstUnread != nil:
		after = startAround(*firstUnread, min(readAhead, limit/2), limit, last)
	}
	if after >= 0 {
		return s.readRange(ctx, req.ChannelID, after+1, min(after+limit, last), at.lastChangeNo)
	}
	return s.readRange(ctx, req.ChannelID, max(before-limit, 1), before-1, at.lastChangeNo)
}

// startAround is after which number a page begins of which up to above messages come before no; near the
// end of the channel the page is filled from above.
func startAround(no, above, limit, last int64) int64 {
	return max(min(no-above, last-limit+1), 1) - 1
}

// readRange reads the messages with these numbers, from the replica when it has all of them: it may be
// behind with what changed since, and says so by the change it is at, so that who reads catches up.
// changeNo is where the primary is.
func (s *Local) readRange(ctx context.Context, ch id.Channel, first, last, changeNo int64) ([]Message, int64, error) {
	if first > last {
		return []Message{}, changeNo, nil
	}
	var items []Message
	asOf := changeNo
	readFrom := func(ctx context.Context, db *sqldb.DB) (complete bool, err error) {
		if db != s.db {
			err := db.QueryRow(ctx, `SELECT last_change_no FROM channel_heads WHERE channel_id = $1`, ch).Scan(&asOf)
			if err != nil {
				return false, err
			}
		}
		items, err = sqldb.Collect(ctx, db, scanMessage, `
			SELECT `+messageColumns+` FROM messages
			WHERE channel_id = $1 AND message_no >= $2 AND message_no <= $3 ORDER BY message_no`, ch, first, last)
		return int64(len(items)) == last-first+1, err
	}
	if s.replica.Read(ctx, readFrom) {
		return items, min(asOf, changeNo), nil
	}
	_, err := readFrom(ctx, s.db)
	return orEmpty(items), changeNo, wrapRead(err)
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
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Message{}, err
	}
	var rows []Message
	readFrom := func(ctx context.Context, db *sqldb.DB) (found bool, err error) {
		rows, err = sqldb.Collect(ctx, db, scanMessage, `
			SELECT `+messageColumns+` FROM messages WHERE id = $1 AND channel_id = $2`, req.MessageID, req.ChannelID)
		return len(rows) > 0, err
	}
	if !s.replica.Read(ctx, readFrom) {
		if _, err := readFrom(ctx, s.db); err != nil {
			return Message{}, wrapRead(err)
		}
	}
	if len(rows) == 0 {
		return Message{}, errMessage()
	}
	if err := s.show(ctx, caller.UserID, rows); err != nil {
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
	err := s.db.QueryRow(ctx, `SELECT last_message_no, last_change_no FROM channel_heads WHERE channel_id = $1`, req.ChannelID).
		Scan(&h.LastMessageNo, &h.LastChangeNo)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return Head{}, fmt.Errorf("read head: %w", err)
	}
	return h, nil
}
