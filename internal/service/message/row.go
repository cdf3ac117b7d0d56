package message

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// messageColumns are what scanMessage reads.
const messageColumns = `channel_id, message_no, id, workspace_id, author_id, correlation_id, content, created_at, edited_at, deleted_at`

// scanMessage reads a message; of its author only the id is known yet (see nameAuthors).
func scanMessage(rows *sqldb.Rows) (Message, error) {
	var m Message
	var created int64
	var edited, deleted *int64
	err := rows.Scan(&m.ChannelID, &m.MessageNo, &m.ID, &m.WorkspaceID, &m.Author.ID, &m.ClientMessageCorrelationID,
		&m.Content, &created, &edited, &deleted)
	m.ContentType = ContentType
	m.CreatedAt = time.UnixMicro(created).UTC()
	m.EditedAt, m.IsEdited = timeOf(edited), edited != nil
	if deleted != nil {
		m.IsDeleted, m.Content = true, ""
	}
	return m, err
}

func timeOf(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	t := time.UnixMicro(*micros).UTC()
	return &t
}

// nameAuthors fills in who wrote the messages, as they are called today.
func (s *Local) nameAuthors(ctx context.Context, messages []Message) error {
	var ids []id.User
	seen := map[id.User]bool{}
	for _, m := range messages {
		if !seen[m.Author.ID] {
			seen[m.Author.ID] = true
			ids = append(ids, m.Author.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	profiles, err := s.profiles.Profiles(ctx, ids)
	if err != nil {
		return err
	}
	for i := range messages {
		if author, ok := profiles[messages[i].Author.ID]; ok {
			messages[i].Author = author
		}
	}
	return nil
}
