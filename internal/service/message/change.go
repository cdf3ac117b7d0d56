package message

import (
	"context"
	"fmt"
	"maps"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Changes of messages: an edit, a reaction, a pin. One at a time in a channel, under the lock of its head
// that senders take too, each takes the next change number, writes it to the message, and announces the
// message whole, as it is then. So whoever holds two versions of a message knows which one is right.

// change is a transaction that changes messages of one channel.
type change struct {
	*outbox.Change
	service *Local
	channel id.Channel
	no      int64 // the last change number given
	names   map[id.User]user.Author
}

// announcement makes the event of a change: its type, and its data of the message after the change.
type announcement func(after Message) (eventType string, data any)

// changeMessage lets fn change a message's row and what belongs to it, and returns the message as it is
// then, with nothing of it the reader's own. fn may run more than once; when it returns no announcement it
// has changed nothing. errs channel_not_found, message_not_found.
func (s *Local) changeMessage(
	ctx context.Context, ch id.Channel, messageID id.Message, fn func(c *change, before Message) (announcement, error),
) (Message, error) {
	// Names are asked for before the transaction, so that it waits for no other service.
	first, err := s.readOne(ctx, s.db, ch, messageID)
	if err != nil {
		return Message{}, err
	}
	names, err := s.profiles.Profiles(ctx, peopleIn(first))
	if err != nil {
		return Message{}, err
	}
	var after Message
	err = s.changeIn(ctx, ch, names, func(c *change) error {
		var err error
		after, err = c.message(ctx, messageID, func(before Message) (announcement, error) { return fn(c, before) })
		return err
	})
	return after, err
}

// changeIn runs fn while it has the head of the channel; errs channel_not_found. names are of people that
// are known already.
func (s *Local) changeIn(ctx context.Context, ch id.Channel, names map[id.User]user.Author, fn func(c *change) error) error {
	names = maps.Clone(names)
	return outbox.Apply(ctx, s.db, s.clock.Now(), s.committed, func(tx *outbox.Change) error {
		heads, err := selectHeads(ctx, tx.Tx, []id.Channel{ch})
		if err != nil {
			return err
		}
		head, ok := heads[ch]
		if !ok || head.deleted {
			return errChannel()
		}
		return fn(&change{Change: tx, service: s, channel: ch, no: head.lastChange, names: names})
	})
}

// message changes one message within the transaction.
func (c *change) message(ctx context.Context, messageID id.Message, fn func(before Message) (announcement, error)) (Message, error) {
	before, err := c.read(ctx, messageID)
	if err != nil {
		return Message{}, err
	}
	announce, err := fn(before)
	if err != nil || announce == nil {
		return before, err
	}
	c.no++
	if _, err := c.Exec(ctx, `UPDATE channel_heads SET last_change_no = $1 WHERE channel_id = $2`, c.no, c.channel); err != nil {
		return Message{}, fmt.Errorf("advance changes: %w", err)
	}
	if _, err := c.Exec(ctx, `UPDATE messages SET change_no = $1 WHERE id = $2`, c.no, messageID); err != nil {
		return Message{}, fmt.Errorf("number change: %w", err)
	}
	after, err := c.read(ctx, messageID)
	if err != nil {
		return Message{}, err
	}
	eventType, data := announce(after)
	return after, c.Announce(ctx, eventType, 1, c.channel.String(), data)
}

// read reads a message with its people named.
func (c *change) read(ctx context.Context, messageID id.Message) (Message, error) {
	m, err := c.service.readOne(ctx, c.Tx, c.channel, messageID)
	if err != nil {
		return Message{}, err
	}
	return m, c.service.nameMissing(ctx, c.names, &m)
}

// readOne reads a message of a channel; errs message_not_found.
func (s *Local) readOne(ctx context.Context, q sqldb.Querier, ch id.Channel, messageID id.Message) (Message, error) {
	rows, err := sqldb.Collect(ctx, q, scanMessage, `SELECT `+messageColumns+` FROM messages WHERE id = $1 AND channel_id = $2`, messageID, ch)
	if err != nil {
		return Message{}, wrapRead(err)
	}
	if len(rows) == 0 {
		return Message{}, errMessage()
	}
	return rows[0], nil
}

// nameMissing names the people of a message. Almost always their names are known: another service is asked
// inside a transaction only about who came in since.
func (s *Local) nameMissing(ctx context.Context, names map[id.User]user.Author, m *Message) error {
	var missing []id.User
	for _, who := range peopleIn(*m) {
		if _, ok := names[who]; !ok {
			missing = append(missing, who)
		}
	}
	if len(missing) > 0 {
		more, err := s.profiles.Profiles(ctx, missing)
		if err != nil {
			return err
		}
		maps.Copy(names, more)
	}
	named := []Message{*m}
	nameWith(names, named)
	*m = named[0]
	return nil
}
