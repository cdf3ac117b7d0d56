package user

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// A status or a presence whose time is over is gone for whoever reads it. That screens drop it too, it ends with
// an event.

// endsEvery is how often ends are looked for: two looks into an index that is empty for most.
const endsEvery = time.Second

// endsBatch is how many people are looked after at once.
const endsBatch = 100

// RunEnds ends what is over, until ctx ends. Several instances may do so side by side.
func (s *Local) RunEnds(ctx context.Context) {
	tick := time.NewTicker(endsEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			s.complain(ctx, "end what is over", s.endWhatIsOver(ctx))
		}
	}
}

// endWhatIsOver ends the statuses and presences whose time is over, each with its own announcement.
func (s *Local) endWhatIsOver(ctx context.Context) error {
	for {
		now := s.clock.Now().UnixMicro()
		over, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (id.User, error) {
			var userID id.User
			err := rows.Scan(&userID)
			return userID, err
		}, `SELECT id FROM users WHERE status_until <= $1 UNION SELECT id FROM users WHERE presence_until <= $1 LIMIT $2`, now, endsBatch)
		if err != nil {
			return fmt.Errorf("look for ends: %w", err)
		}
		for _, userID := range over {
			if err := s.change(ctx, func(c *outbox.Change) error { return end(ctx, c, userID) }); err != nil {
				return err
			}
		}
		if len(over) < endsBatch {
			return nil
		}
	}
}

// end ends what is over of one person, unless another instance has.
func end(ctx context.Context, c *outbox.Change, userID id.User) error {
	if _, err := lockAccount(ctx, c, userID); err != nil {
		return err
	}
	ended := int64(0)
	for _, query := range []string{
		`UPDATE users SET status_emoji = '', status_text = '', status_until = NULL WHERE id = $1 AND status_until <= $2`,
		`UPDATE users SET presence = 'active', presence_until = NULL WHERE id = $1 AND presence_until <= $2`,
	} {
		n, err := c.Exec(ctx, query, userID, c.At.UnixMicro())
		if err != nil {
			return fmt.Errorf("end what is over: %w", err)
		}
		ended += n
	}
	if ended == 0 {
		return nil
	}
	_, err := announceUpdated(ctx, c, userID)
	return err
}
