package user

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/rpc"
	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Me returns the caller.
func (s *Local) Me(ctx context.Context, _ rpc.None) (OwnUser, error) {
	caller, err := auth.CallerFrom(ctx)
	if err != nil {
		return OwnUser{}, err
	}
	a, err := s.find(ctx, caller.UserID)
	return a.OwnUser, err
}

// Get returns anyone, to other services.
func (s *Local) Get(ctx context.Context, req GetRequest) (User, error) {
	a, err := s.find(ctx, req.UserID)
	return a.User, err
}

func (s *Local) find(ctx context.Context, userID id.User) (account, error) {
	a, err := accountByID(ctx, s.db, userID, s.clock.Now())
	if err != nil {
		return account{}, missingUser(err)
	}
	return a, nil
}

// Profiles returns people, to other services.
func (s *Local) Profiles(ctx context.Context, req ProfilesRequest) ([]User, error) {
	accounts, err := s.accounts(ctx, req.IDs)
	users := make([]User, len(accounts))
	for i, a := range accounts {
		users[i] = a.User
	}
	return users, err
}

// Contacts returns how to reach people, to other services.
func (s *Local) Contacts(ctx context.Context, req ContactsRequest) ([]Contact, error) {
	accounts, err := s.accounts(ctx, req.IDs)
	contacts := make([]Contact, len(accounts))
	for i, a := range accounts {
		contacts[i] = a.contact()
	}
	return contacts, err
}

// FindByEmail returns who has an address, to other services.
func (s *Local) FindByEmail(ctx context.Context, req FindByEmailRequest) (Contact, error) {
	email, ok := normalEmail(req.Email)
	if !ok {
		return Contact{}, missingUser(sqldb.ErrNoRows)
	}
	a, err := s.accountByEmail(ctx, s.db, email)
	if err != nil {
		return Contact{}, missingUser(err)
	}
	return a.contact(), nil
}

// accountByEmail finds an account by its address in the normal form; ErrNoRows when there is none.
func (s *Local) accountByEmail(ctx context.Context, q sqldb.Querier, email string) (account, error) {
	return scanAccount(q.QueryRow(ctx, `SELECT `+userColumns+` FROM users WHERE email = $1`, email).Scan, s.clock.Now())
}

// accounts reads up to MaxIDs accounts, in no order.
func (s *Local) accounts(ctx context.Context, ids []id.User) ([]account, error) {
	if len(ids) > MaxIDs {
		var f check.Fields
		f.Fault("ids", "Ask for at most %d.", MaxIDs)
		return nil, f.Err()
	}
	if len(ids) == 0 {
		return nil, nil
	}
	now := s.clock.Now()
	accounts, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (account, error) {
		return scanAccount(rows.Scan, now)
	}, `SELECT `+userColumns+` FROM users WHERE id IN (SELECT value FROM `+s.db.Dialect().List("$1")+`)`, sqldb.JSON(ids))
	if err != nil {
		return nil, fmt.Errorf("read users: %w", err)
	}
	return accounts, nil
}

func (a account) contact() Contact {
	c := Contact{
		ID: a.ID, Email: a.Email, EmailVerified: a.EmailVerified, Username: a.Username, DisplayName: a.DisplayName,
		Locale: a.Locale, TimeZone: a.TimeZone, ShowReadReceipts: a.Preferences.ShowReadReceipts,
		IsDeactivated: a.IsDeactivated, EmailNotifications: a.Preferences.EmailNotifications,
	}
	if a.deleted {
		c.Email = "" // what stands there is no address
	}
	return c
}
