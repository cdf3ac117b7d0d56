package workspace_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/bus"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// big is a workspace of 10,000 people and 500 channels, of which the first person is in all.
func big(b *testing.B, dialect sqldb.Dialect) (*workspace.Local, workspace.Workspace, []workspace.Channel) {
	b.Helper()
	db := sqldbtest.Open(b, dialect, workspace.Migrate)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	in := workspace.SeedWorkspace{Name: "big", CreatedAt: at}
	for i := range 10_000 {
		p := user.Author{ID: id.New[id.User](), Username: fmt.Sprintf("user%d", i), DisplayName: fmt.Sprintf("Person %d", i)}
		role := workspace.Member
		if i == 0 {
			role = workspace.Owner
		}
		in.Members = append(in.Members, workspace.SeedMember{User: p, Role: role, JoinedAt: at.Add(time.Duration(i) * time.Second)})
	}
	for i := range 500 {
		ch := workspace.SeedChannel{Type: workspace.Public, Name: fmt.Sprintf("channel-%d", i), CreatedAt: at}
		for _, m := range in.Members[:20] {
			ch.Members = append(ch.Members, workspace.SeedChannelMember{UserID: m.User.ID, Role: workspace.ChannelMember, JoinedAt: at})
		}
		if i%10 == 0 {
			ch.Type, ch.Name, ch.Members = workspace.Direct, "", ch.Members[:2]
			ch.Members[1].UserID = in.Members[i+1].User.ID
		}
		in.Channels = append(in.Channels, ch)
	}
	w, channels, err := workspace.Seed(b.Context(), db, in)
	if err != nil {
		b.Fatal(err)
	}
	return workspace.New(workspace.Config{DB: db, Clock: clock.System{}, Committed: func(...bus.Event) {}}), w, channels
}

func BenchmarkWorkspace(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		s, w, channels := big(b, dialect)
		ctx := auth.WithCaller(b.Context(), auth.Caller{UserID: w.OwnerID})
		for name, run := range map[string]func() error{
			"boot of 500 channels": func() error {
				_, err := s.Memberships(ctx, workspace.MembershipsRequest{IncludeChannels: true})
				return err
			},
			"members of 10000": func() error {
				_, err := s.Members(ctx, workspace.MembersRequest{WorkspaceID: w.ID})
				return err
			},
			"search in 10000 members": func() error {
				_, err := s.Members(ctx, workspace.MembersRequest{WorkspaceID: w.ID, Query: "9999"})
				return err
			},
			"access": func() error {
				_, err := s.Access(ctx, workspace.AccessRequest{UserID: w.OwnerID, WorkspaceID: w.ID, ChannelID: channels[7].ID})
				return err
			},
		} {
			b.Run(name+"/"+string(dialect), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if err := run(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
