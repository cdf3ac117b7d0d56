package message

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Edit checks, finds out whom the text means now, and puts it in place of the one before, which is kept.
func (s *Local) Edit(ctx context.Context, req EditRequest) (Message, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Message{}, err
	}
	before, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID)
	if err != nil {
		return Message{}, err
	}
	if err := s.mayEdit(caller, access, before); err != nil {
		return Message{}, err
	}
	content := strings.TrimSpace(req.Content)
	if err := checkMessage(content, before.ClientMessageCorrelationID); err != nil {
		return Message{}, err
	}
	before.Content = content
	mentions, err := s.mentionsIn(ctx, before)
	if err != nil {
		return Message{}, err
	}
	return s.changeFor(ctx, caller.UserID, req.ChannelID, req.MessageID, func(c *change, m Message) (announcement, error) {
		if m.IsDeleted {
			return nil, errDeleted()
		}
		if m.Content == content {
			return nil, nil
		}
		if err := c.keepVersion(ctx, m); err != nil {
			return nil, err
		}
		if _, err := c.Exec(ctx, `UPDATE messages SET content = $1, edited_at = $2 WHERE id = $3`, content, c.At.UnixMicro(), m.ID); err != nil {
			return nil, fmt.Errorf("edit message: %w", err)
		}
		// What the text does not link to any more is not shown; its new links are looked up.
		var links []string
		if s.previewer != nil {
			links = s.previewer.links(content)
		}
		if err := c.setPreviews(ctx, m, slices.DeleteFunc(m.Previews, func(p Preview) bool { return !slices.Contains(links, p.URL) })); err != nil {
			return nil, err
		}
		m.Mentions = mentions
		return updated, replaceMentions(ctx, c.Tx, m)
	})
}

// updated announces a message that says something else than before.
func updated(m Message) (eventType string, data any) { return EventUpdated, m }

func errDeleted() error { return errs.Conflict("message_deleted", "This message was deleted.") }

// mayEdit returns nil for the author who may post, as long as the workspace lets authors edit. Codes:
// forbidden, channel_read_only, channel_archived, workspace_archived, message_deleted, edit_window_over.
func (s *Local) mayEdit(caller auth.Caller, access workspace.Access, m Message) error {
	if err := access.CheckPost(); err != nil {
		return err
	}
	window := time.Duration(access.EditWindowMinutes) * time.Minute
	switch {
	case m.Author.ID != caller.UserID:
		return errs.Forbidden("forbidden", "Only who wrote a message edits it.")
	case m.IsDeleted:
		return errDeleted()
	case window < 0, window > 0 && s.clock.Now().Sub(m.CreatedAt) > window:
		return errs.Forbidden("edit_window_over", "Messages cannot be edited here any more after this time.")
	}
	return nil
}

// keepVersion keeps what a message says, before it says something else.
func (c *change) keepVersion(ctx context.Context, m Message) error {
	written := m.CreatedAt
	if m.EditedAt != nil {
		written = *m.EditedAt
	}
	_, err := c.Exec(ctx, `
		INSERT INTO message_edits (channel_id, message_no, edit_no, content, written_at)
		SELECT $1, $2, COALESCE(MAX(edit_no), 0) + 1, $3, $4 FROM message_edits WHERE channel_id = $1 AND message_no = $2`,
		m.ChannelID.String(), m.MessageNo, m.Content, written.UnixMicro())
	if err != nil {
		return fmt.Errorf("keep version: %w", err)
	}
	return nil
}

// Edits lists what a message said before, the newest version first.
func (s *Local) Edits(ctx context.Context, req GetRequest) ([]Edit, error) {
	caller, access, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return nil, err
	}
	m, err := s.readOne(ctx, s.db, req.ChannelID, req.MessageID)
	if err != nil {
		return nil, err
	}
	if m.Author.ID != caller.UserID && !access.MayModerate {
		return nil, errs.Forbidden("forbidden", "Only who wrote a message and those who manage the channel see what it said before.")
	}
	edits, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (Edit, error) {
		var e Edit
		var at int64
		err := rows.Scan(&e.Content, &at)
		e.EditedAt = time.UnixMicro(at).UTC()
		return e, err
	}, `SELECT content, written_at FROM message_edits WHERE channel_id = $1 AND message_no = $2 ORDER BY edit_no DESC LIMIT $3`,
		req.ChannelID, m.MessageNo, maxEditsShown)
	if err != nil {
		return nil, fmt.Errorf("list edits: %w", err)
	}
	if edits == nil {
		edits = []Edit{}
	}
	return edits, nil
}

// maxEditsShown bounds a list that has no pages.
const maxEditsShown = 200

// changeFor is changeMessage for somebody, to whom it returns the message as they see it.
func (s *Local) changeFor(
	ctx context.Context, who id.User, ch id.Channel, messageID id.Message, fn func(c *change, before Message) (announcement, error),
) (Message, error) {
	m, err := s.changeMessage(ctx, ch, messageID, fn)
	if err != nil {
		return Message{}, err
	}
	shown := []Message{m}
	if err := s.show(ctx, who, shown); err != nil {
		// The change is made: whoever repeats it finds it so.
		return Message{}, errors.Join(errors.New("show changed message"), err)
	}
	return shown[0], nil
}
