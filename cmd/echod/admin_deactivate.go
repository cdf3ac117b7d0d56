package main

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/service/user"
)

// deactivate shuts somebody out, everywhere and within a second.
func deactivate(ctx context.Context, a *app.Admin, who user.OwnUser) error {
	if who.IsDeactivated {
		fmt.Printf("%s is deactivated already\n", who.Username)
		return nil
	}
	if _, err := a.Users.Deactivate(ctx, user.DeactivateRequest{UserID: who.ID}); err != nil {
		return err
	}
	fmt.Printf("%s is deactivated and signed out everywhere\n", who.Username)
	return nil
}
