package workspace_test

import (
	"context"
	"maps"
	"slices"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) resolve(t *testing.T, by workspace.Authorizer, h house, who person, names ...string) map[string]workspace.Named {
	t.Helper()
	return must(by.ResolveNames(t.Context(), workspace.ResolveNamesRequest{WorkspaceID: h.id, UserID: who.ID, Names: names}))(t)
}

// wantNames compares what names mean: "@ada" → "user <id>".
func wantNames(t *testing.T, got map[string]workspace.Named, want map[string]string) {
	t.Helper()
	told := map[string]string{}
	for name, is := range got {
		told[name] = string(is.Kind) + " " + is.ID
	}
	if !maps.Equal(told, want) {
		t.Errorf("names mean %v, want %v", told, want)
	}
}

func TestResolveNames(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		crew := e.group(t, h, "crew", h.member)
		shadowed := e.group(t, h, h.outside.Username)
		launch := e.channel(t, h, h.owner, workspace.Public, "launch")
		secret := e.channel(t, h, h.owner, workspace.Private, "secret")
		// A private channel may be called like a public one that came later, or is not seen.
		e.channel(t, h, h.owner, workspace.Private, "both")
		both := e.channel(t, h, h.member, workspace.Public, "both")
		names := []string{
			"@" + h.member.Username, "@crew", "@" + h.outside.Username, "@nobody", "#launch", "#secret", "#both", "#general",
			"@launch", "#crew", "@channel", "@here", "crew", "", "@", "#", "@CREW", "@a\x00b", "@" + "x\ufffe",
		}
		general := "link " + h.general.String()
		want := map[string]string{
			"@" + h.member.Username: "user " + h.member.ID.String(), "@crew": "group " + crew.ID.String(),
			"@" + h.outside.Username: "group " + shadowed.ID.String(),
			"#launch":                "link " + launch.ID.String(), "#secret": "link " + secret.ID.String(),
			"#both": "link " + both.ID.String(), "#general": general,
		}
		wantNames(t, e.resolve(t, e, h, h.owner, names...), want)

		delete(want, "#secret")
		wantNames(t, e.resolve(t, e, h, h.member, names...), want)
		for _, channel := range []string{"#launch", "#both", "#general"} {
			delete(want, channel)
		}
		wantNames(t, e.resolve(t, e, h, h.guest, names...), want)

		// A person wins over a group of their name.
		e.admit(t, h, h.outside, workspace.Member)
		wantNames(t, e.resolve(t, e, h, h.owner, "@"+h.outside.Username), map[string]string{"@" + h.outside.Username: "user " + h.outside.ID.String()})
		wantNames(t, e.resolve(t, e, h, h.owner), map[string]string{})

		stranger := e.person(t, "stranger")
		_, err := e.ResolveNames(t.Context(), workspace.ResolveNamesRequest{WorkspaceID: h.id, UserID: stranger.ID, Names: names})
		wantCode(t, err, "workspace_not_found")
		_, err = e.ResolveNames(t.Context(), workspace.ResolveNamesRequest{
			WorkspaceID: h.id, UserID: h.owner.ID, Names: make([]string, workspace.MaxNames+1),
		})
		wantCode(t, err, "validation_failed")
	})
}

func TestGroupsOf(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		crew, zoo := e.group(t, h, "crew", h.member, h.owner), e.group(t, h, "zoo", h.member)
		of := func(p person) []id.Group {
			return must(e.GroupsOf(t.Context(), workspace.GroupsOfRequest{WorkspaceID: h.id, UserID: p.ID}))(t)
		}
		equal(t, "two", of(h.member), []id.Group{crew.ID, zoo.ID})
		equal(t, "one", of(h.owner), []id.Group{crew.ID})
		equal(t, "none", of(h.guest), nil)
	})
}

func (s *countingSource) ResolveNames(ctx context.Context, req workspace.ResolveNamesRequest) (map[string]workspace.Named, error) {
	s.asked.Add(1)
	return s.Authorizer.ResolveNames(ctx, req)
}

func (s *countingSource) GroupsOf(ctx context.Context, req workspace.GroupsOfRequest) ([]id.Group, error) {
	s.asked.Add(1)
	return s.Authorizer.GroupsOf(ctx, req)
}

// What names mean is asked for once, and again after what changes it.
func TestAccessCache_Names(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	crew := e.group(t, h, "crew", h.member)
	e.group(t, h, h.outside.Username)
	secret := e.channel(t, h, h.owner, workspace.Private, "secret")
	c := newCached(t, e)
	c.deliver()
	asked := func(n int64, who person, names ...string) map[string]workspace.Named {
		t.Helper()
		before := c.source.asked.Load()
		got := e.resolve(t, c, h, who, names...)
		if told := c.source.asked.Load() - before; told != n {
			t.Errorf("%v: asked %d times, want %d", names, told, n)
		}
		return got
	}
	known := []string{"@crew", "@" + h.outside.Username, "#general"}
	asked(1, h.owner, append(known, "#secret", "@nobody")...)
	asked(0, h.owner, append(known, "#secret")...)
	asked(1, h.owner, "@nobody")                            // who may come any time
	if got := asked(1, h.member, known...); len(got) != 3 { // for #general
		t.Errorf("got %v", got)
	}
	asked(0, h.member, known...)
	if got := asked(1, h.member, "#secret"); len(got) != 0 {
		t.Errorf("a secret: %v", got)
	}

	groups := func(n int64, p person) []id.Group {
		t.Helper()
		before := c.source.asked.Load()
		got := must(c.GroupsOf(t.Context(), workspace.GroupsOfRequest{WorkspaceID: h.id, UserID: p.ID}))(t)
		if told := c.source.asked.Load() - before; told != n {
			t.Errorf("asked %d times, want %d", told, n)
		}
		return got
	}
	groups(1, h.member)
	equal(t, "groups", groups(0, h.member), []id.Group{crew.ID})

	for what, change := range map[string]func(){
		"a member of the name": func() { e.admit(t, h, h.outside, workspace.Member) },
		"another handle": func() {
			handle := "team-" + id.New[id.Group]().String()[24:]
			must(e.UpdateGroup(h.owner.ctx, workspace.UpdateGroupRequest{WorkspaceID: h.id, GroupID: crew.ID, Handle: &handle}))(t)
		},
		"left the channel": func() {
			must(e.AddChannelMember(h.owner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: h.id, ChannelID: secret.ID, UserID: h.member.ID}))(t)
			c.deliver()
			asked(1, h.member, "#secret")
			asked(0, h.member, "#secret")
			must(e.LeaveChannel(h.member.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: secret.ID}))(t)
		},
	} {
		change()
		c.deliver()
		names := slices.Concat(known, []string{"#secret"})
		for _, p := range []person{h.owner, h.member} {
			fresh := e.resolve(t, e, h, p, names...)
			if got := e.resolve(t, c, h, p, names...); !maps.Equal(got, fresh) {
				t.Errorf("%s: the cache says %v, the service %v", what, got, fresh)
			}
		}
	}
	must(e.SetGroupMembers(h.owner.ctx, workspace.SetGroupMembersRequest{WorkspaceID: h.id, GroupID: crew.ID}))(t)
	c.deliver()
	equal(t, "groups", groups(1, h.member), nil)
}

func TestMembersAmong(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ask := func(by person, people ...id.User) ([]id.User, error) {
			return e.MembersAmong(t.Context(), workspace.MembersAmongRequest{WorkspaceID: h.id, UserID: by.ID, UserIDs: people})
		}
		equal(t, "members", must(ask(h.guest, h.guest.ID, h.outside.ID))(t), []id.User{h.guest.ID})
		equal(t, "nobody", must(ask(h.guest))(t), nil)
		_, err := ask(h.outside, h.guest.ID)
		wantCode(t, err, "workspace_not_found")
		_, err = ask(h.owner, make([]id.User, workspace.MaxAmong+1)...)
		wantCode(t, err, "validation_failed")
	})
}
