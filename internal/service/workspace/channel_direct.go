package workspace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// OpenDirect returns the direct channel of the caller and one other member, and makes it if there is
// none. Someone who had left the workspace and is back finds the channel they had.
func (s *Local) OpenDirect(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error) {
	if len(req.MemberIDs) != 1 {
		return OpenedDirect{}, faultyMembers("Name the one other person to talk to.")
	}
	return s.openConversation(ctx, req, Direct)
}

// OpenGroup returns the group channel of the caller and the others, and makes it if there is none.
func (s *Local) OpenGroup(ctx context.Context, req OpenDirectRequest) (OpenedDirect, error) {
	if len(req.MemberIDs) < MinGroup || len(req.MemberIDs) > MaxGroup {
		return OpenedDirect{}, faultyMembers("Name %d to %d other people to talk to.", MinGroup, MaxGroup)
	}
	return s.openConversation(ctx, req, Group)
}

func faultyMembers(format string, args ...any) error {
	var f check.Fields
	f.Fault("memberIds", format, args...)
	return f.Err()
}

func (s *Local) openConversation(ctx context.Context, req OpenDirectRequest, kind ChannelType) (OpenedDirect, error) {
	var out OpenedDirect
	err := s.changeWorkspaceAs(ctx, req.WorkspaceID, talkDirectly, func(c *outbox.Change, me standing) error {
		people, err := membersAll(ctx, c, req, me.userID)
		if err != nil {
			return err
		}
		ch, made, err := conversation(ctx, c, req.WorkspaceID, kind, people)
		if err != nil {
			return err
		}
		for _, p := range people {
			if _, err := joinChannel(ctx, c, req.WorkspaceID, ch, p, ChannelMember); err != nil {
				return err
			}
		}
		row, err := readChannel(ctx, c, c.Dialect, ch, me.userID)
		out = OpenedDirect{Channel: row.MyChannel, Created: made}
		return err
	})
	if err != nil {
		return OpenedDirect{}, err
	}
	return out, nil
}

// membersAll returns the caller, who is a member, and the others, if they are all members too. Codes:
// validation_failed when someone is named twice, user_not_found when someone is no member.
func membersAll(ctx context.Context, c *outbox.Change, req OpenDirectRequest, me id.User) ([]user.Author, error) {
	all := append([]id.User{me}, req.MemberIDs...)
	people := make([]user.Author, len(all))
	for i, userID := range all {
		if userID.IsZero() || slices.Contains(all[:i], userID) {
			return nil, faultyMembers("Name other people, each of them once.")
		}
		p, err := memberOf(ctx, c, req.WorkspaceID, userID)
		if err != nil {
			return nil, err
		}
		people[i] = p.User
	}
	return people, nil
}

// conversation finds or makes the direct or group channel of some people, the first of whom asks.
func conversation(ctx context.Context, c *outbox.Change, ws id.Workspace, kind ChannelType, people []user.Author) (
	ch id.Channel, made bool, err error,
) {
	key := directKeyOf(people)
	err = c.QueryRow(ctx, `SELECT id FROM channels WHERE workspace_id = $1 AND direct_key = $2`, ws, key).Scan(&ch)
	if err == nil {
		return ch, false, nil
	}
	if !errors.Is(err, sqldb.ErrNoRows) {
		return ch, false, fmt.Errorf("find conversation: %w", err)
	}
	ch = id.New[id.Channel]()
	return ch, true, makeChannel(ctx, c, channelRow{directKey: key, MyChannel: MyChannel{Channel: Channel{
		ID: ch, WorkspaceID: ws, Type: kind, CreatedBy: people[0].ID, Members: people, CreatedAt: c.At, UpdatedAt: c.At,
	}}}, people[0])
}

// directKeyOf names the conversation of some people, whoever asks.
func directKeyOf(people []user.Author) string {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID.String()
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}
