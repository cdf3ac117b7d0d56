package workspace_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestMembers_Pages(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		want := []string{"acme-owner"}
		for i := range 3 {
			p := e.person(t, "late-"+string(rune('a'+i)))
			e.admit(t, h, p, workspace.Member)
		}
		var got []string
		cursor, pages := "", 0
		for {
			list := must(e.Members(h.guest.ctx, workspace.MembersRequest{WorkspaceID: h.id, Cursor: cursor, Limit: 2}))(t)
			got = append(got, usernames(list.Items)...)
			pages++
			if list.NextCursor == nil {
				break
			}
			cursor = *list.NextCursor
		}
		if pages != 4 || len(got) != 7 || got[0] != want[0] {
			t.Errorf("%d pages of %v", pages, got)
		}
		equal(t, "the last", got[4:], []string{"late-a", "late-b", "late-c"})
	})
}

func TestMembers_Query(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.admit(t, h, e.person(t, "per_cent"), workspace.Member)
		for query, want := range map[string][]string{
			"OWNER": {"acme-owner"}, "guest exa": {"acme-guest"}, "nobody": nil, "%": nil, "_": {"per_cent"}, `\`: nil, "'": nil,
		} {
			list := must(e.Members(h.owner.ctx, workspace.MembersRequest{WorkspaceID: h.id, Query: query}))(t)
			equal(t, query, usernames(list.Items), want)
		}
	})
}

func TestMembers_ByIDs(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		asked := []id.User{h.guest.ID, h.outside.ID, {}, other.owner.ID, h.owner.ID, h.guest.ID}
		list := must(e.Members(h.guest.ctx, workspace.MembersRequest{WorkspaceID: h.id, UserIDs: asked, Limit: 1}))(t)
		equal(t, "those who are members", usernames(list.Items), []string{"acme-guest", "acme-owner"})
		if list.Items[0].Role != workspace.Guest || list.NextCursor != nil {
			t.Errorf("not a guest in one page: %+v", list)
		}
		nobody := must(e.Members(h.owner.ctx, workspace.MembersRequest{WorkspaceID: h.id, UserIDs: []id.User{other.owner.ID}}))(t)
		equal(t, "members of another workspace", usernames(nobody.Items), nil)
		_, err := e.Members(h.owner.ctx, workspace.MembersRequest{WorkspaceID: h.id, UserIDs: make([]id.User, workspace.MaxMemberIDs+1)})
		wantCode(t, err, "validation_failed")
	})
}

func TestMembers_BadInput(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		for name, tc := range map[string]struct {
			as   person
			req  workspace.MembersRequest
			code string
		}{
			"outside":         {h.outside, workspace.MembersRequest{WorkspaceID: h.id}, "workspace_not_found"},
			"other workspace": {h.owner, workspace.MembersRequest{WorkspaceID: id.New[id.Workspace]()}, "workspace_not_found"},
			"garbage cursor":  {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Cursor: "%%%"}, "bad_cursor"},
			"wrong types":     {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Cursor: page.Encode(map[string]string{"t": "x"})}, "bad_cursor"},
			"not an object":   {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Cursor: page.Encode([]int{1})}, "bad_cursor"},
			"zero byte":       {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Cursor: page.Encode(map[string]string{"u": "\x00"})}, ""},
			"long query":      {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Query: strings.Repeat("a", 101)}, "validation_failed"},
			"query zero byte": {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Query: "\x00"}, "validation_failed"},
			"limit below":     {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Limit: -5}, ""},
			"limit beyond":    {h.owner, workspace.MembersRequest{WorkspaceID: h.id, Limit: 1 << 30}, ""},
		} {
			_, err := e.Members(tc.as.ctx, tc.req)
			if tc.code != "" && err == nil {
				t.Errorf("%s was accepted", name)
			}
			wantCode(t, err, tc.code)
		}
	})
}

func TestRemoveMember_Roles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		second := e.person(t, "second")
		e.admit(t, h, second, workspace.Member)
		for name, tc := range map[string]struct {
			by, who person
			code    string
		}{
			"member by member":      {h.member, second, "forbidden"},
			"member by guest":       {h.guest, second, "forbidden"},
			"member by outside":     {h.outside, second, "workspace_not_found"},
			"owner by admin":        {h.admin, h.owner, "forbidden"},
			"the last owner":        {h.owner, h.owner, "last_owner"},
			"outside by owner":      {h.owner, h.outside, "user_not_found"},
			"outside by a member":   {h.member, h.outside, "forbidden"},
			"themselves, not there": {h.outside, h.outside, "workspace_not_found"},
		} {
			_, err := e.RemoveMember(tc.by.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: tc.who.ID})
			if err == nil {
				t.Errorf("%s was allowed", name)
			}
			wantCode(t, err, tc.code)
		}
		equal(t, "events", e.types()[2:], nil) // those of second's coming
		must(e.RemoveMember(h.admin.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: second.ID}))(t)
		must(e.Leave(h.guest.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		must(e.RemoveMember(h.member.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.member.ID}))(t)
		must(e.RemoveMember(h.owner.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.admin.ID}))(t)
		if got := must(e.Get(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.MemberCount != 1 {
			t.Errorf("%d members", got.MemberCount)
		}
		_, err := e.Leave(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "last_owner")
	})
}

// Who is removed is out of everything at once, and everyone who must know is told.
func TestRemoveMember_EndsEverything(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, elsewhere := e.house(t, "acme"), e.house(t, "other")
		e.admit(t, elsewhere, h.member, workspace.Member)
		private := e.channel(t, h, h.member, workspace.Private, "private")
		direct := must(e.OpenDirect(h.member.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.owner.ID}}))(t).Channel
		invite := must(e.CreateInvite(h.member.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id}))(t)
		e.forget()

		must(e.RemoveMember(h.admin.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: h.member.ID}))(t)

		equal(t, "events", e.types(), []string{
			workspace.EventChannelMemberLeft, workspace.EventChannelMemberLeft, workspace.EventChannelMemberLeft,
			workspace.EventInviteRevoked, workspace.EventMemberLeft,
		})
		left := map[id.Channel]workspace.ChannelMemberChange{}
		for _, ev := range announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberLeft) {
			left[ev.ChannelID] = ev
		}
		for ch, role := range map[id.Channel]workspace.ChannelRole{
			h.general: workspace.ChannelMember, private.ID: workspace.ChannelOwner, direct.ID: workspace.ChannelMember,
		} {
			want := workspace.ChannelMemberChange{WorkspaceID: h.id, ChannelID: ch, UserID: h.member.ID, Role: role, User: h.member.Author}
			if left[ch] != want {
				t.Errorf("announced %+v, want %+v", left[ch], want)
			}
			_, err := e.Access(t.Context(), workspace.AccessRequest{UserID: h.member.ID, WorkspaceID: h.id, ChannelID: ch})
			wantCode(t, err, "workspace_not_found")
		}
		if got := must(e.MyChannels(t.Context(), workspace.MyChannelsRequest{UserID: h.member.ID, WorkspaceID: h.id}))(t); len(got) != 0 {
			t.Errorf("still in %v", got)
		}
		if got := must(e.MyChannels(t.Context(), workspace.MyChannelsRequest{UserID: h.member.ID}))(t); len(got) != 1 {
			t.Errorf("elsewhere in %v", got)
		}
		_, err := e.AcceptInvite(h.member.ctx, workspace.InviteTokenRequest{Token: invite.Token})
		wantCode(t, err, "invite_revoked")
		// The other one still sees whom they talked to.
		got := must(e.GetChannel(h.owner.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: direct.ID}))(t)
		if len(got.Members) != 2 || got.MemberCount != 1 {
			t.Errorf("direct channel %+v", got)
		}
		general := must(e.GetChannel(h.owner.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: h.general}))(t)
		if general.MemberCount != 2 {
			t.Errorf("general counts %d", general.MemberCount)
		}
	})
}

// Two owners leave at once: one of them must stay.
func TestLeave_LastOwnerRace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.setRole(t, h, h.admin, workspace.Owner)
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i, p := range []person{h.owner, h.admin} {
			wg.Go(func() { _, errs[i] = e.Leave(p.ctx, workspace.GetRequest{WorkspaceID: h.id}) })
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil {
				wantCode(t, err, "last_owner")
			}
		}
	})
}

func TestLeave_PassesOwnership(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.setRole(t, h, h.admin, workspace.Owner)
		e.clock.Advance(time.Minute)
		must(e.Leave(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		updated := announced[workspace.Workspace](t, e, workspace.EventUpdated)
		if len(updated) != 1 || updated[0].OwnerID != h.admin.ID || !updated[0].UpdatedAt.Equal(e.clock.Now()) {
			t.Errorf("announced %+v", updated)
		}
		_, err := e.Get(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "workspace_not_found")
	})
}
