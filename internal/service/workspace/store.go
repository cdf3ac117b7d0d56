package workspace

import (
	"context"
	"fmt"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

const workspaceColumns = `w.id, w.name, w.display_name, w.description, w.owner_id, w.member_count, w.archived_at IS NOT NULL,
	w.who_can_invite, w.who_can_create_channels, w.show_emails, w.edit_window_minutes, w.link_previews,
	w.created_at, w.updated_at`

func scanWorkspace(rows *sqldb.Rows, more ...any) (Workspace, error) {
	var w Workspace
	var created, updated int64
	err := rows.Scan(append([]any{
		&w.ID, &w.Name, &w.DisplayName, &w.Description, &w.OwnerID, &w.MemberCount, &w.IsArchived,
		&w.Settings.WhoCanInvite, &w.Settings.WhoCanCreateChannels, &w.Settings.ShowEmails, &w.Settings.EditWindowMinutes,
		&w.Settings.LinkPreviews, &created, &updated,
	}, more...)...)
	w.CreatedAt, w.UpdatedAt = at(created), at(updated)
	return w, err
}

func scanMyWorkspace(rows *sqldb.Rows) (MyWorkspace, error) {
	var role Role
	w, err := scanWorkspace(rows, &role)
	return MyWorkspace{Workspace: w, Role: role}, err
}

// readWorkspace returns a workspace to one of its members. Codes: workspace_not_found.
func readWorkspace(ctx context.Context, q sqldb.Querier, ws id.Workspace, userID id.User) (MyWorkspace, error) {
	found, err := sqldb.Collect(ctx, q, scanMyWorkspace, `
		SELECT `+workspaceColumns+`, m.role FROM workspaces w
		JOIN workspace_members m ON m.workspace_id = w.id AND m.user_id = $2 WHERE w.id = $1`, ws, userID)
	if err != nil {
		return MyWorkspace{}, fmt.Errorf("read workspace: %w", err)
	}
	if len(found) == 0 {
		return MyWorkspace{}, errWorkspace()
	}
	return found[0], nil
}

const channelColumns = `c.id, c.workspace_id, c.type, c.name, c.display_name, c.topic, c.description, c.created_by, c.is_general,
	COALESCE(c.direct_key, ''), c.member_count, c.archived_at IS NOT NULL, c.created_at, c.updated_at, COALESCE(me.role, ''),
	COALESCE(me.is_muted, FALSE), COALESCE(me.notification_level, 'default'), COALESCE(me.is_starred, FALSE), COALESCE(me.section, '')`

// channelRow is a channel as one person sees it, with what others do not need to know of it.
type channelRow struct {
	MyChannel
	isGeneral bool
	directKey string
}

func scanChannel(rows *sqldb.Rows) (channelRow, error) {
	var c channelRow
	var created, updated int64
	err := rows.Scan(&c.ID, &c.WorkspaceID, &c.Type, &c.Name, &c.DisplayName, &c.Topic, &c.Description, &c.CreatedBy,
		&c.isGeneral, &c.directKey, &c.MemberCount, &c.IsArchived, &created, &updated, &c.Role,
		&c.IsMuted, &c.NotificationLevel, &c.IsStarred, &c.Section)
	c.CreatedAt, c.UpdatedAt = at(created), at(updated)
	return c, err
}

// readChannel returns a channel as someone sees it; whether they may is for access to say. Codes:
// channel_not_found.
func readChannel(ctx context.Context, q sqldb.Querier, d sqldb.Dialect, ch id.Channel, userID id.User) (channelRow, error) {
	found, err := sqldb.Collect(ctx, q, scanChannel, `
		SELECT `+channelColumns+` FROM channels c
		LEFT JOIN channel_members me ON me.channel_id = c.id AND me.user_id = $2 WHERE c.id = $1`, ch, userID)
	if err != nil {
		return channelRow{}, fmt.Errorf("read channel: %w", err)
	}
	if len(found) == 0 {
		return channelRow{}, errChannel()
	}
	return found[0], nameDirect(ctx, q, d, found)
}

func insertChannel(ctx context.Context, tx *sqldb.Tx, c channelRow) error {
	var directKey *string
	if c.directKey != "" {
		directKey = &c.directKey
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO channels (id, workspace_id, type, name, display_name, search, topic, description, created_by, is_general,
			direct_key, member_count, created_at, updated_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13)`,
		c.ID, c.WorkspaceID, c.Type, c.Name, c.DisplayName, searchable(c.Name, c.DisplayName), c.Topic, c.Description,
		c.CreatedBy, c.isGeneral, directKey, c.CreatedAt.UnixMicro(), c.UpdatedAt.UnixMicro())
	if err != nil {
		return fmt.Errorf("insert channel: %w", err)
	}
	return nil
}

// nameDirect fills in the people of the conversations among these, by one query. They are those whose
// conversation it is, also when one of them has left the workspace.
func nameDirect(ctx context.Context, q sqldb.Querier, d sqldb.Dialect, channels []channelRow) error {
	var ids []string
	for _, c := range channels {
		if c.Type.IsConversation() {
			ids = append(ids, strings.Fields(c.directKey)...)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	byID, err := peopleByID(ctx, q, d, ids)
	if err != nil {
		return err
	}
	for i := range channels {
		if !channels[i].Type.IsConversation() {
			continue
		}
		for userID := range strings.FieldsSeq(channels[i].directKey) {
			channels[i].Members = append(channels[i].Members, byID[userID])
		}
	}
	return nil
}
