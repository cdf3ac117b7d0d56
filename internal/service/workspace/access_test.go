package workspace_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// The matrix of roles and channels. R reads, P posts too, "-" may not know that it exists.
func TestAccess(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		public, private := e.channel(t, h, h.owner, workspace.Public, "public"), e.channel(t, h, h.owner, workspace.Private, "private")
		archived := e.channel(t, h, h.owner, workspace.Public, "archived")
		direct := must(e.OpenDirect(h.owner.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.guest.ID}}))(t).Channel
		viewer, invited := e.person(t, "viewer"), e.person(t, "invited")
		e.admit(t, h, viewer, workspace.Member)
		e.admit(t, h, invited, workspace.Guest)
		for _, ch := range []id.Channel{public.ID, private.ID, archived.ID} {
			for _, p := range []person{viewer, invited} {
				must(e.AddChannelMember(h.owner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch, UserID: p.ID}))(t)
			}
			e.setChannelRole(t, ch, viewer, workspace.ChannelViewer)
		}
		e.archive(t, archived.ID)
		columns := []id.Channel{{}, h.general, public.ID, private.ID, archived.ID, direct.ID, other.general, id.New[id.Channel]()}
		for _, row := range []struct {
			who  person
			want string // workspace, general, public, private, archived, direct, of another workspace, of none
		}{
			{h.owner, "RPPPRP--"},
			{h.admin, "RPR-R---"},
			{h.member, "RPR-R---"},
			{h.guest, "R----P--"},
			{viewer, "RPRRR---"},
			{invited, "R-PPR---"},
			{h.outside, "--------"},
			{other.owner, "--------"},
		} {
			got := ""
			for _, ch := range columns {
				a, err := e.Access(t.Context(), workspace.AccessRequest{UserID: row.who.ID, WorkspaceID: h.id, ChannelID: ch})
				switch {
				case err != nil:
					got += "-"
					if kind := errs.KindOf(err); kind != errs.KindNotFound {
						t.Errorf("%s: %v", row.who.Username, err)
					}
				case a.MayPost:
					got += "P"
				case a.MayRead:
					got += "R"
				}
			}
			if got != row.want {
				t.Errorf("%s: %s, want %s", row.who.Username, got, row.want)
			}
		}
		a := must(e.Access(t.Context(), workspace.AccessRequest{UserID: viewer.ID, WorkspaceID: h.id, ChannelID: private.ID}))(t)
		if a != (workspace.Access{WorkspaceRole: workspace.Member, ChannelRole: workspace.ChannelViewer, ChannelType: workspace.Private, MayRead: true, LinkPreviews: true}) {
			t.Errorf("access %+v", a)
		}
	})
}

func TestAccess_CheckPost(t *testing.T) {
	t.Parallel()
	for code, a := range map[string]workspace.Access{
		"":                  {MayPost: true},
		"channel_archived":  {IsArchived: true, ChannelRole: workspace.ChannelOwner},
		"channel_read_only": {ChannelRole: workspace.ChannelViewer},
		"forbidden":         {ChannelType: workspace.Public},
	} {
		wantCode(t, a.CheckPost(), code)
	}
}

func TestSharesWorkspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		e.admit(t, other, h.guest, workspace.Guest)
		for _, tc := range []struct {
			a, b person
			want bool
		}{
			{h.owner, h.member, true},
			{h.owner, h.outside, false},
			{h.owner, other.owner, false},
			{h.guest, other.owner, true},
			{h.guest, h.owner, true},
			{h.outside, h.outside, true},
		} {
			if got := must(e.SharesWorkspace(t.Context(), workspace.SharesWorkspaceRequest{UserID: tc.a.ID, OtherID: tc.b.ID}))(t); got != tc.want {
				t.Errorf("%s and %s: %v", tc.a.Username, tc.b.Username, got)
			}
		}
	})
}

// Without a caller nothing that needs one answers.
func TestService_NeedsACaller(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ctx := t.Context()
		ch := workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: h.general}
		member := workspace.ChannelMemberRequest{WorkspaceID: h.id, ChannelID: h.general, UserID: h.owner.ID}
		for name, call := range map[string]func() (any, error){
			"Create":      func() (any, error) { return e.Create(ctx, workspace.CreateRequest{Name: "other"}) },
			"Get":         func() (any, error) { return e.Get(ctx, workspace.GetRequest{WorkspaceID: h.id}) },
			"Memberships": func() (any, error) { return e.Memberships(ctx, workspace.MembershipsRequest{}) },
			"Members":     func() (any, error) { return e.Members(ctx, workspace.MembersRequest{WorkspaceID: h.id}) },
			"RemoveMember": func() (any, error) {
				return e.RemoveMember(ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.guest.ID})
			},
			"Leave": func() (any, error) { return e.Leave(ctx, workspace.GetRequest{WorkspaceID: h.id}) },
			"CreateChannel": func() (any, error) {
				return e.CreateChannel(ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: "public", Name: "ab"})
			},
			"OpenDirect": func() (any, error) {
				return e.OpenDirect(ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.owner.ID}})
			},
			"GetChannel":     func() (any, error) { return e.GetChannel(ctx, ch) },
			"BrowseChannels": func() (any, error) { return e.BrowseChannels(ctx, workspace.BrowseRequest{WorkspaceID: h.id}) },
			"CheckChannelName": func() (any, error) {
				return e.CheckChannelName(ctx, workspace.CheckChannelNameRequest{WorkspaceID: h.id, Name: "ab"})
			},
			"UpdateChannel": func() (any, error) {
				return e.UpdateChannel(ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: h.general})
			},
			"JoinChannel":  func() (any, error) { return e.JoinChannel(ctx, ch) },
			"LeaveChannel": func() (any, error) { return e.LeaveChannel(ctx, ch) },
			"ChannelMembers": func() (any, error) {
				return e.ChannelMembers(ctx, workspace.ChannelMembersRequest{WorkspaceID: h.id, ChannelID: h.general})
			},
			"AddChannelMember": func() (any, error) {
				return e.AddChannelMember(ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: h.general, UserID: h.owner.ID})
			},
			"RemoveChannelMember": func() (any, error) { return e.RemoveChannelMember(ctx, member) },
			"CreateInvite":        func() (any, error) { return e.CreateInvite(ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}) },
			"Invites":             func() (any, error) { return e.Invites(ctx, workspace.InvitesRequest{WorkspaceID: h.id}) },
			"RevokeInvite":        func() (any, error) { return e.RevokeInvite(ctx, workspace.InviteRequest{WorkspaceID: h.id}) },
			"AcceptInvite":        func() (any, error) { return e.AcceptInvite(ctx, workspace.InviteTokenRequest{}) },
			"CheckName":           func() (any, error) { return e.CheckName(ctx, workspace.CheckNameRequest{Name: "ab"}) },
		} {
			if got, err := call(); !errs.Is(err, "missing_token") {
				t.Errorf("%s: %v, %v", name, got, err)
			}
		}
	})
}
