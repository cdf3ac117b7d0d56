package message

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// The statements of the send path. Each takes a whole batch.

// head is the end of a channel, or its tombstone.
type head struct {
	last       int64
	lastChange int64
	deleted    bool
}

// selectHeads locks the rows against other senders and against deletion; who marks read may go on
// (holdChannel).
func selectHeads(ctx context.Context, tx *sqldb.Tx, channels []id.Channel) (map[id.Channel]head, error) {
	rows, err := tx.Query(ctx, `
		SELECT channel_id, last_message_no, last_change_no, deleted_at IS NOT NULL FROM channel_heads
		WHERE channel_id IN (SELECT value FROM `+tx.Dialect.List("$1")+`)
		ORDER BY channel_id `+tx.Dialect.Pick("", "FOR NO KEY UPDATE"), sqldb.JSON(channels))
	if err != nil {
		return nil, fmt.Errorf("lock channels: %w", err)
	}
	defer rows.Close()
	heads := make(map[id.Channel]head, len(channels))
	for rows.Next() {
		var ch id.Channel
		var h head
		if err := rows.Scan(&ch, &h.last, &h.lastChange, &h.deleted); err != nil {
			return nil, err
		}
		heads[ch] = h
	}
	return heads, rows.Err()
}

// holdChannel tells whether a channel is there, and keeps it from being deleted until the end of the
// transaction; senders are not held up. Without a head it is not: nothing was ever in it.
func holdChannel(ctx context.Context, tx *sqldb.Tx, ch id.Channel) (bool, error) {
	var deleted bool
	err := tx.QueryRow(ctx, `SELECT deleted_at IS NOT NULL FROM channel_heads WHERE channel_id = $1 `+
		tx.Dialect.Pick("", "FOR KEY SHARE"), ch).Scan(&deleted)
	if errors.Is(err, sqldb.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("hold channel: %w", err)
	}
	return !deleted, nil
}

var insertHeads = sqldb.NewInsert("channel_heads", "ON CONFLICT (channel_id) DO NOTHING",
	"channel_id text", "workspace_id text", "last_message_no bigint", "last_activity_at bigint")

func createHeads(ctx context.Context, tx *sqldb.Tx, channels []id.Channel, workspaces map[id.Channel]id.Workspace) error {
	err := tx.Insert(ctx, insertHeads, len(channels), func(i int) []any {
		return []any{channels[i], workspaces[channels[i]], int64(0), int64(0)}
	})
	if err != nil {
		return fmt.Errorf("open channels: %w", err)
	}
	return nil
}

// repeatsQuery looks up each correlation id in its index. Written as a CROSS JOIN, whose order SQLite
// keeps: left to itself it would read the whole channel.
func repeatsQuery(d sqldb.Dialect) string {
	return `SELECT ` + messageColumns + ` FROM (SELECT value FROM ` + d.List("$1") + `) AS wanted CROSS JOIN messages
		WHERE correlation_id = wanted.value AND channel_id IN (SELECT value FROM ` + d.List("$2") + `)`
}

// findRepeats returns what earlier sends with the batch's correlation ids made in its channels.
func findRepeats(ctx context.Context, tx *sqldb.Tx, batch []*draft) (map[key]Message, error) {
	correlations, channels := make([]string, len(batch)), make([]id.Channel, 0, 1)
	for i, d := range batch {
		correlations[i] = d.message.ClientMessageCorrelationID
		if ch := d.message.ChannelID; !slices.Contains(channels, ch) {
			channels = append(channels, ch)
		}
	}
	found, err := sqldb.Collect(ctx, tx, scanMessage, repeatsQuery(tx.Dialect), sqldb.JSON(correlations), sqldb.JSON(channels))
	if err != nil {
		return nil, fmt.Errorf("look for repeats: %w", err)
	}
	known := make(map[key]Message, len(batch))
	for _, m := range found {
		known[keyOf(m)] = m
	}
	return known, nil
}

var insertMessageRows = sqldb.NewInsert("messages", "",
	"channel_id text", "message_no bigint", "id text", "workspace_id text", "author_id text", "correlation_id text",
	"content text", "created_at bigint", "parent_id text", "root_id text", "also_sent bigint", "counts bigint", "mentions text")

func insertMessages(ctx context.Context, tx *sqldb.Tx, messages []Message) error {
	err := tx.Insert(ctx, insertMessageRows, len(messages), func(i int) []any {
		m := messages[i]
		return []any{
			m.ChannelID, m.MessageNo, m.ID, m.WorkspaceID, m.Author.ID, m.ClientMessageCorrelationID,
			m.Content, m.CreatedAt.UnixMicro(),
			textOf(m.ParentMessageID), textOf(m.ThreadRootID), bit(m.AlsoSentToChannel), bit(!m.isHidden()), mentionsText(m.Mentions),
		}
	})
	if err != nil {
		return fmt.Errorf("insert messages: %w", err)
	}
	return nil
}

var upsertHeads = sqldb.NewInsert("channel_heads", `ON CONFLICT (channel_id) DO UPDATE
	SET last_message_no = excluded.last_message_no, last_activity_at = excluded.last_activity_at,
		last_change_no = excluded.last_change_no`,
	"channel_id text", "workspace_id text", "last_message_no bigint", "last_activity_at bigint", "last_change_no bigint")

// advanceHeads moves the ends of the channels that got messages; their rows are locked.
func advanceHeads(ctx context.Context, tx *sqldb.Tx, fresh []Message, heads map[id.Channel]head) error {
	newest := make([]Message, 0, 1)
	for _, m := range fresh { // ascending within a channel
		at := slices.IndexFunc(newest, func(n Message) bool { return n.ChannelID == m.ChannelID })
		if at < 0 {
			newest = append(newest, m)
		} else {
			newest[at] = m
		}
	}
	err := tx.Insert(ctx, upsertHeads, len(newest), func(i int) []any {
		m := newest[i]
		return []any{m.ChannelID, m.WorkspaceID, m.MessageNo, m.CreatedAt.UnixMicro(), heads[m.ChannelID].lastChange}
	})
	if err != nil {
		return fmt.Errorf("advance channels: %w", err)
	}
	return nil
}

// readUpToOwn moves the authors' receipts to their newest message of the batch.
func readUpToOwn(ctx context.Context, tx *sqldb.Tx, fresh []Message) error {
	type reader struct {
		channel id.Channel
		user    id.User
	}
	newest := make(map[reader]int64, len(fresh))
	for _, m := range fresh {
		newest[reader{m.ChannelID, m.Author.ID}] = m.MessageNo // ascending within a channel
	}
	receipts := make([]Receipt, 0, len(newest))
	for r, no := range newest {
		receipts = append(receipts, Receipt{ChannelID: r.channel, UserID: r.user, LastReadMessageNo: no})
	}
	return advanceReceipts(ctx, tx, receipts, fresh[0].CreatedAt)
}

// A receipt counts its moves from the time at which it was made, in milliseconds: one that is made anew, for who
// left and came back, goes before all that devices may still hold of the one before.
var upsertReceipts = sqldb.NewInsert("read_receipts", `ON CONFLICT (channel_id, user_id) DO UPDATE
	SET last_read_no = excluded.last_read_no, last_read_at = excluded.last_read_at, revision = read_receipts.revision + 1
	WHERE excluded.last_read_no > read_receipts.last_read_no`,
	"channel_id text", "user_id text", "last_read_no bigint", "last_read_at bigint", "revision bigint")

// advanceReceipts moves receipts forward, never back.
func advanceReceipts(ctx context.Context, tx *sqldb.Tx, receipts []Receipt, at time.Time) error {
	err := tx.Insert(ctx, upsertReceipts, len(receipts), func(i int) []any {
		r := receipts[i]
		return []any{r.ChannelID, r.UserID, r.LastReadMessageNo, at.UnixMicro(), at.UnixMilli()}
	})
	if err != nil {
		return fmt.Errorf("advance receipts: %w", err)
	}
	return nil
}
