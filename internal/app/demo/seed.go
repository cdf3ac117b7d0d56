package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/message"
	"github.com/echo-chat/echo/internal/service/user"
	"github.com/echo-chat/echo/internal/service/workspace"
)

// seedNumber makes the demo the same each time.
const seedNumber = 20261101

// Databases are where the demo goes.
type Databases struct{ Users, Workspaces, Messages *sqldb.DB }

// Seed fills empty databases with the demo. On databases that hold anybody it does nothing, so it may
// be called at every start.
func Seed(ctx context.Context, dbs Databases, passwords user.Passwords, now time.Time) error {
	var accounts int
	if err := dbs.Users.QueryRow(ctx, `SELECT COUNT(*) FROM users`).Scan(&accounts); err != nil {
		return fmt.Errorf("look for accounts: %w", err)
	}
	if accounts > 0 {
		return nil
	}
	began := now.AddDate(0, 0, -7*weeks-1)
	users, err := seedUsers(ctx, dbs.Users, passwords, began)
	if err != nil {
		return err
	}
	g := newGenerator(seedNumber, now)
	rooms := append(channels(users, began), directs(users, began)...)
	w, made, err := workspace.Seed(ctx, dbs.Workspaces, workspace.SeedWorkspace{
		Name: "harbour-works", DisplayName: "Harbour Works", Description: "Ferries of the archipelago", CreatedAt: began,
		Members: members(users, began), Channels: rooms,
	})
	if err != nil {
		return err
	}
	return message.Seed(ctx, dbs.Messages, histories(g, users, w.ID, rooms, made))
}

func seedUsers(ctx context.Context, db *sqldb.DB, passwords user.Passwords, began time.Time) ([]user.User, error) {
	var seeds []user.SeedUser
	for i, p := range people() {
		s := user.SeedUser{
			Email: p.username + "@harbour.example", Username: p.username, DisplayName: p.name, Title: p.title, CreatedAt: began,
		}
		if i < 2 { // user1 and user2 sign in
			s.Password = fmt.Sprintf("Password%d", i+1)
		}
		seeds = append(seeds, s)
	}
	return user.Seed(ctx, db, passwords, seeds)
}

func members(users []user.User, joined time.Time) []workspace.SeedMember {
	out := make([]workspace.SeedMember, len(users))
	for i, u := range users {
		out[i] = workspace.SeedMember{User: u.Author(), Role: workspace.Member, JoinedAt: joined}
	}
	out[0].Role, out[1].Role = workspace.Owner, workspace.Admin
	return out
}

func channels(users []user.User, began time.Time) []workspace.SeedChannel {
	var out []workspace.SeedChannel
	for _, p := range places() {
		c := workspace.SeedChannel{Type: workspace.Public, Name: p.name, DisplayName: p.name, Topic: p.topic, CreatedAt: began}
		if p.private {
			c.Type = workspace.Private
		}
		c.Members = seats(users, p.with, began)
		out = append(out, c)
	}
	return out
}

// seats are the members of a channel, its creator first; nobody named means everybody.
func seats(users []user.User, with []int, joined time.Time) []workspace.SeedChannelMember {
	if len(with) == 0 {
		for i := range users {
			with = append(with, i)
		}
	}
	var out []workspace.SeedChannelMember
	for i, who := range with {
		role := workspace.ChannelMember
		if i == 0 {
			role = workspace.ChannelOwner
		}
		out = append(out, workspace.SeedChannelMember{UserID: users[who].ID, Role: role, JoinedAt: joined})
	}
	return out
}

// pairs are who writes to whom directly, and how much.
func pairs() []struct{ a, b, lines int } {
	return []struct{ a, b, lines int }{{0, 2, 90}, {0, 1, 140}, {0, 3, 30}, {0, 4, 45}, {1, 2, 60}, {1, 6, 25}}
}

func directs(users []user.User, began time.Time) []workspace.SeedChannel {
	var out []workspace.SeedChannel
	for _, p := range pairs() {
		out = append(out, workspace.SeedChannel{Type: workspace.Direct, CreatedAt: began, Members: seats(users, []int{p.a, p.b}, began)})
	}
	return out
}

// histories makes what was said, and leaves user1 and user2 something to read.
func histories(g *generator, users []user.User, ws id.Workspace, rooms []workspace.SeedChannel, made []workspace.Channel) []message.SeedChannel {
	shares := 0
	for _, p := range places() {
		shares += p.share
	}
	var out []message.SeedChannel
	for i, ch := range made {
		var lines []line
		if i < len(places()) {
			p := places()[i]
			lines = g.channel(p, float64(p.share)/float64(shares))
		} else {
			p := pairs()[i-len(places())]
			lines = g.chat(p.a, p.b, p.lines)
		}
		h := message.SeedChannel{WorkspaceID: ws, ChannelID: ch.ID, Read: map[id.User]int64{}}
		for _, l := range lines {
			h.Messages = append(h.Messages, message.SeedMessage{Author: users[l.by].ID, Content: l.text, At: l.at})
		}
		for seat, m := range rooms[i].Members {
			h.Read[m.UserID] = max(0, int64(len(lines)-unread(ch.Name, seat, len(lines))))
		}
		out = append(out, h)
	}
	return out
}

// unread is how much the member in a seat has not read.
func unread(channel string, seat, lines int) int {
	behind := map[string][]int{"design-reviews": {7, 0}, "help-desk": {48, 4}, "random": {3, 12}, "launch": {0, 9}, "": {2, 0}}[channel]
	if seat < len(behind) {
		return min(behind[seat], lines)
	}
	return 0
}
