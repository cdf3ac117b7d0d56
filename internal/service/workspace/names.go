package workspace

import (
	"context"
	"fmt"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// MaxNames bounds how many names are resolved at once: a message's hundred, each with the dots and dashes
// behind it or without.
const MaxNames = 500

// ResolveNamesRequest asks what is meant by names in a text. A name has its sign and small letters: @maya
// is a person or a group, #launch a channel.
type ResolveNamesRequest struct {
	WorkspaceID id.Workspace `json:"workspaceId"`
	UserID      id.User      `json:"userId"` // who wrote the text
	Names       []string     `json:"names"`
}

// NamedKind says what a name is the name of.
type NamedKind string

// The kinds.
const (
	NamedUser  NamedKind = "user"
	NamedGroup NamedKind = "group"
	NamedLink  NamedKind = "link" // a channel
)

// Named is what has a name: the id is that of a user, group or channel.
type Named struct {
	Kind NamedKind `json:"kind"`
	ID   string    `json:"id"`
}

// GroupsOfRequest asks which groups a person is in, of one workspace or, without WorkspaceID, of all.
type GroupsOfRequest struct {
	UserID      id.User      `json:"userId"`
	WorkspaceID id.Workspace `json:"workspaceId"`
}

// ResolveNames tells what is meant by names: members by their usernames, groups by their handles unless a
// member is called so, and channels that the author sees; of two channels of one name the public one, or
// the older. #general is a channel like any other; @channel and @here are nobody's.
func (s *Local) ResolveNames(ctx context.Context, req ResolveNamesRequest) (map[string]Named, error) {
	if len(req.Names) > MaxNames {
		var f check.Fields
		f.Fault("names", "Ask for at most %d.", MaxNames)
		return nil, f.Err()
	}
	who, err := standingIn(ctx, s.db, req.WorkspaceID, req.UserID)
	if err != nil {
		return nil, err
	}
	handles, channels := bySign(req.Names)
	out := make(map[string]Named, len(req.Names))
	if err := s.resolveHandles(ctx, req.WorkspaceID, handles, out); err != nil {
		return nil, err
	}
	return out, s.resolveChannels(ctx, who, req.WorkspaceID, channels, out)
}

// bySign parts names by their signs, and leaves out what is no name.
func bySign(names []string) (handles, channels []string) {
	for _, name := range names {
		if handle, ok := strings.CutPrefix(name, "@"); ok && check.IsName(handle, MinName, MaxName) {
			handles = append(handles, handle)
		}
		if channel, ok := strings.CutPrefix(name, "#"); ok && check.IsName(channel, MinName, MaxName) {
			channels = append(channels, channel)
		}
	}
	return handles, channels
}

func (s *Local) resolveHandles(ctx context.Context, ws id.Workspace, handles []string, out map[string]Named) error {
	if len(handles) == 0 {
		return nil
	}
	// People come last, and so win.
	return s.resolve(ctx, "@", out, `
		SELECT g.handle, 'group' AS kind, g.id FROM user_groups g
		WHERE g.workspace_id = $1 AND g.handle IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)
		UNION ALL
		SELECT p.username, 'user', p.id FROM people p JOIN workspace_members m ON m.user_id = p.id AND m.workspace_id = $1
		WHERE p.username IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)
		ORDER BY kind`, ws, sqldb.JSON(handles))
}

func (s *Local) resolveChannels(ctx context.Context, who standing, ws id.Workspace, channels []string, out map[string]Named) error {
	if len(channels) == 0 {
		return nil
	}
	// Public channels and, of two of one kind, the older ones come last, and so win.
	return s.resolve(ctx, "#", out, `
		SELECT name, 'link', id FROM (
			SELECT c.name, c.id, c.type FROM channels c
			WHERE c.workspace_id = $1 AND c.type = 'public' AND c.name IN (SELECT value FROM `+s.db.Dialect().List("$2")+`) AND $4 <> 'guest'
			UNION
			SELECT c.name, c.id, c.type FROM channel_members m JOIN channels c ON c.id = m.channel_id
			WHERE m.user_id = $3 AND m.workspace_id = $1 AND c.name IN (SELECT value FROM `+s.db.Dialect().List("$2")+`)) seen
		ORDER BY type, id DESC`, ws, sqldb.JSON(channels), who.userID, who.WorkspaceRole)
}

// resolve adds to out what a query finds: rows of name, kind and id, of which the later ones win.
func (s *Local) resolve(ctx context.Context, sign string, out map[string]Named, query string, args ...any) error {
	type row struct {
		name string
		is   Named
	}
	found, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (row, error) {
		var r row
		err := rows.Scan(&r.name, &r.is.Kind, &r.is.ID)
		return r, err
	}, query, args...)
	if err != nil {
		return fmt.Errorf("resolve names: %w", err)
	}
	for _, r := range found {
		out[sign+r.name] = r.is
	}
	return nil
}

// GroupsOf returns the groups that a person is in.
func (s *Local) GroupsOf(ctx context.Context, req GroupsOfRequest) ([]id.Group, error) {
	query, args := `
		SELECT g.group_id FROM workspace_members m
		JOIN user_group_members g ON g.workspace_id = m.workspace_id AND g.user_id = m.user_id
		WHERE m.user_id = $1`, []any{req.UserID}
	if !req.WorkspaceID.IsZero() {
		query, args = query+` AND m.workspace_id = $2`, append(args, req.WorkspaceID)
	}
	groups, err := sqldb.Collect(ctx, s.db, scanGroupID, query+` ORDER BY g.group_id`, args...)
	if err != nil {
		return nil, fmt.Errorf("list groups of person: %w", err)
	}
	return groups, nil
}
