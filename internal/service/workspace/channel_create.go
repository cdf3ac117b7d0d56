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

// CreateChannel makes a public or private channel that the caller owns.
func (s *Local) CreateChannel(ctx context.Context, req CreateChannelRequest) (MyChannel, error) {
	ch, err := newChannel(req)
	if err != nil {
		return MyChannel{}, err
	}
	err = s.changeWorkspaceAs(ctx, req.WorkspaceID, makeChannels, func(c *outbox.Change, me standing) error {
		if err := nameFree(ctx, c, req.WorkspaceID, me.userID, ch.Name); err != nil {
			return err
		}
		owner, err := person(ctx, c, me.userID)
		if err != nil {
			return err
		}
		ch.CreatedBy, ch.CreatedAt, ch.UpdatedAt = me.userID, c.At, c.At
		if err := makeChannel(ctx, c, ch, owner); err != nil {
			return err
		}
		return note(ctx, c, req.WorkspaceID, me.userID, "channel.created", aboutChannel(ch.Channel), details{"type": ch.Type})
	})
	if errors.Is(err, sqldb.ErrUnique) {
		return MyChannel{}, errNameTaken()
	}
	if err != nil {
		return MyChannel{}, err
	}
	ch.MemberCount, ch.Role = 1, ChannelOwner
	return ch.MyChannel, nil
}

func newChannel(req CreateChannelRequest) (channelRow, error) {
	var f check.Fields
	if req.Type != Public && req.Type != Private {
		f.Fault("type", "Choose public or private.")
	}
	ch := Channel{
		ID:          id.New[id.Channel](),
		WorkspaceID: req.WorkspaceID,
		Type:        req.Type,
		Name:        f.Name("name", req.Name, MinName, MaxName),
		DisplayName: f.Line("displayName", req.DisplayName, MaxDisplayName),
		Topic:       f.Line("topic", req.Topic, MaxTopic),
		Description: f.Text("description", req.Description, MaxDescription),
	}
	if ch.DisplayName == "" {
		ch.DisplayName = ch.Name
	}
	return channelRow{MyChannel: MyChannel{Channel: ch, ChannelPreferences: ChannelPreferences{NotificationLevel: DefaultLevel}}}, f.Err()
}

// nameFree returns nil when someone sees no channel called so. Codes: name_taken.
func nameFree(ctx context.Context, q sqldb.Querier, ws id.Workspace, userID id.User, name string) error {
	var taken bool
	err := q.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM channels c LEFT JOIN channel_members me ON me.channel_id = c.id AND me.user_id = $3
			WHERE c.workspace_id = $1 AND c.name = $2 AND (c.type = 'public' OR me.role IS NOT NULL))`, ws, name, userID).Scan(&taken)
	if err != nil {
		return fmt.Errorf("look up channel name: %w", err)
	}
	if taken {
		return errNameTaken()
	}
	return nil
}

// CheckChannelName tells whether the caller may call a channel so.
func (s *Local) CheckChannelName(ctx context.Context, req CheckChannelNameRequest) (NameCheck, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return NameCheck{}, err
	}
	name, ok := checkName(req.Name)
	if !ok {
		name = req.Name
	}
	me, err := standingIn(ctx, s.db, req.WorkspaceID, caller.UserID)
	if err != nil {
		return NameCheck{}, err
	}
	if me.WorkspaceRole == Guest { // who sees no names
		return NameCheck{}, errForbidden(rules[makeChannels].refusal)
	}
	err = nameFree(ctx, s.db, req.WorkspaceID, caller.UserID, printable(name))
	if err != nil && !errs.Is(err, "name_taken") {
		return NameCheck{}, err
	}
	return NameCheck{Name: name, Available: ok && err == nil}, nil
}

// printable returns s if a database takes it, and else what no channel is called.
func printable(s string) string {
	if !check.Printable(s, false) {
		return ""
	}
	return s
}

// makeChannel inserts a channel with its first member.
func makeChannel(ctx context.Context, c *outbox.Change, ch channelRow, first user.Author) error {
	if err := insertChannel(ctx, c.Tx, ch); err != nil {
		return err
	}
	ch.MemberCount = 1
	if err := c.Announce(ctx, EventChannelCreated, 1, ch.ID.String(), ch.Channel); err != nil {
		return err
	}
	role := ChannelOwner
	if ch.Type.IsConversation() {
		role = ChannelMember
	}
	_, err := joinChannel(ctx, c, ch.WorkspaceID, ch.ID, first, role)
	return err
}
