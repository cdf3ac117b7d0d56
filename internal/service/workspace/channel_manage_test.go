package workspace_test

import (
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// crowd is a public channel with someone in each role, and a private one that only its owner is in.
type crowd struct {
	house
	ch, private          workspace.ChannelRequest
	chOwner, chAdmin     person
	plain, viewer, alone person // alone is in the workspace, and not in the channel
}

func (e *env) crowd(t *testing.T) crowd {
	t.Helper()
	c := crowd{house: e.house(t, "acme")}
	for name, p := range map[string]*person{"ch-owner": &c.chOwner, "ch-admin": &c.chAdmin, "plain": &c.plain, "viewer": &c.viewer, "alone": &c.alone} {
		*p = e.person(t, name)
		e.admit(t, c.house, *p, workspace.Member)
	}
	ch := e.channel(t, c.house, c.chOwner, workspace.Public, "launch")
	c.ch = workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: ch.ID}
	c.private = workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: e.channel(t, c.house, c.chOwner, workspace.Private, "secret").ID}
	for _, seat := range []struct {
		who  person
		role workspace.ChannelRole
	}{{c.chAdmin, workspace.ChannelAdmin}, {c.plain, workspace.ChannelMember}, {c.viewer, workspace.ChannelViewer}, {c.guest, ""}} {
		e.clock.Advance(time.Second)
		must(e.AddChannelMember(c.chOwner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: c.id, ChannelID: ch.ID, UserID: seat.who.ID, Role: seat.role}))(t)
	}
	e.forget()
	return c
}

func (c crowd) everyone() map[string]person {
	return map[string]person{
		"owner": c.owner, "admin": c.admin, "chOwner": c.chOwner, "chAdmin": c.chAdmin, "plain": c.plain, "viewer": c.viewer,
		"alone": c.alone, "guest": c.guest, "outside": c.outside,
	}
}

// Who may do what in a channel they see: y for yes, else the first letter of the refusal.
func TestChannelDeeds_Matrix(t *testing.T) {
	t.Parallel()
	codes := map[byte]string{'y': "", 'f': "forbidden", 'w': "workspace_not_found"}
	want := map[string]string{ // describe, rename, archive, add, role, remove, delete
		"owner": "yyyfyyy", "admin": "yyyfyyy", "chOwner": "yyyyyyy", "chAdmin": "yyyyyyy", "plain": "yffyfff", "viewer": "fffffff",
		"alone": "fffffff", "guest": "yffffff", "outside": "wwwwwww",
	}
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		for who, p := range c.everyone() {
			newcomer := e.person(t, "new-"+strings.ToLower(who))
			e.admit(t, c.house, newcomer, workspace.Member)
			mine := workspace.ChannelMemberRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.viewer.ID}
			describe := func(name, topic *string) error {
				_, err := e.UpdateChannel(p.ctx, workspace.UpdateChannelRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, Name: name, Topic: topic})
				return err
			}
			other := e.channel(t, c.house, c.chOwner, workspace.Public, "doomed-"+strings.ToLower(who))
			if who == "chAdmin" {
				must(e.AddChannelMember(c.chOwner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: c.id, ChannelID: other.ID, UserID: p.ID, Role: workspace.ChannelAdmin}))(t)
			}
			for i, do := range []func() error{
				func() error { return describe(nil, new(who)) },
				func() error { return describe(new("launch-"+who), nil) },
				func() error {
					if _, err := e.ArchiveChannel(p.ctx, c.ch); err != nil {
						return err
					}
					_, err := e.UnarchiveChannel(p.ctx, c.ch)
					return err
				},
				func() error {
					_, err := e.AddChannelMember(p.ctx, workspace.AddChannelMemberRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: newcomer.ID})
					return err
				},
				func() error {
					_, err := e.UpdateChannelMember(p.ctx, workspace.UpdateChannelMemberRequest{
						WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.viewer.ID, Role: workspace.ChannelViewer,
					})
					return err
				},
				func() error {
					if who == "viewer" { // who may leave
						mine.UserID = c.plain.ID
					}
					_, err := e.RemoveChannelMember(p.ctx, mine)
					if err == nil {
						must(e.AddChannelMember(c.chOwner.ctx, workspace.AddChannelMemberRequest{
							WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.viewer.ID, Role: workspace.ChannelViewer,
						}))(t)
					}
					return err
				},
				func() error {
					if who == "guest" || who == "outside" {
						_, err := e.DeleteChannel(p.ctx, c.ch)
						return err
					}
					_, err := e.DeleteChannel(p.ctx, workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: other.ID})
					return err
				},
			} {
				err := do()
				if code := codes[want[who][i]]; code == "" && err != nil || code != "" && !errs.Is(err, code) {
					t.Errorf("%s, deed %d: %v, want %q", who, i, err, code)
				}
			}
		}
		// Where nobody may know of the channel, nobody may do anything to it.
		for _, p := range []person{c.owner, c.admin, c.plain, c.guest} {
			_, err := e.DeleteChannel(p.ctx, c.private)
			wantCode(t, err, "channel_not_found")
			_, err = e.ArchiveChannel(p.ctx, c.private)
			wantCode(t, err, "channel_not_found")
		}
	})
}

func TestUpdateChannel_Rename(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ch := e.channel(t, h, h.member, workspace.Public, "launch")
		e.channel(t, h, h.owner, workspace.Public, "taken")
		rename := func(ch id.Channel, name string) (workspace.MyChannel, error) {
			return e.UpdateChannel(h.member.ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: ch, Name: new(name)})
		}
		e.forget()
		got := must(rename(ch.ID, "Liftoff"))(t)
		if got.Name != "liftoff" || got.DisplayName != "liftoff" {
			t.Errorf("renamed %+v", got)
		}
		if events := announced[workspace.Channel](t, e, workspace.EventChannelUpdated); len(events) != 1 || events[0].Name != "liftoff" {
			t.Errorf("announced %+v", events)
		}
		must(rename(ch.ID, "liftoff"))(t)
		_, err := rename(ch.ID, "taken")
		wantCode(t, err, "name_taken")
		_, err = rename(ch.ID, "a b")
		wantCode(t, err, "validation_failed")
		e.channel(t, h, h.owner, workspace.Public, "launch") // the old name is free
		list := must(e.BrowseChannels(h.owner.ctx, workspace.BrowseRequest{WorkspaceID: h.id, Query: "liftoff"}))(t)
		if len(list.Items) != 1 {
			t.Errorf("found %+v", list.Items)
		}
		_, err = e.UpdateChannel(h.owner.ctx, workspace.UpdateChannelRequest{WorkspaceID: h.id, ChannelID: h.general, Name: new("all")})
		wantCode(t, err, "cannot_rename_general")
		private := e.channel(t, h, h.member, workspace.Private, "secret")
		e.channel(t, h, h.owner, workspace.Private, "other-secret")
		must(rename(private.ID, "other-secret"))(t) // whose name is not known here
	})
}

func TestArchiveChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		for range 2 {
			if got := must(e.ArchiveChannel(c.chAdmin.ctx, c.ch))(t); !got.IsArchived || got.Role != workspace.ChannelAdmin {
				t.Errorf("archived %+v", got)
			}
		}
		equal(t, "events", e.types(), []string{workspace.EventChannelUpdated})
		_, err := e.UpdateChannelMember(c.chOwner.ctx, workspace.UpdateChannelMemberRequest{
			WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.plain.ID, Role: workspace.ChannelViewer,
		})
		wantCode(t, err, "channel_archived")
		must(e.LeaveChannel(c.plain.ctx, c.ch))(t)
		must(e.GetChannel(c.alone.ctx, c.ch))(t)
		if got := must(e.UnarchiveChannel(c.admin.ctx, c.ch))(t); got.IsArchived {
			t.Errorf("brought back %+v", got)
		}
		must(e.JoinChannel(c.alone.ctx, c.ch))(t)
		general := workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: c.general}
		_, err = e.ArchiveChannel(c.owner.ctx, general)
		wantCode(t, err, "cannot_archive_general")
		_, err = e.ArchiveChannel(c.member.ctx, general)
		wantCode(t, err, "forbidden")
	})
}

func TestDeleteChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		must(e.ArchiveChannel(c.chOwner.ctx, c.ch))(t)
		e.forget()
		must(e.DeleteChannel(c.chOwner.ctx, c.ch))(t)
		equal(t, "events", e.types(), []string{workspace.EventChannelDeleted})
		if got := announced[workspace.ChannelDeleted](t, e, workspace.EventChannelDeleted)[0]; got.WorkspaceID != c.id || got.ChannelID != c.ch.ChannelID {
			t.Errorf("announced %+v", got)
		}
		_, err := e.GetChannel(c.plain.ctx, c.ch)
		wantCode(t, err, "channel_not_found")
		if got := must(e.MyChannels(t.Context(), workspace.MyChannelsRequest{UserID: c.plain.ID}))(t); len(got) != 1 {
			t.Errorf("still in %v", got)
		}
		e.channel(t, c.house, c.plain, workspace.Public, "launch")
		_, err = e.DeleteChannel(c.owner.ctx, workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: c.general})
		wantCode(t, err, "cannot_delete_general")
		direct := must(e.OpenDirect(c.owner.ctx, workspace.OpenDirectRequest{WorkspaceID: c.id, MemberIDs: []id.User{c.plain.ID}}))(t).Channel
		_, err = e.DeleteChannel(c.owner.ctx, workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: direct.ID})
		wantCode(t, err, "forbidden")
	})
}

// Only owners touch owners; guests run nothing; the last owner of a channel stays one.
func TestUpdateChannelMember(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		update := func(by, who person, role workspace.ChannelRole) error {
			got, err := e.UpdateChannelMember(by.ctx, workspace.UpdateChannelMemberRequest{
				WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: who.ID, Role: role,
			})
			if err == nil && (got.Role != role || got.User != who.Author || got.JoinedAt.IsZero()) {
				t.Errorf("updated %+v", got)
			}
			return err
		}
		for _, step := range []struct {
			by, who person
			role    workspace.ChannelRole
			code    string
		}{
			{c.chAdmin, c.chOwner, workspace.ChannelMember, "forbidden"},
			{c.chAdmin, c.plain, workspace.ChannelOwner, "forbidden"},
			{c.admin, c.plain, workspace.ChannelOwner, "forbidden"},
			{c.chOwner, c.chOwner, workspace.ChannelMember, "last_owner"},
			{c.chAdmin, c.guest, workspace.ChannelAdmin, "forbidden"},
			{c.chAdmin, c.guest, workspace.ChannelViewer, ""},
			{c.chAdmin, c.alone, workspace.ChannelMember, "user_not_found"},
			{c.chAdmin, c.plain, workspace.NoMember, "validation_failed"},
			{c.chAdmin, c.plain, "king", "validation_failed"},
			{c.owner, c.plain, workspace.ChannelOwner, ""}, // the workspace's owner is not in it
			{c.plain, c.chOwner, workspace.ChannelViewer, ""},
			{c.chOwner, c.plain, workspace.ChannelMember, "forbidden"},
			{c.admin, c.chAdmin, workspace.ChannelMember, ""},
		} {
			if err := update(step.by, step.who, step.role); step.code == "" && err != nil || step.code != "" && !errs.Is(err, step.code) {
				t.Errorf("%s makes %s %q: %v, want %q", step.by.Username, step.who.Username, step.role, err, step.code)
			}
		}
		a := must(e.Access(t.Context(), workspace.AccessRequest{UserID: c.chOwner.ID, WorkspaceID: c.id, ChannelID: c.ch.ChannelID}))(t)
		if a.MayPost {
			t.Error("a viewer may post")
		}
		_, err := e.AddChannelMember(c.plain.ctx, workspace.AddChannelMemberRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.alone.ID, Role: workspace.ChannelOwner})
		wantCode(t, err, "validation_failed")
		_, err = e.AddChannelMember(c.chAdmin.ctx, workspace.AddChannelMemberRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.alone.ID, Role: workspace.ChannelViewer})
		wantCode(t, err, "forbidden") // who is a plain member by now
	})
}

// A channel whose last owner goes passes to who was there longest, admins first.
func TestChannel_IsInherited(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		heir := func() string {
			events := announced[workspace.ChannelMemberChange](t, e, workspace.EventChannelMemberUpdated)
			e.forget()
			if len(events) != 1 || events[0].Role != workspace.ChannelOwner || events[0].ChannelID != c.ch.ChannelID {
				t.Errorf("announced %+v", events)
				return ""
			}
			return events[0].User.Username
		}
		must(e.LeaveChannel(c.chOwner.ctx, c.ch))(t)
		if got := heir(); got != "ch-admin" {
			t.Errorf("inherited by %q", got)
		}
		must(e.RemoveMember(c.owner.ctx, workspace.MemberRequest{WorkspaceID: c.id, UserID: c.chAdmin.ID}))(t)
		if got := heir(); got != "plain" {
			t.Errorf("inherited by %q", got)
		}
		must(e.RemoveChannelMember(c.owner.ctx, workspace.ChannelMemberRequest{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.plain.ID}))(t)
		if got := heir(); got != "viewer" {
			t.Errorf("inherited by %q", got)
		}
		e.forget()
		must(e.LeaveChannel(c.viewer.ctx, c.ch))(t)
		equal(t, "events", e.types(), []string{workspace.EventChannelMemberLeft}) // only the guest is left
	})
}
