package workspace_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/audit"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// deleteAccount hands over the event that someone's account is gone, and what follows from it here.
func (e *env) deleteAccount(t *testing.T, p person) {
	t.Helper()
	data, err := json.Marshal(user.Deleted{UserID: p.ID, User: user.User{ID: p.ID, Username: "deleted-1", DisplayName: user.DeletedName}})
	if err != nil {
		t.Fatal(err)
	}
	e.handle(t, bus.Event{ID: id.New[id.Event](), Type: user.EventDeleted, Time: e.clock.Now(), Version: 1, Data: data})
}

func (e *env) handle(t *testing.T, ev bus.Event) {
	t.Helper()
	sub := e.local.Subscription()
	if !sub.Wants(ev.Type) {
		t.Fatalf("%s is not followed", ev.Type)
	}
	if err := sub.Handler(t.Context(), ev); err != nil {
		t.Fatal(err)
	}
}

func TestAccountDeleted(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		direct := must(e.OpenDirect(h.owner.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{h.member.ID}}))(t).Channel
		alone := must(e.Create(h.owner.ctx, workspace.CreateRequest{Name: "alone"}))(t)
		token := e.invite(t, h, h.owner, workspace.CreateInviteRequest{}).Token
		byAdmin := e.invite(t, h, h.admin, workspace.CreateInviteRequest{}).Token
		e.forget()
		e.clock.Advance(time.Minute)
		for range 2 { // the event may come twice
			e.deleteAccount(t, h.owner)
		}
		equal(t, "left", announced[workspace.Deleted](t, e, workspace.EventDeleted)[0].ChannelIDs[1:], nil)
		if gone := announced[workspace.Deleted](t, e, workspace.EventDeleted); len(gone) != 1 || gone[0].WorkspaceID != alone.ID {
			t.Errorf("announced %+v", gone)
		}
		if left := announced[workspace.MemberChange](t, e, workspace.EventMemberLeft); len(left) != 1 || left[0].User.DisplayName != user.DeletedName {
			t.Errorf("announced %+v", left)
		}
		got := must(e.Get(h.admin.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		if got.Role != workspace.Owner || got.OwnerID != h.admin.ID || got.MemberCount != 3 {
			t.Errorf("inherited %+v", got)
		}
		seen := must(e.GetChannel(h.member.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: direct.ID}))(t)
		names := map[string]bool{}
		for _, p := range seen.Members {
			names[p.DisplayName] = true
		}
		if !names[user.DeletedName] || len(seen.Members) != 2 {
			t.Errorf("conversation of %+v", seen.Members)
		}
		_, err := e.accept(h.outside, token)
		wantCode(t, err, "invite_revoked")
		// What was on its way lets nobody in who is gone, nor does an old event bring the name back.
		_, err = e.accept(h.owner, byAdmin)
		wantCode(t, err, "user_not_found")
		_, err = e.Create(h.owner.ctx, workspace.CreateRequest{Name: "again"})
		wantCode(t, err, "user_not_found")
		e.rename(t, h.owner, "Late Name", e.clock.Now().Add(time.Minute))
		if err := audit.Verify(t.Context(), e.db, h.id.String()); err != nil {
			t.Error(err)
		}
		list := must(e.Audit(h.admin.ctx, workspace.AuditRequest{WorkspaceID: h.id}))(t).Items
		if list[0].Action != "member.left" || list[0].Target.Name != user.DeletedName || list[0].Actor != nil {
			t.Errorf("audit %+v", list[0])
		}
	})
}

// A new name shows at once, in every workspace; what nobody sees is not announced.
func TestPersonUpdated_IsAnnounced(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		e.admit(t, other, h.member, workspace.Guest)
		e.forget()
		for range 2 {
			e.rename(t, h.member, "New Name", e.clock.Now().Add(time.Second))
		}
		e.rename(t, h.member, "New Name", e.clock.Now().Add(2*time.Second)) // something else has changed
		roles := map[id.Workspace]workspace.Role{}
		events := announced[workspace.MemberChange](t, e, workspace.EventMemberUpdated)
		for _, ev := range events {
			roles[ev.WorkspaceID] = ev.Role
			if ev.UserID != h.member.ID || ev.User.DisplayName != "New Name" {
				t.Errorf("announced %+v", ev)
			}
		}
		if len(events) != 2 || roles[h.id] != workspace.Member || roles[other.id] != workspace.Guest {
			t.Errorf("announced %+v", events)
		}
	})
}

// Of a deleted workspace or channel nothing is left here that tells what it was.
func TestDelete_LeavesNoNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "zebra"), e.house(t, "other")
		e.admit(t, other, h.guest, workspace.Guest)
		kept := e.channel(t, other, other.owner, workspace.Public, "kept")
		doomed := e.channel(t, other, other.owner, workspace.Public, "zebra-channel")
		e.channel(t, h, h.owner, workspace.Private, "zebra-plans")
		must(e.DeleteChannel(other.owner.ctx, workspace.ChannelRequest{WorkspaceID: other.id, ChannelID: doomed.ID}))(t)
		must(e.Delete(h.owner.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		for _, ev := range e.events {
			if ev.Type == workspace.EventDeleted || ev.Type == workspace.EventChannelDeleted {
				e.handle(t, ev)
				e.handle(t, ev)
			}
		}
		count := func(query string) int {
			var n int
			if err := e.db.QueryRow(t.Context(), query).Scan(&n); err != nil {
				t.Fatal(err)
			}
			return n
		}
		// The guest of the other workspace keeps their name, "zebra-guest", and so do the events about them there.
		if n := count(`SELECT COUNT(*) FROM outbox WHERE data LIKE '%zebra%' AND data NOT LIKE '%zebra-guest%'`); n != 0 {
			t.Errorf("%d events tell of it", n)
		}
		if n := count(`SELECT COUNT(*) FROM people WHERE username LIKE 'zebra%'`); n != 1 {
			t.Errorf("%d people left, want the guest of the other workspace", n)
		}
		if n := count(`SELECT COUNT(*) FROM outbox WHERE type = 'channel.created' AND subject = '` + kept.ID.String() + `'`); n != 1 {
			t.Error("what is about another channel went too")
		}
	})
}

func TestMembers_ShowEmails(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		emails := func() (out []string) {
			for _, m := range must(e.Members(h.member.ctx, workspace.MembersRequest{WorkspaceID: h.id, Limit: 1}))(t).Items {
				if m.Email != nil {
					out = append(out, *m.Email)
				}
			}
			return out
		}
		equal(t, "hidden", emails(), nil)
		must(e.Update(h.owner.ctx, workspace.UpdateRequest{WorkspaceID: h.id, Settings: &workspace.SettingsChange{ShowEmails: new(true)}}))(t)
		equal(t, "shown", emails(), []string{"acme-owner@example.org"})
	})
}
