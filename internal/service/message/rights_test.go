package message

import (
	"context"
	"log/slog"
	"testing"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// names is the user service's part.
type names struct{}

func (names) Profiles(_ context.Context, req user.ProfilesRequest) ([]user.User, error) {
	var out []user.User
	for _, u := range req.IDs {
		out = append(out, user.User{ID: u, Username: "u" + u.String()[30:], DisplayName: "Somebody"})
	}
	return out, nil
}

func (names) Contacts(context.Context, user.ContactsRequest) ([]user.Contact, error) { return nil, nil }

func (names) FindByEmail(context.Context, user.FindByEmailRequest) (user.Contact, error) {
	return user.Contact{}, errs.NotFound("user_not_found", "nobody")
}

// town is this service beside the real workspace service, with the cache of rights between them, as the
// program wires them.
type town struct {
	messages   *Local
	workspaces *workspace.Local
	owner      person
	member     person
	ws         id.Workspace
	ch         id.Channel
}

func newTown(t *testing.T, dialect sqldb.Dialect) *town {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	var follow []bus.Subscription
	committed := func(events ...bus.Event) {
		for _, e := range events {
			for _, s := range follow {
				if !s.Wants(e.Type) {
					continue
				}
				if err := s.Handler(t.Context(), e); err != nil {
					t.Errorf("%s: %v", e.Type, err)
				}
			}
		}
	}
	tw := &town{workspaces: workspace.New(workspace.Config{
		DB: sqldbtest.Open(t, dialect, workspace.Migrate), Users: names{}, Clock: clock.System{}, Committed: committed,
	})}
	access := workspace.NewAccessCache(tw.workspaces)
	t.Cleanup(access.Close)
	profiles := user.NewProfileCache(names{})
	t.Cleanup(profiles.Close)
	tw.messages = New(Config{
		DB: sqldbtest.Open(t, dialect, Migrate), Access: access, Profiles: profiles, Clock: clock.System{}, Log: log, Committed: func(...bus.Event) {},
	})
	t.Cleanup(tw.messages.Close)
	follow = []bus.Subscription{access.Subscription("test"), tw.messages.Subscription()}
	tw.settle(t)
	return tw
}

// settle makes a workspace with a private channel, an owner and a member.
func (tw *town) settle(t *testing.T) {
	t.Helper()
	someone := func() person {
		p := person{User: id.New[id.User]()}
		p.ctx = auth.WithCaller(t.Context(), auth.Caller{UserID: p.User, SessionID: id.New[id.Session]()})
		return p
	}
	tw.owner, tw.member = someone(), someone()
	w, err := tw.workspaces.Create(tw.owner.ctx, workspace.CreateRequest{Name: "harbour"})
	if err != nil {
		t.Fatal(err)
	}
	tw.ws = w.ID
	invite, err := tw.workspaces.CreateInvite(tw.owner.ctx, workspace.CreateInviteRequest{WorkspaceID: tw.ws, Role: workspace.Member, MaxUses: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tw.workspaces.AcceptInvite(tw.member.ctx, workspace.InviteTokenRequest{Token: invite.Token}); err != nil {
		t.Fatal(err)
	}
	ch, err := tw.workspaces.CreateChannel(tw.owner.ctx, workspace.CreateChannelRequest{WorkspaceID: tw.ws, Type: workspace.Private, Name: "crew"})
	if err != nil {
		t.Fatal(err)
	}
	tw.ch = ch.ID
	if err := tw.add(); err != nil {
		t.Fatal(err)
	}
}

func (tw *town) add() error {
	_, err := tw.workspaces.AddChannelMember(tw.owner.ctx, workspace.AddChannelMemberRequest{WorkspaceID: tw.ws, ChannelID: tw.ch, UserID: tw.member.User})
	return err
}

func (tw *town) send(p person) error {
	_, err := tw.messages.Send(p.ctx, SendRequest{
		WorkspaceID: tw.ws, ChannelID: tw.ch, Content: "Ahoy", ClientMessageCorrelationID: id.New[id.Event]().String(),
	})
	return err
}

// What is changed in the workspace service holds for the next send: roles, archives, removals, deletion.
// Whoever may read may mark as read, archived or not.
func TestRights_HoldAtOnce(t *testing.T) {
	t.Parallel()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) {
			t.Parallel()
			tw := newTown(t, dialect)
			place := workspace.ChannelRequest{WorkspaceID: tw.ws, ChannelID: tw.ch}
			everything := workspace.GetRequest{WorkspaceID: tw.ws}
			membership := workspace.ChannelMemberRequest{WorkspaceID: tw.ws, ChannelID: tw.ch, UserID: tw.member.User}
			become := func(role workspace.ChannelRole) error {
				_, err := tw.workspaces.UpdateChannelMember(tw.owner.ctx, workspace.UpdateChannelMemberRequest{
					WorkspaceID: tw.ws, ChannelID: tw.ch, UserID: tw.member.User, Role: role,
				})
				return err
			}
			for _, step := range []struct {
				name       string
				change     func() error
				send, read string // codes
			}{
				{"member", func() error { return nil }, "", ""},
				{"viewer", func() error { return become(workspace.ChannelViewer) }, "channel_read_only", ""},
				{"member again", func() error { return become(workspace.ChannelMember) }, "", ""},
				{"channel archived", func() error { _, err := tw.workspaces.ArchiveChannel(tw.owner.ctx, place); return err }, "channel_archived", ""},
				{"channel back", func() error { _, err := tw.workspaces.UnarchiveChannel(tw.owner.ctx, place); return err }, "", ""},
				{"workspace archived", func() error { _, err := tw.workspaces.Archive(tw.owner.ctx, everything); return err }, "workspace_archived", ""},
				{"workspace back", func() error { _, err := tw.workspaces.Unarchive(tw.owner.ctx, everything); return err }, "", ""},
				{"removed", func() error { _, err := tw.workspaces.RemoveChannelMember(tw.owner.ctx, membership); return err }, "channel_not_found", "channel_not_found"},
				{"added again", tw.add, "", ""},
				{"deleted", func() error { _, err := tw.workspaces.DeleteChannel(tw.owner.ctx, place); return err }, "channel_not_found", "channel_not_found"},
			} {
				if err := step.change(); err != nil {
					t.Fatalf("%s: %v", step.name, err)
				}
				if err := tw.send(tw.member); errs.From(err) != nil && errs.From(err).Code != step.send || err == nil && step.send != "" {
					t.Errorf("%s: send: %v, want %q", step.name, err, step.send)
				}
				_, err := tw.messages.MarkRead(tw.member.ctx, MarkReadRequest{tw.ws, tw.ch, 1})
				if errs.From(err) != nil && errs.From(err).Code != step.read || err == nil && step.read != "" {
					t.Errorf("%s: mark read: %v, want %q", step.name, err, step.read)
				}
			}
		})
	}
}
