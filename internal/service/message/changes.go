package message

import (
	"context"
	"fmt"
	"strconv"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Changes reads one run of the index of changes, on the primary: who asks wants to be sure.
func (s *Local) Changes(ctx context.Context, req ChangesRequest) (Changes, error) {
	if req.After < 0 {
		return Changes{}, errs.Invalid("bad_cursor", "A change of a channel is a number.")
	}
	caller, _, err := s.enter(ctx, req.WorkspaceID, req.ChannelID)
	if err != nil {
		return Changes{}, err
	}
	// The end first: what changes between the questions is told again next time.
	at, err := s.standing(ctx, req.ChannelID, caller.UserID)
	if err != nil {
		return Changes{}, err
	}
	limit := page.Limit(req.Limit)
	items, err := sqldb.Collect(ctx, s.db, scanMessage, changesQuery, req.ChannelID, req.After, limit+1)
	if err != nil {
		return Changes{}, fmt.Errorf("read changes: %w", err)
	}
	out := Changes{Items: orEmpty(items), LastChangeNo: at.lastChangeNo}
	if len(items) > limit {
		out.Items = items[:limit]
		next := strconv.FormatInt(out.Items[limit-1].ChangeNo, 10)
		out.NextCursor = &next
	}
	return out, s.show(ctx, caller.UserID, out.Items)
}

const changesQuery = `
	SELECT ` + messageColumns + ` FROM messages
	WHERE channel_id = $1 AND change_no > $2 AND change_no > 0 ORDER BY change_no LIMIT $3`
