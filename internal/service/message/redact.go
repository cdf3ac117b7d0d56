package message

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// The event log keeps for days what happened, with the words of messages. A message that is deleted leaves it as
// it leaves its row: its events stay, so that a replay comes to the same end, and hold its tombstone. An edited
// message keeps its earlier versions there, as it does beside its row (message_edits), until it is deleted.

const (
	// redactAhead is how many messages share one pass over the log.
	redactAhead = 500
	// clockSkew is how much clocks of machines may differ: an event about a message may seem to be that much
	// older than the message.
	clockSkew = time.Hour
)

// redactLater notes, in the transaction that deletes a message, that the log is to forget what it said.
func (c *change) redactLater(ctx context.Context, m Message) error {
	_, err := c.Exec(ctx, `INSERT INTO redactions (message_id, channel_id, sent_at) VALUES ($1, $2, $3) ON CONFLICT (message_id) DO NOTHING`,
		m.ID, m.ChannelID, m.CreatedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("note what is to be forgotten: %w", err)
	}
	return nil
}

// redaction is a deleted message whose events still tell what it said.
type redaction struct {
	message id.Message
	channel id.Channel
	sentAt  time.Time
}

// redactAll works until nothing is to be forgotten. All events with a message's words were committed before its
// deletion, so one pass from when it was sent to the end of the log finds them. The last that were sent come first:
// the way to them is short.
func (e *eraser) redactAll(ctx context.Context) error {
	for {
		pending, err := sqldb.Collect(ctx, e.db, func(rows *sqldb.Rows) (redaction, error) {
			var r redaction
			var at int64
			err := rows.Scan(&r.message, &r.channel, &at)
			r.sentAt = time.UnixMicro(at)
			return r, err
		}, `SELECT message_id, channel_id, sent_at FROM redactions ORDER BY sent_at DESC LIMIT $1`, redactAhead)
		if err != nil {
			return fmt.Errorf("list what is to be forgotten: %w", err)
		}
		if len(pending) == 0 {
			return nil
		}
		if err := e.redact(ctx, pending); err != nil {
			return err
		}
	}
}

// redact takes the words of messages, the last sent first, out of the log.
func (e *eraser) redact(ctx context.Context, pending []redaction) error {
	gone, subjects := make(map[id.Message]bool, len(pending)), make([]string, len(pending))
	ids := make([]id.Message, len(pending))
	for i, r := range pending {
		gone[r.message], ids[i], subjects[i] = true, r.message, r.channel.String()
	}
	since := pending[len(pending)-1].sentAt.Add(-clockSkew)
	err := outbox.Redact(ctx, e.db, since, subjects, redactable(), func(ev bus.Event) (json.RawMessage, error) {
		return withoutWords(ev, gone)
	})
	if err != nil {
		return err
	}
	_, err = e.db.Exec(ctx, `DELETE FROM redactions WHERE message_id IN (SELECT value FROM `+e.db.Dialect().List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return fmt.Errorf("note what is forgotten: %w", err)
	}
	return nil
}

// worded are the events that hold messages, with how to reach the message in their data.
var worded = map[string]func(gone map[id.Message]bool, data []byte) (json.RawMessage, error){
	EventCreated:         rewriter(func(m *Message) *Message { return m }),
	EventUpdated:         rewriter(func(m *Message) *Message { return m }),
	EventReactionAdded:   rewriter(func(r *ReactionChange) *Message { return &r.Message }),
	EventReactionRemoved: rewriter(func(r *ReactionChange) *Message { return &r.Message }),
	EventPinAdded:        rewriter(func(p *PinChange) *Message { return &p.Message }),
	EventPinRemoved:      rewriter(func(p *PinChange) *Message { return &p.Message }),
	EventThreadUpdated:   rewriter(func(t *ThreadUpdate) *Message { return &t.Message }),
	EventReminderDue:     rewriter(func(r *ReminderDue) *Message { return &r.Saved.Message }),
	EventSavedUpdated: rewriter(func(s *SavedChange) *Message {
		if s.Saved == nil {
			return &Message{}
		}
		return &s.Saved.Message
	}),
}

func redactable() []string {
	types := make([]string, 0, len(worded))
	for t := range worded {
		types = append(types, t)
	}
	return types
}

// withoutWords returns the data of an event with the tombstone in place of a message that is gone; nil when it tells
// of another, or did so already.
func withoutWords(e bus.Event, gone map[id.Message]bool) (json.RawMessage, error) {
	data, err := worded[e.Type](gone, e.Data)
	if err != nil {
		return nil, fmt.Errorf("forget the words of %s %s: %w", e.Type, e.ID, err)
	}
	return data, nil
}

func rewriter[T any](message func(*T) *Message) func(gone map[id.Message]bool, data []byte) (json.RawMessage, error) {
	return func(gone map[id.Message]bool, data []byte) (json.RawMessage, error) {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err
		}
		m := message(&v)
		if !gone[m.ID] || m.IsDeleted {
			return nil, nil
		}
		*m = tombstone(*m)
		return json.Marshal(v)
	}
}

// tombstone is what is left of a message: its place, its author, its time and its thread.
func tombstone(m Message) Message {
	m.IsDeleted, m.Content = true, ""
	m.Mentions, m.Reactions, m.Previews = []Mention{}, []Reaction{}, []Preview{}
	m.IsPinned, m.PinnedBy, m.PinnedAt = false, nil, nil
	return m
}
