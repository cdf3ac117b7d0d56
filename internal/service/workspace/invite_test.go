package workspace_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) invite(t *testing.T, h house, by person, req workspace.CreateInviteRequest) workspace.NewInvite {
	t.Helper()
	req.WorkspaceID = h.id
	return must(e.CreateInvite(by.ctx, req))(t)
}

func (e *env) accept(p person, token string) (workspace.MyWorkspace, error) {
	return e.AcceptInvite(p.ctx, workspace.InviteTokenRequest{Token: token})
}

func TestInvite(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		invite := e.invite(t, h, h.member, workspace.CreateInviteRequest{MaxUses: 2})
		if invite.Role != workspace.Member || !invite.ExpiresAt.Equal(e.clock.Now().Add(7*24*time.Hour)) || invite.InvitedBy != h.member.ID || len(invite.Token) != 43 {
			t.Errorf("invite %+v", invite)
		}
		preview := must(e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: invite.Token}))(t)
		if preview != (workspace.InvitePreview{
			Workspace: workspace.InvitedTo{ID: h.id, Name: "acme", DisplayName: "acme", MemberCount: 4},
			InvitedBy: h.member.Author, Role: workspace.Member, ExpiresAt: invite.ExpiresAt,
		}) {
			t.Errorf("preview %+v", preview)
		}
		got := must(e.accept(h.outside, invite.Token))(t)
		if got.ID != h.id || got.Role != workspace.Member || got.MemberCount != 5 {
			t.Errorf("accepted %+v", got)
		}
		equal(t, "events", e.types(), []string{workspace.EventMemberJoined, workspace.EventChannelMemberJoined})
		want := workspace.MemberChange{WorkspaceID: h.id, UserID: h.outside.ID, Role: workspace.Member, User: h.outside.Author}
		if events := announced[workspace.MemberChange](t, e, workspace.EventMemberJoined); events[0] != want {
			t.Errorf("announced %+v", events)
		}
		wantCode(t, e.mayRead(h.outside, h.id, h.general), "")
	})
}

// An answer that got lost can be asked for again; nobody's role is changed by an invite.
func TestAcceptInvite_MembersUseNothing(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		invite := e.invite(t, h, h.owner, workspace.CreateInviteRequest{Role: workspace.Admin, MaxUses: 1})
		for _, p := range []person{h.owner, h.guest, h.outside, h.outside} {
			must(e.accept(p, invite.Token))(t)
		}
		for p, role := range map[*person]workspace.Role{&h.owner: workspace.Owner, &h.guest: workspace.Guest, &h.outside: workspace.Admin} {
			if got := must(e.Get(p.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.Role != role {
				t.Errorf("%s is %s", p.Username, got.Role)
			}
		}
		late := e.person(t, "late")
		_, err := e.accept(late, invite.Token)
		wantCode(t, err, "invite_used_up")
		if got := must(e.Get(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.MemberCount != 5 {
			t.Errorf("%d members", got.MemberCount)
		}
		wantCode(t, e.mayRead(late, h.id, h.general), "workspace_not_found")
	})
}

// Twenty people rush for five places: five get in.
func TestAcceptInvite_MaxUsesRace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		invite := e.invite(t, h, h.owner, workspace.CreateInviteRequest{MaxUses: 5})
		var wg sync.WaitGroup
		var mu sync.Mutex
		in := 0
		for i := range 20 {
			p := e.person(t, "rush-"+string(rune('a'+i)))
			for range 2 { // each clicks twice
				wg.Go(func() {
					_, err := e.accept(p, invite.Token)
					mu.Lock()
					defer mu.Unlock()
					if err == nil {
						in++
					} else {
						wantCode(t, err, "invite_used_up")
					}
				})
			}
		}
		wg.Wait()
		list := must(e.Invites(h.owner.ctx, workspace.InvitesRequest{WorkspaceID: h.id, Limit: 1}))(t)
		got := must(e.Get(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		if list.Items[0].Uses != 5 || got.MemberCount != 4+5 || in < 5 || in > 10 {
			t.Errorf("%d uses, %d members, %d answers", list.Items[0].Uses, got.MemberCount, in)
		}
		general := must(e.GetChannel(h.owner.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: h.general}))(t)
		if general.MemberCount != 3+5 {
			t.Errorf("general counts %d", general.MemberCount)
		}
	})
}

func TestInvite_Ends(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		revoked := e.invite(t, h, h.member, workspace.CreateInviteRequest{})
		expiring := e.invite(t, h, h.member, workspace.CreateInviteRequest{ExpiresInDays: 1})
		revoke := func(by person, inviteID id.Invite) error {
			_, err := e.RevokeInvite(by.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: inviteID})
			return err
		}
		second := e.person(t, "second")
		e.admit(t, h, second, workspace.Member)
		wantCode(t, revoke(second, revoked.ID), "invite_not_found")
		wantCode(t, revoke(h.guest, revoked.ID), "forbidden")
		wantCode(t, revoke(h.outside, revoked.ID), "workspace_not_found")
		wantCode(t, revoke(h.owner, id.New[id.Invite]()), "invite_not_found")
		wantCode(t, revoke(h.admin, revoked.ID), "")
		wantCode(t, revoke(h.member, revoked.ID), "")
		e.clock.Advance(24*time.Hour - 2*time.Second)
		must(e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: expiring.Token}))(t)
		e.clock.Advance(2 * time.Second)
		for token, code := range map[string]string{
			revoked.Token: "invite_revoked", expiring.Token: "invite_expired", "": "invite_not_found", "garbage": "invite_not_found",
			"\x00": "invite_not_found", strings.Repeat("A", 43): "invite_not_found", strings.Repeat("A", 1<<20): "invite_not_found",
			expiring.Token + " ": "invite_not_found", expiring.ID.String(): "invite_not_found",
		} {
			_, err := e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: token})
			wantCode(t, err, code)
			_, err = e.accept(h.outside, token)
			wantCode(t, err, code)
		}
		wantCode(t, e.mayRead(h.outside, h.id, h.general), "workspace_not_found")
	})
}

// Nobody gives more than they have.
func TestCreateInvite_Roles(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		for _, tc := range []struct {
			by   person
			role workspace.Role
			code string
		}{
			{h.owner, workspace.Owner, "validation_failed"},
			{h.owner, workspace.Admin, ""},
			{h.admin, workspace.Owner, "validation_failed"},
			{h.admin, workspace.Admin, ""},
			{h.admin, workspace.Guest, ""},
			{h.member, workspace.Admin, "forbidden"},
			{h.member, workspace.Member, ""},
			{h.member, workspace.Guest, ""},
			{h.guest, workspace.Guest, "forbidden"},
			{h.outside, workspace.Guest, "workspace_not_found"},
			{h.owner, "root", "validation_failed"},
			{h.owner, "Admin", "validation_failed"},
		} {
			_, err := e.CreateInvite(tc.by.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id, Role: tc.role})
			if got := errs.From(err); tc.code == "" && err != nil || tc.code != "" && (got == nil || got.Code != tc.code) {
				t.Errorf("%s invites %s: %v, want %q", tc.by.Username, tc.role, err, tc.code)
			}
		}
	})
}

func TestCreateInvite_BadInput(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	for field, req := range map[string]workspace.CreateInviteRequest{
		"role": {Role: "x"}, "expiresInDays": {ExpiresInDays: 31}, "maxUses": {MaxUses: 10_001},
		"role expiresInDays maxUses": {Role: workspace.Owner, ExpiresInDays: -1, MaxUses: -1},
	} {
		req.WorkspaceID = h.id
		_, err := e.CreateInvite(h.owner.ctx, req)
		var fields []string
		for _, f := range errs.From(err).Fields {
			fields = append(fields, f.Field)
		}
		if strings.Join(fields, " ") != field {
			t.Errorf("%+v: %v", req, err)
		}
	}
	longest := e.invite(t, h, h.owner, workspace.CreateInviteRequest{ExpiresInDays: 30})
	if !longest.ExpiresAt.Equal(e.clock.Now().Add(30 * 24 * time.Hour)) {
		t.Errorf("expires %v", longest.ExpiresAt)
	}
}

func TestInvites_List(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		var mine []id.Invite
		for range 3 {
			mine = append([]id.Invite{e.invite(t, h, h.member, workspace.CreateInviteRequest{}).ID}, mine...)
		}
		list := func(p person, cursor string, limit int) ([]id.Invite, *string) {
			got := must(e.Invites(p.ctx, workspace.InvitesRequest{WorkspaceID: h.id, Cursor: cursor, Limit: limit}))(t)
			var ids []id.Invite
			for _, i := range got.Items {
				ids = append(ids, i.ID)
			}
			return ids, got.NextCursor
		}
		got, next := list(h.member, "", 2)
		equal(t, "first page", got, mine[:2])
		got, next = list(h.member, *next, 2)
		equal(t, "second page", got, mine[2:])
		if next != nil {
			t.Error("a third page")
		}
		if got, _ := list(h.admin, "", 0); len(got) != 3+3 { // with those by which the house came in
			t.Errorf("an admin sees %d", len(got))
		}
		_, err := e.Invites(h.guest.ctx, workspace.InvitesRequest{WorkspaceID: h.id})
		wantCode(t, err, "forbidden")
		_, err = e.Invites(other.owner.ctx, workspace.InvitesRequest{WorkspaceID: h.id})
		wantCode(t, err, "workspace_not_found")
		_, err = e.Invites(h.owner.ctx, workspace.InvitesRequest{WorkspaceID: h.id, Cursor: "x"})
		wantCode(t, err, "bad_cursor")
		_, err = e.RevokeInvite(other.owner.ctx, workspace.InviteRequest{WorkspaceID: other.id, InviteID: mine[0]})
		wantCode(t, err, "invite_not_found")
	})
}

// The database alone lets nobody in.
func TestInvite_TokensAreNotInTheDatabase(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		invite := e.invite(t, h, h.owner, workspace.CreateInviteRequest{})
		var kept string
		if err := e.db.QueryRow(t.Context(), `SELECT token_hash FROM invites WHERE id = $1`, invite.ID).Scan(&kept); err != nil {
			t.Fatal(err)
		}
		_, err := e.accept(h.outside, kept)
		wantCode(t, err, "invite_not_found")
	})
}
