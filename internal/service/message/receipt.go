package message

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// standing is where a person is in a channel. Who has no receipt has nothing unread: they only look in,
// or joined a moment ago and readstate.go is about to note it.
type standing struct {
	lastMessageNo int64
	lastChangeNo  int64
	lastReadNo    int64
	lastReadAt    *time.Time
	revision      int64
	hasReceipt    bool
}

func (at standing) receipt(ch id.Channel, who id.User) Receipt {
	return Receipt{ChannelID: ch, UserID: who, LastReadMessageNo: at.lastReadNo, LastReadAt: at.lastReadAt, Revision: at.revision}
}

// standing reads where a person is; errs channel_not_found in a channel that was just deleted.
func (s *Local) standing(ctx context.Context, ch id.Channel, who id.User) (standing, error) {
	var at standing
	var deleted bool
	var readNo, readAt *int64
	err := s.db.QueryRow(ctx, `
		SELECT h.last_message_no, h.last_change_no, h.deleted_at IS NOT NULL, r.last_read_no, r.last_read_at, COALESCE(r.revision, 0)
		FROM channel_heads h LEFT JOIN read_receipts r ON r.channel_id = h.channel_id AND r.user_id = $2
		WHERE h.channel_id = $1`, ch, who).Scan(&at.lastMessageNo, &at.lastChangeNo, &deleted, &readNo, &readAt, &at.revision)
	if err != nil && !errors.Is(err, sqldb.ErrNoRows) {
		return standing{}, fmt.Errorf("read receipt: %w", err)
	}
	if deleted {
		return standing{}, errChannel()
	}
	at.lastReadNo, at.lastReadAt = at.lastMessageNo, timeOf(readAt)
	if readNo != nil {
		at.lastReadNo, at.hasReceipt = *readNo, true
	}
	return at, nil
}

// firstUnread finds the first message after the receipt that counts as unread, nil when there is none.
func (s *Local) firstUnread(ctx context.Context, ch id.Channel, who id.User, at standing) (*int64, error) {
	if at.lastReadNo >= at.lastMessageNo {
		return nil, nil //nolint:nilnil // nothing unread is an answer
	}
	var no int64
	err := s.db.QueryRow(ctx, `
		SELECT message_no FROM messages
		WHERE channel_id = $1 AND message_no > $2 AND author_id <> $3 AND counts = 1
		ORDER BY message_no LIMIT 1`, ch, at.lastReadNo, who).Scan(&no)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil, nil //nolint:nilnil // nothing unread is an answer
	}
	if err != nil {
		return nil, fmt.Errorf("find first unread: %w", err)
	}
	return &no, nil
}

// MarkRead moves the receipt forward, announces it to the caller's other devices, and tells where it is.
func (s *Local) MarkRead(ctx context.Context, req MarkReadRequest) (Receipt, error) {
	if req.MessageNo < 0 {
		return Receipt{}, errs.InvalidFields(errs.Field{Field: "messageNo", Message: "Must be a message number."})
	}
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Receipt{}, err
	}
	at, err := s.standing(ctx, req.ChannelID, caller.UserID)
	if err != nil {
		return Receipt{}, err
	}
	to := min(req.MessageNo, at.lastMessageNo)
	current := at.receipt(req.ChannelID, caller.UserID)
	// Who only looks into a public channel keeps no receipt there. An empty one has nothing to read.
	if access.ChannelRole == workspace.NoMember || to == 0 || at.hasReceipt && to <= at.lastReadNo {
		return current, nil
	}
	err = outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(c *outbox.Change) error {
		if there, err := holdChannel(ctx, c.Tx, req.ChannelID); err != nil {
			return err
		} else if !there {
			return errChannel()
		}
		moved := Receipt{ChannelID: req.ChannelID, UserID: caller.UserID, LastReadMessageNo: to}
		if err := advanceReceipts(ctx, c.Tx, []Receipt{moved}, c.At); err != nil {
			return err
		}
		current, err = s.tellReceipt(ctx, c, req.ChannelID, caller.UserID)
		return err
	})
	return current, err
}

// tellReceipt announces a receipt as it is now, and returns it.
func (s *Local) tellReceipt(ctx context.Context, c *outbox.Change, ch id.Channel, who id.User) (Receipt, error) {
	r := Receipt{ChannelID: ch, UserID: who}
	var at int64
	err := c.QueryRow(ctx, `SELECT last_read_no, last_read_at, revision FROM read_receipts WHERE channel_id = $1 AND user_id = $2`, ch, who).
		Scan(&r.LastReadMessageNo, &at, &r.Revision)
	if err != nil {
		return Receipt{}, fmt.Errorf("read receipt: %w", err)
	}
	r.LastReadAt = timeOf(&at)
	return r, c.Announce(ctx, EventReceiptAdvanced, 1, ch.String(), r)
}

// Receipt reads the caller's receipt.
func (s *Local) Receipt(ctx context.Context, req ChannelRequest) (Receipt, error) {
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Receipt{}, err
	}
	at, err := s.standing(ctx, req.ChannelID, caller.UserID)
	if err != nil {
		return Receipt{}, err
	}
	return at.receipt(req.ChannelID, caller.UserID), nil
}
