package workspace_test

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestUpdate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.clock.Advance(time.Minute)
		update := func(p person, change workspace.UpdateRequest) (workspace.MyWorkspace, error) {
			change.WorkspaceID = h.id
			return e.Update(p.ctx, change)
		}
		got := must(update(h.admin, workspace.UpdateRequest{
			DisplayName: new(" Acme Ltd "), Settings: &workspace.SettingsChange{WhoCanCreateChannels: new(workspace.OnlyAdmins), ShowEmails: new(true), LinkPreviews: new(false)},
		}))(t)
		want := workspace.Settings{WhoCanInvite: workspace.EveryMember, WhoCanCreateChannels: workspace.OnlyAdmins, ShowEmails: true}
		if got.DisplayName != "Acme Ltd" || got.Settings != want || got.Role != workspace.Admin || !got.UpdatedAt.Equal(e.clock.Now()) {
			t.Errorf("updated %+v", got)
		}
		must(update(h.admin, workspace.UpdateRequest{DisplayName: new("Acme Ltd")}))(t) // nothing new
		if events := announced[workspace.Workspace](t, e, workspace.EventUpdated); len(events) != 1 || events[0] != got.Workspace {
			t.Errorf("announced %+v", events)
		}
		if read := must(e.Get(h.admin.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); read != got {
			t.Errorf("read %+v, want %+v", read, got)
		}
		if got = must(update(h.owner, workspace.UpdateRequest{DisplayName: new(""), Description: new("D")}))(t); got.DisplayName != "acme" || got.Description != "D" {
			t.Errorf("updated %+v", got)
		}
		for name, tc := range map[string]struct {
			as     person
			change workspace.UpdateRequest
			code   string
		}{
			"member":  {h.member, workspace.UpdateRequest{Description: new("x")}, "forbidden"},
			"guest":   {h.guest, workspace.UpdateRequest{Description: new("x")}, "forbidden"},
			"outside": {h.outside, workspace.UpdateRequest{Description: new("x")}, "workspace_not_found"},
			"long":    {h.owner, workspace.UpdateRequest{Description: new(strings.Repeat("x", 1001))}, "validation_failed"},
			"who":     {h.owner, workspace.UpdateRequest{Settings: &workspace.SettingsChange{WhoCanInvite: new(workspace.Who("all"))}}, "validation_failed"},
		} {
			if _, err := update(tc.as, tc.change); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
	})
}

func TestUpdate_SettingsAreEnforced(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		byMember := must(e.CreateInvite(h.member.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}))(t)
		byAdmin := must(e.CreateInvite(h.admin.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}))(t)
		must(e.Update(h.owner.ctx, workspace.UpdateRequest{WorkspaceID: h.id, Settings: &workspace.SettingsChange{
			WhoCanInvite: new(workspace.OnlyAdmins), WhoCanCreateChannels: new(workspace.OnlyAdmins),
		}}))(t)
		_, err := e.CreateInvite(h.member.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id})
		wantCode(t, err, "forbidden")
		_, err = e.CreateChannel(h.member.ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: workspace.Private, Name: "mine"})
		wantCode(t, err, "forbidden")
		e.channel(t, h, h.admin, workspace.Public, "ours")
		must(e.OpenDirect(h.member.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.owner.ID}}))(t)
		// What members have sent out before does not get around it.
		_, err = e.AcceptInvite(h.outside.ctx, workspace.InviteTokenRequest{Token: byMember.Token})
		wantCode(t, err, "invite_revoked")
		must(e.AcceptInvite(h.outside.ctx, workspace.InviteTokenRequest{Token: byAdmin.Token}))(t)
	})
}

// Everything in an archived workspace can be read and nothing changed, until it is brought back.
func TestArchive(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ch := e.channel(t, h, h.member, workspace.Public, "launch")
		token := must(e.CreateInvite(h.owner.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}))(t).Token
		for _, p := range []person{h.admin, h.member, h.guest} {
			_, err := e.Archive(p.ctx, workspace.GetRequest{WorkspaceID: h.id})
			wantCode(t, err, "forbidden")
		}
		e.forget()
		for range 2 { // the second time changes nothing
			if got := must(e.Archive(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); !got.IsArchived {
				t.Errorf("archived %+v", got)
			}
		}
		equal(t, "events", e.types(), []string{workspace.EventUpdated})

		here := workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID}
		a := must(e.Access(t.Context(), workspace.AccessRequest{UserID: h.member.ID, WorkspaceID: h.id, ChannelID: ch.ID}))(t)
		if !a.MayRead || a.MayPost || !a.IsArchived || !a.IsWorkspaceArchived {
			t.Errorf("access %+v", a)
		}
		wantCode(t, a.CheckPost(), "workspace_archived")
		for name, call := range e.changes(h, here) {
			if err := call(); !errs.Is(err, "workspace_archived") {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := e.AcceptInvite(h.outside.ctx, workspace.InviteTokenRequest{Token: token})
		wantCode(t, err, "workspace_archived")

		must(e.LeaveChannel(h.member.ctx, here))(t)
		must(e.Leave(h.member.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		must(e.Members(h.guest.ctx, workspace.MembersRequest{WorkspaceID: h.id}))(t)
		_, err = e.Unarchive(h.admin.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "forbidden")
		if got := must(e.Unarchive(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.IsArchived {
			t.Errorf("brought back %+v", got)
		}
		must(e.JoinChannel(h.admin.ctx, here))(t)
		must(e.AcceptInvite(h.outside.ctx, workspace.InviteTokenRequest{Token: token}))(t)
	})
}

// changes are calls that change a workspace or a channel in it, each by someone who may make it.
func (e *env) changes(h house, here workspace.ChannelRequest) map[string]func() error {
	owner := h.owner.ctx
	member := workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: here.ChannelID, UserID: h.admin.ID}
	calls := map[string]func() (any, error){
		"Update": func() (any, error) {
			return e.Update(owner, workspace.UpdateRequest{WorkspaceID: h.id, Description: new("x")})
		},
		"Transfer": func() (any, error) {
			return e.Transfer(owner, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.admin.ID})
		},
		"UpdateMember": func() (any, error) {
			return e.UpdateMember(owner, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: h.guest.ID, Role: workspace.Member})
		},
		"RemoveMember": func() (any, error) {
			return e.RemoveMember(owner, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.guest.ID})
		},
		"CreateInvite": func() (any, error) { return e.CreateInvite(owner, workspace.CreateInviteRequest{WorkspaceID: h.id}) },
		"CreateChannel": func() (any, error) {
			return e.CreateChannel(owner, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: workspace.Public, Name: "late"})
		},
		"OpenDirect": func() (any, error) {
			return e.OpenDirect(owner, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.guest.ID}})
		},
		"JoinChannel": func() (any, error) { return e.JoinChannel(h.admin.ctx, here) },
		"UpdateChannel": func() (any, error) {
			return e.UpdateChannel(owner, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: here.ChannelID, Topic: new("x")})
		},
		"AddChannelMember": func() (any, error) { return e.AddChannelMember(h.member.ctx, member) },
	}
	out := map[string]func() error{}
	for name, call := range calls {
		out[name] = func() error { _, err := call(); return err }
	}
	return out
}

func TestDelete(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		ch := e.channel(t, h, h.member, workspace.Private, "secret")
		token := must(e.CreateInvite(h.owner.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}))(t).Token
		here := workspace.GetRequest{WorkspaceID: h.id}
		for code, p := range map[string]person{"forbidden": h.admin, "workspace_not_found": h.outside} {
			_, err := e.Delete(p.ctx, here)
			wantCode(t, err, code)
		}
		must(e.Archive(h.owner.ctx, here))(t)
		e.forget()
		must(e.Delete(h.owner.ctx, here))(t)
		equal(t, "events", e.types(), []string{workspace.EventDeleted})
		gone := announced[workspace.Deleted](t, e, workspace.EventDeleted)[0]
		if gone.WorkspaceID != h.id || len(gone.ChannelIDs) != 2 {
			t.Errorf("announced %+v", gone)
		}
		equal(t, "channels", gone.ChannelIDs, []id.Channel{h.general, ch.ID})
		for _, table := range []string{"workspaces", "workspace_members", "channels", "channel_members", "invites"} {
			column := "workspace_id"
			if table == "workspaces" {
				column = "id"
			}
			var n int
			if err := e.db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+table+` WHERE `+column+` = $1`, h.id).Scan(&n); err != nil || n != 0 {
				t.Errorf("%s: %d left, %v", table, n, err)
			}
		}
		_, err := e.Get(h.owner.ctx, here)
		wantCode(t, err, "workspace_not_found")
		_, err = e.Delete(h.owner.ctx, here)
		wantCode(t, err, "workspace_not_found")
		_, err = e.AcceptInvite(h.outside.ctx, workspace.InviteTokenRequest{Token: token})
		wantCode(t, err, "invite_not_found")
		if got := must(e.Get(other.owner.ctx, workspace.GetRequest{WorkspaceID: other.id}))(t); got.MemberCount != 4 {
			t.Errorf("the other workspace %+v", got)
		}
		must(e.Create(h.outside.ctx, workspace.CreateRequest{Name: "acme"}))(t)
	})
}
