package outbox

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Rewrite replaces, in the caller's transaction, the data of the events of these types about a subject that
// were delivered or parked: for what must be forgotten. Those that wait for delivery stay as they are; rewrite
// again when they have been delivered.
func Rewrite(ctx context.Context, tx *sqldb.Tx, subject string, types []string, data any) error {
	raw, err := json.Marshal(data)
	if err != nil {
		return fmt.Errorf("encode event: %w", err)
	}
	_, err = tx.Exec(ctx, `
		UPDATE outbox SET data = $1, failure = NULL
		WHERE subject = $2 AND type IN (SELECT value FROM `+tx.Dialect.List("$3")+`)
			AND (published_at IS NOT NULL OR parked_at IS NOT NULL) AND data <> $1`,
		string(raw), subject, sqldb.JSON(types))
	if err != nil {
		return fmt.Errorf("rewrite events: %w", err)
	}
	return nil
}
