package message

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// committer writes batches of messages: number, message, event and the author's receipt in one
// transaction, by a few statements of many rows.
type committer struct {
	db        *sqldb.DB
	clock     clock.Clock
	profiles  Profiles
	committed func(...bus.Event)

	// step is called before each statement, the commit and the answer; tests crash there.
	step func(name string) error
}

func (c *committer) at(name string) error {
	if c.step == nil {
		return nil
	}
	return c.step(name)
}

// key is what makes a send the same as an earlier one.
type key struct {
	channel     id.Channel
	author      id.User
	correlation string
}

func keyOf(m Message) key {
	return key{m.ChannelID, m.Author.ID, m.ClientMessageCorrelationID}
}

// commit returns one outcome a draft, in order. After an error nothing of the batch is visible, unless
// the connection broke during COMMIT: then it may be, and repeats find it.
func (c *committer) commit(batch []*draft) ([]outcome, error) {
	// The batch belongs to many senders: no one's context may end it for the others.
	ctx := context.Background()
	var outcomes []outcome
	var events []bus.Event
	err := c.db.Tx(ctx, func(tx *sqldb.Tx) error {
		var err error
		outcomes, events, err = c.write(ctx, tx, batch)
		if err != nil {
			return err
		}
		return c.at("commit")
	})
	if err != nil {
		return nil, fmt.Errorf("commit messages: %w", err)
	}
	c.committed(events...)
	if err := c.at("answer"); err != nil {
		return nil, err
	}
	return outcomes, nil
}

func (c *committer) write(ctx context.Context, tx *sqldb.Tx, batch []*draft) ([]outcome, []bus.Event, error) {
	if err := c.at("lock"); err != nil {
		return nil, nil, err
	}
	heads, err := lockHeads(ctx, tx, batch)
	if err != nil {
		return nil, nil, err
	}
	if err := c.at("repeats"); err != nil {
		return nil, nil, err
	}
	// With the heads locked nobody else can add to these channels, so what is not there now is new.
	known, err := findRepeats(ctx, tx, batch)
	if err != nil {
		return nil, nil, err
	}
	outcomes, added := number(batch, heads, known, c.clock.Now())
	if len(added.messages) == 0 {
		return outcomes, nil, nil
	}
	events, err := c.insert(ctx, tx, added)
	return outcomes, events, err
}

// addition is what is new of a batch.
type addition struct {
	messages []Message // ascending within a channel
	drafts   []*draft  // what they were made of
	heads    map[id.Channel]head
}

// number gives every new message its id, time and number, and every repeat its first message. Whose
// channel was deleted meanwhile is turned away.
func number(batch []*draft, heads map[id.Channel]head, known map[key]Message, now time.Time) ([]outcome, addition) {
	outcomes, added := make([]outcome, len(batch)), addition{heads: heads}
	for i, d := range batch {
		m := d.message
		h := heads[m.ChannelID]
		if h.deleted {
			outcomes[i].err = errChannel()
			continue
		}
		if first, ok := known[keyOf(m)]; ok {
			outcomes[i].result = SendResult{Message: first, Repeated: true}
			continue
		}
		h.last++
		heads[m.ChannelID] = h
		m.ID, m.MessageNo, m.CreatedAt = id.New[id.Message](), h.last, now
		known[keyOf(m)] = m
		outcomes[i].result = SendResult{Message: m}
		added.messages, added.drafts = append(added.messages, m), append(added.drafts, d)
	}
	return outcomes, added
}

func (c *committer) insert(ctx context.Context, tx *sqldb.Tx, added addition) ([]bus.Event, error) {
	fresh := added.messages
	events := make([]bus.Event, 0, len(fresh))
	for i, m := range fresh {
		event, err := createdEvent(m, added.drafts[i].traceparent)
		if err != nil {
			return nil, err
		}
		events = append(events, event)
	}
	replied := func() error {
		more, err := c.reply(ctx, tx, added)
		events = append(events, more...)
		return err
	}
	for _, statement := range []struct {
		name string
		run  func() error
	}{
		{"messages", func() error { return insertMessages(ctx, tx, fresh) }},
		{"mentions", func() error { return insertMentions(ctx, tx, fresh) }},
		{"threads", replied},
		{"heads", func() error { return advanceHeads(ctx, tx, fresh, added.heads) }},
		{"receipts", func() error { return readUpToOwn(ctx, tx, fresh) }},
		{"outbox", func() error { return outbox.Add(ctx, tx, events...) }},
	} {
		if err := c.at(statement.name); err != nil {
			return nil, err
		}
		if err := statement.run(); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// lockHeads returns the end of each channel in the batch, locked until the end of the
// transaction, in the order of channel ids so that two instances cannot deadlock.
func lockHeads(ctx context.Context, tx *sqldb.Tx, batch []*draft) (map[id.Channel]head, error) {
	workspaces := make(map[id.Channel]id.Workspace, 1)
	for _, d := range batch {
		workspaces[d.message.ChannelID] = d.message.WorkspaceID
	}
	channels := make([]id.Channel, 0, len(workspaces))
	for ch := range workspaces {
		channels = append(channels, ch)
	}
	slices.SortFunc(channels, compareChannels)
	heads, err := selectHeads(ctx, tx, channels)
	if err != nil || len(heads) == len(channels) {
		return heads, err
	}
	// First messages of new channels: make their heads, then lock them all again.
	if err := createHeads(ctx, tx, channels, workspaces); err != nil {
		return nil, err
	}
	return selectHeads(ctx, tx, channels)
}

func compareChannels(a, b id.Channel) int { return bytes.Compare(a[:], b[:]) }
