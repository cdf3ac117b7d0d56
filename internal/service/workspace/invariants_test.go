package workspace_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// invariants are queries that find nothing, whatever was done.
var invariants = map[string]string{
	"a workspace without an owner": `SELECT COUNT(*) FROM workspaces w WHERE NOT EXISTS (
		SELECT 1 FROM workspace_members m WHERE m.workspace_id = w.id AND m.role = 'owner')`,
	"a workspace listed under no owner": `SELECT COUNT(*) FROM workspaces w WHERE NOT EXISTS (
		SELECT 1 FROM workspace_members m WHERE m.workspace_id = w.id AND m.role = 'owner' AND m.user_id = w.owner_id)`,
	"a count of members that is wrong": `SELECT COUNT(*) FROM workspaces w WHERE member_count <> (
		SELECT COUNT(*) FROM workspace_members m WHERE m.workspace_id = w.id)`,
	"a count of channel members that is wrong": `SELECT COUNT(*) FROM channels c WHERE member_count <> (
		SELECT COUNT(*) FROM channel_members m WHERE m.channel_id = c.id)`,
	"a member who is not in general": `SELECT COUNT(*) FROM workspace_members m JOIN channels c ON c.workspace_id = m.workspace_id AND c.is_general
		WHERE m.role <> 'guest' AND NOT EXISTS (SELECT 1 FROM channel_members cm WHERE cm.channel_id = c.id AND cm.user_id = m.user_id)`,
	"someone in a channel and not in its workspace": `SELECT COUNT(*) FROM channel_members cm JOIN channels c ON c.id = cm.channel_id
		WHERE NOT EXISTS (SELECT 1 FROM workspace_members m WHERE m.workspace_id = c.workspace_id AND m.user_id = cm.user_id)`,
	"a guest who runs a channel": `SELECT COUNT(*) FROM channel_members cm JOIN workspace_members m
		ON m.workspace_id = cm.workspace_id AND m.user_id = cm.user_id WHERE m.role = 'guest' AND cm.role IN ('owner', 'admin')`,
	"an open invite above its inviter": `SELECT COUNT(*) FROM invites i LEFT JOIN workspace_members m
		ON m.workspace_id = i.workspace_id AND m.user_id = i.invited_by WHERE i.revoked_at IS NULL AND (i.max_uses = 0 OR i.uses < i.max_uses)
		AND (m.role IS NULL OR m.role = 'guest' OR m.role = 'member' AND i.role = 'admin')`,
}

// Whatever people do to each other, in whatever order, the rules that everything rests on hold.
func TestInvariants(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	rapid.Check(t, func(r *rapid.T) {
		h := e.house(t, "w-"+id.New[id.User]().String())
		channel := e.channel(t, h, h.member, workspace.Public, "launch").ID
		tokens := []string{e.invite(t, h, h.owner, workspace.CreateInviteRequest{Role: workspace.Admin}).Token}
		people := []person{h.owner, h.admin, h.member, h.guest, h.outside}
		someone := rapid.SampledFrom(people)
		role := rapid.SampledFrom([]workspace.Role{workspace.Owner, workspace.Admin, workspace.Member, workspace.Guest})
		channelRole := rapid.SampledFrom([]workspace.ChannelRole{workspace.ChannelOwner, workspace.ChannelAdmin, workspace.ChannelMember, workspace.ChannelViewer})
		for range rapid.IntRange(5, 25).Draw(r, "steps") {
			by, who := someone.Draw(r, "by"), someone.Draw(r, "who")
			at := workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: rapid.SampledFrom([]id.Channel{channel, h.general}).Draw(r, "channel")}
			var err error
			switch rapid.IntRange(0, 8).Draw(r, "deed") {
			case 0:
				_, err = e.UpdateMember(by.ctx, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: who.ID, Role: role.Draw(r, "role")})
			case 1:
				_, err = e.RemoveMember(by.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: who.ID})
			case 2:
				_, err = e.Transfer(by.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: who.ID})
			case 3:
				var made workspace.NewInvite
				made, err = e.CreateInvite(by.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id, Role: role.Draw(r, "role")})
				if err == nil {
					tokens = append(tokens, made.Token)
				}
			case 4:
				err = e.acceptKeepsRole(r, h.id, by, rapid.SampledFrom(tokens).Draw(r, "token"))
			case 5:
				_, err = e.AddChannelMember(by.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: at.ChannelID, UserID: who.ID})
			case 6:
				_, err = e.UpdateChannelMember(by.ctx, workspace.UpdateChannelMemberRequest{
					WorkspaceID: h.id, ChannelID: at.ChannelID, UserID: who.ID, Role: channelRole.Draw(r, "role"),
				})
			case 7:
				_, err = e.LeaveChannel(by.ctx, at)
			case 8:
				_, err = e.JoinChannel(by.ctx, at)
			}
			if errs.KindOf(err) == errs.KindInternal {
				r.Fatal(err)
			}
			e.mustHold(r)
		}
		if _, err := e.db.Exec(t.Context(), `DELETE FROM workspaces`); err != nil {
			r.Fatal(err)
		}
	})
}

// acceptKeepsRole accepts an invite, which changes no role that someone has.
func (e *env) acceptKeepsRole(r *rapid.T, ws id.Workspace, p person, token string) error {
	before, was := e.Get(p.ctx, workspace.GetRequest{WorkspaceID: ws})
	got, err := e.AcceptInvite(p.ctx, workspace.InviteTokenRequest{Token: token})
	if was == nil && err == nil && got.Role != before.Role {
		r.Fatalf("an invite made a %s %s", before.Role, got.Role)
	}
	return err
}

func (e *env) mustHold(r *rapid.T) {
	for what, query := range invariants {
		var n int
		if err := e.db.QueryRow(r.Context(), query).Scan(&n); err != nil || n != 0 {
			r.Fatalf("%d times %s, %v", n, what, err)
		}
	}
}
