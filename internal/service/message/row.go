package message

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// messageColumns are what scanMessage reads, of a table called messages.
const messageColumns = `messages.channel_id, messages.message_no, messages.id, messages.workspace_id, messages.author_id,
	messages.correlation_id, messages.content, messages.created_at, messages.edited_at, messages.deleted_at, messages.change_no,
	messages.parent_id, messages.root_id, messages.also_sent, messages.mentions, messages.reactions, messages.previews,
	messages.reply_count, messages.last_reply_at, messages.reply_authors, messages.pinned_at, messages.pinned_by`

// scanMessage reads a message; of its people only the ids are known yet (see name), and nothing of it is
// the reader's own (see personalise).
func scanMessage(rows *sqldb.Rows) (Message, error) {
	var m Message
	var created, alsoSent int64
	var edited, deleted, replied, pinned *int64
	var parent, root, pinnedBy, mentions, reactions, previews, repliers string
	err := rows.Scan(&m.ChannelID, &m.MessageNo, &m.ID, &m.WorkspaceID, &m.Author.ID,
		&m.ClientMessageCorrelationID, &m.Content, &created, &edited, &deleted, &m.ChangeNo,
		&parent, &root, &alsoSent, &mentions, &reactions, &previews,
		&m.ReplyCount, &replied, &repliers, &pinned, &pinnedBy)
	if err != nil {
		return Message{}, err
	}
	m.ContentType = ContentType
	m.CreatedAt = time.UnixMicro(created).UTC()
	m.EditedAt, m.IsEdited = timeOf(edited), edited != nil
	m.LastReplyAt, m.AlsoSentToChannel = timeOf(replied), alsoSent != 0
	m.PinnedAt, m.IsPinned = timeOf(pinned), pinned != nil
	m.Mentions, m.Reactions, m.Previews, m.ReplyAuthors = []Mention{}, []Reaction{}, []Preview{}, []user.Author{}
	if deleted != nil {
		m.IsDeleted, m.Content = true, ""
	}
	return m, errorsOf(
		readID(parent, &m.ParentMessageID), readID(root, &m.ThreadRootID), readID(pinnedBy, &m.PinnedBy),
		readJSON(mentions, &m.Mentions), readJSON(reactions, &m.Reactions), readJSON(previews, &m.Previews),
		readAuthors(repliers, &m.ReplyAuthors))
}

// errorsOf returns the first error there is.
func errorsOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return fmt.Errorf("read message row: %w", err)
		}
	}
	return nil
}

func readID[T ~[16]byte](text string, to **T) error {
	if text == "" {
		return nil
	}
	v, err := id.Parse[T](text)
	*to = &v
	return err
}

func readJSON(text string, to any) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), to)
}

// readAuthors reads the ids of people.
func readAuthors(text string, to *[]user.Author) error {
	var ids []id.User
	if err := readJSON(text, &ids); err != nil {
		return err
	}
	for _, who := range ids {
		*to = append(*to, user.Author{ID: who})
	}
	return nil
}

// textOf is how an id that may be missing is stored.
func textOf[K interface{ String() string }](v *K) string {
	if v == nil {
		return ""
	}
	return (*v).String()
}

// bit is a truth as it is stored.
func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func timeOf(micros *int64) *time.Time {
	if micros == nil {
		return nil
	}
	t := time.UnixMicro(*micros).UTC()
	return &t
}

// peopleIn lists whose names are shown with messages, each once.
func peopleIn(messages ...Message) []id.User {
	var ids []id.User
	seen := map[id.User]bool{}
	add := func(who id.User) {
		if !seen[who] {
			seen[who] = true
			ids = append(ids, who)
		}
	}
	for _, m := range messages {
		add(m.Author.ID)
		for _, a := range m.ReplyAuthors {
			add(a.ID)
		}
	}
	return ids
}

// name fills in who wrote the messages and replied to them, as they are called today.
func (s *Local) name(ctx context.Context, messages []Message) error {
	if len(messages) == 0 {
		return nil
	}
	profiles, err := s.profiles.Profiles(ctx, peopleIn(messages...))
	if err != nil {
		return err
	}
	nameWith(profiles, messages)
	return nil
}

func nameWith(profiles map[id.User]user.Author, messages []Message) {
	for i := range messages {
		m := &messages[i]
		if author, ok := profiles[m.Author.ID]; ok {
			m.Author = author
		}
		for j, a := range m.ReplyAuthors {
			if author, ok := profiles[a.ID]; ok {
				m.ReplyAuthors[j] = author
			}
		}
	}
}

// show makes rows ready for their reader: people named, and what is the reader's own filled in.
func (s *Local) show(ctx context.Context, reader id.User, messages []Message) error {
	if err := s.name(ctx, messages); err != nil {
		return err
	}
	return s.personalise(ctx, reader, messages)
}
