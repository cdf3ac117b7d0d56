package workspace_test

import (
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// Who may make whom what: a row for who asks, a column for who it is about, a letter for each role they
// could be given (owner, admin, member, guest): yes, or what the refusal is.
func TestUpdateMember_Matrix(t *testing.T) {
	t.Parallel()
	codes := map[byte]string{'y': "", 'f': "forbidden", 'l': "last_owner", 'w': "workspace_not_found", 'u': "user_not_found"}
	roles := []workspace.Role{workspace.Owner, workspace.Admin, workspace.Member, workspace.Guest}
	e := newEnv(t, "sqlite", false)
	for by, row := range map[string][5]string{ // owner, admin, member, guest, outside
		"owner":   {"ylll", "yyyy", "yyyy", "yyyy", "uuuu"},
		"admin":   {"ffff", "fyyy", "fyyy", "fyyy", "uuuu"},
		"member":  {"ffff", "ffff", "ffff", "ffff", "ffff"},
		"guest":   {"ffff", "ffff", "ffff", "ffff", "ffff"},
		"outside": {"wwww", "wwww", "wwww", "wwww", "wwww"},
	} {
		for column, wants := range row {
			for i, role := range roles {
				h := e.house(t, "acme-"+id.New[id.User]().String())
				people := map[string]person{"owner": h.owner, "admin": h.admin, "member": h.member, "guest": h.guest, "outside": h.outside}
				who := []person{h.owner, h.admin, h.member, h.guest, h.outside}[column]
				got, err := e.UpdateMember(people[by].ctx, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: who.ID, Role: role})
				if code := codes[wants[i]]; code == "" && (err != nil || got.Role != role) || code != "" && !errs.Is(err, code) {
					t.Errorf("%s makes %s %s: %+v, %v, want %q", by, who.Username, role, got, err, code)
				}
			}
		}
	}
}

func TestUpdateMember(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		update := func(p person, role workspace.Role) (workspace.Person[workspace.Role], error) {
			return e.UpdateMember(h.owner.ctx, workspace.UpdateMemberRequest{WorkspaceID: h.id, UserID: p.ID, Role: role})
		}
		got := must(update(h.member, workspace.Admin))(t)
		if got.User != h.member.Author || got.Role != workspace.Admin || got.JoinedAt.IsZero() {
			t.Errorf("updated %+v", got)
		}
		must(update(h.member, workspace.Admin))(t) // nothing new
		want := workspace.MemberChange{WorkspaceID: h.id, UserID: h.member.ID, Role: workspace.Admin, User: h.member.Author}
		if events := announced[workspace.MemberChange](t, e, workspace.EventMemberUpdated); len(events) != 1 || events[0] != want {
			t.Errorf("announced %+v", events)
		}
		for _, role := range []workspace.Role{"", "king"} {
			_, err := update(h.member, role)
			wantCode(t, err, "validation_failed")
		}
		// The workspace is listed under an owner, whoever that is.
		must(update(h.admin, workspace.Owner))(t)
		e.forget()
		must(update(h.owner, workspace.Member))(t)
		if events := announced[workspace.Workspace](t, e, workspace.EventUpdated); len(events) != 1 || events[0].OwnerID != h.admin.ID {
			t.Errorf("announced %+v", events)
		}
	})
}

// A guest becomes a member of #general when they are no guest any more; a member who becomes a guest keeps
// their channels, and runs none.
func TestUpdateMember_Guests(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		launch := e.channel(t, h, h.member, workspace.Private, "launch")
		for _, p := range []person{h.guest, h.admin} {
			e.clock.Advance(time.Second)
			must(e.AddChannelMember(h.member.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: launch.ID, UserID: p.ID}))(t)
		}
		public := e.channel(t, h, h.owner, workspace.Public, "public")
		wantCode(t, e.mayRead(h.member, h.id, public.ID), "")
		e.forget()
		e.setRole(t, h, h.member, workspace.Guest)
		equal(t, "events", e.types(), []string{
			workspace.EventMemberUpdated, workspace.EventChannelMemberUpdated, workspace.EventChannelMemberUpdated,
		})
		for i, want := range []workspace.ChannelMemberChange{
			{WorkspaceID: h.id, ChannelID: launch.ID, UserID: h.member.ID, Role: workspace.ChannelMember, User: h.member.Author},
			{WorkspaceID: h.id, ChannelID: launch.ID, UserID: h.admin.ID, Role: workspace.ChannelOwner, User: h.admin.Author}, // not the guest, who was there longer
		} {
			if got := announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberUpdated)[i]; got != want {
				t.Errorf("announced %+v, want %+v", got, want)
			}
		}
		wantCode(t, e.mayRead(h.member, h.id, h.general), "")
		wantCode(t, e.mayRead(h.member, h.id, launch.ID), "")
		wantCode(t, e.mayRead(h.member, h.id, public.ID), "channel_not_found")
		// A guest may leave #general, or be removed.
		must(e.LeaveChannel(h.member.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: h.general}))(t)
		wantCode(t, e.mayRead(h.member, h.id, h.general), "channel_not_found")

		e.forget()
		e.setRole(t, h, h.guest, workspace.Member)
		equal(t, "events", e.types(), []string{workspace.EventMemberUpdated, workspace.EventChannelMemberJoined})
		wantCode(t, e.mayRead(h.guest, h.id, h.general), "")
	})
}

// Nobody's invites reach further than they may invite now.
func TestUpdateMember_RevokesInvites(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		invites := map[workspace.Role]workspace.NewInvite{}
		for _, role := range []workspace.Role{workspace.Admin, workspace.Member, workspace.Guest} {
			invites[role] = must(e.CreateInvite(h.admin.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id, Role: role}))(t)
		}
		others := must(e.CreateInvite(h.owner.ctx, workspace.CreateInviteRequest{WorkspaceID: h.id, Role: workspace.Admin}))(t)
		open := func() string {
			s := ""
			for _, role := range []workspace.Role{workspace.Admin, workspace.Member, workspace.Guest} {
				if _, err := e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: invites[role].Token}); err == nil {
					s += string(role) + " "
				}
			}
			return s
		}
		if got := open(); got != "admin member guest " {
			t.Fatalf("open: %s", got)
		}
		e.forget()
		e.setRole(t, h, h.admin, workspace.Member)
		if got := open(); got != "member guest " {
			t.Errorf("open after becoming a member: %s", got)
		}
		if events := announced[workspace.InviteRevoked](t, e, workspace.EventInviteRevoked); len(events) != 1 || events[0].InviteID != invites[workspace.Admin].ID {
			t.Errorf("announced %+v", events)
		}
		e.setRole(t, h, h.admin, workspace.Guest)
		if got := open(); got != "" {
			t.Errorf("open after becoming a guest: %s", got)
		}
		must(e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: others.Token}))(t)
	})
}

func TestTransfer(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		transfer := func(by, to person) (workspace.MyWorkspace, error) {
			return e.Transfer(by.ctx, workspace.MemberRequest{WorkspaceID: h.id, UserID: to.ID})
		}
		for name, tc := range map[string]struct {
			by, to person
			code   string
		}{
			"by an admin":  {h.admin, h.member, "forbidden"},
			"from outside": {h.outside, h.member, "workspace_not_found"},
			"to oneself":   {h.owner, h.owner, "validation_failed"},
			"to outside":   {h.owner, h.outside, "user_not_found"},
		} {
			if _, err := transfer(tc.by, tc.to); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
		e.clock.Advance(time.Minute)
		e.forget()
		got := must(transfer(h.owner, h.member))(t)
		if got.OwnerID != h.member.ID || got.Role != workspace.Admin || !got.UpdatedAt.Equal(e.clock.Now()) {
			t.Errorf("transferred %+v", got)
		}
		equal(t, "events", e.types(), []string{workspace.EventMemberUpdated, workspace.EventMemberUpdated, workspace.EventUpdated})
		if got := must(e.Get(h.member.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t); got.Role != workspace.Owner {
			t.Errorf("the new owner's %+v", got)
		}
		_, err := transfer(h.owner, h.member)
		wantCode(t, err, "forbidden")
	})
}

func TestSoleOwnerships(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		must(e.Create(h.owner.ctx, workspace.CreateRequest{Name: "alone"}))(t)
		names := func(p person) []string {
			var out []string
			for _, w := range must(e.SoleOwnerships(t.Context(), workspace.SoleOwnershipsRequest{UserID: p.ID}))(t) {
				out = append(out, w.Name)
			}
			return out
		}
		equal(t, "of the owner", names(h.owner), []string{"acme"})
		equal(t, "of an admin", names(h.admin), nil)
		e.setRole(t, h, h.admin, workspace.Owner)
		equal(t, "of one of two owners", names(h.owner), nil)
	})
}
