package notification

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// position is where a page of a list ends. Ids rise with time.
type position struct {
	ID id.Notification `json:"id"`
}

// last is the id that a page begins before.
func last(cursor string) (id.Notification, error) {
	var p position
	if err := page.Decode(cursor, &p); err != nil {
		return id.Notification{}, err
	}
	if p.ID.IsZero() {
		return id.MustParse[id.Notification]("ffffffff-ffff-ffff-ffff-ffffffffffff"), nil
	}
	return p.ID, nil
}

// Kept lists the developer's mailbox.
func (s *Local) Kept(ctx context.Context, req KeptRequest) (page.List[KeptMail], error) {
	before, err := last(req.Cursor)
	if err != nil {
		return page.List[KeptMail]{}, err
	}
	if !s.keep {
		return page.All[KeptMail](nil), nil
	}
	limit := page.Limit(req.Limit)
	jobs, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (job, error) { return scanJob(rows) }, `
		SELECT `+jobColumns+` FROM notifications WHERE is_kept AND id < $1 AND ($2 = '' OR address = $2)
		ORDER BY id DESC LIMIT $3`, before, req.To, limit+1)
	if err != nil {
		return page.List[KeptMail]{}, fmt.Errorf("list kept mails: %w", err)
	}
	mails := make([]KeptMail, len(jobs))
	for i, j := range jobs {
		mails[i] = s.kept(j)
	}
	return page.Cut(mails, limit, func(m KeptMail) any { return position{m.ID} }), nil
}

// KeptMail returns one mail of the developer's mailbox.
func (s *Local) KeptMail(ctx context.Context, req KeptMailRequest) (KeptMail, error) {
	notFound := errs.NotFound("mail_not_found", "There is no such mail.")
	if !s.keep {
		return KeptMail{}, notFound
	}
	j, err := scanJob(s.db.QueryRow(ctx, `SELECT `+jobColumns+` FROM notifications WHERE id = $1 AND is_kept`, req.ID))
	if errors.Is(err, sqldb.ErrNoRows) {
		return KeptMail{}, notFound
	}
	if err != nil {
		return KeptMail{}, fmt.Errorf("read kept mail: %w", err)
	}
	return s.kept(j), nil
}

// kept writes the mail anew, so that its token is not at rest here either. What cannot be written any
// more is shown with the reason.
func (s *Local) kept(j job) KeptMail {
	m := KeptMail{ID: j.id, Kind: j.kind, To: j.to, CreatedAt: j.createdAt}
	written, err := s.compose(j)
	if err != nil {
		m.Subject, m.Text = "This mail cannot be shown", err.Error()
		return m
	}
	m.Subject, m.Text, m.HTML = written.Subject, written.Text, written.HTML
	return m
}

// Records lists what was sent, and what was not.
func (s *Local) Records(ctx context.Context, req RecordsRequest) (page.List[Notification], error) {
	before, err := last(req.Cursor)
	if err != nil {
		return page.List[Notification]{}, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, scanRecord, `
		SELECT id, kind, channel, user_id, workspace_id, address, state, reason, attempts, message_id, created_at, sent_at
		FROM notifications WHERE id < $1 AND ($2 = '' OR address = $2) AND ($3 = '' OR user_id = $3)
		ORDER BY id DESC LIMIT $4`, before, req.Address, req.UserID.String(), limit+1)
	if err != nil {
		return page.List[Notification]{}, fmt.Errorf("list notifications: %w", err)
	}
	return page.Cut(rows, limit, func(n Notification) any { return position{n.ID} }), nil
}

func scanRecord(rows *sqldb.Rows) (Notification, error) {
	var n Notification
	var created int64
	var sent *int64
	err := rows.Scan(&n.ID, &n.Kind, &n.Channel, &n.UserID, &n.WorkspaceID, &n.Address, &n.State, &n.Reason, &n.Attempts,
		&n.MessageID, &created, &sent)
	n.CreatedAt = at(created)
	if sent != nil {
		t := at(*sent)
		n.SentAt = &t
	}
	return n, err
}
