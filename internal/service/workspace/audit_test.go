package workspace_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) audited(t *testing.T, p person, req workspace.AuditRequest) ([]string, *string) {
	t.Helper()
	list := must(e.Audit(p.ctx, req))(t)
	var out []string
	for _, entry := range list.Items {
		actor := ""
		if entry.Actor != nil {
			actor = entry.Actor.Username
		}
		out = append(out, actor+" "+entry.Action+" "+entry.Target.Name)
	}
	return out, list.NextCursor
}

func TestAudit(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		here := workspace.GetRequest{WorkspaceID: h.id}
		var before workspace.AuditRequest
		before.WorkspaceID, before.Limit = h.id, 200
		old, _ := e.audited(t, h.owner, before)

		must(e.UpdateMember(h.owner.ctx, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: h.member.ID, Role: workspace.Admin}))(t)
		must(e.Update(h.admin.ctx, workspace.UpdateRequest{WorkspaceID: h.id, Description: new("D")}))(t)
		public, secret := e.channel(t, h, h.member, workspace.Public, "launch"), e.channel(t, h, h.member, workspace.Private, "layoffs")
		for _, ch := range []workspace.MyChannel{public, secret} {
			at := workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID}
			must(e.AddChannelMember(h.member.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch.ID, UserID: h.guest.ID}))(t)
			must(e.UpdateChannelMember(h.member.ctx, workspace.UpdateChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch.ID, UserID: h.guest.ID, Role: workspace.ChannelViewer}))(t)
			must(e.RemoveChannelMember(h.member.ctx, workspace.ChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch.ID, UserID: h.guest.ID}))(t)
			must(e.UpdateChannel(h.member.ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID, Name: new(ch.Name + "-2")}))(t)
			must(e.ArchiveChannel(h.member.ctx, at))(t)
			must(e.DeleteChannel(h.member.ctx, at))(t)
		}
		invite := e.invite(t, h, h.admin, workspace.CreateInviteRequest{Email: "acme-outside@example.org"})
		must(e.ResendInvite(h.admin.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: invite.ID}))(t)
		must(e.RevokeInvite(h.admin.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: invite.ID}))(t)
		must(e.RevokeInvite(h.admin.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: invite.ID}))(t) // changes nothing
		must(e.RemoveMember(h.owner.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.guest.ID}))(t)
		must(e.Archive(h.owner.ctx, here))(t)

		got, _ := e.audited(t, h.owner, before)
		want := []string{
			"acme-owner workspace.archived acme",
			"acme-owner member.removed acme-guest Example",
			"acme-admin invite.revoked ",
			"acme-admin invite.resent ",
			"acme-admin invite.created ",
			"acme-member channel.deleted ", "acme-member channel.archived ", "acme-member channel.renamed ",
			"acme-member channel.member_removed acme-guest Example",
			"acme-member channel.member_role_changed acme-guest Example",
			"acme-member channel.member_added acme-guest Example",
			"acme-member channel.deleted launch-2", "acme-member channel.archived launch-2", "acme-member channel.renamed launch-2",
			"acme-member channel.member_removed acme-guest Example",
			"acme-member channel.member_role_changed acme-guest Example",
			"acme-member channel.member_added acme-guest Example",
			"acme-member channel.created ",
			"acme-member channel.created launch",
			"acme-admin workspace.updated acme",
			"acme-owner member.role_changed acme-member Example",
		}
		equal(t, "audit", got[:len(got)-len(old)], want)
		for _, entry := range must(e.Audit(h.owner.ctx, before))(t).Items {
			if raw := entry.Target.Name + strings.Join(stringsIn(entry.Details), " "); strings.Contains(raw, "layoffs") || strings.Contains(raw, "example.org") {
				t.Errorf("tells what is secret: %+v", entry)
			}
		}
		page, next := e.audited(t, h.owner, workspace.AuditRequest{WorkspaceID: h.id, Limit: 2})
		equal(t, "first page", page, want[:2])
		page, _ = e.audited(t, h.owner, workspace.AuditRequest{WorkspaceID: h.id, Limit: 2, Cursor: *next})
		equal(t, "second page", page, want[2:4])
		if err := audit.Verify(t.Context(), e.db, h.id.String()); err != nil {
			t.Error(err)
		}
		for p, code := range map[*person]string{&h.admin: "forbidden", &h.outside: "workspace_not_found"} {
			_, err := e.Audit(p.ctx, before)
			wantCode(t, err, code)
		}
	})
}

func stringsIn(m map[string]any) []string {
	var out []string
	for _, v := range m {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// With a workspace goes its audit; that it was deleted, by whom, stays.
func TestAudit_OfADeletedWorkspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		must(e.Delete(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		left := must(audit.List(t.Context(), e.db, h.id.String(), "", 0))(t)
		if len(left.Items) != 0 {
			t.Errorf("left %+v", left.Items)
		}
		server := must(audit.List(t.Context(), e.db, "server", "", 0))(t).Items
		if len(server) != 1 || server[0].Action != "workspace.deleted" || server[0].Actor != h.owner.ID || server[0].TargetID != h.id.String() {
			t.Errorf("noted %+v", server)
		}
		if err := audit.Verify(t.Context(), e.db, "server"); err != nil {
			t.Error(err)
		}
	})
}
