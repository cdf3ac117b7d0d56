package workspace_test

import (
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestJoinAndLeaveChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		public, private := e.channel(t, h, h.owner, workspace.Public, "public"), e.channel(t, h, h.owner, workspace.Private, "private")
		e.forget()
		at := func(ch id.Channel) workspace.ChannelRequest {
			return workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch}
		}
		for range 2 { // the second time changes nothing
			if got := must(e.JoinChannel(h.member.ctx, at(public.ID)))(t); got.Role != workspace.ChannelMember || got.MemberCount != 2 {
				t.Errorf("joined %+v", got)
			}
		}
		want := workspace.ChannelMemberChange{WorkspaceID: h.id, ChannelID: public.ID, UserID: h.member.ID, Role: workspace.ChannelMember, User: h.member.Author}
		if events := announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberJoined); len(events) != 1 || events[0] != want {
			t.Errorf("announced %+v", events)
		}
		for range 2 {
			must(e.LeaveChannel(h.member.ctx, at(public.ID)))(t)
		}
		if events := announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberLeft); len(events) != 1 || events[0] != want {
			t.Errorf("announced %+v", events)
		}
		if got := must(e.GetChannel(h.member.ctx, at(public.ID)))(t); got.Role != workspace.NoMember || got.MemberCount != 1 {
			t.Errorf("left %+v", got)
		}
		if got := must(e.JoinChannel(h.owner.ctx, at(private.ID)))(t); got.Role != workspace.ChannelOwner {
			t.Errorf("a member of a private channel joined as %q", got.Role)
		}
		e.archive(t, public.ID)
		for name, tc := range map[string]struct {
			do   func() error
			code string
		}{
			"join private":        {func() error { _, err := e.JoinChannel(h.member.ctx, at(private.ID)); return err }, "channel_not_found"},
			"join private, admin": {func() error { _, err := e.JoinChannel(h.admin.ctx, at(private.ID)); return err }, "channel_not_found"},
			"join archived":       {func() error { _, err := e.JoinChannel(h.member.ctx, at(public.ID)); return err }, "channel_archived"},
			"join as guest":       {func() error { _, err := e.JoinChannel(h.guest.ctx, at(public.ID)); return err }, "channel_not_found"},
			"join from outside":   {func() error { _, err := e.JoinChannel(h.outside.ctx, at(public.ID)); return err }, "workspace_not_found"},
			"join nothing":        {func() error { _, err := e.JoinChannel(h.member.ctx, at(id.Channel{})); return err }, "channel_not_found"},
			"leave general":       {func() error { _, err := e.LeaveChannel(h.member.ctx, at(h.general)); return err }, "cannot_leave_general"},
			"leave private":       {func() error { _, err := e.LeaveChannel(h.member.ctx, at(private.ID)); return err }, "channel_not_found"},
			"get private":         {func() error { _, err := e.GetChannel(h.admin.ctx, at(private.ID)); return err }, "channel_not_found"},
			"get as guest":        {func() error { _, err := e.GetChannel(h.guest.ctx, at(h.general)); return err }, "channel_not_found"},
		} {
			if err := tc.do(); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
	})
}

// A channel of one workspace cannot be reached through another one, not even by someone in both.
func TestChannel_ThroughOtherWorkspace(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h, other := e.house(t, "acme"), e.house(t, "other")
		e.admit(t, other, h.owner, workspace.Admin)
		crossed := workspace.ChannelRequest{WorkspaceID: other.id, ChannelID: h.general}
		_, err := e.GetChannel(h.owner.ctx, crossed)
		wantCode(t, err, "channel_not_found")
		_, err = e.JoinChannel(h.owner.ctx, crossed)
		wantCode(t, err, "channel_not_found")
		_, err = e.ChannelMembers(h.owner.ctx, workspace.ChannelMembersRequest{WorkspaceID: other.id, ChannelID: h.general})
		wantCode(t, err, "channel_not_found")
		_, err = e.AddChannelMember(h.owner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: other.id, ChannelID: h.general, UserID: other.guest.ID})
		wantCode(t, err, "channel_not_found")
		_, err = e.UpdateChannel(h.owner.ctx, workspace.UpdateChannelRequest{WorkspaceID: other.id, ChannelID: h.general, Topic: new("x")})
		wantCode(t, err, "channel_not_found")
	})
}

func TestChannelMembers(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ch := e.channel(t, h, h.owner, workspace.Private, "private")
		add := func(by, who person) (workspace.Person[workspace.ChannelRole], error) {
			e.clock.Advance(time.Second)
			return e.AddChannelMember(by.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch.ID, UserID: who.ID})
		}
		for _, p := range []person{h.member, h.guest, h.admin} {
			got := must(add(h.owner, p))(t)
			if got.User != p.Author || got.Role != workspace.ChannelMember || !got.JoinedAt.Equal(e.clock.Now()) {
				t.Errorf("added %+v", got)
			}
		}
		_, err := add(h.member, h.guest)
		wantCode(t, err, "already_member")
		_, err = add(h.guest, h.outside)
		wantCode(t, err, "forbidden")
		_, err = add(h.member, h.outside)
		wantCode(t, err, "user_not_found")
		_, err = add(h.outside, h.member)
		wantCode(t, err, "workspace_not_found")

		req := workspace.ChannelMembersRequest{WorkspaceID: h.id, ChannelID: ch.ID, Limit: 3}
		list := must(e.ChannelMembers(h.guest.ctx, req))(t)
		equal(t, "first page", usernames(list.Items), []string{"acme-owner", "acme-member", "acme-guest"})
		req.Cursor = *list.NextCursor
		list = must(e.ChannelMembers(h.guest.ctx, req))(t)
		equal(t, "second page", usernames(list.Items), []string{"acme-admin"})
		if list.NextCursor != nil {
			t.Error("a third page")
		}
		_, err = e.ChannelMembers(h.outside.ctx, req)
		wantCode(t, err, "workspace_not_found")
		req.Cursor = "x"
		_, err = e.ChannelMembers(h.guest.ctx, req)
		wantCode(t, err, "bad_cursor")

		e.setChannelRole(t, ch.ID, h.member, workspace.ChannelViewer)
		newcomer := e.person(t, "newcomer")
		e.admit(t, h, newcomer, workspace.Member)
		_, err = add(h.member, newcomer)
		wantCode(t, err, "forbidden")
		_, err = add(newcomer, newcomer)
		wantCode(t, err, "channel_not_found")
		e.archive(t, ch.ID)
		_, err = add(h.owner, newcomer)
		wantCode(t, err, "channel_archived")
	})
}

func TestRemoveChannelMember(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ch := e.channel(t, h, h.member, workspace.Public, "launch")
		for _, p := range []person{h.guest, h.admin} {
			must(e.AddChannelMember(h.member.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: ch.ID, UserID: p.ID}))(t)
		}
		remove := func(by, who person, from id.Channel) error {
			_, err := e.RemoveChannelMember(by.ctx, workspace.ChannelMemberRequest{WorkspaceID: h.id, ChannelID: from, UserID: who.ID})
			return err
		}
		wantCode(t, remove(h.guest, h.admin, ch.ID), "forbidden")
		wantCode(t, remove(h.admin, h.member, ch.ID), "forbidden") // the channel's owner
		wantCode(t, remove(h.member, h.outside, ch.ID), "user_not_found")
		wantCode(t, remove(h.outside, h.member, ch.ID), "workspace_not_found")
		wantCode(t, remove(h.owner, h.member, h.general), "cannot_leave_general")
		wantCode(t, remove(h.member, h.admin, h.general), "forbidden")
		e.forget()
		wantCode(t, remove(h.member, h.guest, ch.ID), "")
		wantCode(t, remove(h.admin, h.admin, ch.ID), "")
		wantCode(t, remove(h.owner, h.member, ch.ID), "") // the workspace's owner is not even in it
		if got := len(announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberLeft)); got != 3 {
			t.Errorf("%d went", got)
		}
		if got := must(e.GetChannel(h.owner.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID}))(t); got.MemberCount != 0 {
			t.Errorf("%d members", got.MemberCount)
		}
	})
}

func TestOpenDirect(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		open := func(by person, with ...id.User) (workspace.OpenedDirect, error) {
			return e.OpenDirect(by.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: with})
		}
		first := must(open(h.owner, h.guest.ID))(t)
		if !first.Created || first.Channel.Type != workspace.Direct || first.Channel.Role != workspace.ChannelMember || first.Channel.MemberCount != 2 {
			t.Errorf("opened %+v", first)
		}
		equal(t, "events", e.types(), []string{workspace.EventChannelCreated, workspace.EventChannelMemberJoined, workspace.EventChannelMemberJoined})
		if ev := announced[workspace.Channel](t, e, workspace.EventChannelCreated)[0]; len(ev.Members) != 2 {
			t.Errorf("announced %+v", ev)
		}
		again := must(open(h.guest, h.owner.ID))(t)
		if again.Created || again.Channel.ID != first.Channel.ID || len(again.Channel.Members) != 2 {
			t.Errorf("opened again %+v", again)
		}
		for name, tc := range map[string]struct {
			do   func() error
			code string
		}{
			"nobody":      {func() error { _, err := open(h.owner); return err }, "validation_failed"},
			"none":        {func() error { _, err := open(h.owner, id.User{}); return err }, "validation_failed"},
			"oneself":     {func() error { _, err := open(h.owner, h.owner.ID); return err }, "validation_failed"},
			"two":         {func() error { _, err := open(h.owner, h.guest.ID, h.member.ID); return err }, "validation_failed"},
			"outside":     {func() error { _, err := open(h.owner, h.outside.ID); return err }, "user_not_found"},
			"as outside":  {func() error { _, err := open(h.outside, h.owner.ID); return err }, "workspace_not_found"},
			"third reads": {func() error { return e.mayRead(h.admin, h.id, first.Channel.ID) }, "channel_not_found"},
			"leave": {func() error {
				_, err := e.LeaveChannel(h.owner.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: first.Channel.ID})
				return err
			}, "forbidden"},
			"add": {func() error {
				_, err := e.AddChannelMember(h.owner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: first.Channel.ID, UserID: h.admin.ID})
				return err
			}, "forbidden"},
			"remove": {func() error {
				_, err := e.RemoveChannelMember(h.owner.ctx, workspace.ChannelMemberRequest{WorkspaceID: h.id, ChannelID: first.Channel.ID, UserID: h.guest.ID})
				return err
			}, "forbidden"},
			"update": {func() error {
				_, err := e.UpdateChannel(h.owner.ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: first.Channel.ID, Topic: new("x")})
				return err
			}, "forbidden"},
		} {
			if err := tc.do(); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
		// Someone who left and is back finds the channel they had.
		must(e.Leave(h.guest.ctx, workspace.GetRequest{WorkspaceID: h.id}))(t)
		e.admit(t, h, h.guest, workspace.Guest)
		wantCode(t, e.mayRead(h.guest, h.id, first.Channel.ID), "channel_not_found")
		back := must(open(h.guest, h.owner.ID))(t)
		if back.Created || back.Channel.ID != first.Channel.ID || back.Channel.MemberCount != 2 {
			t.Errorf("opened after coming back %+v", back)
		}
	})
}

func (e *env) mayRead(p person, ws id.Workspace, ch id.Channel) error {
	_, err := e.Access(p.ctx, workspace.AccessRequest{UserID: p.ID, WorkspaceID: ws, ChannelID: ch})
	return err
}

// Both write to each other at the same moment: they end in one channel.
func TestOpenDirect_Race(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		var wg sync.WaitGroup
		opened := make([]workspace.OpenedDirect, 10)
		for i := range opened {
			wg.Go(func() {
				by, with := h.owner, h.member
				if i%2 == 0 {
					by, with = with, by
				}
				var err error
				opened[i], err = e.OpenDirect(by.ctx, workspace.OpenDirectRequest{WorkspaceID: h.id, MemberIDs: []id.User{with.ID}})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		created := 0
		for _, o := range opened {
			if o.Channel.ID != opened[0].Channel.ID {
				t.Fatal("two channels")
			}
			if o.Created {
				created++
			}
		}
		if created != 1 {
			t.Errorf("created %d times", created)
		}
	})
}
