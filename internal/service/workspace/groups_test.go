package workspace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) group(t *testing.T, h house, handle string, members ...person) workspace.UserGroup {
	t.Helper()
	req := workspace.CreateGroupRequest{WorkspaceID: h.id, Handle: handle}
	for _, p := range members {
		req.UserIDs = append(req.UserIDs, p.ID)
	}
	return must(e.CreateGroup(h.admin.ctx, req))(t)
}

func handles(list []workspace.UserGroup) []string {
	var out []string
	for _, g := range list {
		out = append(out, g.Handle)
	}
	return out
}

func TestGroups_MadeChangedAndDeleted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		g := must(e.CreateGroup(h.admin.ctx, workspace.CreateGroupRequest{
			WorkspaceID: h.id, Handle: " Designers ", Description: "They draw.", UserIDs: []id.User{h.member.ID, h.guest.ID, h.member.ID},
		}))(t)
		if g.Handle != "designers" || g.DisplayName != "designers" || g.Description != "They draw." || g.MemberCount != 2 ||
			len(g.UserIDs) != 2 || g.CreatedBy != h.admin.ID || g.WorkspaceID != h.id || !g.UpdatedAt.Equal(e.clock.Now()) {
			t.Errorf("made %+v", g)
		}
		if told := announced[workspace.GroupChange](t, e, workspace.EventGroupUpdated); len(told) != 1 || told[0].Group.MemberCount != 2 || told[0].IsDeleted {
			t.Errorf("told %+v", told)
		}
		name, handle := "Design", "design"
		g = must(e.UpdateGroup(h.owner.ctx, workspace.UpdateGroupRequest{WorkspaceID: h.id, GroupID: g.ID, DisplayName: &name, Handle: &handle}))(t)
		if g.Handle != "design" || g.DisplayName != "Design" || g.MemberCount != 2 || g.Description != "They draw." {
			t.Errorf("changed %+v", g)
		}
		g = must(e.SetGroupMembers(h.owner.ctx, workspace.SetGroupMembersRequest{WorkspaceID: h.id, GroupID: g.ID, UserIDs: []id.User{h.owner.ID}}))(t)
		equal(t, "members", g.UserIDs, []id.User{h.owner.ID})
		e.group(t, h, "crew")
		e.group(t, h, "zoo")
		page := must(e.ListGroups(h.guest.ctx, workspace.GroupsRequest{WorkspaceID: h.id, Limit: 2}))(t)
		equal(t, "first page", handles(page.Items), []string{"crew", "design"})
		page = must(e.ListGroups(h.guest.ctx, workspace.GroupsRequest{WorkspaceID: h.id, Limit: 2, Cursor: *page.NextCursor}))(t)
		equal(t, "second page", handles(page.Items), []string{"zoo"})

		e.forget()
		must(e.DeleteGroup(h.admin.ctx, workspace.GroupRequest{WorkspaceID: h.id, GroupID: g.ID}))(t)
		if told := announced[workspace.GroupChange](t, e, workspace.EventGroupUpdated); len(told) != 1 || !told[0].IsDeleted || told[0].Group.ID != g.ID {
			t.Errorf("told %+v", told)
		}
		_, err := e.DeleteGroup(h.admin.ctx, workspace.GroupRequest{WorkspaceID: h.id, GroupID: g.ID})
		wantCode(t, err, "group_not_found")
	})
}

func TestGroups_Refused(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		crew := e.group(t, h, "crew", h.member)
		create := func(by person, handle string, members ...id.User) error {
			_, err := e.CreateGroup(by.ctx, workspace.CreateGroupRequest{WorkspaceID: h.id, Handle: handle, UserIDs: members})
			return err
		}
		wantCode(t, create(h.member, "mine"), "forbidden")
		wantCode(t, create(h.guest, "mine"), "forbidden")
		wantCode(t, create(h.outside, "mine"), "workspace_not_found")
		wantCode(t, create(h.admin, "CREW"), "handle_taken")
		wantCode(t, create(h.admin, h.member.Username), "handle_taken")
		wantCode(t, create(h.admin, h.outside.Username), "")
		for _, bad := range []string{"channel", "here", "Everyone", "all", "x", "with space", strings.Repeat("x", 51), "å"} {
			wantCode(t, create(h.admin, bad), "validation_failed")
		}
		wantCode(t, create(h.admin, "strangers", h.outside.ID), "user_not_found")
		many := make([]id.User, workspace.MaxGroupMembers+1)
		for i := range many {
			many[i] = id.New[id.User]()
		}
		wantCode(t, create(h.admin, "many", many...), "validation_failed")

		_, err := e.SetGroupMembers(h.admin.ctx, workspace.SetGroupMembersRequest{WorkspaceID: h.id, GroupID: crew.ID, UserIDs: []id.User{h.outside.ID}})
		wantCode(t, err, "user_not_found")
		_, err = e.SetGroupMembers(h.member.ctx, workspace.SetGroupMembersRequest{WorkspaceID: h.id, GroupID: crew.ID})
		wantCode(t, err, "forbidden")
		taken, same := h.owner.Username, "crew"
		_, err = e.UpdateGroup(h.admin.ctx, workspace.UpdateGroupRequest{WorkspaceID: h.id, GroupID: crew.ID, Handle: &taken})
		wantCode(t, err, "handle_taken")
		_, err = e.UpdateGroup(h.admin.ctx, workspace.UpdateGroupRequest{WorkspaceID: h.id, GroupID: crew.ID, Handle: &same})
		wantCode(t, err, "")
		elsewhere := e.house(t, "other")
		_, err = e.UpdateGroup(elsewhere.owner.ctx, workspace.UpdateGroupRequest{WorkspaceID: elsewhere.id, GroupID: crew.ID, Handle: &same})
		wantCode(t, err, "group_not_found")
		_, err = e.ListGroups(h.outside.ctx, workspace.GroupsRequest{WorkspaceID: h.id})
		wantCode(t, err, "workspace_not_found")
		list := must(e.ListGroups(h.guest.ctx, workspace.GroupsRequest{WorkspaceID: h.id}))(t)
		equal(t, "groups", handles(list.Items), []string{h.outside.Username, "crew"})
		equal(t, "members", list.Items[1].UserIDs, []id.User{h.member.ID})
	})
}

// A workspace takes a bounded number of groups.
func TestGroups_TooMany(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	for i := range workspace.MaxGroups {
		_, err := e.db.Exec(t.Context(), `
			INSERT INTO user_groups (id, workspace_id, handle, display_name, description, created_by, updated_at)
			VALUES ($1, $2, $3, '', '', $4, 0)`, id.New[id.Group](), h.id, fmt.Sprintf("g%d", i), h.owner.ID)
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := e.CreateGroup(h.owner.ctx, workspace.CreateGroupRequest{WorkspaceID: h.id, Handle: "one-more"})
	wantCode(t, err, "too_many_groups")
}

// Who leaves a workspace leaves its groups, and that is announced.
func TestGroups_LeftWithTheWorkspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		crew := e.group(t, h, "crew", h.member, h.guest)
		e.forget()
		must(e.Leave(h.member.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		told := announced[workspace.GroupChange](t, e, workspace.EventGroupUpdated)
		if len(told) != 1 || told[0].Group.ID != crew.ID || told[0].Group.MemberCount != 1 {
			t.Errorf("told %+v", told)
		}
		must(e.Delete(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		var left int
		if err := e.db.QueryRow(t.Context(), `SELECT (SELECT COUNT(*) FROM user_groups) + (SELECT COUNT(*) FROM user_group_members)`).Scan(&left); err != nil || left != 0 {
			t.Errorf("%d rows are left, %v", left, err)
		}
	})
}
