package main

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/service/user"
)

// reactivate lets somebody in again.
func reactivate(ctx context.Context, a *app.Admin, who user.OwnUser) error {
	if !who.IsDeactivated {
		fmt.Printf("%s is active already\n", who.Username)
		return nil
	}
	if _, err := a.Users.Reactivate(ctx, user.DeactivateRequest{UserID: who.ID}); err != nil {
		return err
	}
	fmt.Printf("%s may sign in again\n", who.Username)
	return nil
}
