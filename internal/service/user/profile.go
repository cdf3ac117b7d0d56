package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/echo-chat/echo/internal/kernel/check"
	"github.com/echo-chat/echo/internal/kernel/errs"
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
	a, err := accountByID(ctx, s.db, userID)
	if errors.Is(err, sqldb.ErrNoRows) {
		return account{}, errs.NotFound("user_not_found", "This person is not here.")
	}
	if err != nil {
		return account{}, fmt.Errorf("read user: %w", err)
	}
	return a, nil
}

// Profiles returns people, to other services.
func (s *Local) Profiles(ctx context.Context, req ProfilesRequest) ([]User, error) {
	if len(req.IDs) > MaxIDs {
		var f check.Fields
		f.Fault("ids", "Ask for at most %d.", MaxIDs)
		return nil, f.Err()
	}
	if len(req.IDs) == 0 {
		return nil, nil
	}
	users, err := sqldb.Collect(ctx, s.db, func(rows *sqldb.Rows) (User, error) {
		a, err := scanAccount(rows.Scan)
		return a.User, err
	}, `SELECT `+userColumns+` FROM users WHERE id IN (SELECT value FROM `+s.db.Dialect().List("$1")+`)`, sqldb.JSON(req.IDs))
	if err != nil {
		return nil, fmt.Errorf("read profiles: %w", err)
	}
	return users, nil
}
