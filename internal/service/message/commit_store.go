package message

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// The statements of the send path. Each takes a whole batch.

func selectHeads(ctx context.Context, tx *sqldb.Tx, channels []id.Channel) (map[id.Channel]int64, error) {
	rows, err := tx.Query(ctx, `
		SELECT channel_id, last_message_no FROM channel_heads
		WHERE channel_id IN (SELECT value FROM `+tx.Dialect.List("$1")+`)
		ORDER BY channel_id `+tx.Dialect.ForUpdate(), sqldb.JSON(channels))
	if err != nil {
		return nil, fmt.Errorf("lock channels: %w", err)
	}
	defer rows.Close()
	heads := make(map[id.Channel]int64, len(channels))
	for rows.Next() {
		var ch id.Channel
		var no int64
		if err := rows.Scan(&ch, &no); err != nil {
			return nil, err
		}
		heads[ch] = no
	}
	return heads, rows.Err()
}

func createHeads(ctx context.Context, tx *sqldb.Tx, channels []id.Channel, workspaces map[id.Channel]id.Workspace) error {
	type row struct {
		Channel   id.Channel   `json:"c"`
		Workspace id.Workspace `json:"w"`
	}
	rows := make([]row, len(channels))
	for i, ch := range channels {
		rows[i] = row{ch, workspaces[ch]}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO channel_heads (channel_id, workspace_id, last_message_no, last_activity_at)
		SELECT value->>'c', value->>'w', 0, 0 FROM `+tx.Dialect.Records("$1")+` WHERE true
		ON CONFLICT (channel_id) DO NOTHING`, sqldb.JSON(rows))
	if err != nil {
		return fmt.Errorf("open channels: %w", err)
	}
	return nil
}

func findRepeats(ctx context.Context, tx *sqldb.Tx, batch []*draft) (map[key]Message, error) {
	type row struct {
		Channel     id.Channel `json:"c"`
		Author      id.User    `json:"a"`
		Correlation string     `json:"k"`
	}
	rows := make([]row, len(batch))
	for i, d := range batch {
		k := keyOf(d.message)
		rows[i] = row{k.channel, k.author, k.correlation}
	}
	found, err := sqldb.Collect(ctx, tx, scanMessage, `
		SELECT `+messageColumns+` FROM messages
		WHERE (channel_id, author_id, correlation_id) IN
			(SELECT value->>'c', value->>'a', value->>'k' FROM `+tx.Dialect.Records("$1")+`)`, sqldb.JSON(rows))
	if err != nil {
		return nil, fmt.Errorf("look for repeats: %w", err)
	}
	known := make(map[key]Message, len(batch))
	for _, m := range found {
		known[keyOf(m)] = m
	}
	return known, nil
}

// messageRow is a message on its way into its table.
type messageRow struct {
	ID          id.Message   `json:"i"`
	WorkspaceID id.Workspace `json:"w"`
	ChannelID   id.Channel   `json:"c"`
	MessageNo   int64        `json:"n"`
	AuthorID    id.User      `json:"a"`
	Correlation string       `json:"k"`
	Content     string       `json:"t"`
	CreatedAt   int64        `json:"at"`
}

func rowOf(m Message) messageRow {
	return messageRow{
		ID: m.ID, WorkspaceID: m.WorkspaceID, ChannelID: m.ChannelID, MessageNo: m.MessageNo, AuthorID: m.Author.ID,
		Correlation: m.ClientMessageCorrelationID, Content: m.Content, CreatedAt: m.CreatedAt.UnixMicro(),
	}
}

func insertMessages(ctx context.Context, tx *sqldb.Tx, messages []Message) error {
	rows := make([]messageRow, len(messages))
	for i, m := range messages {
		rows[i] = rowOf(m)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO messages (channel_id, message_no, id, workspace_id, author_id, correlation_id, content, created_at)
		SELECT value->>'c', CAST(value->>'n' AS BIGINT), value->>'i', value->>'w', value->>'a', value->>'k', value->>'t',
		       CAST(value->>'at' AS BIGINT)
		FROM `+tx.Dialect.Records("$1"), sqldb.JSON(rows))
	if err != nil {
		return fmt.Errorf("insert messages: %w", err)
	}
	return nil
}

// headRow is where a channel ends after a batch.
type headRow struct {
	Channel id.Channel `json:"c"`
	No      int64      `json:"n"`
}

func advanceHeads(ctx context.Context, tx *sqldb.Tx, fresh []Message, heads map[id.Channel]int64) error {
	touched := make(map[id.Channel]bool, len(heads))
	rows := make([]headRow, 0, len(heads))
	for _, m := range fresh {
		if !touched[m.ChannelID] {
			touched[m.ChannelID] = true
			rows = append(rows, headRow{m.ChannelID, heads[m.ChannelID]})
		}
	}
	_, err := tx.Exec(ctx, `
		UPDATE channel_heads SET last_message_no = CAST(r.value->>'n' AS BIGINT), last_activity_at = $2
		FROM `+tx.Dialect.Pick("json_each($1) AS r", "jsonb_array_elements($1::jsonb) AS r(value)")+`
		WHERE channel_id = r.value->>'c'`, sqldb.JSON(rows), fresh[0].CreatedAt.UnixMicro())
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

// advanceReceipts moves receipts forward, never back.
func advanceReceipts(ctx context.Context, tx *sqldb.Tx, receipts []Receipt, at time.Time) error {
	type row struct {
		Channel id.Channel `json:"c"`
		User    id.User    `json:"u"`
		No      int64      `json:"n"`
	}
	rows := make([]row, len(receipts))
	for i, r := range receipts {
		rows[i] = row{r.ChannelID, r.UserID, r.LastReadMessageNo}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO read_receipts (channel_id, user_id, last_read_no, last_read_at)
		SELECT value->>'c', value->>'u', CAST(value->>'n' AS BIGINT), CAST($2 AS BIGINT) FROM `+tx.Dialect.Records("$1")+` WHERE true
		ON CONFLICT (channel_id, user_id) DO UPDATE
		SET last_read_no = excluded.last_read_no, last_read_at = excluded.last_read_at
		WHERE excluded.last_read_no > read_receipts.last_read_no`, sqldb.JSON(rows), at.UnixMicro())
	if err != nil {
		return fmt.Errorf("advance receipts: %w", err)
	}
	return nil
}
