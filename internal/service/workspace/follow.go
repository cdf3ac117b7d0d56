package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// Follows is what the service wants to hear of others, and of itself.
func Follows() bus.Group {
	return bus.Group{Name: "workspace.people", Types: []string{user.EventUpdated, user.EventDeleted, EventDeleted, EventChannelDeleted}}
}

// Subscription keeps what is copied here true, and forgets what is gone. Events may come twice and out of
// order.
func (s *Local) Subscription() bus.Subscription { return Follows().Handle(s.follow) }

func (s *Local) follow(ctx context.Context, e bus.Event) error {
	switch e.Type {
	case user.EventUpdated:
		return read(e, func(data user.Updated) error { return s.personUpdated(ctx, data.User.Author(), e) })
	case user.EventDeleted:
		return read(e, func(data user.Deleted) error { return s.personDeleted(ctx, data.User.Author(), e) })
	case EventDeleted:
		return read(e, func(data Deleted) error { return s.forget(ctx, data) })
	case EventChannelDeleted:
		return read(e, func(data ChannelDeleted) error {
			return outbox.Erase(ctx, s.db, []string{data.ChannelID.String()}, EventChannelDeleted)
		})
	}
	return nil
}

func read[T any](e bus.Event, fn func(T) error) error {
	var data T
	if err := json.Unmarshal(e.Data, &data); err != nil {
		return fmt.Errorf("read %s: %w", e.Type, err)
	}
	return fn(data)
}

// maxTold bounds in how many workspaces a new name is announced.
const maxTold = 1000

// personUpdated copies a changed profile, the newest wins, and announces a new name or picture wherever the
// person is a member. As every change of members it holds the rows of the workspaces first, in order.
func (s *Local) personUpdated(ctx context.Context, p user.Author, e bus.Event) error {
	return s.change(ctx, func(c *outbox.Change) error {
		workspaces, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (id.Workspace, error) {
			var ws id.Workspace
			err := rows.Scan(&ws)
			return ws, err
		}, `SELECT id FROM workspaces WHERE id IN (SELECT workspace_id FROM workspace_members WHERE user_id = $1)
			ORDER BY id LIMIT $2 `+c.Dialect.ForUpdate(), p.ID, maxTold)
		if err != nil {
			return fmt.Errorf("lock workspaces of person: %w", err)
		}
		before, err := person(ctx, c, p.ID)
		if err != nil && !errs.Is(err, "user_not_found") {
			return err
		}
		newer, err := copyPerson(ctx, c, p, e)
		if err != nil || !newer || sameAuthor(before, p) {
			return err
		}
		for _, ws := range workspaces {
			who, err := memberOf(ctx, c, ws, p.ID)
			if errs.Is(err, "user_not_found") { // gone meanwhile
				continue
			}
			if err != nil {
				return err
			}
			err = c.Announce(ctx, EventMemberUpdated, 1, ws.String(), MemberChange{WorkspaceID: ws, UserID: p.ID, Role: who.Role, User: p})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

func sameAuthor(a, b user.Author) bool {
	picture := func(p user.Author) string {
		if p.AvatarURL == nil {
			return ""
		}
		return *p.AvatarURL
	}
	return a.Username == b.Username && a.DisplayName == b.DisplayName && picture(a) == picture(b)
}

// copyPerson keeps what an event says of someone, unless a newer one came before. It tells whether it did.
func copyPerson(ctx context.Context, c *outbox.Change, p user.Author, e bus.Event) (bool, error) {
	n, err := c.Exec(ctx, `
		INSERT INTO people (id, username, display_name, avatar_url, search, as_of) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO UPDATE SET username = excluded.username, display_name = excluded.display_name,
			avatar_url = excluded.avatar_url, search = excluded.search, as_of = excluded.as_of
		WHERE people.as_of < excluded.as_of AND people.deleted_at IS NULL`,
		p.ID, p.Username, p.DisplayName, p.AvatarURL, searchable(p.Username, p.DisplayName), e.Time.UnixMicro())
	if err != nil {
		return false, fmt.Errorf("update person: %w", err)
	}
	return n > 0, nil
}

// personDeleted ends every membership of someone whose account is gone. The copy of them goes first: from
// then on they come in nowhere (remember).
func (s *Local) personDeleted(ctx context.Context, p user.Author, e bus.Event) error {
	err := s.change(ctx, func(c *outbox.Change) error {
		if _, err := copyPerson(ctx, c, p, e); err != nil {
			return err
		}
		_, err := c.Exec(ctx, `UPDATE people SET deleted_at = $1 WHERE id = $2 AND deleted_at IS NULL`, e.Time.UnixMicro(), p.ID)
		return err
	})
	if err != nil {
		return fmt.Errorf("forget person: %w", err)
	}
	workspaces, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (id.Workspace, error) {
		var ws id.Workspace
		err := rows.Scan(&ws)
		return ws, err
	}, `SELECT workspace_id FROM workspace_members WHERE user_id = $1 ORDER BY workspace_id`, p.ID)
	if err != nil {
		return fmt.Errorf("list workspaces of person: %w", err)
	}
	for _, ws := range workspaces {
		err := s.changeMembers(ctx, ws, func(c *outbox.Change) error { return endMembership(ctx, c, ws, p.ID) })
		if err != nil && !errs.Is(err, "workspace_not_found") { // deleted meanwhile
			return err
		}
	}
	return nil
}

// endMembership takes someone whose account is gone out of a workspace. What only they owned, the admin
// owns who was there longest, or else the member; what only they were in goes with them.
func endMembership(ctx context.Context, c *outbox.Change, ws id.Workspace, userID id.User) error {
	who, err := memberOf(ctx, c, ws, userID)
	if errs.Is(err, "user_not_found") { // this came before
		return nil
	}
	if err != nil {
		return err
	}
	w, err := readWorkspace(ctx, c, ws, userID)
	if err != nil {
		return err
	}
	if w.MemberCount == 1 {
		return destroyWorkspace(ctx, c, w.Workspace, id.User{})
	}
	if who.Role == Owner {
		if err := inheritWorkspace(ctx, c, ws, userID); err != nil {
			return err
		}
	}
	if err := leaveWorkspace(ctx, c, ws, who.User, who.Role); err != nil {
		return err
	}
	return note(ctx, c, ws, id.User{}, "member.left", aboutUser(userID), details{"role": who.Role, "accountDeleted": true})
}

// inheritWorkspace makes an owner of the one who comes next to someone who goes, unless there is another
// owner.
func inheritWorkspace(ctx context.Context, c *outbox.Change, ws id.Workspace, from id.User) error {
	var heir id.User
	err := c.QueryRow(ctx, `
		SELECT user_id FROM workspace_members WHERE workspace_id = $1 AND user_id <> $2
		ORDER BY CASE role WHEN 'owner' THEN 1 WHEN 'admin' THEN 2 WHEN 'member' THEN 3 ELSE 4 END, joined_at, user_id LIMIT 1`, ws, from).Scan(&heir)
	if errors.Is(err, sqldb.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("find heir of workspace: %w", err)
	}
	who, err := memberOf(ctx, c, ws, heir)
	if err != nil || who.Role == Owner {
		return err
	}
	if err := setRole(ctx, c, ws, who.User, who.Role, Owner); err != nil {
		return err
	}
	return note(ctx, c, ws, id.User{}, "member.role_changed", aboutUser(heir), details{"from": who.Role, "to": Owner, "accountDeleted": true})
}
