package workspace

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/service/user"
)

// The names of members are the user service's. A copy is kept here, so that members can be listed and
// searched by name in one query, a page at a time, whoever else is up. A person is copied when they
// first come; from then on user.updated keeps the copy true.

// profile asks the user service for someone. Codes: user_not_found.
func (s *Local) profile(ctx context.Context, userID id.User) (user.Author, error) {
	users, err := s.users.Profiles(ctx, user.ProfilesRequest{IDs: []id.User{userID}})
	if err != nil {
		return user.Author{}, fmt.Errorf("fetch profile: %w", err)
	}
	if len(users) == 0 {
		return user.Author{}, errUser()
	}
	return users[0].Author(), nil
}

// remember copies someone who is not known here yet. It leaves a copy that an event made alone: that may
// be newer than what the user service answered. Whose account is gone, is turned away: the end of their
// memberships waits for this transaction, or has been before it. Codes: user_not_found.
func remember(ctx context.Context, tx *sqldb.Tx, p user.Author) error {
	// DO NOTHING would not lock the row, and a copy that is forgotten meanwhile would be missed.
	var gone bool
	err := tx.QueryRow(ctx, `
		INSERT INTO people (id, username, display_name, avatar_url, search, as_of) VALUES ($1, $2, $3, $4, $5, 0)
		ON CONFLICT (id) DO UPDATE SET id = excluded.id
		RETURNING deleted_at IS NOT NULL`, p.ID, p.Username, p.DisplayName, p.AvatarURL, searchable(p.Username, p.DisplayName)).Scan(&gone)
	if err != nil {
		return fmt.Errorf("remember person: %w", err)
	}
	if gone {
		return errUser()
	}
	return nil
}

// person reads the copy of someone who is known here. Codes: user_not_found.
func person(ctx context.Context, q sqldb.Querier, userID id.User) (user.Author, error) {
	p := user.Author{ID: userID}
	err := q.QueryRow(ctx, `SELECT username, display_name, avatar_url FROM people WHERE id = $1`, userID).
		Scan(&p.Username, &p.DisplayName, &p.AvatarURL)
	if errors.Is(err, sqldb.ErrNoRows) {
		return user.Author{}, errUser()
	}
	if err != nil {
		return user.Author{}, fmt.Errorf("read person: %w", err)
	}
	return p, nil
}

// peopleByID returns the copies of those of the people who are known here.
func peopleByID(ctx context.Context, q sqldb.Querier, d sqldb.Dialect, ids []string) (map[string]user.Author, error) {
	people, err := sqldb.Collect(ctx, q, func(rows *sqldb.Rows) (user.Author, error) {
		var p user.Author
		err := rows.Scan(&p.ID, &p.Username, &p.DisplayName, &p.AvatarURL)
		return p, err
	}, `SELECT id, username, display_name, avatar_url FROM people WHERE id IN (SELECT value FROM `+d.List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	byID := make(map[string]user.Author, len(people))
	for _, p := range people {
		byID[p.ID.String()] = p
	}
	return byID, nil
}

// searchable is what a query is looked for in.
func searchable(names ...string) string { return strings.ToLower(strings.Join(names, " ")) }

// pattern is the LIKE pattern, with \ as its escape, for what contains a query; "" for an empty one.
func pattern(query string) string {
	if query == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(strings.ToLower(query)) + "%"
}
