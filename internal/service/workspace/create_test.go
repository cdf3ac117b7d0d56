package workspace_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada := e.person(t, "ada")
		got := must(e.Create(ada.ctx, workspace.CreateRequest{Name: " Acme ", DisplayName: "Acme Ltd", Description: "We make\nanvils."}))(t)
		want := workspace.MyWorkspace{Role: workspace.Owner, Workspace: workspace.Workspace{
			ID: got.ID, Name: "acme", DisplayName: "Acme Ltd", Description: "We make\nanvils.", OwnerID: ada.ID, MemberCount: 1,
			Settings:  workspace.Settings{WhoCanInvite: workspace.EveryMember, WhoCanCreateChannels: workspace.EveryMember, LinkPreviews: true},
			CreatedAt: e.clock.Now(), UpdatedAt: e.clock.Now(),
		}}
		if got != want {
			t.Errorf("workspace %+v", got)
		}
		if got := must(e.Get(ada.ctx, workspace.GetRequest{WorkspaceID: got.ID}))(t); got != want {
			t.Errorf("Get = %+v", got)
		}
		equal(t, "events", e.types(), []string{
			workspace.EventCreated, workspace.EventMemberJoined, workspace.EventChannelCreated, workspace.EventChannelMemberJoined,
		})
		boot := must(e.Memberships(ada.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t)
		if len(boot.Items) != 1 || len(boot.Items[0].Channels) != 1 {
			t.Fatalf("memberships %+v", boot)
		}
		if ch := boot.Items[0].Channels[0]; ch.Name != workspace.GeneralName || ch.Role != workspace.ChannelOwner || ch.MemberCount != 1 || ch.Type != workspace.Public {
			t.Errorf("general %+v", ch)
		}
	})
}

func TestCreate_BadInput(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	ada := e.person(t, "ada")
	for name, tc := range map[string]struct {
		req   workspace.CreateRequest
		field string
	}{
		"no name":                  {workspace.CreateRequest{}, "name"},
		"short name":               {workspace.CreateRequest{Name: "a"}, "name"},
		"long name":                {workspace.CreateRequest{Name: strings.Repeat("a", 51)}, "name"},
		"space in name":            {workspace.CreateRequest{Name: "a b"}, "name"},
		"slash in name":            {workspace.CreateRequest{Name: "a/../b"}, "name"},
		"zero byte in name":        {workspace.CreateRequest{Name: "ab\x00"}, "name"},
		"a megabyte of name":       {workspace.CreateRequest{Name: strings.Repeat("a", 1<<20)}, "name"},
		"long display name":        {workspace.CreateRequest{Name: "ab", DisplayName: strings.Repeat("é", 81)}, "displayName"},
		"lines in display name":    {workspace.CreateRequest{Name: "ab", DisplayName: "a\nb"}, "displayName"},
		"long description":         {workspace.CreateRequest{Name: "ab", Description: strings.Repeat("é", 1001)}, "description"},
		"zero byte in description": {workspace.CreateRequest{Name: "ab", Description: "\x00"}, "description"},
	} {
		_, err := e.Create(ada.ctx, tc.req)
		if f := errs.From(err); f == nil || f.Code != "validation_failed" || len(f.Fields) != 1 || f.Fields[0].Field != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := e.Create(t.Context(), workspace.CreateRequest{Name: "acme"})
	wantCode(t, err, "missing_token")
	ghost := auth.WithCaller(t.Context(), auth.Caller{UserID: id.New[id.User]()})
	_, err = e.Create(ghost, workspace.CreateRequest{Name: "acme"})
	wantCode(t, err, "user_not_found")
}

// Of many who want one name at once, one gets it.
func TestCreate_Race(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		made := 0
		for _, name := range []string{"a", "b", "c", "d", "e", "f"} {
			p := e.person(t, name)
			wg.Go(func() {
				_, err := e.Create(p.ctx, workspace.CreateRequest{Name: "acme"})
				if err != nil {
					wantCode(t, err, "name_taken")
					return
				}
				mu.Lock()
				made++
				mu.Unlock()
			})
		}
		wg.Wait()
		if made != 1 {
			t.Errorf("%d workspaces of one name", made)
		}
	})
}

func TestCheckName(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		ada := e.person(t, "ada")
		must(e.Create(ada.ctx, workspace.CreateRequest{Name: "acme"}))(t)
		for name, want := range map[string]bool{"acme": false, "ACME": false, "other": true, "a": false, "a b": false, "\x00\x00": false} {
			if got := must(e.CheckName(ada.ctx, workspace.CheckNameRequest{Name: name}))(t); got.Available != want {
				t.Errorf("%q: %+v", name, got)
			}
		}
		_, err := e.CheckName(t.Context(), workspace.CheckNameRequest{Name: "acme"})
		wantCode(t, err, "missing_token")
	})
}

func TestGet_OnlyMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		for role, p := range map[workspace.Role]person{
			workspace.Owner: h.owner, workspace.Admin: h.admin, workspace.Member: h.member, workspace.Guest: h.guest,
		} {
			if got := must(e.Get(p.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.Role != role || got.MemberCount != 4 {
				t.Errorf("as %s: %+v", role, got)
			}
		}
		_, err := e.Get(h.outside.ctx, workspace.GetRequest{WorkspaceID: h.id})
		wantCode(t, err, "workspace_not_found")
		_, err = e.Get(h.owner.ctx, workspace.GetRequest{WorkspaceID: id.New[id.Workspace]()})
		wantCode(t, err, "workspace_not_found")
		_, err = e.Get(h.owner.ctx, workspace.GetRequest{})
		wantCode(t, err, "workspace_not_found")
	})
}

func TestMemberships(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "bravo"), e.house(t, "alpha")
		e.admit(t, other, h.member, workspace.Guest)
		secret := e.channel(t, h, h.member, workspace.Private, "secret")
		e.channel(t, h, h.owner, workspace.Public, "not-joined")
		direct := must(e.OpenDirect(h.member.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.owner.ID}}))(t)

		boot := must(e.Memberships(h.member.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t)
		if len(boot.Items) != 2 || boot.NextCursor != nil {
			t.Fatalf("memberships %+v", boot)
		}
		alpha, bravo := boot.Items[0], boot.Items[1]
		if alpha.Name != "alpha" || alpha.Role != workspace.Guest || alpha.MemberCount != 5 || alpha.Channels == nil || len(alpha.Channels) != 0 {
			t.Errorf("alpha %+v", alpha)
		}
		var ids []id.Channel
		for _, c := range bravo.Channels {
			ids = append(ids, c.ID)
		}
		equal(t, "channels", ids, []id.Channel{direct.Channel.ID, h.general, secret.ID})
		dm := bravo.Channels[0]
		if len(dm.Members) != 2 || dm.MemberCount != 2 || dm.Name != "" || dm.Role != workspace.ChannelMember {
			t.Errorf("direct %+v", dm)
		}
		if bravo.Channels[1].Members != nil || bravo.Channels[1].MemberCount != 3 {
			t.Errorf("general %+v", bravo.Channels[1])
		}
		brief := must(e.Memberships(h.member.ctx, workspace.MembershipsRequest{}))(t)
		if len(brief.Items) != 2 || len(brief.Items[1].Channels) != 0 {
			t.Errorf("without channels: %+v", brief)
		}
		if none := must(e.Memberships(h.outside.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t); none.Items == nil || len(none.Items) != 0 {
			t.Errorf("someone without workspaces: %+v", none)
		}
	})
}
