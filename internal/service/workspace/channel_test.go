package workspace_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func TestCreateChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		got := must(e.CreateChannel(h.member.ctx, workspace.CreateChannelRequest{
			WorkspaceID: h.id, Type: workspace.Private, Name: "Launch", DisplayName: "The launch", Topic: "T", Description: "D",
		}))(t)
		want := workspace.Channel{
			ID: got.ID, WorkspaceID: h.id, Type: workspace.Private, Name: "launch", DisplayName: "The launch", Topic: "T",
			Description: "D", CreatedBy: h.member.ID, MemberCount: 1, CreatedAt: e.clock.Now(), UpdatedAt: e.clock.Now(),
		}
		read := must(e.GetChannel(h.member.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: got.ID}))(t)
		for what, c := range map[string]workspace.MyChannel{"created": got, "read": read} {
			if c.Role != workspace.ChannelOwner || !sameChannel(c.Channel, want) {
				t.Errorf("%s %+v", what, c)
			}
		}
		equal(t, "events", e.types(), []string{workspace.EventChannelCreated, workspace.EventChannelMemberJoined})
		if ev := announced[workspace.Channel](t, e, workspace.EventChannelCreated)[0]; !sameChannel(ev, want) {
			t.Errorf("announced %+v", ev)
		}
	})
}

func sameChannel(a, b workspace.Channel) bool {
	a.Members, b.Members = nil, nil
	return a.ID == b.ID && a.WorkspaceID == b.WorkspaceID && a.Type == b.Type && a.Name == b.Name && a.DisplayName == b.DisplayName &&
		a.Topic == b.Topic && a.Description == b.Description && a.CreatedBy == b.CreatedBy && a.MemberCount == b.MemberCount &&
		a.IsArchived == b.IsArchived && a.CreatedAt.Equal(b.CreatedAt) && a.UpdatedAt.Equal(b.UpdatedAt)
}

func TestCreateChannel_BadInput(t *testing.T) {
	t.Parallel()
	e := newEnv(t, "sqlite", false)
	h := e.house(t, "acme")
	good := workspace.CreateChannelRequest{WorkspaceID: h.id, Type: workspace.Public, Name: "launch"}
	for name, tc := range map[string]struct {
		as     person
		change func(*workspace.CreateChannelRequest)
		want   string // a code, or the field of validation_failed
	}{
		"guest":           {h.guest, func(*workspace.CreateChannelRequest) {}, "forbidden"},
		"outside":         {h.outside, func(*workspace.CreateChannelRequest) {}, "workspace_not_found"},
		"other workspace": {h.owner, func(r *workspace.CreateChannelRequest) { r.WorkspaceID = id.New[id.Workspace]() }, "workspace_not_found"},
		"name taken":      {h.owner, func(r *workspace.CreateChannelRequest) { r.Name = "GENERAL" }, "name_taken"},
		"no type":         {h.owner, func(r *workspace.CreateChannelRequest) { r.Type = "" }, "type"},
		"direct":          {h.owner, func(r *workspace.CreateChannelRequest) { r.Type = workspace.Direct }, "type"},
		"unknown type":    {h.owner, func(r *workspace.CreateChannelRequest) { r.Type = "secret" }, "type"},
		"no name":         {h.owner, func(r *workspace.CreateChannelRequest) { r.Name = "" }, "name"},
		"bad name":        {h.owner, func(r *workspace.CreateChannelRequest) { r.Name = "a b" }, "name"},
		"long topic":      {h.owner, func(r *workspace.CreateChannelRequest) { r.Topic = strings.Repeat("a", 251) }, "topic"},
		"lines in topic":  {h.owner, func(r *workspace.CreateChannelRequest) { r.Topic = "a\nb" }, "topic"},
		"description":     {h.owner, func(r *workspace.CreateChannelRequest) { r.Description = "\x00" }, "description"},
		"a megabyte":      {h.owner, func(r *workspace.CreateChannelRequest) { r.Description = strings.Repeat("a", 1<<20) }, "description"},
	} {
		req := good
		tc.change(&req)
		_, err := e.CreateChannel(tc.as.ctx, req)
		got := errs.From(err)
		if got == nil || got.Code != tc.want && (len(got.Fields) != 1 || got.Fields[0].Field != tc.want) {
			t.Errorf("%s: %v, want %s", name, err, tc.want)
		}
	}
}

// The name of a private channel is its members' secret: others neither see it taken nor are kept from it.
func TestCreateChannel_PrivateNameIsSecret(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.channel(t, h, h.member, workspace.Private, "layoffs")
		free := func(p person) bool {
			return must(e.CheckChannelName(p.ctx, workspace.CheckChannelNameRequest{WorkspaceID: h.id, Name: "layoffs"}))(t).Available
		}
		if free(h.member) || !free(h.owner) {
			t.Error("the wrong people see the name taken")
		}
		_, err := e.CreateChannel(h.member.ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: workspace.Public, Name: "layoffs"})
		wantCode(t, err, "name_taken")
		e.channel(t, h, h.admin, workspace.Private, "layoffs")
		e.channel(t, h, h.owner, workspace.Public, "layoffs")
		_, err = e.CreateChannel(h.admin.ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: workspace.Public, Name: "layoffs"})
		wantCode(t, err, "name_taken")
		if must(e.CheckChannelName(h.owner.ctx, workspace.CheckChannelNameRequest{WorkspaceID: h.id, Name: "a b"}))(t).Available {
			t.Error("a malformed name is available")
		}
		_, err = e.CheckChannelName(h.outside.ctx, workspace.CheckChannelNameRequest{WorkspaceID: h.id, Name: "\x00"})
		wantCode(t, err, "workspace_not_found")
	})
}

func TestCreateChannel_Race(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		for _, kind := range []workspace.ChannelType{workspace.Public, workspace.Private} {
			var wg sync.WaitGroup
			var mu sync.Mutex
			made := 0
			for range 6 {
				wg.Go(func() {
					_, err := e.CreateChannel(h.member.ctx, workspace.CreateChannelRequest{WorkspaceID: h.id, Type: kind, Name: "race-" + string(kind)})
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
				t.Errorf("%d %s channels of one name", made, kind)
			}
		}
	})
}

func TestBrowseChannels(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		e.channel(t, h, h.owner, workspace.Private, "hidden")
		old := e.channel(t, h, h.owner, workspace.Public, "old")
		e.archive(t, old.ID)
		for _, name := range []string{"c-three", "a_one", "b.two"} {
			e.channel(t, h, h.owner, workspace.Public, name)
		}
		browse := func(p person, query, cursor string, limit int) ([]string, *string) {
			list := must(e.BrowseChannels(p.ctx, workspace.BrowseRequest{WorkspaceID: h.id, Query: query, Cursor: cursor, Limit: limit}))(t)
			var names []string
			for _, c := range list.Items {
				names = append(names, c.Name+":"+string(c.Role))
			}
			return names, list.NextCursor
		}
		got, next := browse(h.member, "", "", 2)
		equal(t, "first page", got, []string{"a_one:", "b.two:"})
		got, next = browse(h.member, "", *next, 2)
		equal(t, "second page", got, []string{"c-three:", "general:member"})
		if next != nil {
			t.Error("a third page")
		}
		got, _ = browse(h.member, "TWO", "", 0)
		equal(t, "query", got, []string{"b.two:"})
		got, _ = browse(h.member, "_", "", 0)
		equal(t, "query of a wildcard", got, []string{"a_one:"})
		got, _ = browse(h.guest, "", "", 0)
		equal(t, "as guest", got, nil)
		archived := must(e.BrowseChannels(h.member.ctx, workspace.BrowseRequest{WorkspaceID: h.id, Archived: true}))(t)
		if len(archived.Items) != 1 || archived.Items[0].ID != old.ID {
			t.Errorf("archived %+v", archived.Items)
		}
		for name, tc := range map[string]struct {
			as   person
			req  workspace.BrowseRequest
			code string
		}{
			"outside":    {h.outside, workspace.BrowseRequest{WorkspaceID: h.id}, "workspace_not_found"},
			"bad cursor": {h.member, workspace.BrowseRequest{WorkspaceID: h.id, Cursor: page.Encode([]string{"x"})}, "bad_cursor"},
			"bad query":  {h.member, workspace.BrowseRequest{WorkspaceID: h.id, Query: strings.Repeat("x", 101)}, "validation_failed"},
		} {
			if _, err := e.BrowseChannels(tc.as.ctx, tc.req); !errs.Is(err, tc.code) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestUpdateChannel(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		ch := e.channel(t, h, h.member, workspace.Public, "launch")
		e.forget()
		e.clock.Advance(time.Minute)
		update := func(p person, change workspace.UpdateChannelRequest) (workspace.MyChannel, error) {
			change.WorkspaceID, change.ChannelID = h.id, ch.ID
			return e.UpdateChannel(p.ctx, change)
		}
		got := must(update(h.member, workspace.UpdateChannelRequest{Topic: new(" Soon ")}))(t)
		if got.Topic != "Soon" || got.DisplayName != "launch" || !got.UpdatedAt.Equal(e.clock.Now()) || got.Role != workspace.ChannelOwner {
			t.Errorf("updated %+v", got)
		}
		got = must(update(h.admin, workspace.UpdateChannelRequest{DisplayName: new("The launch"), Description: new("D")}))(t)
		if got.Topic != "Soon" || got.DisplayName != "The launch" || got.Description != "D" || got.Role != workspace.NoMember {
			t.Errorf("updated %+v", got)
		}
		must(update(h.member, workspace.UpdateChannelRequest{Topic: new("Soon")}))(t) // nothing new
		if events := announced[workspace.Channel](t, e, workspace.EventChannelUpdated); len(events) != 2 || !sameChannel(events[1], got.Channel) {
			t.Errorf("announced %+v", events)
		}
		if got = must(update(h.member, workspace.UpdateChannelRequest{DisplayName: new("")}))(t); got.DisplayName != "launch" {
			t.Errorf("display name %q", got.DisplayName)
		}
		_, err := update(h.guest, workspace.UpdateChannelRequest{Topic: new("x")})
		wantCode(t, err, "channel_not_found")
		_, err = update(h.outside, workspace.UpdateChannelRequest{Topic: new("x")})
		wantCode(t, err, "workspace_not_found")
		_, err = update(h.member, workspace.UpdateChannelRequest{Topic: new("a\nb")})
		wantCode(t, err, "validation_failed")
		stranger := e.person(t, "stranger")
		e.admit(t, h, stranger, workspace.Member)
		_, err = update(stranger, workspace.UpdateChannelRequest{Topic: new("x")})
		wantCode(t, err, "forbidden")
		must(e.JoinChannel(stranger.ctx, workspace.ChannelRequest{WorkspaceID: h.id, ChannelID: ch.ID}))(t)
		must(update(stranger, workspace.UpdateChannelRequest{Topic: new("x")}))(t)
		e.setChannelRole(t, ch.ID, stranger, workspace.ChannelViewer)
		_, err = update(stranger, workspace.UpdateChannelRequest{Topic: new("y")})
		wantCode(t, err, "forbidden")
		e.archive(t, ch.ID)
		_, err = update(h.member, workspace.UpdateChannelRequest{Topic: new("y")})
		wantCode(t, err, "channel_archived")
	})
}
