package workspace_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestOpenGroup(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		open := func(by person, with ...person) (workspace.OpenedDirect, error) {
			ids := make([]id.User, len(with))
			for i, p := range with {
				ids[i] = p.ID
			}
			return e.OpenGroup(by.ctx, workspace.OpenDirectRequest{WorkspaceID: c.id, MemberIDs: ids})
		}
		first := must(open(c.owner, c.plain, c.guest))(t)
		if !first.Created || first.Channel.Type != workspace.Group || first.Channel.MemberCount != 3 || len(first.Channel.Members) != 3 ||
			first.Channel.Role != workspace.ChannelMember || first.Channel.NotificationLevel != workspace.DefaultLevel {
			t.Errorf("opened %+v", first)
		}
		again := must(open(c.guest, c.owner, c.plain))(t)
		if again.Created || again.Channel.ID != first.Channel.ID {
			t.Errorf("opened again %+v", again)
		}
		larger := must(open(c.owner, c.plain, c.guest, c.alone))(t)
		if !larger.Created || larger.Channel.ID == first.Channel.ID {
			t.Errorf("opened with one more %+v", larger)
		}
		nine := []person{c.admin, c.member, c.guest, c.chOwner, c.chAdmin, c.plain, c.viewer, c.alone}
		must(open(c.owner, nine...))(t)
		for name, tc := range map[string]struct {
			with []person
			code string
		}{
			"one":     {[]person{c.plain}, "validation_failed"},
			"none":    {nil, "validation_failed"},
			"twice":   {[]person{c.plain, c.plain}, "validation_failed"},
			"oneself": {[]person{c.plain, c.owner}, "validation_failed"},
			"nobody":  {[]person{c.plain, {}}, "validation_failed"},
			"ten":     {append(nine, c.outside), "validation_failed"},
			"outside": {[]person{c.plain, c.outside}, "user_not_found"},
		} {
			if _, err := open(c.owner, tc.with...); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
		at := workspace.ChannelRequest{WorkspaceID: c.id, ChannelID: first.Channel.ID}
		_, err := e.LeaveChannel(c.plain.ctx, at)
		wantCode(t, err, "forbidden")
		_, err = e.GetChannel(c.alone.ctx, at)
		wantCode(t, err, "channel_not_found")
		must(e.RemoveMember(c.owner.ctx, workspace.MemberRequest{WorkspaceID: c.id, UserID: c.plain.ID}))(t)
		if got := must(e.GetChannel(c.guest.ctx, at))(t); got.MemberCount != 2 || len(got.Members) != 3 {
			t.Errorf("after a removal %+v", got)
		}
		boot := must(e.Memberships(c.guest.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t)
		groups := 0
		for _, ch := range boot.Items[0].Channels {
			if ch.Type == workspace.Group && len(ch.Members) >= 3 {
				groups++
			}
		}
		if groups != 3 {
			t.Errorf("%d groups in %+v", groups, boot.Items[0].Channels)
		}
	})
}

func TestSetChannelPreferences(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		c := e.crowd(t)
		set := func(p person, prefs workspace.ChannelPreferences) (workspace.MyChannel, error) {
			return e.SetChannelPreferences(p.ctx, workspace.ChannelPreferencesRequest{
				WorkspaceID: c.id, ChannelID: c.ch.ChannelID, ChannelPreferences: prefs,
			})
		}
		must(e.ArchiveChannel(c.chOwner.ctx, c.ch))(t)
		e.forget()
		want := workspace.ChannelPreferences{IsMuted: true, NotificationLevel: workspace.MentionsLevel, IsStarred: true, Section: "Work"}
		for range 2 {
			if got := must(set(c.viewer, workspace.ChannelPreferences{IsMuted: true, NotificationLevel: "mentions", IsStarred: true, Section: " Work "}))(t); got.ChannelPreferences != want {
				t.Errorf("set %+v", got)
			}
		}
		if events := announced[workspace.PreferencesChange](t, e, workspace.EventPreferencesUpdated); len(events) != 1 ||
			events[0] != (workspace.PreferencesChange{WorkspaceID: c.id, ChannelID: c.ch.ChannelID, UserID: c.viewer.ID}) {
			t.Errorf("announced %+v", events)
		}
		if got := must(e.GetChannel(c.viewer.ctx, c.ch))(t); got.ChannelPreferences != want {
			t.Errorf("read %+v", got)
		}
		for _, ch := range must(e.Memberships(c.viewer.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t).Items[0].Channels {
			if ch.ID == c.ch.ChannelID && ch.ChannelPreferences != want {
				t.Errorf("boot %+v", ch)
			}
		}
		none := workspace.ChannelPreferences{NotificationLevel: workspace.DefaultLevel}
		for _, p := range []person{c.plain, c.alone} { // for nobody else
			if got := must(e.GetChannel(p.ctx, c.ch))(t); got.ChannelPreferences != none {
				t.Errorf("%s reads %+v", p.Username, got)
			}
		}
		for name, tc := range map[string]struct {
			by    person
			prefs workspace.ChannelPreferences
			code  string
		}{
			"no member": {c.alone, none, "not_channel_member"},
			"outside":   {c.outside, none, "workspace_not_found"},
			"level":     {c.plain, workspace.ChannelPreferences{NotificationLevel: "loud"}, "validation_failed"},
			"section":   {c.plain, workspace.ChannelPreferences{NotificationLevel: "all", Section: strings.Repeat("x", 51)}, "validation_failed"},
		} {
			if _, err := set(tc.by, tc.prefs); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v, want %s", name, err, tc.code)
			}
		}
	})
}
