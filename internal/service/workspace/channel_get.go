package workspace

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// GetChannel returns a channel to those who may see it.
func (s *Local) GetChannel(ctx context.Context, req ChannelRequest) (MyChannel, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return MyChannel{}, err
	}
	_, row, err := seeChannel(ctx, s.db, s.db.Dialect(), req.WorkspaceID, req.ChannelID, caller.UserID)
	return row.MyChannel, err
}

// seeChannel returns a channel and what someone is in it. Codes: workspace_not_found,
// channel_not_found when they may not see it.
func seeChannel(ctx context.Context, q sqldb.Querier, d sqldb.Dialect, ws id.Workspace, ch id.Channel, userID id.User) (standing, channelRow, error) {
	who, err := readStanding(ctx, q, AccessRequest{UserID: userID, WorkspaceID: ws, ChannelID: ch})
	if err != nil {
		return standing{}, channelRow{}, err
	}
	if ch.IsZero() {
		return standing{}, channelRow{}, errChannel()
	}
	row, err := readChannel(ctx, q, d, ch, userID)
	return who, row, err
}

// browseKey is the cursor of the list of public channels, whose names are unique.
type browseKey struct {
	Name string `json:"n"`
}

// BrowseChannels lists the public channels: those in use, or the archived ones.
func (s *Local) BrowseChannels(ctx context.Context, req BrowseRequest) (page.List[MyChannel], error) {
	none := page.List[MyChannel]{}
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return none, err
	}
	query, err := checkQuery(req.Query)
	if err != nil {
		return none, err
	}
	var after browseKey
	if err := page.Decode(req.Cursor, &after); err != nil {
		return none, err
	}
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return none, err
	}
	limit := page.Limit(req.Limit)
	rows, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (MyChannel, error) {
		row, err := scanChannel(rows)
		return row.MyChannel, err
	}, `
		SELECT `+channelColumns+` FROM channels c
		LEFT JOIN channel_members me ON me.channel_id = c.id AND me.user_id = $2
		WHERE c.workspace_id = $1 AND c.type = 'public' AND (c.archived_at IS NOT NULL) = $7 AND c.name > $3
			AND ($4 = '' OR c.search LIKE $4 ESCAPE '\') AND ($5 <> 'guest' OR me.role IS NOT NULL)
		ORDER BY c.name LIMIT $6`,
		req.WorkspaceID, caller.UserID, printable(after.Name), pattern(query), me.WorkspaceRole, limit+1, req.Archived)
	if err != nil {
		return none, fmt.Errorf("browse channels: %w", err)
	}
	return page.Cut(rows, limit, func(c MyChannel) any { return browseKey{c.Name} }), nil
}
