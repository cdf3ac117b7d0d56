package message

import (
	"context"
	"fmt"
	"slices"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

func errChannel() error {
	return errs.NotFound("channel_not_found", "This channel does not exist, or you are not in it.")
}

// deleteAtOnce bounds how many channels one transaction closes, so that no sender waits long.
const deleteAtOnce = 200

// deleteChannels closes channels for good: from its commit on nothing more gets into them, not even
// what was allowed before and is on its way. What they hold is erased a little later (erase.go); the
// tombstones say that it must be, so a crash in between leaves nothing behind. It may be repeated.
func (s *Local) deleteChannels(ctx context.Context, ws id.Workspace, channels []id.Channel) error {
	slices.SortFunc(channels, compareChannels) // as senders lock them
	for some := range slices.Chunk(channels, deleteAtOnce) {
		if err := s.db.Tx(ctx, func(tx *sqldb.Tx) error { return s.bury(ctx, tx, ws, some) }); err != nil {
			return fmt.Errorf("delete channels: %w", err)
		}
	}
	s.eraser.wakeUp()
	return nil
}

// deleteWorkspace closes the channels that the event names and those that are known here.
func (s *Local) deleteWorkspace(ctx context.Context, ws id.Workspace, named []id.Channel) error {
	known, err := sqldb.Collect(ctx, s.db, scanChannel, `SELECT channel_id FROM channel_heads WHERE workspace_id = $1`, ws)
	if err != nil {
		return fmt.Errorf("list channels of workspace: %w", err)
	}
	channels := slices.Concat(named, known)
	slices.SortFunc(channels, compareChannels)
	return s.deleteChannels(ctx, ws, slices.Compact(channels))
}

var insertTombstones = sqldb.NewInsert("channel_heads", `ON CONFLICT (channel_id) DO UPDATE
	SET last_message_no = 0, last_activity_at = 0, deleted_at = COALESCE(channel_heads.deleted_at, excluded.deleted_at)`,
	"channel_id text", "workspace_id text", "last_message_no bigint", "last_activity_at bigint", "deleted_at bigint")

// bury waits for who holds the channels (senders, holdChannel), then puts tombstones in their place.
func (s *Local) bury(ctx context.Context, tx *sqldb.Tx, ws id.Workspace, channels []id.Channel) error {
	_, err := sqldb.Collect(ctx, tx, scanChannel, `
		SELECT channel_id FROM channel_heads WHERE channel_id IN (SELECT value FROM `+tx.Dialect.List("$1")+`)
		ORDER BY channel_id `+tx.Dialect.ForUpdate(), sqldb.JSON(channels))
	if err != nil {
		return err
	}
	now := s.clock.Now().UnixMicro()
	return tx.Insert(ctx, insertTombstones, len(channels), func(i int) []any {
		return []any{channels[i], ws, int64(0), int64(0), now}
	})
}

func scanChannel(rows *sqldb.Rows) (id.Channel, error) {
	var ch id.Channel
	return ch, rows.Scan(&ch)
}
