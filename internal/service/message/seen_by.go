package message

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// SeenBy goes through the receipts of the channel, which are those of its members, in the order of
// their key: people who read on meanwhile come neither twice nor never.
func (s *Local) SeenBy(ctx context.Context, req SeenByRequest) (page.List[Reader], error) {
	none := page.List[Reader]{}
	var after id.User
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	if _, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID); err != nil {
		return none, err
	}
	var m Message
	err := s.db.QueryRow(ctx, `SELECT message_no, author_id FROM messages WHERE id = $1 AND channel_id = $2`, req.MessageID, req.ChannelID).
		Scan(&m.MessageNo, &m.Author.ID)
	if errors.Is(err, sqldb.ErrNoRows) {
		return none, errMessage()
	}
	if err != nil {
		return none, wrapRead(err)
	}
	m.ChannelID = req.ChannelID
	limit := page.Limit(req.Limit)
	var readers []Reader
	for len(readers) <= limit {
		passed, err := s.passed(ctx, m, after)
		if err != nil {
			return none, err
		}
		shown, err := s.shown(ctx, passed)
		if err != nil {
			return none, err
		}
		readers = append(readers, shown...)
		if len(passed) < page.MaxLimit {
			break
		}
		after = passed[len(passed)-1].User.ID
	}
	list := page.Cut(readers, limit, func(r Reader) any { return r.User.ID })
	return list, s.nameReaders(ctx, list.Items)
}

// passed reads the next receipts at or past a message, but for its author's. Of the people only the ids
// are known yet.
func (s *Local) passed(ctx context.Context, m Message, after id.User) ([]Reader, error) {
	readers, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (Reader, error) {
		var r Reader
		var at int64
		err := rows.Scan(&r.User.ID, &at)
		r.LastReadAt = time.UnixMicro(at).UTC()
		return r, err
	}, `
		SELECT user_id, last_read_at FROM read_receipts
		WHERE channel_id = $1 AND user_id > $2 AND last_read_no >= $3 AND user_id <> $4
		ORDER BY user_id LIMIT $5`, m.ChannelID, after.String(), m.MessageNo, m.Author.ID, page.MaxLimit)
	if err != nil {
		return nil, fmt.Errorf("list readers: %w", err)
	}
	return readers, nil
}

// shown leaves out who keeps their receipts to themselves.
func (s *Local) shown(ctx context.Context, readers []Reader) ([]Reader, error) {
	if len(readers) == 0 {
		return nil, nil
	}
	contacts, err := s.contacts.Contacts(ctx, user.ContactsRequest{IDs: userIDs(readers)})
	if err != nil {
		return nil, fmt.Errorf("ask who shows receipts: %w", err)
	}
	shows := make(map[id.User]bool, len(contacts))
	for _, c := range contacts {
		shows[c.ID] = c.ShowReadReceipts
	}
	var out []Reader
	for _, r := range readers {
		if shows[r.User.ID] {
			out = append(out, r)
		}
	}
	return out, nil
}

func (s *Local) nameReaders(ctx context.Context, readers []Reader) error {
	profiles, err := s.profiles.Profiles(ctx, userIDs(readers))
	if err != nil {
		return err
	}
	for i := range readers {
		if author, ok := profiles[readers[i].User.ID]; ok {
			readers[i].User = author
		}
	}
	return nil
}

func userIDs(readers []Reader) []id.User {
	ids := make([]id.User, len(readers))
	for i, r := range readers {
		ids[i] = r.User.ID
	}
	return ids
}
