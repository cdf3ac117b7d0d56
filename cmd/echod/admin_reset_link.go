package main

import (
	"context"
	"fmt"
	"time"

	"github.com/echo-chat/echo/internal/app"
	"github.com/echo-chat/echo/internal/service/user"
)

// resetLink prints a link by which somebody whom no mail reaches sets a new password.
func resetLink(ctx context.Context, a *app.Admin, who user.OwnUser) error {
	link, err := a.Users.CreateResetLink(ctx, user.CreateResetLinkRequest{Identifier: who.Username})
	if err != nil {
		return err
	}
	fmt.Printf("For %s only, once, until %s:\n%s/reset-password#%s\n",
		who.Username, link.ExpiresAt.Format(time.RFC3339), a.PublicURL, link.Token)
	return nil
}
