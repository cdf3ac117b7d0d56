package user

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// SeedUser is a person of the demo data. Without a password nobody signs in as them.
type SeedUser struct {
	Email       string
	Username    string
	DisplayName string
	Title       string
	Password    string
	CreatedAt   time.Time
}

// Seed puts people into an empty, migrated database, in one transaction and without announcing them: it
// is for data that is made before any service runs. It checks nothing. The users come back in order.
func Seed(ctx context.Context, db *sqldb.DB, passwords Passwords, people []SeedUser) ([]User, error) {
	accounts := make([]account, len(people))
	for i, p := range people {
		a := &accounts[i]
		a.OwnUser = newOwnUser()
		a.ID, a.Username, a.DisplayName, a.Title = id.At[id.User](p.CreatedAt), p.Username, p.DisplayName, p.Title
		a.Email, a.EmailVerified, a.CreatedAt, a.LastSeenAt = p.Email, true, p.CreatedAt, p.CreatedAt
		if p.Password == "" {
			continue
		}
		hash, err := passwords.Hash(ctx, p.Password)
		if err != nil {
			return nil, err
		}
		a.passwordHash = hash
	}
	err := db.Tx(ctx, func(tx *sqldb.Tx) error {
		for _, a := range accounts {
			if err := insertAccount(ctx, tx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("seed users: %w", err)
	}
	users := make([]User, len(accounts))
	for i, a := range accounts {
		users[i] = a.User
	}
	return users, nil
}
