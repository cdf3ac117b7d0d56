package outbox

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Release gives up the lease on events that the caller wrote and will not publish: a command beside a
// running server has no relay of its own. The server's next scan finds them.
func Release(ctx context.Context, db *sqldb.DB, events ...bus.Event) error {
	ids := make([]id.Event, len(events))
	for i, e := range events {
		ids[i] = e.ID
	}
	_, err := db.Exec(ctx, `
		UPDATE outbox SET due_at = 0 WHERE published_at IS NULL AND id IN (SELECT value FROM `+db.Dialect().List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return fmt.Errorf("release events: %w", err)
	}
	return nil
}
