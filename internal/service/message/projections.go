package message

import (
	"context"
	"time"

	"github.com/echo-chat/echo/internal/platform/projection"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Projections are what the service keeps of events, others' and its own: where channels end, and how far people
// have read. Revisions of receipts are left out: they count the moves of a row that devices know.
func Projections() []projection.Table {
	ifThere := func(column string) string { return "CASE WHEN deleted_at IS NULL THEN " + column + " ELSE 0 END" }
	return []projection.Table{
		{
			Consumer: Follows().Name, Name: "channel_heads", Key: []string{"channel_id"},
			Rank: []string{
				ifThere("last_message_no"), ifThere("last_activity_at"), ifThere("last_change_no"), "CASE WHEN deleted_at IS NULL THEN 0 ELSE 1 END",
			},
			Rest: []string{"workspace_id"}, Carried: []string{"COALESCE(deleted_at, 0)"},
			From: func(sqldb.Dialect) string { return `channel_heads WHERE deleted_at IS NULL OR deleted_at > $1` },
			// Old tombstones may go.
			Scope: func(_ context.Context, _ *sqldb.DB, now time.Time) (any, error) {
				return now.Add(24*time.Hour - keepTombstone).UnixMicro(), nil
			},
			Mend: mendHead,
		},
		{
			Consumer: Follows().Name, Name: "read_receipts", Key: []string{"channel_id", "user_id"},
			Rank: []string{"last_read_at"}, Rest: []string{"last_read_no"},
			From: func(sqldb.Dialect) string {
				return `read_receipts WHERE NOT EXISTS (
					SELECT 1 FROM channel_heads h WHERE h.channel_id = read_receipts.channel_id AND h.deleted_at IS NOT NULL)`
			},
			// A receipt that is put back goes before those that devices may hold: revisions begin at the time in
			// milliseconds, and nobody reads on a thousand times a second.
			Mend: func(sqldb.Dialect) string {
				return `
				INSERT INTO read_receipts (channel_id, user_id, last_read_at, last_read_no, revision)
				VALUES ($1, $2, CAST($3 AS BIGINT), $4, CAST($3 AS BIGINT) / 1000 + 1)
				ON CONFLICT (channel_id, user_id) DO UPDATE SET last_read_at = excluded.last_read_at, last_read_no = excluded.last_read_no,
					revision = CASE WHEN excluded.revision > read_receipts.revision THEN excluded.revision ELSE read_receipts.revision + 1 END
				WHERE read_receipts.last_read_at <= excluded.last_read_at`
			},
		},
	}
}

// mendHead moves the end of a channel on, never back, or puts a tombstone in its place; the eraser does the rest.
func mendHead(d sqldb.Dialect) string {
	greatest := func(column string) string {
		return column + ` = CASE WHEN excluded.deleted_at IS NOT NULL THEN 0 ELSE ` +
			d.Pick("MAX", "GREATEST") + `(channel_heads.` + column + `, excluded.` + column + `) END, `
	}
	return `
		INSERT INTO channel_heads (channel_id, last_message_no, last_activity_at, last_change_no, deleted_at, workspace_id)
		VALUES ($1, $2, $3, $4, NULLIF(CAST($5 AS BIGINT) * CAST($7 AS BIGINT), 0), $6)
		ON CONFLICT (channel_id) DO UPDATE SET ` + greatest("last_message_no") + greatest("last_activity_at") + greatest("last_change_no") + `
			deleted_at = excluded.deleted_at, workspace_id = excluded.workspace_id
		WHERE channel_heads.deleted_at IS NULL`
}
