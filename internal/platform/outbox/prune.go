package outbox

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

const (
	pruneEvery = time.Hour
	pruneBatch = 1000 // rows a transaction, so that no sender waits long
)

// Prune forgets events that were delivered longer than keep ago, and that consumers handled them. What
// was not delivered, and what is parked, stays.
func Prune(ctx context.Context, db *sqldb.DB, now time.Time, keep time.Duration) error {
	before := now.Add(-keep)
	for _, remove := range []struct {
		query string
		bound any
	}{
		// Ids rise with time: the first id of that moment bounds the search.
		{`DELETE FROM outbox WHERE id IN (
			SELECT id FROM outbox WHERE id < $1 AND published_at IS NOT NULL ORDER BY id LIMIT $2)`, id.At[id.Event](before)},
		{`DELETE FROM handled_events WHERE event_id IN (
			SELECT event_id FROM handled_events WHERE handled_at < $1 ORDER BY handled_at LIMIT $2)`, before.UnixMicro()},
	} {
		for {
			n, err := db.Exec(ctx, remove.query, remove.bound, pruneBatch)
			if err != nil {
				return fmt.Errorf("prune events: %w", err)
			}
			if n < pruneBatch {
				break
			}
		}
	}
	return nil
}
