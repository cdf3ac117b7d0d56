package workspace_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

func (e *env) rename(t *testing.T, p person, name string, at time.Time) {
	t.Helper()
	data, err := json.Marshal(user.Updated{User: user.User{ID: p.ID, Username: p.Username, DisplayName: name}})
	if err != nil {
		t.Fatal(err)
	}
	event := bus.Event{ID: id.New[id.Event](), Type: user.EventUpdated, Time: at, Version: 1, Data: data}
	sub := e.local.Subscription()
	if !sub.Wants(event.Type) || sub.Broadcast {
		t.Fatal("the service does not follow people")
	}
	if err := sub.Handler(t.Context(), event); err != nil {
		t.Fatal(err)
	}
}

// A new name shows in lists and can be searched for, whatever order the events come in.
func TestPeople_FollowTheUserService(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		h := e.house(t, "acme")
		now := e.clock.Now()
		for _, change := range []struct {
			name  string
			after time.Duration
		}{{"First", time.Second}, {"Neu Ärger", 3 * time.Second}, {"Second", 2 * time.Second}, {"First", time.Second}} {
			e.rename(t, h.member, change.name, now.Add(change.after))
		}
		list := must(e.Members(h.owner.ctx, workspace.MembersRequest{WorkspaceID: h.id, Query: "ärg"}))(t)
		if len(list.Items) != 1 || list.Items[0].User.DisplayName != "Neu Ärger" {
			t.Errorf("found %+v", list.Items)
		}
		// One whose change came before they did keeps it: the user service's answer may be older.
		e.rename(t, h.outside, "New Name", now)
		e.admit(t, h, h.outside, workspace.Member)
		list = must(e.Members(h.owner.ctx, workspace.MembersRequest{WorkspaceID: h.id, Query: "new name"}))(t)
		if len(list.Items) != 1 {
			t.Errorf("found %+v", list.Items)
		}
		sub := e.local.Subscription()
		if err := sub.Handler(t.Context(), bus.Event{Type: user.EventUpdated, Data: json.RawMessage(`[`)}); err == nil {
			t.Error("handled what cannot be read")
		}
	})
}

func TestSeed(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, e *env) {
		past := e.clock.Now().Add(-90 * 24 * time.Hour)
		ada, grace := e.person(t, "ada"), e.person(t, "grace")
		in := workspace.SeedWorkspace{
			Name: "demo", DisplayName: "Demo", CreatedAt: past,
			Members: []workspace.SeedMember{{ada.Author, workspace.Owner, past}, {grace.Author, workspace.Member, past.Add(time.Hour)}},
			Channels: []workspace.SeedChannel{
				{
					Type: workspace.Public, Name: "general", DisplayName: "general", CreatedAt: past,
					Members: []workspace.SeedChannelMember{{ada.ID, workspace.ChannelOwner, past}, {grace.ID, workspace.ChannelMember, past}},
				},
				{
					Type: workspace.Direct, CreatedAt: past,
					Members: []workspace.SeedChannelMember{{ada.ID, workspace.ChannelMember, past}, {grace.ID, workspace.ChannelMember, past}},
				},
			},
		}
		w, channels, err := workspace.Seed(t.Context(), e.db, in)
		if err != nil {
			t.Fatal(err)
		}
		boot := must(e.Memberships(grace.ctx, workspace.MembershipsRequest{IncludeChannels: true}))(t).Items
		if len(boot) != 1 || boot[0].Workspace != w || len(boot[0].Channels) != 2 || boot[0].MemberCount != 2 || !boot[0].CreatedAt.Equal(past) {
			t.Errorf("boot %+v", boot)
		}
		direct := must(e.OpenDirect(grace.ctx, workspace.OpenDirectRequest{WorkspaceID: w.ID, MemberIDs: []id.User{ada.ID}}))(t)
		if direct.Created || direct.Channel.ID != channels[1].ID || len(direct.Channel.Members) != 2 {
			t.Errorf("direct %+v", direct)
		}
		_, err = e.LeaveChannel(grace.ctx, workspace.ChannelRequest{WorkspaceID: w.ID, ChannelID: channels[0].ID})
		wantCode(t, err, "cannot_leave_general")
	})
}
