package workspace_test

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// mailed returns the invites that were announced to be mailed, with their tokens.
func (e *env) mailed(t *testing.T) (issued []workspace.InviteIssued, tokens []string) {
	t.Helper()
	for _, i := range announced[workspace.InviteIssued](t, e, workspace.EventInviteIssued) {
		token, err := sealer.Open(workspace.EventInviteIssued, i.SealedToken)
		if err != nil {
			t.Fatal(err)
		}
		issued, tokens = append(issued, i), append(tokens, string(token))
	}
	return issued, tokens
}

func TestInvite_ByEmail(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		other := e.person(t, "other")
		made := e.invite(t, h, h.admin, workspace.CreateInviteRequest{Email: " ACME-Outside@Example.org ", Role: workspace.Guest, Message: "Welcome!", ExpiresInDays: 2})
		if made.Email == nil || *made.Email != "acme-outside@example.org" || made.MaxUses != 1 || made.Message != "Welcome!" {
			t.Errorf("made %+v", made)
		}
		issued, tokens := e.mailed(t)
		if len(issued) != 1 || tokens[0] != made.Token {
			t.Fatalf("mailed %+v, %v", issued, tokens)
		}
		issued[0].SealedToken = ""
		if issued[0] != (workspace.InviteIssued{
			InviteID: made.ID, WorkspaceID: h.id, WorkspaceName: "acme", Email: "acme-outside@example.org", Role: workspace.Guest,
			Message: "Welcome!", InvitedBy: h.admin.Author, ExpiresAt: e.clock.Now().Add(48 * time.Hour),
		}) {
			t.Errorf("mailed %+v", issued[0])
		}
		for _, ev := range e.events {
			if strings.Contains(string(ev.Data), made.Token) {
				t.Errorf("%s tells the token", ev.Type)
			}
		}
		preview := must(e.PreviewInvite(t.Context(), workspace.InviteTokenRequest{Token: made.Token}))(t)
		if preview.Email == nil || *preview.Email != "a•••@example.org" {
			t.Errorf("preview %+v", preview)
		}
		for _, p := range []person{other, h.member} {
			_, err := e.accept(p, made.Token)
			wantCode(t, err, "invite_other_address")
		}
		if got := must(e.accept(h.outside, made.Token))(t); got.Role != workspace.Guest {
			t.Errorf("accepted %+v", got)
		}
		must(e.accept(h.outside, made.Token))(t) // an answer that got lost
		list := must(e.Invites(h.admin.ctx, workspace.InvitesRequest{WorkspaceID: h.id}))(t).Items
		if list[0].ID != made.ID || list[0].Uses != 1 || *list[0].Email != *made.Email || list[0].RevokedAt != nil {
			t.Errorf("listed %+v", list[0])
		}
		for name, tc := range map[string]struct {
			req  workspace.CreateInviteRequest
			code string
		}{
			"a member":      {workspace.CreateInviteRequest{Email: "acme-member@example.org"}, "already_member"},
			"no address":    {workspace.CreateInviteRequest{Email: "nobody"}, "validation_failed"},
			"many":          {workspace.CreateInviteRequest{Email: "other@example.org", MaxUses: 2}, "validation_failed"},
			"a long letter": {workspace.CreateInviteRequest{Email: "other@example.org", Message: strings.Repeat("x", 501)}, "validation_failed"},
			"above":         {workspace.CreateInviteRequest{Email: "other@example.org", Role: workspace.Admin}, "forbidden"},
		} {
			tc.req.WorkspaceID = h.id
			if _, err := e.CreateInvite(h.member.ctx, tc.req); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
	})
}

// For an address there is one open invite: the last.
func TestInvite_ByEmailAgain(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, elsewhere := e.house(t, "acme"), e.house(t, "other")
		there := e.invite(t, elsewhere, elsewhere.owner, workspace.CreateInviteRequest{Email: "acme-outside@example.org"})
		first := e.invite(t, h, h.owner, workspace.CreateInviteRequest{Email: "acme-outside@example.org"})
		e.forget()
		second := e.invite(t, h, h.admin, workspace.CreateInviteRequest{Email: "acme-outside@example.org", Role: workspace.Admin})
		if events := announced[workspace.InviteRevoked](t, e, workspace.EventInviteRevoked); len(events) != 1 || events[0].InviteID != first.ID {
			t.Errorf("announced %+v", events)
		}
		_, err := e.accept(h.outside, first.Token)
		wantCode(t, err, "invite_revoked")
		if got := must(e.accept(h.outside, second.Token))(t); got.ID != h.id || got.Role != workspace.Admin {
			t.Errorf("accepted %+v", got)
		}
		// The other workspace's invite is none of this: it leads there, and only there.
		if got := must(e.accept(h.outside, there.Token))(t); got.ID != elsewhere.id || got.Role != workspace.Member {
			t.Errorf("accepted %+v", got)
		}
	})
}

func TestResendInvite(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		made := e.invite(t, h, h.admin, workspace.CreateInviteRequest{Email: "acme-outside@example.org", Role: workspace.Admin, ExpiresInDays: 3})
		resend := func(p person, i workspace.NewInvite) (workspace.NewInvite, error) {
			return e.ResendInvite(p.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: i.ID})
		}
		e.clock.Advance(4 * 24 * time.Hour)
		_, err := e.accept(h.outside, made.Token)
		wantCode(t, err, "invite_expired")
		e.forget()
		again := must(resend(h.owner, made))(t)
		if again.ID != made.ID || again.Token == made.Token || !again.ExpiresAt.Equal(e.clock.Now().Add(3*24*time.Hour)) || again.InvitedBy != h.admin.ID {
			t.Errorf("sent again %+v", again)
		}
		issued, tokens := e.mailed(t)
		if len(issued) != 1 || tokens[0] != again.Token || issued[0].InviteID != made.ID {
			t.Errorf("mailed %+v", issued)
		}
		_, err = e.accept(h.outside, made.Token)
		wantCode(t, err, "invite_not_found")

		link := e.invite(t, h, h.owner, workspace.CreateInviteRequest{})
		revoked := e.invite(t, h, h.owner, workspace.CreateInviteRequest{Email: "late@example.org"})
		must(e.RevokeInvite(h.owner.ctx, workspace.InviteRequest{WorkspaceID: h.id, InviteID: revoked.ID}))(t)
		for name, tc := range map[string]struct {
			by     person
			invite workspace.NewInvite
			code   string
		}{
			"a link":         {h.owner, link, "validation_failed"},
			"revoked":        {h.owner, revoked, "invite_revoked"},
			"another's":      {h.member, made, "invite_not_found"},
			"by a guest":     {h.guest, made, "forbidden"},
			"from outside":   {h.outside, made, "workspace_not_found"},
			"of no one":      {h.owner, workspace.NewInvite{}, "invite_not_found"},
			"other house's ": {e.house(t, "other").owner, made, "workspace_not_found"},
		} {
			if _, err := resend(tc.by, tc.invite); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
		must(e.accept(h.outside, again.Token))(t)
		_, err = resend(h.owner, made)
		wantCode(t, err, "invite_used_up")
	})
}
