package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// OpenDirect returns the direct channel of the caller and one other member, and makes it if there is
// none. Someone who had left the workspace and is back finds the channel they had.
func (s *Local) OpenDirect(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OpenedDirect{}, err
	}
	if len(req.MemberIDs) != 1 || req.MemberIDs[0].IsZero() || req.MemberIDs[0] == caller.UserID {
		var f check.Fields
		f.Fault("memberIds", "Name the one other person to talk to.")
		return OpenedDirect{}, f.Err()
	}
	var out OpenedDirect
	err = s.changeMembers(ctx, req.WorkspaceID, func(c *outbox.Change) error {
		pair, err := bothMembers(ctx, c, req.WorkspaceID, caller.UserID, req.MemberIDs[0])
		if err != nil {
			return err
		}
		ch, made, err := directChannel(ctx, c, req.WorkspaceID, pair)
		if err != nil {
			return err
		}
		for _, p := range pair {
			if _, err := joinChannel(ctx, c, req.WorkspaceID, ch, p, ChannelMember); err != nil {
				return err
			}
		}
		row, err := readChannel(ctx, c, c.Dialect, ch, caller.UserID)
		out = OpenedDirect{Channel: row.MyChannel, Created: made}
		return err
	})
	if err != nil {
		return OpenedDirect{}, err
	}
	return out, nil
}

// bothMembers returns the two people, if both are members. Codes: workspace_not_found when the first is
// not, user_not_found when the second is not.
func bothMembers(ctx context.Context, c *outbox.Change, ws id.Workspace, me, other id.User) (pair [2]user.Author, err error) {
	if _, err := roleIn(ctx, c, ws, me); err != nil {
		return pair, err
	}
	if _, err := roleIn(ctx, c, ws, other); errs.Is(err, "workspace_not_found") {
		return pair, errUser()
	} else if err != nil {
		return pair, err
	}
	if pair[0], err = person(ctx, c, me); err != nil {
		return pair, err
	}
	pair[1], err = person(ctx, c, other)
	return pair, err
}

// directChannel finds or makes the channel of two people.
func directChannel(ctx context.Context, c *outbox.Change, ws id.Workspace, pair [2]user.Author) (ch id.Channel, made bool, err error) {
	key := directKeyOf(pair[0].ID, pair[1].ID)
	err = c.QueryRow(ctx, `SELECT id FROM channels WHERE workspace_id = $1 AND direct_key = $2`, ws, key).Scan(&ch)
	if err == nil {
		return ch, false, nil
	}
	if !errors.Is(err, sqldb.ErrNoRows) {
		return ch, false, fmt.Errorf("find direct channel: %w", err)
	}
	ch = id.New[id.Channel]()
	return ch, true, makeChannel(ctx, c, channelRow{directKey: key, MyChannel: MyChannel{Channel: Channel{
		ID: ch, WorkspaceID: ws, Type: Direct, CreatedBy: pair[0].ID, Members: pair[:], CreatedAt: c.At, UpdatedAt: c.At,
	}}}, pair[0])
}
