package message

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// maxReplyAuthors is how many faces a thread shows.
const maxReplyAuthors = 3

// threadNamesWait bounds how long a batch waits for the name of somebody who replied a moment ago at another
// instance. Others' names came with the drafts.
const threadNamesWait = time.Second

// reply makes the threads of a batch's replies know them: each root counts them, shows who replied last,
// and takes a change number; who is in a thread follows it. It returns what there is to announce.
func (c *committer) reply(ctx context.Context, tx *sqldb.Tx, added addition) ([]bus.Event, error) {
	replies := map[id.Message][]Message{}
	traces := map[id.Message]string{}
	var order []id.Message
	for i, m := range added.messages {
		if m.ThreadRootID == nil {
			continue
		}
		if replies[*m.ThreadRootID] == nil {
			order = append(order, *m.ThreadRootID)
		}
		replies[*m.ThreadRootID] = append(replies[*m.ThreadRootID], m)
		traces[*m.ThreadRootID] = added.drafts[i].traceparent
	}
	if len(order) == 0 {
		return nil, nil
	}
	roots, err := c.readRoots(ctx, tx, order, added)
	if err != nil {
		return nil, err
	}
	events := make([]bus.Event, len(roots))
	for i := range roots {
		root := &roots[i]
		h := added.heads[root.ChannelID]
		h.lastChange++
		added.heads[root.ChannelID] = h
		takeReplies(root, replies[root.ID], h.lastChange)
		if err := writeRoot(ctx, tx, *root, replies[root.ID][len(replies[root.ID])-1].MessageNo); err != nil {
			return nil, err
		}
		at := added.messages[0].CreatedAt
		if events[i], err = outbox.Event(EventThreadUpdated, 1, root.ChannelID.String(), at, threadUpdate(*root)); err != nil {
			return nil, err
		}
		events[i].Traceparent = traces[root.ID]
	}
	return events, followByReply(ctx, tx, roots, replies)
}

// readRoots reads the messages whose threads are replied to, with people's names. Whose name is not to be had
// is shown by their id until the thread changes again: a batch is of many senders, and does not fail for that.
func (c *committer) readRoots(ctx context.Context, tx *sqldb.Tx, ids []id.Message, added addition) ([]Message, error) {
	roots, err := sqldb.Collect(ctx, tx, scanMessage, `
		SELECT `+messageColumns+` FROM messages WHERE id IN (SELECT value FROM `+tx.Dialect.List("$1")+`) ORDER BY channel_id, message_no`,
		sqldb.JSON(ids))
	if err != nil {
		return nil, fmt.Errorf("read threads: %w", err)
	}
	names := map[id.User]user.Author{}
	for i, m := range added.messages {
		maps.Copy(names, added.drafts[i].names)
		names[m.Author.ID] = m.Author
	}
	missing := slices.DeleteFunc(peopleIn(roots...), func(who id.User) bool {
		_, known := names[who]
		return known
	})
	if len(missing) > 0 {
		ctx, cancel := context.WithTimeout(ctx, threadNamesWait)
		defer cancel()
		if more, err := c.profiles.Profiles(ctx, missing); err == nil {
			maps.Copy(names, more)
		}
	}
	nameWith(names, roots)
	return roots, nil
}

// takeReplies adds replies, ascending, to their root.
func takeReplies(root *Message, replies []Message, changeNo int64) {
	for _, m := range replies {
		others := slices.DeleteFunc(slices.Clone(root.ReplyAuthors), func(a user.Author) bool { return a.ID == m.Author.ID })
		root.ReplyAuthors = slices.Concat([]user.Author{m.Author}, others)
		root.ReplyAuthors = root.ReplyAuthors[:min(len(root.ReplyAuthors), maxReplyAuthors)]
		root.LastReplyAt = &m.CreatedAt
		root.ReplyCount++
	}
	root.ChangeNo = changeNo
}

func writeRoot(ctx context.Context, tx *sqldb.Tx, root Message, lastReplyNo int64) error {
	authors := make([]id.User, len(root.ReplyAuthors))
	for i, a := range root.ReplyAuthors {
		authors[i] = a.ID
	}
	var last *int64
	if root.LastReplyAt != nil {
		micros := root.LastReplyAt.UnixMicro()
		last = &micros
	}
	_, err := tx.Exec(ctx, `
		UPDATE messages SET reply_count = $1, last_reply_no = $2, last_reply_at = $3, reply_authors = $4, change_no = $5
		WHERE channel_id = $6 AND message_no = $7`,
		root.ReplyCount, lastReplyNo, last, sqldb.JSON(authors), root.ChangeNo, root.ChannelID, root.MessageNo)
	if err != nil {
		return fmt.Errorf("write thread: %w", err)
	}
	return nil
}

// Who starts a thread, or is meant by what starts it, follows it from its first reply on, unless they have
// decided already. Who replies does, whatever they had decided, and has read so far. Who is meant does from there on.
var (
	followRoots = sqldb.NewInsert("thread_follows", "ON CONFLICT (user_id, root_id) DO NOTHING", followColumns...)
	followOwn   = sqldb.NewInsert("thread_follows", `ON CONFLICT (user_id, root_id) DO UPDATE
		SET is_following = 1, revision = thread_follows.revision + 1,
			last_read_no = CASE WHEN excluded.last_read_no > thread_follows.last_read_no
				THEN excluded.last_read_no ELSE thread_follows.last_read_no END`, followColumns...)
	followMeant = sqldb.NewInsert("thread_follows", `ON CONFLICT (user_id, root_id) DO UPDATE
		SET is_following = 1, revision = thread_follows.revision + 1, last_read_no = excluded.last_read_no
		WHERE thread_follows.is_following = 0`, followColumns...)
	followColumns = []string{
		"user_id text", "root_id text", "channel_id text", "workspace_id text", "is_following bigint", "last_read_no bigint", "revision bigint",
	}
)

type follower struct {
	user id.User
	root id.Message
}

func followByReply(ctx context.Context, tx *sqldb.Tx, roots []Message, replies map[id.Message][]Message) error {
	starts, own, meant := map[follower]int64{}, map[follower]int64{}, map[follower]int64{}
	places := map[id.Message]Message{}
	for _, root := range roots {
		places[root.ID] = root
		starts[follower{root.Author.ID, root.ID}] = root.MessageNo
		for _, who := range usersMeant(root.Mentions) {
			starts[follower{who, root.ID}] = root.MessageNo
		}
		for _, m := range replies[root.ID] { // ascending
			own[follower{m.Author.ID, root.ID}] = m.MessageNo
			for _, who := range usersMeant(m.Mentions) {
				f := follower{who, root.ID}
				if _, already := meant[f]; !already && who != m.Author.ID {
					meant[f] = m.MessageNo - 1
				}
			}
		}
	}
	for _, step := range []struct {
		into *sqldb.Insert
		who  map[follower]int64
	}{{followRoots, starts}, {followMeant, meant}, {followOwn, own}} {
		if err := follow(ctx, tx, step.into, step.who, places); err != nil {
			return err
		}
	}
	return nil
}

func follow(ctx context.Context, tx *sqldb.Tx, into *sqldb.Insert, who map[follower]int64, roots map[id.Message]Message) error {
	// In the order of the key, so that two instances cannot deadlock.
	list := slices.SortedFunc(maps.Keys(who), func(a, b follower) int {
		return cmp.Or(bytes.Compare(a.user[:], b.user[:]), bytes.Compare(a.root[:], b.root[:]))
	})
	err := tx.Insert(ctx, into, len(list), func(i int) []any {
		f := list[i]
		root := roots[f.root]
		return []any{f.user, f.root, root.ChannelID, root.WorkspaceID, int64(1), who[f], int64(1)}
	})
	if err != nil {
		return fmt.Errorf("follow thread: %w", err)
	}
	return nil
}
