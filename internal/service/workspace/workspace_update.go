package workspace

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/outbox"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Update changes how a workspace is described and what its settings are.
func (s *Local) Update(ctx context.Context, req UpdateRequest) (MyWorkspace, error) {
	var out MyWorkspace
	err := s.changeWorkspaceAs(ctx, req.WorkspaceID, changeWorkspace, func(c *outbox.Change, me standing) error {
		var err error
		if out, err = readWorkspace(ctx, c, req.WorkspaceID, me.userID); err != nil {
			return err
		}
		before := out.Workspace
		if err := req.apply(&out.Workspace); err != nil || out.Workspace == before {
			return err
		}
		out.UpdatedAt = c.At
		if err := writeWorkspace(ctx, c, before, out.Workspace); err != nil {
			return err
		}
		return note(ctx, c, out.ID, me.userID, "workspace.updated", aboutWorkspace(out.Workspace), changed(before, out.Workspace))
	})
	if err != nil {
		return MyWorkspace{}, err
	}
	return out, nil
}

// apply checks what is asked for and changes w so.
func (req UpdateRequest) apply(w *Workspace) error {
	var f check.Fields
	if req.DisplayName != nil {
		if w.DisplayName = f.Line("displayName", *req.DisplayName, MaxDisplayName); w.DisplayName == "" {
			w.DisplayName = w.Name
		}
	}
	if req.Description != nil {
		w.Description = f.Text("description", *req.Description, MaxDescription)
	}
	if to := req.Settings; to != nil {
		setWho(&f, "settings.whoCanInvite", &w.Settings.WhoCanInvite, to.WhoCanInvite)
		setWho(&f, "settings.whoCanCreateChannels", &w.Settings.WhoCanCreateChannels, to.WhoCanCreateChannels)
		if to.ShowEmails != nil {
			w.Settings.ShowEmails = *to.ShowEmails
		}
		setEditWindow(&f, &w.Settings.EditWindowMinutes, to.EditWindowMinutes)
		if to.LinkPreviews != nil {
			w.Settings.LinkPreviews = *to.LinkPreviews
		}
	}
	return f.Err()
}

func setWho(f *check.Fields, field string, setting, to *Who) {
	if to == nil {
		return
	}
	if *to != EveryMember && *to != OnlyAdmins {
		f.Fault(field, "Choose members or admins.")
	}
	*setting = *to
}

// The ends of how long authors may edit, in minutes.
const (
	NeverEdit     = -1
	maxEditWindow = 365 * 24 * 60
)

func setEditWindow(f *check.Fields, setting, to *int) {
	if to == nil {
		return
	}
	if *to < NeverEdit || *to > maxEditWindow {
		f.Fault("settings.editWindowMinutes", "Choose -1 to 525,600 minutes.")
	}
	*setting = *to
}

func writeWorkspace(ctx context.Context, c *outbox.Change, before, w Workspace) error {
	_, err := c.Exec(ctx, `
		UPDATE workspaces SET display_name = $1, description = $2, who_can_invite = $3, who_can_create_channels = $4,
			show_emails = $5, edit_window_minutes = $6, link_previews = $7, updated_at = $8 WHERE id = $9`,
		w.DisplayName, w.Description, w.Settings.WhoCanInvite, w.Settings.WhoCanCreateChannels, w.Settings.ShowEmails,
		w.Settings.EditWindowMinutes, w.Settings.LinkPreviews, w.UpdatedAt.UnixMicro(), w.ID)
	if err != nil {
		return fmt.Errorf("update workspace: %w", err)
	}
	if w.Settings.WhoCanInvite == OnlyAdmins && before.Settings.WhoCanInvite != OnlyAdmins {
		if err := revokeInvitesOfMembers(ctx, c, w.ID); err != nil {
			return err
		}
	}
	return c.Announce(ctx, EventUpdated, 1, w.ID.String(), w)
}

// changed tells the new value of what is different.
func changed(before, w Workspace) details {
	d := details{}
	if w.DisplayName != before.DisplayName {
		d["displayName"] = w.DisplayName
	}
	if w.Description != before.Description {
		d["description"] = w.Description
	}
	if w.Settings != before.Settings {
		d["settings"] = w.Settings
	}
	return d
}

// Archive makes everything in a workspace read-only.
func (s *Local) Archive(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	return s.setArchived(ctx, req.WorkspaceID, true)
}

// Unarchive brings an archived workspace back.
func (s *Local) Unarchive(ctx context.Context, req GetRequest) (MyWorkspace, error) {
	return s.setArchived(ctx, req.WorkspaceID, false)
}

func (s *Local) setArchived(ctx context.Context, ws id.Workspace, to bool) (MyWorkspace, error) {
	var out MyWorkspace
	err := s.changeWorkspaceAs(ctx, ws, archiveWorkspace, func(c *outbox.Change, me standing) error {
		var err error
		if out, err = readWorkspace(ctx, c, ws, me.userID); err != nil || out.IsArchived == to {
			return err
		}
		out.IsArchived, out.UpdatedAt = to, c.At
		_, err = c.Exec(ctx, `UPDATE workspaces SET archived_at = $1, updated_at = $2 WHERE id = $3`,
			archivedAt(c, to), c.At.UnixMicro(), ws)
		if err != nil {
			return fmt.Errorf("archive workspace: %w", err)
		}
		if err := c.Announce(ctx, EventUpdated, 1, ws.String(), out.Workspace); err != nil {
			return err
		}
		return note(ctx, c, ws, me.userID, archiveAction("workspace", to), aboutWorkspace(out.Workspace), nil)
	})
	if err != nil {
		return MyWorkspace{}, err
	}
	return out, nil
}

// archiveAction is what the audit calls it.
func archiveAction(what string, archived bool) string {
	if archived {
		return what + ".archived"
	}
	return what + ".unarchived"
}

// archivedAt is what is written when something is, or is not any more, archived at the time of c.
func archivedAt(c *outbox.Change, archived bool) *int64 {
	if !archived {
		return nil
	}
	now := c.At.UnixMicro()
	return &now
}

// announceUpdated announces a workspace as it now is.
func announceUpdated(ctx context.Context, c *outbox.Change, ws id.Workspace) error {
	found, err := sqldb.Collect(ctx, c, func(rows *sqldb.Rows) (Workspace, error) { return scanWorkspace(rows) },
		`SELECT `+workspaceColumns+` FROM workspaces w WHERE w.id = $1`, ws)
	if err == nil && len(found) == 0 {
		err = errors.New("it is not there")
	}
	if err != nil {
		return fmt.Errorf("read workspace: %w", err)
	}
	return c.Announce(ctx, EventUpdated, 1, ws.String(), found[0])
}
